"""Accepting a proposal, setting a claim aside, and taking it up again."""

from __future__ import annotations

from django.db import transaction

from claims.actions.locking import expect_version, lock_claim, touch
from claims.actions.merging import give_back
from claims.models import Claim
from claims.permissions import can_accept, can_dismiss, can_reopen
from claims.states import ClaimState
from claims.vocabulary import DismissReason
from factdesk.core.audit import Action, record
from factdesk.core.models import User
from factdesk.core.permissions import require


@transaction.atomic
def accept(*, claim_id: int, actor: User, seen: int) -> Claim:
    """This is worth checking. The proposal becomes work that waits for somebody."""
    claim = lock_claim(claim_id, actor=actor)
    if claim.state == ClaimState.OPEN:
        return claim
    expect_version(claim, seen, actor=actor)
    require(can_accept(actor, claim))
    touch(claim, "accept")
    record(Action.CLAIM_ACCEPTED, claim, actor=actor)
    return claim


@transaction.atomic
def dismiss(*, claim_id: int, actor: User, seen: int, reason: DismissReason) -> Claim:
    """There is nothing to check here. The claim keeps its number and can be reopened."""
    claim = lock_claim(claim_id, actor=actor)
    if claim.state == ClaimState.DISMISSED and claim.dismiss_reason == reason:
        return claim
    expect_version(claim, seen, actor=actor)
    require(can_dismiss(actor, claim))
    before = claim.state
    touch(claim, "dismiss", dismiss_reason=reason)
    record(Action.CLAIM_DISMISSED, claim, actor=actor, changes={"reason": str(reason), "from": before})
    return claim


@transaction.atomic
def reopen(*, claim_id: int, actor: User, seen: int) -> Claim:
    """Take the claim up again. What was found and decided stays in its history; what it lent comes back."""
    claim = lock_claim(claim_id, actor=actor)
    expect_version(claim, seen, actor=actor)
    require(can_reopen(actor, claim))
    before = claim.state
    give_back(claim, actor=actor)
    touch(claim, "reopen", dismiss_reason="")
    record(Action.CLAIM_REOPENED, claim, actor=actor, changes={"from": before, "to": claim.state})
    return claim
