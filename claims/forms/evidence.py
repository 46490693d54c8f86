"""What a person fills in about evidence that is there already."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from claims.forms.checking import ClaimForm, words
from claims.forms.sources import CopyFields


class EntryForm(ClaimForm):
    """One stands beside every entry, its labels pointing at its own fields; only the one that was sent comes back."""

    def __init__(self, *args: Any, evidence_id: int, **kwargs: Any) -> None:
        kind = type(self).__name__.removesuffix("Form").lower()
        super().__init__(*args, auto_id=f"{kind}-{evidence_id}-%s", **kwargs)
        self.evidence_id = evidence_id


class RetractForm(EntryForm):
    reason = words(_("Why it should not count"), required=True)


class CopyForm(CopyFields, EntryForm):
    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not cleaned["incoming"]:
            self.add_error("copy", gettext("Choose a file, or paste what the page says."))
        return cleaned
