"""One claim's card: the sheet, what this person may do with it, and the forms for that."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.forms import Form
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.models import Article
from claims.forms import AttemptForm, DismissForm, EvidenceForm, FindingForm, ReopenForm, VerdictForm
from claims.gates import Need, needs
from claims.models import Claim, Finding
from claims.permissions import can_check, can_decide, can_dismiss, can_reopen
from claims.rail import claim_url
from claims.sheets import sheet, with_everything
from claims.states import ClaimState
from claims.vocabulary import SUB_REASONS, Status
from factdesk.core.audit import Action
from factdesk.core.models import AuditEntry, User

STEP_LOOKS = {ClaimState.IN_CHECK: "in-check", ClaimState.FOUND: "found", ClaimState.DECIDED: "decided"}


@dataclass(frozen=True)
class HistoryLine:
    at: dt.datetime
    text: str


@dataclass(frozen=True)
class ConflictNote:
    """Who changed the claim while this person was writing; what stands now, and what was to be saved."""

    who: str
    at: dt.datetime
    theirs: str
    yours: str


def card_context(
    claim: Claim,
    article: Article,
    user: User,
    *,
    bound: Mapping[str, Form] | None = None,
    open_form: str = "",
    conflict: ConflictNote | None = None,
) -> dict[str, Any]:
    """What `claims/card.html` shows. `claim` comes from `rail_claims`; `bound` are forms to show as sent."""
    version = article.head
    with_everything([claim], version)
    finding = claim.findings.all()[0] if claim.findings.all() else None
    allowed = {
        "can_check": can_check(user, claim),
        "can_decide": can_decide(user, claim, finding),
        "can_dismiss": can_dismiss(user, claim),
        "can_reopen": can_reopen(user, claim),
    }
    return {
        **vars(sheet(claim, version, version.block_list())),
        **allowed,
        **_forms(claim, finding, allowed, bound or {}),
        "claim": claim,
        "url": claim_url(article.pk, claim.number),
        "urls": {
            name: reverse(name, kwargs={"claim_id": claim.pk})
            for name in ("finding", "evidence", "attempt", "verdict", "dismiss", "reopen")
        },
        "step": {"css": STEP_LOOKS.get(ClaimState(claim.state), ""), "label": claim.get_state_display()},
        "proposed_by": _proposed_by(claim),
        "gates": _gates(claim, version.pk),
        "history": history(claim),
        "open": open_form,
        "conflict": conflict,
    }


def _forms(
    claim: Claim, finding: Finding | None, allowed: Mapping[str, Any], bound: Mapping[str, Form]
) -> dict[str, Form | None]:
    """Each form as sent, or fresh; None when its rule says no, so that no dead button is drawn."""
    seen = {"seen": claim.lock_version}
    fresh: dict[str, Form | None] = {
        "finding_form": FindingForm(initial=seen) if allowed["can_check"] else None,
        "evidence_form": EvidenceForm(initial=seen) if allowed["can_check"] else None,
        "attempt_form": AttemptForm(initial=seen) if allowed["can_check"] else None,
        "dismiss_form": DismissForm(initial=seen) if allowed["can_dismiss"] else None,
        "reopen_form": ReopenForm(initial=seen) if allowed["can_reopen"] else None,
        "verdict_form": None,
    }
    if allowed["can_decide"] and finding is not None:
        fresh["verdict_form"] = VerdictForm(initial=seen | {"status": finding.status})
    return fresh | dict(bound)


def _gates(claim: Claim, version_id: int) -> dict[str, list[Need]]:
    """For each finding: what it needs, and what of that is there."""
    anchor_id: int = claim.anchor_id
    return {
        str(status): needs(
            status,
            sub_reason=SUB_REASONS[status][0],
            note="",
            evidence=list(claim.evidence.all()),
            attempts=list(claim.attempts.all()),
            anchor_id=anchor_id,
        )
        for status in Status
    }


def _proposed_by(claim: Claim) -> str:
    if claim.run is None:
        return ""
    return f"{claim.run.proposer} {claim.run.proposer_version}"


def history(claim: Claim) -> tuple[HistoryLine, ...]:
    """What happened to the claim, newest first, from the audit trail; its proposal is the oldest line."""
    entries = AuditEntry.objects.filter(object_type="claim", object_id=claim.pk).select_related("actor")
    lines = [HistoryLine(entry.at, _line(entry)) for entry in entries.order_by("-seq")]
    if claim.run is not None:
        lines.append(HistoryLine(claim.created_at, _("FactDesk proposed it")))
    return tuple(lines)


def _line(entry: AuditEntry) -> str:
    text = f"{entry.actor.name} {Action(entry.action).label}"
    status = entry.changes.get("status")
    return f"{text}: {Status(status).label.lower()}" if status else text
