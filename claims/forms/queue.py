"""What is filled in beside the queue: what to do with the chosen claims, and what to call a filter."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from claims.queue import NOBODY
from claims.vocabulary import DismissReason
from factdesk.core.models import User


class BulkForm(forms.Form):
    """The chosen rows, as "claim:version seen", and one thing to do with all of them."""

    ASSIGN, DISMISS, AGREE = "assign", "dismiss", "agree"

    do = forms.ChoiceField(choices=[(ASSIGN, _("Assign")), (DISMISS, _("Dismiss")), (AGREE, _("Agree"))])
    reviewer = forms.ChoiceField(label=_("Assign to"), required=False)
    reason = forms.ChoiceField(
        label=_("Nothing to check, because"),
        required=False,
        choices=[("", _("Choose a reason")), *DismissReason.choices],
    )

    def __init__(self, *args: Any, people: Iterable[User], **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "bulk-%s")
        super().__init__(*args, **kwargs)
        reviewer = self.fields["reviewer"]
        assert isinstance(reviewer, forms.ChoiceField)  # noqa: S101  narrows the type
        reviewer.choices = [
            ("", _("Choose a person")),
            (NOBODY, _("Nobody")),
            *((str(person.pk), person.name) for person in people),
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        cleaned["picked"] = self._picked()
        if not cleaned["picked"]:
            self.add_error(None, _t("No claim is chosen. Tick the claims first."))
        elif cleaned.get("do") == self.DISMISS and not cleaned.get("reason"):
            self.add_error("reason", _t("Say why there is nothing to check."))
        elif cleaned.get("do") == self.ASSIGN and not cleaned.get("reviewer") and "reviewer" not in self.errors:
            self.add_error("reviewer", _t("Choose who gets them. Nobody is an answer too."))
        return cleaned

    def _picked(self) -> dict[int, int]:
        picked = {}
        for pick in self.data.getlist("claim") if hasattr(self.data, "getlist") else ():
            claim_id, _colon, seen = pick.partition(":")
            if all(part.isascii() and part.isdecimal() and len(part) < 16 for part in (claim_id, seen)):
                picked[int(claim_id)] = int(seen)
        return picked


class FilterForm(forms.Form):
    name = forms.CharField(
        label=_("Name of this filter"), max_length=60, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
