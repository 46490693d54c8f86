"""Evidence taken back: it stays to be read, counts no more, and takes with it what stood on it."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from claims.actions.evidence import retract_evidence
from claims.actions.judgement import record_finding
from claims.actions.locking import StaleClaim
from claims.models import Claim, Evidence
from claims.states import ClaimState
from claims.vocabulary import Stance, Standing, Status, SubReason
from factdesk.core.audit import Action
from factdesk.core.errors import Denied, Missing, Refused
from factdesk.core.models import AuditEntry, User
from tests.factories import article_with_claims, commit, decide, find, support

WHY = "The page was about another year."


@pytest.fixture
def claim(ada: User, ben: User) -> Claim:
    """Found to be sourced, on one source."""
    _article, claims = article_with_claims(ada)
    find(claims[0], ben)
    commit()
    return Claim.objects.get(pk=claims[0].pk)


def retract(evidence: Evidence, actor: User, reason: str = WHY) -> Claim:
    claim = Claim.objects.get(pk=evidence.claim_id)
    retract_evidence(evidence_id=evidence.pk, actor=actor, seen=claim.lock_version, reason=reason)
    return Claim.objects.with_standing().get(pk=claim.pk)


def test_without_its_last_support_a_sourced_claim_is_stale_at_once(claim: Claim, ben: User) -> None:
    evidence = claim.evidence.get()
    after = retract(evidence, ben)
    evidence.refresh_from_db()
    assert (after.state, after.standing) == (ClaimState.STALE, Standing.STALE)
    assert (evidence.retracted_by, evidence.retract_reason) == (ben, WHY)
    entry = AuditEntry.objects.get(action=Action.EVIDENCE_RETRACTED)
    assert entry.changes == {"evidence": evidence.pk, "stance": "supports", "stale": True}
    assert WHY not in str(entry.changes)


def test_a_decided_claim_goes_stale_too(claim: Claim, ada: User, ben: User) -> None:
    decide(claim, ada)
    assert retract(claim.evidence.get(), ben).state == ClaimState.STALE


def test_with_another_source_the_finding_holds(claim: Claim, ada: User, ben: User) -> None:
    first = claim.evidence.get()
    support(claim, ada)
    assert retract(first, ben).state == ClaimState.FOUND


def test_context_that_nothing_stood_on_changes_nothing(claim: Claim, ben: User) -> None:
    context = support(claim, ben, Stance.CONTEXT)
    assert retract(context, ben).state == ClaimState.FOUND


def test_a_stale_claim_is_found_again_on_new_evidence(claim: Claim, ben: User) -> None:
    after = retract(claim.evidence.get(), ben)
    with pytest.raises(Refused):
        record_finding(
            claim_id=after.pk,
            actor=ben,
            seen=after.lock_version,
            status=Status.SOURCED,
            sub_reason=SubReason.RECORDING,
        )
    support(after, ben)
    after.refresh_from_db()
    record_finding(
        claim_id=after.pk,
        actor=ben,
        seen=after.lock_version,
        status=Status.SOURCED,
        sub_reason=SubReason.RECORDING,
    )
    after.refresh_from_db()
    assert after.state == ClaimState.FOUND


def test_who_may_not_retract(claim: Claim, omar: User, sam: User) -> None:
    evidence = claim.evidence.get()
    with pytest.raises(Denied):
        retract(evidence, omar)
    with pytest.raises(Missing):
        retract(evidence, sam)
    with pytest.raises(Missing):
        retract_evidence(evidence_id=10**6, actor=omar, seen=0, reason=WHY)


def test_a_reason_is_needed_and_a_fresh_page(claim: Claim, ben: User) -> None:
    evidence = claim.evidence.get()
    with pytest.raises(Refused):
        retract(evidence, ben, reason="  ")
    with pytest.raises(StaleClaim):
        retract_evidence(evidence_id=evidence.pk, actor=ben, seen=99, reason=WHY)


def test_twice_is_once(claim: Claim, ada: User, ben: User) -> None:
    evidence = claim.evidence.get()
    retract(evidence, ben)
    retract(evidence, ada, reason="Other words")
    evidence.refresh_from_db()
    assert (evidence.retracted_by, evidence.retract_reason) == (ben, WHY)


def test_the_database_keeps_no_sourced_claim_bare(claim: Claim, ben: User) -> None:
    def behind_the_actions_back() -> None:
        with transaction.atomic():
            claim.evidence.update(retracted_at=timezone.now(), retracted_by=ben, retract_reason=WHY)
            commit()

    with pytest.raises(DatabaseError, match="stale"):
        behind_the_actions_back()
