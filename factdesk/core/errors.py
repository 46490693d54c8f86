"""What can go wrong in newsroom words; views raise or pass these on, one middleware answers them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise

_heard: ContextVar[list[DeskError] | None] = ContextVar("heard", default=None)


@contextmanager
def overheard() -> Iterator[list[DeskError]]:
    """Every DeskError that comes up meanwhile, also those that a view answers by itself."""
    heard: list[DeskError] = []
    token = _heard.set(heard)
    try:
        yield heard
    finally:
        _heard.reset(token)


class DeskError(Exception):
    """A rule of the desk said no. Carries words for a person and a status for the browser.

    `rule` is the code of the rule, when the try is worth a line in the audit trail; `about` what it was tried on, when
    that is not what the request's address names.
    """

    status = 400
    about: Any = None

    def __init__(self, text: Text, *, rule: str = "") -> None:
        super().__init__(text)
        self.text = text
        self.rule = rule
        if (heard := _heard.get()) is not None:
            heard.append(self)


class Denied(DeskError):
    """The person may not do this; the text says the rule and who can."""

    status = 403


class Missing(DeskError):
    """No such thing, or none that this person may know of."""

    status = 404

    def __init__(self) -> None:
        super().__init__(_("There is no such page, or it belongs to another desk."), rule="not_theirs")


class Conflict(DeskError):
    """Somebody was faster, or the work has moved on since the page was shown."""

    status = 409

    @classmethod
    def illegal(cls, name: str, state: str) -> Conflict:
        """A move that the table does not have from here; the page shown is older than the state."""
        text = _("This has moved on since the page was opened. Load it again and see what changed.")
        error = cls(text, rule="no_such_move")
        error.add_note(f"{name} from {state}")
        return error


class Refused(DeskError):
    """What was sent breaks a rule the person can mend: a message for each field, "" for the whole form."""

    status = 422

    def __init__(self, fields: Mapping[str, Text], *, rule: str = "") -> None:
        super().__init__(next(iter(fields.values())), rule=rule)
        self.fields = dict(fields)
