"""How long a sign-in lasts: twelve hours after it was last used, seven days in all."""

from __future__ import annotations

import time
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions

from factdesk.core.models import User

STARTED, SAVED = "started", "saved"
FACTOR = "factor"
"""Which second factor the sign-in was made with, if with any."""


class SessionStore(DatabaseSessions):
    """Rows in Postgres, which end by themselves: the row's own time is what lets it be read."""

    def save(self, must_create: bool = False) -> None:  # noqa: FBT001, FBT002  Django's signature
        if not must_create and SESSION_KEY in self:
            self.setdefault(STARTED, int(time.time()))
            self[SAVED] = int(time.time())
        super().save(must_create=must_create)

    def get_session_cookie_age(self) -> int:
        """Seconds from now on; never beyond the last moment of this sign-in, however often it is used."""
        started = self.get(STARTED)
        if started is None:
            return settings.SESSION_COOKIE_AGE
        left = int(started) + settings.SESSION_MOST_SECONDS - int(time.time())
        return max(0, min(settings.SESSION_COOKIE_AGE, left))


def keep_awake(session: Any) -> None:
    """Use puts the end off. Written now and then, not with every request."""
    if time.time() - session.get(SAVED, 0) > settings.SESSION_SAVED_EVERY_SECONDS:
        session.modified = True


def must_enrol(user: User) -> bool:
    """Whether this person works only with a second factor, and has none yet."""
    return settings.REQUIRE_SECOND_FACTOR and user.is_editor and user.factor_id is None
