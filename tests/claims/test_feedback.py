"""The desk's own decisions, counted for and against the proposer."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from claims.actions.making import add_claim, edit_details
from claims.actions.proposals import store_proposals
from claims.actions.workflow import accept, dismiss
from claims.detect import CUES, detect
from claims.feedback import feedback
from claims.models import Claim
from claims.vocabulary import ClaimKind, DismissReason
from factdesk.core.models import User
from tests.factories import bring

MISSED = "Many people like the place a lot."
TEXT = f"""\
Four facts

The baths cost 3.1 million euros in 2024. Attendance rose by 40 per cent. The pool was closed on 6 May 2026. \
Ticket prices fell by 12 per cent in 2023. Wages rose by 4 per cent in 2022.

{MISSED}
"""


@pytest.fixture
def claims(ada: User) -> list[Claim]:
    article = bring(ada, TEXT)
    store_proposals(article.head, detect(TEXT, article.head.block_list(), scorer=CUES))
    return list(article.claims.order_by("number"))


def decide(claims: list[Claim], ada: User) -> None:
    """One accepted, one accepted and corrected, one of no use, one a double, one waiting; one made by hand."""
    assert len(claims) == 5
    accept(claim_id=claims[0].pk, actor=ada, seen=0)
    edit_details(claim_id=claims[1].pk, actor=ada, seen=0, kind=ClaimKind("event"), attributed_to="the town")
    dismiss(claim_id=claims[2].pk, actor=ada, seen=0, reason=DismissReason.PROPOSER_ERROR)
    dismiss(claim_id=claims[3].pk, actor=ada, seen=0, reason=DismissReason.DUPLICATE)
    start = TEXT.index(MISSED)
    add_claim(
        article_id=claims[0].article_id,
        actor=ada,
        version=1,
        start=start,
        end=start + len(MISSED),
        kind=ClaimKind("event"),
    )


def test_what_became_of_the_offers(ada: User, claims: list[Claim]) -> None:
    decide(claims, ada)
    (one,) = feedback(claims[0].article.desk_id)
    assert one.proposer == f"{CUES.name} {CUES.version}"
    assert dict(one.fates) == {"accepted": 1, "edited": 1, "dismissed": 2, "waiting": 1}
    assert one.precision == pytest.approx(2 / 3)
    assert one.recall == pytest.approx(2 / 3)
    assert (one.corrected["kind"], one.corrected["speaker"], one.corrected["words"]) == (1, 1, 0)


def test_a_miss_has_the_score_its_sentence_got(ada: User, claims: list[Claim]) -> None:
    decide(claims, ada)
    (one,) = feedback(claims[0].article.desk_id)
    (score,) = one.missed
    assert 0 < score < 0.3
    assert one.at(0.0) == (2, 1, 0)
    assert one.at(1.0) == (0, 0, 3)


def test_another_desk_sees_nothing_of_it(claims: list[Claim], sam: User) -> None:
    assert feedback(next(iter(sam.roles))) == []


def test_the_report_prints_numbers_and_no_words(ada: User, claims: list[Claim]) -> None:
    decide(claims, ada)
    out = StringIO()
    call_command("proposer_report", desk=claims[0].article.desk.name, stdout=out)
    printed = out.getvalue()
    assert "precision 0.667, recall 0.667" in printed
    assert "Only 3 decisions" in printed
    assert "baths" not in printed
    assert "people" not in printed


def test_an_unknown_desk_is_named(ada: User) -> None:
    with pytest.raises(CommandError, match="no such desk"):
        call_command("proposer_report", desk="Elsewhere")
