"""U after adding evidence: the entry is retracted, and the claim is where and whose it was."""

from __future__ import annotations

import pytest

from claims.actions.assigning import assign
from claims.actions.evidence import retract_evidence
from claims.actions.undoing import NotUndone, TakenBack, undo_last
from claims.actions.workflow import accept
from claims.models import Claim, Evidence, Finding, Source
from claims.states import ClaimState
from claims.trail import TRAIL, history
from claims.vocabulary import Stance, Status
from factdesk.core.audit import Action, first_broken
from factdesk.core.errors import Denied, Missing
from factdesk.core.gather import gather
from factdesk.core.models import AuditEntry, User
from tests.factories import article_with_claims, commit, confide, decide, find, support

REASON = "Taken back within minutes by the person who added it; nothing stood on it."


@pytest.fixture
def claim(ada: User) -> Claim:
    return article_with_claims(ada)[1][0]


def undo(claim: Claim, actor: User) -> TakenBack:
    done = undo_last(article_id=claim.article_id, actor=actor)
    commit()
    claim.refresh_from_db()
    return done


def counting(claim: Claim) -> list[Evidence]:
    return list(claim.evidence.filter(retracted_at=None))


def test_it_is_retracted_with_a_reason_and_the_trail_keeps_both(claim: Claim, ben: User) -> None:
    evidence = support(claim, ben)
    lines = AuditEntry.objects.count()
    done = undo(claim, ben)
    assert (done.claim, done.did) == (claim, Action.EVIDENCE_ADDED)
    evidence.refresh_from_db()
    assert (evidence.retracted_by, evidence.retract_reason) == (ben, REASON)
    assert (evidence.quote, evidence.supplied_by) == ("Line 4: 31,000,000", ben)
    last = AuditEntry.objects.order_by("-pk")[0]
    assert (AuditEntry.objects.count(), last.action, last.actor) == (lines + 1, Action.CLAIM_UNDONE, ben)
    assert last.changes == {
        "undone": last.seq - 1,
        "did": "claim.evidence_added",
        "from": "in_check",
        "to": "proposed",
    }
    assert first_broken(AuditEntry.objects.order_by("chain", "seq")) is None
    gather([claim], TRAIL)
    assert [line.text for line in history(claim)][:2] == [
        "Ben Okoro took back: added evidence",
        "Ben Okoro added evidence",
    ]


def test_a_claim_it_brought_into_check_is_where_and_whose_it_was(claim: Claim, ada: User, ben: User) -> None:
    support(claim, ben)
    undo(claim, ben)
    assert claim.state == ClaimState.PROPOSED
    assert claim.reviewer_id is None
    accept(claim_id=claim.pk, actor=ada, seen=claim.lock_version)
    claim.refresh_from_db()
    assign(claim_id=claim.pk, actor=ada, seen=claim.lock_version, reviewer_id=ada.pk)
    support(claim, ben)
    undo(claim, ben)
    assert claim.state == ClaimState.OPEN
    assert claim.reviewer == ada


def test_the_first_of_two_entries_is_what_brought_it_there(claim: Claim, ben: User) -> None:
    first, second = support(claim, ben), support(claim, ben, quote="Other words")
    undo(claim, ben)
    assert (counting(claim), claim.state, claim.reviewer) == ([first], ClaimState.IN_CHECK, ben)
    second.refresh_from_db()
    assert second.retract_reason == REASON
    undo(claim, ben)
    assert (counting(claim), claim.state, claim.reviewer) == ([], ClaimState.PROPOSED, None)


def test_each_u_goes_one_step_further_back(claim: Claim, ben: User) -> None:
    accept(claim_id=claim.pk, actor=ben, seen=0)
    find(claim, ben)
    states = []
    for _time in range(3):
        undo(claim, ben)
        states.append(claim.state)
    assert states == [ClaimState.IN_CHECK, ClaimState.OPEN, ClaimState.PROPOSED]
    assert (Finding.objects.count(), counting(claim)) == (1, [])
    with pytest.raises(NotUndone, match="did nothing here"):
        undo(claim, ben)


def test_the_same_entry_can_be_made_again(claim: Claim, ben: User) -> None:
    first = support(claim, ben)
    undo(claim, ben)
    second = support(claim, ben)
    assert first != second
    assert (counting(claim), claim.evidence.count()) == ([second], 2)


def test_what_was_found_on_it_holds_it(claim: Claim, ben: User, cleo: User) -> None:
    evidence = support(claim, ben)
    find(claim, cleo, Status.DISPUTED)
    with pytest.raises(NotUndone, match="Claim 1 has moved on: Cleo Marsh added evidence since"):
        undo(claim, ben)
    undo(claim, cleo)
    with pytest.raises(NotUndone, match="Cleo Marsh added evidence since"):
        undo(claim, ben)
    undo(claim, cleo)
    undo(claim, ben)
    evidence.refresh_from_db()
    assert evidence.retracted_by == ben


def test_a_finding_that_stood_before_it_stands_after(claim: Claim, ada: User, ben: User) -> None:
    find(claim, ben)
    support(claim, ada, Stance.REFUTES)
    undo(claim, ada)
    assert claim.state == ClaimState.FOUND
    support(claim, ada, Stance.REFUTES)
    decide(claim, ada, Status.DISPUTED, "The annex says otherwise.")
    undo(claim, ada)
    assert (claim.state, len(counting(claim))) == (ClaimState.FOUND, 2)


def test_what_was_retracted_by_hand_keeps_its_own_reason(claim: Claim, ben: User) -> None:
    evidence = support(claim, ben)
    claim.refresh_from_db()
    retract_evidence(evidence_id=evidence.pk, actor=ben, seen=claim.lock_version, reason="Of another year.")
    with pytest.raises(NotUndone, match="you retracted evidence, claim 1"):
        undo(claim, ben)
    evidence.refresh_from_db()
    assert evidence.retract_reason == "Of another year."


def test_only_by_who_added_it(claim: Claim, ada: User, ben: User, omar: User, sam: User) -> None:
    support(claim, ben)
    for person, problem in ((ada, NotUndone), (omar, Denied), (sam, Missing)):
        with pytest.raises(problem):
            undo(claim, person)
    assert len(counting(claim)) == 1


def test_a_confidential_source_stays_sealed_on_the_desk(claim: Claim, ben: User) -> None:
    evidence = confide(claim, ben)
    undo(claim, ben)
    assert not counting(claim)
    assert Source.objects.get(pk=evidence.source_id).secret


def test_a_line_from_before_the_trail_kept_where_it_was_sets_no_claim_back(
    claim: Claim, ben: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("claims.actions.evidence._take_on", lambda claim, actor: {})
    accept(claim_id=claim.pk, actor=ben, seen=0)
    support(claim, ben)
    undo(claim, ben)
    assert (counting(claim), claim.state) == ([], ClaimState.OPEN)
