"""The password typed again: for what an open, signed-in screen must not be enough."""

from __future__ import annotations

import datetime as dt
from typing import Any, Protocol

from django.utils import timezone

from factdesk.core.models import User

GIVEN = "password_given"


class WithSession(Protocol):
    user: User
    session: Any


def given_at(request: WithSession) -> dt.datetime | None:
    """When this person last typed their password in this session, the sign-in itself not counted."""
    pk, at = request.session.get(GIVEN, (None, None))
    return dt.datetime.fromisoformat(at) if pk == request.user.pk and at else None


def give(request: WithSession, password: str) -> bool:
    """Check it. A right one is remembered, under a new session key; a wrong one takes the earlier one away."""
    if not request.user.check_password(password):
        request.session.pop(GIVEN, None)
        return False
    request.session.cycle_key()
    request.session[GIVEN] = (request.user.pk, timezone.now().isoformat())
    return True
