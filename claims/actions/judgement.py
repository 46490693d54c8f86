"""Findings and verdicts: a reviewer finds, another person decides."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from claims.actions.locking import current_anchor, expect_version, lock_claim, newest_finding, touch
from claims.gates import needs, on_words
from claims.models import Claim, Finding, NoticeKind, Verdict
from claims.notices import notify
from claims.permissions import can_check, can_decide, is_alone
from claims.replies import was_denied
from claims.second_reads import agreed_by
from claims.states import ClaimState
from claims.vocabulary import SUB_REASONS, WORDED, Resolution, Status, SubReason
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
    if sub_reason not in SUB_REASONS[status]:
        raise Refused({"sub_reason": _("Choose the reason that goes with this finding.")})
    _require_needs(claim, status, sub_reason, note)
    finding = Finding.objects.create(claim=claim, anchor=anchor, by=actor, supersedes=newest, **words)
    touch(claim, "find", reviewer=claim.reviewer or actor)
    moving(claim, "finding", newest and str(newest.status), str(status))
    changes = {"finding": finding.pk, "status": str(status)}
    record(Action.FINDING_RECORDED, claim, actor=actor, changes=changes, rows=[finding])
    return finding


def _require_needs(claim: Claim, status: str, sub_reason: str, reason: str, *, at: str = "") -> None:
    """Refused with every missing piece, each at its field; all of them at the field `at`, where that is given."""
    missing: dict[str, list[str]] = {}
    lines = needs(
        status,
        sub_reason=sub_reason,
        note=reason,
        evidence=on_words(claim.evidence.select_related("anchor"), current_anchor(claim)),
        attempts=list(claim.attempts.all()),
        denied=was_denied(claim),
    )
    for line in lines:
        if not line.ok:
            missing.setdefault(at or line.field, []).append(line.text)
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
    wording: str = "",
    override_reason: str = "",
    alone_reason: str = "",
) -> Verdict:
    """Decide on the newest finding: agree with it (no status), or override it with another and a reason.

    Four eyes: never the person who recorded it; and never before a second reader agreed, where the desk wants one. A
    small desk's editor may do without, and says why (`alone_reason`). A verdict needs what a finding needs.
    """
    claim = lock_claim(claim_id, actor=actor)
    finding = newest_finding(claim)
    status = status or (Status(finding.status) if finding else None)
    standing = claim.verdicts.order_by("-pk").first()
    words = {"status": status, "resolution": resolution, "wording": wording, "override_reason": override_reason}
    if (
        standing
        and claim.state == ClaimState.DECIDED
        and standing.by_id == actor.pk
        and standing.finding_id == getattr(finding, "pk", None)
        and all(getattr(standing, k) == v for k, v in words.items())
    ):
        return standing
    expect_version(claim, seen, actor=actor)
    reader = agreed_by(finding) if finding else None
    require(can_decide(actor, claim, finding, agreed_by=reader))
    assert finding is not None and status is not None  # noqa: S101,PT018  can_decide refuses a claim without a finding
    alone = is_alone(actor, claim, finding, reader)
    _require_reasons(finding, status, resolution, wording, override_reason, alone_reason, alone=alone)
    agrees = finding.status == status
    reason, kind = (finding.note, finding.sub_reason) if agrees else (override_reason, "")
    _require_needs(claim, status, kind, reason, at="choice" if agrees else "status")
    verdict = Verdict.objects.create(
        claim=claim,
        anchor_id=finding.anchor_id,
        finding=finding,
        by=actor,
        supersedes=standing,
        alone_reason=alone_reason if alone else "",
        **words,
    )
    touch(claim, "decide")
    moving(claim, "verdict", standing and str(standing.status), str(status))
    changes = {"verdict": verdict.pk, "finding": finding.pk, "found": finding.status, "status": str(status)}
    changes |= {"resolution": str(resolution), "alone": alone}
    record(Action.VERDICT_GIVEN, claim, actor=actor, changes=changes, rows=[verdict])
    notify(NoticeKind.VERDICT, [finding.by], claim, by=actor)
    return verdict


def _require_reasons(
    finding: Finding,
    status: Status,
    resolution: Resolution,
    wording: str,
    override_reason: str,
    alone_reason: str,
    *,
    alone: bool,
) -> None:
    missing: dict[str, Text] = {}
    if finding.status != status and not override_reason.strip():
        missing["override_reason"] = _("Say why you override. The reason is printed in the report.")
    if resolution in WORDED and not wording.strip():
        missing["wording"] = _("Give the words that the copy gets.")
    if alone and not alone_reason.strip():
        missing["alone_reason"] = _("Say why nobody else decided. The reason is printed in the report.")
    if missing:
        raise Refused(missing)
