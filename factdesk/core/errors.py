"""What can go wrong in newsroom words; views raise or pass these on, one middleware answers them."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise


class DeskError(Exception):
    """A rule of the desk said no. Carries words for a person and a status for the browser."""

    status = 400

    def __init__(self, text: Text) -> None:
        super().__init__(text)
        self.text = text


class Denied(DeskError):
    """The person may not do this; the text says the rule and who can."""

    status = 403


class Missing(DeskError):
    """No such thing, or none that this person may know of."""

    status = 404

    def __init__(self) -> None:
        super().__init__(_("There is no such page, or it belongs to another desk."))


class Conflict(DeskError):
    """Somebody was faster, or the work has moved on since the page was shown."""

    status = 409

    @classmethod
    def illegal(cls, name: str, state: str) -> Conflict:
        """A move that the table does not have from here; the page shown is older than the state."""
        error = cls(_("This has moved on since the page was opened. Load it again and see what changed."))
        error.add_note(f"{name} from {state}")
        return error


class Refused(DeskError):
    """What was sent breaks a rule the person can mend: a message for each field, "" for the whole form."""

    status = 422

    def __init__(self, fields: Mapping[str, Text]) -> None:
        super().__init__(next(iter(fields.values())))
        self.fields = dict(fields)
