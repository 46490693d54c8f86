"""The password typed again, with the code of who has a second factor: for what an open screen must not be enough."""

from __future__ import annotations

import datetime as dt
from typing import Any, Protocol

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from factdesk.core.actions.factors import check_code
from factdesk.core.audit import Action
from factdesk.core.models import AuditEntry, User
from factdesk.core.permissions import ALLOWED, Decision, refused

GIVEN = "password_given"
REFUSALS = (Action.IDENTITY_REFUSED, Action.STEP_UP_REFUSED)
MOST_REFUSALS = 5


class WithSession(Protocol):
    user: User
    session: Any


def given_at(request: WithSession) -> dt.datetime | None:
    """When this person last proved themselves again in this session, the sign-in itself not counted.

    What was given before there was a second factor, or with another one, counts no more.
    """
    pk, at, *factor = request.session.get(GIVEN, (None, None, None))
    by = (request.user.pk, request.user.factor_id)
    return dt.datetime.fromisoformat(at) if at and (pk, factor[0] if factor else None) == by else None


def give(request: WithSession, password: str, code: str = "") -> bool:
    """Check it. What is right is remembered, under a new session key; what is wrong takes the earlier one away."""
    user = request.user
    if not user.check_password(password) or (user.factor_id and not check_code(user_id=user.pk, code=code)):
        request.session.pop(GIVEN, None)
        return False
    request.session.cycle_key()
    request.session[GIVEN] = (user.pk, timezone.now().isoformat(), user.factor_id)
    return True


def counts(at: dt.datetime | None) -> Decision:
    """An open screen is not a person: it was given again a short time ago."""
    lasts = dt.timedelta(minutes=settings.STEP_UP_MINUTES)
    if at is not None and timezone.now() - lasts <= at <= timezone.now():
        return ALLOWED
    return refused(_("Type your password again. It counts for %(n)d minutes.") % {"n": settings.STEP_UP_MINUTES})


def may_try(user: User) -> Decision:
    """An open screen is no place to guess at: a few refusals in a quarter of an hour are enough."""
    since = timezone.now() - dt.timedelta(minutes=settings.STEP_UP_MINUTES)
    if AuditEntry.objects.filter(actor=user, action__in=REFUSALS, at__gt=since).count() < MOST_REFUSALS:
        return ALLOWED
    return refused(_("Too many refusals. Try again in %(n)d minutes.") % {"n": settings.STEP_UP_MINUTES})


def wrong(user: User) -> Any:
    """What is said of a wrong one; not which of the two was wrong."""
    return _("That password and code do not fit.") if user.factor_id else _("That is not your password.")
