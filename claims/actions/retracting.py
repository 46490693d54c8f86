"""Taking evidence back: the row stays, with who, when and why; what rested on it alone does not."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from claims.actions.locking import expect_version, lock_claim, newest_finding, touch
from claims.actions.sourcing import Match, keep, look_in
from claims.copies import Incoming, Stored, held
from claims.gates import needs
from claims.models import Claim, Evidence, Kept
from claims.permissions import can_check, can_retract
from claims.states import CLAIM_FLOW, ClaimState
from factdesk.core.audit import Action, record
from factdesk.core.errors import Conflict, Missing, Refused
from factdesk.core.models import User
from factdesk.core.permissions import require


@transaction.atomic
def retract_evidence(*, evidence_id: int, actor: User, seen: int, reason: str) -> Evidence:
    """This does not count any more. A finding or verdict that needed it goes with it: the claim is open again."""
    claim, evidence = _lock_evidence(evidence_id, actor=actor)
    if evidence.retracted_by_id == actor.pk and evidence.retract_reason == reason:
        return evidence
    expect_version(claim, seen, actor=actor)
    require(can_retract(actor, claim, evidence.supplied_by_id))
    if evidence.retracted_at:
        raise Conflict(_("This evidence was retracted already."))
    if not reason.strip():
        raise Refused({"retract_reason": _("Say why it does not count. The reason stays in the report.")})
    stood = _stands(claim)
    evidence.retracted_at, evidence.retracted_by, evidence.retract_reason = timezone.now(), actor, reason
    evidence.save(update_fields=["retracted_at", "retracted_by", "retract_reason"])
    lost = stood and not _stands(claim)
    before = claim.state
    touch(claim, "reopen" if lost and CLAIM_FLOW.allows("reopen", claim.state) else None)
    record(Action.EVIDENCE_RETRACTED, claim, actor=actor, changes={"evidence": evidence.pk, "stance": evidence.stance})
    if lost:
        changes = {"evidence": evidence.pk, "from": before, "to": claim.state}
        record(Action.SUPPORT_LOST, claim, actor=actor, changes=changes)
    return evidence


def keep_copy(*, evidence_id: int, actor: User, seen: int, copy: Incoming) -> Kept:
    """Keep what the source says now beside evidence that was given without a copy."""
    with held(copy) as stored:
        assert stored is not None  # noqa: S101  narrows the type
        quote = Evidence.objects.filter(pk=evidence_id).values_list("quote", flat=True).first()
        match = look_in(stored, quote or "")
        return _keep_copy(evidence_id, actor=actor, seen=seen, stored=stored, match=match)


@transaction.atomic
def _keep_copy(evidence_id: int, *, actor: User, seen: int, stored: Stored, match: Match) -> Kept:
    claim, evidence = _lock_evidence(evidence_id, actor=actor)
    standing = Kept.objects.select_related("copy").filter(evidence=evidence).first()
    if standing and standing.copy.sha256 == stored.sha256:
        return standing
    expect_version(claim, seen, actor=actor)
    require(can_check(actor, claim))
    if standing or evidence.retracted_at:
        raise Conflict(_("A copy was kept already, or the evidence was retracted. Load the claim again."))
    kept = keep(evidence, stored, match, actor=actor)
    touch(claim)
    record(Action.COPY_KEPT, claim, actor=actor, changes={"evidence": evidence.pk, "copy": kept.copy_id})
    return kept


def _lock_evidence(evidence_id: int, *, actor: User) -> tuple[Claim, Evidence]:
    """The evidence with its claim held; what only the first look needs to know is whose claim it is."""
    claim_id = Evidence.objects.filter(pk=evidence_id).values_list("claim_id", flat=True).first()
    if claim_id is None:
        raise Missing
    claim = lock_claim(claim_id, actor=actor)
    return claim, claim.evidence.select_for_update(no_key=True, of=("self",)).get(pk=evidence_id)


def _stands(claim: Claim) -> bool:
    """Whether the finding, and the verdict when there is one, have the evidence they need."""
    finding = newest_finding(claim)
    if finding is None or claim.state not in {ClaimState.FOUND, ClaimState.DECIDED}:
        return False
    statuses = {finding.status}
    if claim.state == ClaimState.DECIDED:
        statuses |= set(claim.verdicts.order_by("-pk").values_list("status", flat=True)[:1])
    lines = (
        line
        for status in statuses
        for line in needs(
            status,
            sub_reason=finding.sub_reason,
            note=finding.note,
            evidence=list(claim.evidence.all()),
            attempts=list(claim.attempts.all()),
            anchor_id=finding.anchor_id,
        )
    )
    return all(line.ok for line in lines)
