"""Evidence that is taken back: who may, what stays, and what goes with it."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from claims.actions.locking import StaleClaim
from claims.actions.retracting import retract_evidence
from claims.actions.workflow import dismiss
from claims.models import Claim, Evidence
from claims.states import ClaimState
from claims.vocabulary import DismissReason, Stance, Status
from factdesk.core.errors import Conflict, Denied, Missing, Refused
from factdesk.core.models import AuditEntry, User
from tests.claims.test_sources import find_with, fresh, said, settle
from tests.factories import article_with_claims, decide, find, support


@pytest.fixture
def claim(ada: User) -> Claim:
    return article_with_claims(ada)[1][0]


def retract(evidence: Evidence, actor: User, reason: str = "Of another year.") -> Evidence:
    seen = Claim.objects.get(pk=evidence.claim_id).lock_version
    return retract_evidence(evidence_id=evidence.pk, actor=actor, seen=seen, reason=reason)


def test_retracted_evidence_stays_with_name_and_reason(claim: Claim, ben: User) -> None:
    evidence = retract(support(claim, ben), ben)
    assert (evidence.retracted_by, evidence.retract_reason) == (ben, "Of another year.")
    assert said(claim)[-1] == "claim.evidence_retracted"
    assert "Of another year." not in str(AuditEntry.objects.latest("pk").changes)
    assert retract(evidence, ben) == evidence
    with pytest.raises(Conflict):
        retract(evidence, ben, "Some other reason.")


def test_without_a_reason_nothing_is_retracted(claim: Claim, ben: User) -> None:
    evidence = support(claim, ben)
    with pytest.raises(Refused):
        retract(evidence, ben, "  ")
    evidence.refresh_from_db()
    assert evidence.retracted_at is None


def test_whoever_added_it_or_an_editor_takes_it_back(
    claim: Claim, ada: User, ben: User, cleo: User, omar: User, sam: User
) -> None:
    evidence = support(claim, ben)
    for actor, problem in ((cleo, Denied), (omar, Denied), (sam, Missing)):
        with pytest.raises(problem):
            retract(evidence, actor)
    assert retract(evidence, ada).retracted_by == ada


def test_nobody_retracts_unseen_or_from_a_dismissed_claim(claim: Claim, ben: User) -> None:
    evidence = support(claim, ben)
    with pytest.raises(StaleClaim):
        retract_evidence(evidence_id=evidence.pk, actor=ben, seen=0, reason="Of another year.")
    dismiss(claim_id=claim.pk, actor=ben, seen=fresh(claim).lock_version, reason=DismissReason.OPINION)
    with pytest.raises(Denied):
        retract(evidence, ben)


@pytest.mark.parametrize("decided", [False, True])
def test_a_sourced_claim_is_open_again_when_its_last_source_goes(
    claim: Claim, ada: User, ben: User, *, decided: bool
) -> None:
    find(claim, ben)
    settle()
    if decided:
        decide(claim, ada)
    retract(Evidence.objects.get(), ben)
    now = fresh(claim)
    assert (now.state, now.standing) == (ClaimState.IN_CHECK, "unchecked")
    assert said(claim)[-2:] == ["claim.evidence_retracted", "claim.support_lost"]
    assert AuditEntry.objects.latest("pk").changes["to"] == "in_check"
    settle()
    support(claim, ben)
    find_with(claim, ben)
    assert fresh(claim).standing == "sourced"


def test_a_claim_with_another_source_stays_as_it_is(claim: Claim, ben: User) -> None:
    find(claim, ben)
    claim.refresh_from_db()
    second = support(claim, ben, title="Another source")
    retract(second, ben)
    assert fresh(claim).state == ClaimState.FOUND
    assert said(claim)[-1] == "claim.evidence_retracted"


def test_a_disputed_claim_is_open_again_too(claim: Claim, ben: User) -> None:
    find(claim, ben, Status.DISPUTED)
    settle()
    retract(Evidence.objects.get(stance=Stance.REFUTES), ben)
    assert fresh(claim).state == ClaimState.IN_CHECK


def without_an_action(ben: User, **which: object) -> None:
    """Straight past the desk's own rules, up to the end of the transaction."""
    with transaction.atomic():
        Evidence.objects.filter(**which).update(retracted_at=timezone.now(), retracted_by=ben, retract_reason="Gone.")
        settle()


def test_postgres_lets_no_finding_outlive_its_source(claim: Claim, ben: User) -> None:
    find(claim, ben)
    settle()
    with pytest.raises(DatabaseError, match="does not outlive"):
        without_an_action(ben, claim=claim)
    other = support(claim, ben, title="Another source")
    without_an_action(ben, pk=other.pk)
    with pytest.raises(DatabaseError):
        without_an_action(ben, pk=other.pk)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_retract_at_once_one_is_told(ada: User, ben: User, data_dir: Path) -> None:
    claim = article_with_claims(ada)[1][0]
    find(claim, ben)
    evidence = Evidence.objects.get()
    seen = fresh(claim).lock_version
    outcomes: list[str] = []
    gate = threading.Barrier(2)

    def go(actor: User) -> None:
        try:
            gate.wait()
            retract_evidence(evidence_id=evidence.pk, actor=actor, seen=seen, reason=f"Said {actor.pk}.")
            outcomes.append("done")
        except Conflict:
            outcomes.append("told")
        finally:
            connection.close()

    threads = [threading.Thread(target=go, args=(actor,)) for actor in (ada, ben)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["done", "told"]
    assert said(claim).count("claim.support_lost") == 1
