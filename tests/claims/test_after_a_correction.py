"""Work goes on in a corrected version as in any other."""

from __future__ import annotations

import pytest

from articles.models import Article
from claims.actions.signoff import sign_off, verdict_set_hash
from claims.actions.undoing import NotUndone, undo_last
from claims.actions.words import edit_span
from claims.inplace import words_at
from factdesk.core.errors import Conflict
from factdesk.core.models import User
from tests.claims.corrections import corrected, on, place, signed
from tests.conftest import SignIn
from tests.factories import article_with_claims, commit


def test_words_are_marked_anew_in_the_corrected_version(ada: User, ben: User) -> None:
    """What a person marks there still says which words it had before; what the proposer marked has not slipped."""
    article, _claims = article_with_claims(ada)
    signed(article, ada, "Print has started.")
    corrected(article, ada, "31 million euros for tram", "3,400 million euros for tram")
    claim = on(article, "closed in 1974")
    here = place(claim)
    end = here.start + len("The line was closed in 1974")
    edit_span(claim_id=claim.pk, actor=ben, seen=claim.lock_version, version=2, start=here.start, end=end)
    commit()
    anchor = place(claim)
    assert (anchor.exact, anchor.state) == ("The line was closed in 1974", "reworded")
    assert anchor.carried_from == here.carried_from
    head = anchor.version
    claim.refresh_from_db()
    assert [(piece.text, piece.css) for piece in words_at(head.text, anchor, claim).pieces() if piece.css] == [
        ("1974", "fact")
    ]


def test_nothing_of_a_correction_is_undone_by_u(published: Article, ada: User) -> None:
    corrected(published, ada, "on Monday", "on Tuesday")
    with pytest.raises(NotUndone, match="corrected its words"):
        undo_last(article_id=published.pk, actor=ada)


def test_why_a_claim_is_stale_is_still_known_a_version_later(published: Article, ada: User, signed_in: SignIn) -> None:
    corrected(published, ada, "on Monday", "on Tuesday")
    signed(published, ada, "Print has started.")
    corrected(published, ada, "Is it worth the money?", "Is it worth that?")
    claim = on(published, "on Tuesday")
    answer = signed_in(ada).get(f"/articles/{published.pk}/claims/{claim.number}/").content.decode()
    assert "A correction changed these words" in answer
    assert "Monday</del>" in answer
    assert "was retracted" not in answer


def test_nobody_signs_a_version_they_did_not_see(published: Article, ada: User) -> None:
    """Also when no claim changed: what the page showed was another text."""
    corrected(published, ada, "Is it worth the money?", "Is it worth that?")
    seen = verdict_set_hash(Article.objects.get(pk=published.pk))
    signed(published, ada)
    corrected(published, ada, "Is it worth that?", "Is it worth all that?")
    with pytest.raises(Conflict):
        sign_off(article_id=published.pk, actor=ada, seen=seen)
