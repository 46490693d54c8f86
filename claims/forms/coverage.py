"""Sentences that a person marks as nothing to check, by where they stand."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from claims.spans import Span

PLACE = re.compile(r"([0-9]{1,9})-([0-9]{1,9})")


class SpansField(forms.Field):
    """Places in the text, "12-80", as many as were chosen."""

    widget = forms.MultipleHiddenInput
    default_error_messages = {"required": _("Choose a sentence.")}

    def to_python(self, value: Any) -> list[Span]:
        found = [PLACE.fullmatch(one) for one in value or []]
        places = [(int(match[1]), int(match[2])) for match in found if match]
        if len(places) < len(found):
            raise ValidationError(gettext("That is no sentence of this text. Load it again."))
        return places


class TakeBackForm(forms.Form):
    """Offsets mean nothing but in the version they were counted in."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    at = SpansField()


class CoverForm(TakeBackForm):
    """Some sentences, or all that are open in the paragraph that begins there."""

    at = SpansField(required=False)
    paragraph = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not cleaned["at"] and cleaned["paragraph"] is None:
            self.add_error("at", gettext("Choose a sentence."))
        return cleaned
