"""What is filled in to correct an article after publication."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from claims.forms.replies import lines, moment
from claims.vocabulary import RootCause, Severity


class CorrectionForm(forms.Form):
    """`version` is the one the page showed. Of several places the right one is chosen when there are several."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    old_words = lines(_("Words as printed"), required=True, help_text=_("Copied from the text, letter for letter."))
    place = forms.TypedChoiceField(
        label=_("Which place is meant"), required=False, coerce=int, empty_value=None, widget=forms.RadioSelect
    )
    new_words = lines(_("Corrected words"), required=False, help_text=_("Empty: the words are cut."))
    claim = forms.IntegerField(
        label=_("Claim that failed"),
        required=False,
        min_value=1,
        widget=forms.NumberInput(attrs={"autocomplete": "off", "inputmode": "numeric", "class": "few"}),
        help_text=_("Its number. Empty when nobody had made a claim of it."),
    )
    severity = forms.ChoiceField(
        label=_("How bad it was"),
        choices=Severity.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say how bad it was.")},
    )
    root_cause = forms.ChoiceField(label=_("How it got past the desk"), choices=[("", _("Choose")), *RootCause.choices])
    public_note = lines(
        _("Note to readers"), required=True, help_text=_("What was wrong and what is right. Printed in the report.")
    )
    reported_at = moment(_("Reported"), required=True)
    reported_by = forms.CharField(
        label=_("Reported by"),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("Who told the desk. Editors of the desk read this; it is never printed."),
    )

    def offer(self, places: list[tuple[int, str]]) -> None:
        """Places to choose from: where each starts, and the words around it."""
        place = self.fields["place"]
        assert isinstance(place, forms.TypedChoiceField)  # noqa: S101  narrows the type
        place.choices = places

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        # The words may have been changed since the places were offered.
        cleaned.setdefault("place", None)
        return cleaned
