"""Refused tries, on record: who tried what, on which object, and by which rule it was refused. Ids and codes only.

The refusal rolls the action's transaction back, so the line is written after it, in one of its own. One place does so,
where a request ends (`factdesk.core.http`), for what views answer with a form as well as for what they raise.

A line is for a rule that said no, not for a form left empty or a page grown old. Somebody who is refused the same thing
on the same object again within a minute adds none: lines are never changed, so none can count, and a key held down or a
loop would bury the trail. For the same reason nobody adds more than twenty in a minute; the log has a line for each
request in any case. Who asks for what is another desk's, or not theirs to know, is on record with that desk, where they
cannot read it; what does not exist is nobody's business.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import structlog
from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, transaction
from django.utils import timezone

from factdesk.core.audit import Action, Audited, record
from factdesk.core.errors import DeskError, Missing
from factdesk.core.models import AuditEntry, User

log = structlog.stdlib.get_logger("factdesk.refusals")

AGAIN = dt.timedelta(minutes=1)
MOST = 20


@dataclass(frozen=True)
class Tried:
    """What somebody wanted to do something with. Its lines are apart from those of what happened to it."""

    pk: int
    audit_kind: str
    audit_chain: str


def record_refusal(obj: Audited, *, actor: User, tried: str, rule: str) -> None:
    """One line, whatever came before; for what is limited already, as wrong passwords are."""
    kind = getattr(obj, "audit_kind", f"tried.{type(obj).__name__.lower()}")
    about = Tried(obj.pk, kind, obj.audit_chain)
    with transaction.atomic():
        record(Action.REFUSED, about, actor=actor, changes={"tried": tried, "rule": rule})


def note(user: User, tried: str, named: Mapping[str, Any], errors: Iterable[DeskError]) -> None:
    """Put what was refused in one request on record. `named` are the ids in its address."""
    for error in errors:
        if not error.rule:
            continue
        try:
            about = _about(user, named, error)
            if about is not None and not _is_enough(user, about, tried, error.rule):
                record_refusal(about, actor=user, tried=tried, rule=error.rule)
        except DatabaseError:
            log.exception("refusal not on record")  # the answer that says no goes out all the same


def _about(user: User, named: Mapping[str, Any], error: DeskError) -> Tried | None:
    if error.about is not None:
        return Tried(error.about.pk, f"tried.{type(error.about).__name__.lower()}", error.about.audit_chain)
    name = next((name for name in settings.URL_OBJECTS if name in named), None)
    if name is None:
        return None if isinstance(error, Missing) else Tried(user.pk, "tried.user", f"person:{user.pk}")
    label, article, desk, hidden = settings.URL_OBJECTS[name]
    model = apps.get_model(label)
    row = model._default_manager.filter(pk=named[name]).values_list(article or "pk", desk).first()
    if row is None:
        return None
    kind, (article_id, desk_id) = f"tried.{model.__name__.lower()}", row
    if isinstance(error, Missing):
        theirs = desk_id in user.roles and not hidden
        return None if theirs else Tried(named[name], kind, f"desk:{desk_id}")
    return Tried(named[name], kind, f"article:{article_id}" if article else f"desk:{desk_id}")


def _is_enough(user: User, about: Tried, tried: str, rule: str) -> bool:
    lately = AuditEntry.objects.filter(actor=user).order_by("-pk")[: 3 * MOST]
    since = timezone.now() - AGAIN
    refused = [entry for entry in lately if entry.action == Action.REFUSED and entry.at > since]
    same = (about.audit_kind, about.pk, {"tried": tried, "rule": rule})
    return len(refused) >= MOST or any((one.object_type, one.object_id, one.changes) == same for one in refused)
