"""Findings and verdicts: a reviewer finds, another person decides."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from claims.actions.locking import current_anchor, expect_version, lock_claim, newest_finding, touch
from claims.gates import needs
from claims.models import Claim, Finding, NoticeKind, Verdict
from claims.notices import notify
from claims.permissions import can_check, can_decide
from claims.states import ClaimState
from claims.vocabulary import SUB_REASONS, Resolution, Status, SubReason
from factdesk.core.audit import Action, moving, record
from factdesk.core.errors import Refused, Text
from factdesk.core.models import User
from factdesk.core.permissions import require


@transaction.atomic
def record_finding(
    *,
    claim_id: int,
    actor: User,
    seen: int,
    status: Status,
    sub_reason: SubReason,
    note: str = "",
    proposed_text: str = "",
) -> Finding:
    """What the reviewer found about the claim's words, on the evidence that is there.

    Refused with every missing piece named; the same finding sent twice is one finding.
    """
    claim = lock_claim(claim_id, actor=actor)
    newest = newest_finding(claim)
    words = {"status": status, "sub_reason": sub_reason, "note": note, "proposed_text": proposed_text}
    if (
        newest
        and claim.state in {ClaimState.FOUND, ClaimState.DECIDED}  # else it was taken back, and this is a new one
        and newest.by_id == actor.pk
        and all(getattr(newest, k) == v for k, v in words.items())
    ):
        return newest
    expect_version(claim, seen, actor=actor)
    require(can_check(actor, claim))
    anchor = current_anchor(claim)
    _require_needs(claim, status=status, sub_reason=sub_reason, note=note, anchor_id=anchor.pk)
    finding = Finding.objects.create(claim=claim, anchor=anchor, by=actor, supersedes=newest, **words)
    touch(claim, "find", reviewer=claim.reviewer or actor)
    moving(claim, "finding", newest and str(newest.status), str(status))
    changes = {"finding": finding.pk, "status": str(status)}
    record(Action.FINDING_RECORDED, claim, actor=actor, changes=changes, rows=[finding])
    return finding


def _require_needs(claim: Claim, *, status: str, sub_reason: str, note: str, anchor_id: int) -> None:
    if sub_reason not in SUB_REASONS[status]:
        raise Refused({"sub_reason": _("Choose the reason that goes with this finding.")})
    missing: dict[str, list[str]] = {}
    lines = needs(
        status,
        sub_reason=sub_reason,
        note=note,
        evidence=list(claim.evidence.all()),
        attempts=list(claim.attempts.all()),
        anchor_id=anchor_id,
    )
    for line in lines:
        if not line.ok:
            missing.setdefault(line.field, []).append(line.text)
    if missing:
        fields: dict[str, Text] = {
            name: _("Missing: %(things)s.") % {"things": "; ".join(texts)} for name, texts in missing.items()
        }
        raise Refused(fields, rule="needs")


@transaction.atomic
def give_verdict(
    *,
    claim_id: int,
    actor: User,
    seen: int,
    status: Status | None,
    resolution: Resolution,
    override_reason: str = "",
) -> Verdict:
    """Decide on the newest finding: agree with it (no status), or override it with another and a reason.

    Four eyes: never the person who recorded it.
    """
    claim = lock_claim(claim_id, actor=actor)
    finding = newest_finding(claim)
    status = status or (Status(finding.status) if finding else None)
    standing = claim.verdicts.order_by("-pk").first()
    words = {"status": status, "resolution": resolution, "override_reason": override_reason}
    if (
        standing
        and claim.state == ClaimState.DECIDED
        and standing.by_id == actor.pk
        and standing.finding_id == getattr(finding, "pk", None)
        and all(getattr(standing, k) == v for k, v in words.items())
    ):
        return standing
    expect_version(claim, seen, actor=actor)
    require(can_decide(actor, claim, finding))
    assert finding is not None  # noqa: S101  can_decide refuses a claim without a finding
    if finding.status != status and not override_reason.strip():
        raise Refused({"override_reason": _("Say why you override. The reason is printed in the report.")})
    verdict = Verdict.objects.create(
        claim=claim, anchor_id=finding.anchor_id, finding=finding, by=actor, supersedes=standing, **words
    )
    touch(claim, "decide")
    moving(claim, "verdict", standing and str(standing.status), str(status))
    record(
        Action.VERDICT_GIVEN,
        claim,
        actor=actor,
        changes={"verdict": verdict.pk, "finding": finding.pk, "status": str(status)},
        rows=[verdict],
    )
    notify(NoticeKind.VERDICT, [finding.by], claim, by=actor)
    return verdict
