"""What happened to a claim, in words, from the audit trail."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.models import Claim
from claims.sheets import WHO
from claims.vocabulary import Status
from factdesk.core.audit import Action
from factdesk.core.errors import Text
from factdesk.core.gather import Hanging
from factdesk.core.models import AuditEntry

WITH_ANOTHER: Mapping[str, Text] = {
    Action.CLAIM_MERGED: gettext_lazy("%(who)s merged it into claim %(number)d"),
    Action.PLACES_TAKEN_OVER: gettext_lazy("%(who)s merged claim %(number)d into it"),
    Action.PLACES_GIVEN_BACK: gettext_lazy("%(who)s took claim %(number)d out of it again"),
    Action.SPLIT_OFF: gettext_lazy("%(who)s split it off claim %(number)d"),
}


TRAIL = Hanging("trail", AuditEntry, "object_id", (("actor", WHO),), {"object_type": "claim"}, newest_first=True)
"""What `history` reads, gathered with everything else of a claim."""


@dataclass(frozen=True)
class HistoryLine:
    at: dt.datetime
    text: str


def history(claim: Claim) -> tuple[HistoryLine, ...]:
    """What happened to the claim, newest first, from the audit trail; its proposal is the oldest line."""
    lines = [HistoryLine(entry.at, line(entry)) for entry in claim.trail]
    if claim.run is not None:
        lines.append(HistoryLine(claim.created_at, _("FactDesk proposed it")))
    return tuple(lines)


def line(entry: AuditEntry) -> str:
    """One line of the trail: who did what, and what they found or decided."""
    if entry.action == Action.CLAIM_UNDONE:
        return _("%(who)s took back: %(did)s") % {"who": entry.actor.name, "did": Action(entry.changes["did"]).label}
    if entry.action in WITH_ANOTHER:
        return str(WITH_ANOTHER[entry.action]) % {"who": entry.actor.name, "number": entry.changes["number"]}
    text = f"{entry.actor.name} {Action(entry.action).label}"
    status = entry.changes.get("status")
    return f"{text}: {Status(status).label.lower()}" if status else text
