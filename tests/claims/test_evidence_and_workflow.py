"""Evidence, attempts, setting aside and taking up again."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction

from claims.actions.locking import StaleClaim
from claims.actions.workflow import dismiss, reopen
from claims.models import Attempt, Claim, Evidence, Source
from claims.states import ClaimState
from claims.vocabulary import DismissReason, Stance, Status
from factdesk.core.errors import Denied
from factdesk.core.models import User
from tests.factories import article_with_claims, decide, find, support


@pytest.fixture
def claim(ada: User) -> Claim:
    _article, claims = article_with_claims(ada)
    return claims[0]


def state(claim: Claim) -> str:
    claim.refresh_from_db()
    return claim.state


def test_evidence_makes_a_proposal_somebodys_work(claim: Claim, ben: User) -> None:
    support(claim, ben)
    assert state(claim) == ClaimState.IN_CHECK
    assert claim.reviewer == ben


def test_a_source_is_kept_once_for_all_its_claims(ada: User, ben: User) -> None:
    _article, claims = article_with_claims(ada)
    for claim in claims:
        support(claim, ben)
    assert Source.objects.count() == 1
    assert Evidence.objects.count() == len(claims)


def test_the_same_evidence_sent_twice_is_one(claim: Claim, ben: User) -> None:
    assert support(claim, ben) == support(claim, ben)
    assert Evidence.objects.count() == 1


def test_postgres_keeps_evidence_and_attempts(claim: Claim, ben: User) -> None:
    find(claim, ben)
    find(claim, ben, Status.UNVERIFIED)
    with pytest.raises(DatabaseError), transaction.atomic():
        Evidence.objects.update(quote="something else")
    with pytest.raises(DatabaseError), transaction.atomic():
        Evidence.objects.all().delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        Attempt.objects.update(outcome="something else")


def test_nothing_to_check_and_back_again(claim: Claim, ben: User) -> None:
    dismiss(claim_id=claim.pk, actor=ben, seen=0, reason=DismissReason.OPINION)
    assert state(claim) == ClaimState.DISMISSED
    reopen(claim_id=claim.pk, actor=ben, seen=claim.lock_version)
    assert state(claim) == ClaimState.IN_CHECK
    assert claim.dismiss_reason == ""


def test_a_claim_that_changed_is_not_dismissed_unseen(claim: Claim, ben: User, cleo: User) -> None:
    support(claim, ben)
    with pytest.raises(StaleClaim):
        dismiss(claim_id=claim.pk, actor=cleo, seen=0, reason=DismissReason.OPINION)


def test_what_has_a_finding_is_not_set_aside(claim: Claim, ben: User) -> None:
    find(claim, ben)
    state(claim)
    with pytest.raises(Denied):
        dismiss(claim_id=claim.pk, actor=ben, seen=claim.lock_version, reason=DismissReason.OPINION)


def test_an_editor_reopens_a_decided_claim_and_it_is_unchecked_again(claim: Claim, ada: User, ben: User) -> None:
    find(claim, ben)
    decide(claim, ada)
    state(claim)
    with pytest.raises(Denied):
        reopen(claim_id=claim.pk, actor=ben, seen=claim.lock_version)
    reopen(claim_id=claim.pk, actor=ada, seen=claim.lock_version)
    assert Claim.objects.with_standing().get(pk=claim.pk).standing == "unchecked"
    assert claim.findings.count() == 1


def test_a_claim_decided_again_keeps_both_verdicts(claim: Claim, ada: User, ben: User) -> None:
    find(claim, ben)
    first = decide(claim, ada)
    state(claim)
    reopen(claim_id=claim.pk, actor=ada, seen=claim.lock_version)
    find(claim, ben, Status.DISPUTED)
    second = decide(claim, ada)
    assert second.supersedes == first
    assert Claim.objects.with_standing().get(pk=claim.pk).standing == "disputed"


@pytest.mark.parametrize("stance", list(Stance))
def test_every_stance_is_kept_as_given(claim: Claim, ben: User, stance: Stance) -> None:
    assert support(claim, ben, stance).stance == stance
