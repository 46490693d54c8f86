"""One claim's card: the sheet, what this person may do with it, and the forms for that."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.forms import Form
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Article, Version
from claims.forms import (
    AcceptForm,
    AttemptForm,
    DetailsForm,
    DismissForm,
    EvidenceForm,
    FindingForm,
    MergeForm,
    ReopenForm,
    VerdictForm,
    WordsForm,
)
from claims.gates import Need, needs
from claims.kept import evidence_context
from claims.models import Claim, Finding
from claims.permissions import (
    can_accept,
    can_change_words,
    can_check,
    can_decide,
    can_dismiss,
    can_merge,
    can_reopen,
)
from claims.rail import claim_url
from claims.sheets import sheet, with_everything
from claims.states import ClaimState
from claims.vocabulary import SUB_REASONS, Status
from factdesk.core.audit import Action
from factdesk.core.errors import Text
from factdesk.core.models import AuditEntry, User

FORMS = (
    "finding",
    "evidence",
    "attempt",
    "verdict",
    "accept",
    "words",
    "split",
    "merge",
    "details",
    "dismiss",
    "reopen",
    "sources",
)
STEP_LOOKS = {ClaimState.IN_CHECK: "in-check", ClaimState.FOUND: "found", ClaimState.DECIDED: "decided"}


WITH_ANOTHER: Mapping[str, Text] = {
    Action.CLAIM_MERGED: gettext_lazy("%(who)s merged it into claim %(number)d"),
    Action.PLACES_TAKEN_OVER: gettext_lazy("%(who)s merged claim %(number)d into it"),
    Action.PLACES_GIVEN_BACK: gettext_lazy("%(who)s took claim %(number)d out of it again"),
    Action.SPLIT_OFF: gettext_lazy("%(who)s split it off claim %(number)d"),
}


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
    relatives = list(Claim.objects.filter(Q(merged_into=claim) | Q(split_from=claim)).order_by("number"))
    finding = claim.findings.all()[0] if claim.findings.all() else None
    allowed = {
        "can_check": can_check(user, claim),
        "can_accept": can_accept(user, claim),
        "can_change_words": can_change_words(user, claim),
        "can_merge": can_merge(user, claim, [item for item in relatives if item.merged_into_id == claim.pk]),
        "can_decide": can_decide(user, claim, finding),
        "can_dismiss": can_dismiss(user, claim),
        "can_reopen": can_reopen(user, claim),
    }
    return {
        **vars(sheet(claim, version, version.block_list())),
        **allowed,
        **_forms(claim, version, finding, allowed, bound or {}),
        "claim": claim,
        "url": claim_url(article.pk, claim.number),
        "urls": {name: reverse(name, kwargs={"claim_id": claim.pk}) for name in FORMS},
        "step": {"css": STEP_LOOKS.get(ClaimState(claim.state), ""), "label": claim.get_state_display()},
        "proposed_by": _proposed_by(claim),
        "gates": _gates(claim, version.pk),
        "kin": kin(claim, relatives),
        **evidence_context(claim, user),
        "history": history(claim),
        "open": open_form,
        "conflict": conflict,
    }


def _forms(
    claim: Claim, version: Version, finding: Finding | None, allowed: Mapping[str, Any], bound: Mapping[str, Form]
) -> dict[str, Form | None]:
    """Each form as sent, or fresh; None when its rule says no, so that no dead button is drawn."""
    seen = {"seen": claim.lock_version}
    words = seen | {"version": version.number, "words": claim.exact}
    kind = seen | {"kind": claim.type, "attributed_to": claim.attributed_to}
    fresh: dict[str, Form | None] = {
        "accept_form": AcceptForm(initial=seen) if allowed["can_accept"] else None,
        "words_form": WordsForm(initial=words) if allowed["can_change_words"] else None,
        "details_form": DetailsForm(initial=kind) if allowed["can_check"] else None,
        "merge_form": MergeForm(initial=seen) if allowed["can_merge"] else None,
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


def kin(claim: Claim, relatives: Sequence[Claim]) -> dict[str, list[tuple[int, str]]]:
    """Number and address of the claims it was merged with or split from, by how they belong to it."""
    groups = {
        "merged_into": [claim.merged_into] if claim.merged_into else [],
        "merged": [item for item in relatives if item.merged_into_id == claim.pk],
        "split_from": [claim.split_from] if claim.split_from else [],
        "split_off": [item for item in relatives if item.split_from_id == claim.pk],
    }
    return {
        name: [(item.number, claim_url(claim.article_id, item.number)) for item in found]
        for name, found in groups.items()
    }


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
    if entry.action in WITH_ANOTHER:
        return str(WITH_ANOTHER[entry.action]) % {"who": entry.actor.name, "number": entry.changes["number"]}
    text = f"{entry.actor.name} {Action(entry.action).label}"
    status = entry.changes.get("status")
    return f"{text}: {Status(status).label.lower()}" if status else text
