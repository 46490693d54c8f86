"""What the forms have in common whose words are kept when a person leaves them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django import forms


class KeptForm(forms.Form):
    """A form that comes back as the person left it."""

    # The draft's code and when it was kept, for a form that holds one.
    draft_code = ""
    draft_at: dt.datetime | None = None

    def come_back(self, code: str, data: Mapping[str, str], at: dt.datetime) -> None:
        """As the person left it. A form that was just sent shows what was sent."""
        if self.is_bound:
            return
        self.initial = {**self.initial, **data}
        self.draft_code, self.draft_at = code, at
