"""What a reviewer gathers before there is a finding."""

from __future__ import annotations

from django.db import transaction

from claims.actions.locking import current_anchor, expect_version, lock_claim, touch
from claims.actions.secrets import source_for
from claims.models import Attempt, Claim, Evidence
from claims.permissions import can_check
from claims.secrets import Confided
from claims.states import CLAIM_FLOW
from claims.vocabulary import Channel, SourceKind, Stance
from factdesk.core.audit import Action, record
from factdesk.core.models import User
from factdesk.core.permissions import require


@transaction.atomic
def add_evidence(
    *,
    claim_id: int,
    actor: User,
    seen: int,
    stance: Stance,
    title: str,
    kind: SourceKind,
    url: str = "",
    quote: str = "",
    locator: str = "",
    note: str = "",
    confided: Confided | None = None,
) -> Evidence:
    """Put a source beside the claim's words. The same entry sent twice is one entry.

    With `confided` it is a confidential source, and `title` its pseudonym.

    A proposal that is given evidence becomes somebody's claim: work that counts.
    """
    claim = lock_claim(claim_id, actor=actor)
    anchor = current_anchor(claim)
    entry = {"stance": stance, "quote": quote, "locator": locator, "note": note}
    same = claim.evidence.filter(
        supplied_by=actor, anchor=anchor, source__title=title, retracted_at=None, **entry
    ).first()
    if same is not None:
        return same
    expect_version(claim, seen, actor=actor)
    require(can_check(actor, claim))
    source = source_for(claim.article, actor=actor, title=title, kind=kind, url=url, confided=confided)
    _take_on(claim, actor)
    evidence = Evidence.objects.create(claim=claim, anchor=anchor, source=source, supplied_by=actor, **entry)
    record(Action.EVIDENCE_ADDED, claim, actor=actor, changes={"evidence": evidence.pk, "stance": str(stance)})
    return evidence


@transaction.atomic
def log_attempt(*, claim_id: int, actor: User, seen: int, what: str, channel: Channel, outcome: str) -> Attempt:
    """Write down what was tried and what came of it; the ground on which "unverified" stands."""
    claim = lock_claim(claim_id, actor=actor)
    same = claim.attempts.filter(by=actor, what=what, channel=channel, outcome=outcome).first()
    if same is not None:
        return same
    expect_version(claim, seen, actor=actor)
    require(can_check(actor, claim))
    _take_on(claim, actor)
    attempt = Attempt.objects.create(claim=claim, what=what, channel=channel, outcome=outcome, by=actor)
    record(Action.ATTEMPT_LOGGED, claim, actor=actor, changes={"attempt": attempt.pk})
    return attempt


def _take_on(claim: Claim, actor: User) -> None:
    waiting = CLAIM_FLOW.allows("take_on", claim.state)
    touch(claim, "take_on" if waiting else None, reviewer=claim.reviewer or actor)
