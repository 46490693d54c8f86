"""Words for what is in a line of the trail: codes become labels, and what moved is told from before to after."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping

from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.states import ArticleState
from claims.states import ClaimState
from claims.vocabulary import ClaimKind, DismissReason, Priority, Status
from factdesk.core.audit import Action
from factdesk.core.errors import Text
from factdesk.core.models import AuditEntry

# What was tried: the name of the address → words. A name that is not here speaks for itself.
TRIED: Mapping[str, Text] = {
    "finding": gettext_lazy("record a finding"),
    "verdict": gettext_lazy("give the verdict"),
    "evidence": gettext_lazy("add evidence"),
    "retract": gettext_lazy("retract evidence"),
    "attempt": gettext_lazy("log an attempt"),
    "sign-off": gettext_lazy("sign off"),
    "revoke": gettext_lazy("take the sign-off back"),
    "send_back": gettext_lazy("send a finding back"),
    "reopen": gettext_lazy("reopen a claim"),
    "dismiss": gettext_lazy("dismiss a claim"),
    "assign": gettext_lazy("give a claim to somebody"),
    "undo": gettext_lazy("take a decision back"),
    "purge": gettext_lazy("purge"),
    "purge-approve": gettext_lazy("agree to a purge"),
    "report": gettext_lazy("read the report"),
    "source": gettext_lazy("see a confidential source"),
}
RULES: Mapping[str, Text] = {
    "is_editor": gettext_lazy("for editors only"),
    "is_checker": gettext_lazy("for reviewers and editors only"),
    "can_decide": gettext_lazy("no verdict by them on this, or not now"),
    "needs": gettext_lazy("what the finding needs is missing"),
    "release_gate": gettext_lazy("points are open, and no reason was given"),
    "no_such_move": gettext_lazy("it cannot go there from where it stands"),
    "not_theirs": gettext_lazy("not theirs to know of"),
    "password": gettext_lazy("wrong password"),
}
FIELDS: Mapping[str, Text] = {
    "state": gettext_lazy("State"),
    "reviewer": gettext_lazy("Reviewer"),
    "finding": gettext_lazy("Finding"),
    "verdict": gettext_lazy("Verdict"),
    "due_at": gettext_lazy("Due"),
    "priority": gettext_lazy("Priority"),
    "legal": gettext_lazy("Legal read"),
    "type": gettext_lazy("Kind"),
    "dismiss_reason": gettext_lazy("Nothing to check"),
}


def said(entry: AuditEntry) -> str:
    """What was done, and what was found or decided by it."""
    did = str(Action(entry.action).label) if entry.action in Action.values else entry.action
    if entry.action == Action.CLAIM_UNDONE:
        return _("took back: %(did)s") % {"did": Action(entry.changes["did"]).label}
    status = entry.changes.get("status")
    return f"{did}: {Status(status).label.lower()}" if status in Status.values else did


def of_a_refusal(entry: AuditEntry) -> str:
    tried, rule = entry.changes.get("tried", ""), entry.changes.get("rule", "")
    words = {
        "tried": TRIED.get(tried, tried.replace("-", " ")),
        "rule": RULES.get(rule, rule.replace("_", " ")),
    }
    return _("was refused to %(tried)s: %(rule)s") % words


def moves(entry: AuditEntry, names: Mapping[int, str]) -> Iterator[str]:
    """ "State: Found → Decided", for each thing that moved and has words."""
    states = ArticleState if entry.object_type in {"article", "version", "signoff"} else ClaimState
    words: Mapping[str, Callable[[object], str]] = {
        "state": lambda value: str(states(str(value)).label),
        "reviewer": lambda value: names.get(int(str(value)), _("somebody")),
        "finding": lambda value: str(Status(str(value)).label),
        "verdict": lambda value: str(Status(str(value)).label),
        "due_at": _moment,
        "priority": lambda value: str(Priority(str(value)).label),
        "legal": lambda value: _("yes") if value else _("no"),
        "type": lambda value: str(ClaimKind(str(value)).label),
        "dismiss_reason": lambda value: str(DismissReason(str(value)).label),
    }
    for name, label in FIELDS.items():
        if name in entry.moved:
            before, after = (_word(words[name], value) for value in entry.moved[name])
            yield f"{label}: {before} → {after}"


def _word(words: Callable[[object], str], value: object) -> str:
    if value in (None, ""):
        return _("none")
    try:
        return words(value)
    except ValueError:  # a code from before, which the desk knows no more
        return str(value)


def _moment(value: object) -> str:
    at = dt.datetime.fromtimestamp(int(str(value)), tz=dt.UTC)
    return formats.date_format(timezone.localtime(at), "j M H:i")
