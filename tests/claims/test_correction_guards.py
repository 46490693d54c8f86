"""What Postgres refuses of corrections and of words that are carried, whoever writes."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from articles.actions import freeze
from articles.extract.document import Document
from articles.models import Article, Version
from claims.actions.signoff import revoke
from claims.models import Anchor, Correction
from factdesk.core.models import User
from tests.claims.corrections import account, corrected, on, place
from tests.factories import commit


def refused(sql: str, *values: object) -> str:
    with pytest.raises(DatabaseError) as error, transaction.atomic():
        _run(sql, values)
    return str(error.value)


def _run(sql: str, values: tuple[Any, ...]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_a_correction_is_kept_for_good(published: Article, ada: User) -> None:
    made = corrected(published, ada, "on Monday", "on Tuesday")
    assert "append_only" in refused("UPDATE claims_correction SET public_note = 'x' WHERE id = %s", made.pk)
    assert "go only with a purge" in refused("DELETE FROM claims_correction WHERE id = %s", made.pk)


def test_how_words_were_carried_is_not_rewritten(published: Article, ada: User) -> None:
    corrected(published, ada, "on Monday", "on Tuesday")
    anchor = place(on(published, "on Tuesday"))
    assert "settled_once" in refused("UPDATE claims_anchor SET state = 'moved' WHERE id = %s", anchor.pk)


def test_a_verdict_does_not_survive_other_words_by_hand(published: Article, ada: User) -> None:
    corrected(published, ada, "on Monday", "on Tuesday")
    claim = on(published, "on Tuesday")
    old, new = claim.anchors.order_by("pk")
    columns = 'claim_id, version_id, start, "end", exact, prefix, suffix, state, is_primary, carried_from_id'
    copy = f"INSERT INTO claims_anchor ({columns}) SELECT claim_id, version_id, start, \"end\", exact, '', '', %s, false, %s FROM claims_anchor WHERE id = %s"  # noqa: E501
    assert "the very words" in refused(copy, "moved", old.pk, new.pk)
    assert "to a later version" in refused(copy, "reworded", new.pk, new.pk)
    assert "come from an older version" in refused(copy, "reworded", None, new.pk)
    finding = "INSERT INTO claims_finding (claim_id, anchor_id, status, sub_reason, note, proposed_text, by_id, at, supersedes_id) SELECT claim_id, %s, status, sub_reason, note, '', by_id, now(), id FROM claims_finding WHERE claim_id = %s"  # noqa: E501
    assert "as they stand" in refused(finding, old.pk, claim.pk)
    assert "sourced needs a supporting source" in refused(finding, new.pk, claim.pk)


def test_a_correction_by_hand_changes_the_words_it_names(published: Article, ada: User, ben: User) -> None:
    made = corrected(published, ada, "on Monday", "on Tuesday")
    columns = [str(field.column) for field in Correction._meta.concrete_fields if field.column != "id"]

    def by_hand(**other: object) -> str:
        names = ", ".join(columns)
        values = ", ".join("%s" if name in other else name for name in columns)
        sql = f"INSERT INTO claims_correction ({names}) SELECT {values} FROM claims_correction WHERE id = %s"
        return refused(sql, *(other[name] for name in columns if name in other), made.pk)

    assert "the words it names" in by_hand(new_words="on Friday")
    assert "to the next" in by_hand(version_before_id=made.version_after_id)
    assert "an editor of the desk" in by_hand(by_id=ben.pk)
    assert "needs a person" in by_hand(by_id=User.objects.system().pk)


def next_by_hand(article: Article, by: User) -> Version:
    """The next version, frozen beside every action, with other words at one place."""
    revoke(article_id=article.pk, actor=by, reason="By hand.")
    head = Article.objects.get(pk=article.pk).head
    document = Document(head.text.replace("on Monday", "on Friday"), head.block_list())
    return freeze(article, document, number=2, origin=Version.Origin.CORRECTION, actor=by)


def test_what_is_not_signed_off_is_not_corrected_by_hand(published: Article, ada: User) -> None:
    after = next_by_hand(published, ada)
    made = Correction(
        article=published,
        version_before=published.versions.get(number=1),
        version_after=after,
        start=after.text.index("on Friday"),
        old_words="on Monday",
        new_words="on Friday",
        by=ada,
        **vars(account()),
    )
    with pytest.raises(DatabaseError, match="what was signed off is corrected"), transaction.atomic():
        made.save()


@pytest.mark.parametrize(
    ("state", "said"), [("reworded", "on other words counts no more"), ("orphaned", "is withdrawn")]
)
def test_a_decided_claim_is_not_put_on_other_words_by_hand(
    published: Article, ada: User, state: str, said: str
) -> None:
    old = place(on(published, "on Monday"))
    after = next_by_hand(published, ada)
    end = old.start if state == "orphaned" else old.end
    exact = old.exact if state == "orphaned" else after.text[old.start : old.end]
    words = {"start": old.start, "end": end, "exact": exact, "state": state}
    Anchor.objects.create(claim_id=old.claim_id, version=after, carried_from=old, **words)
    with pytest.raises(DatabaseError, match=said):
        commit()
