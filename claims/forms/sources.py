"""What is filled in about a source beyond its name, and about evidence that is there already."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from claims.calculation import NoSenseError, read_figures, work_out
from claims.copies import MAX_BYTES, Incoming, no_room, pasted, too_large
from claims.vocabulary import SourceKind, SourceRank

MOST_PASTED = 500_000
ROUNDINGS = [
    ("", _("As it comes out")),
    ("2", _("To two decimals")),
    ("1", _("To one decimal")),
    ("0", _("To whole numbers")),
    ("-1", _("To tens")),
    ("-2", _("To hundreds")),
    ("-3", _("To thousands")),
    ("-6", _("To millions")),
]


class CopyFields(forms.Form):
    """A copy of what the source says: a file, or the words pasted. `cleaned_data["incoming"]` is what to keep."""

    copy = forms.FileField(
        label=_("Copy as a file"),
        required=False,
        help_text=_("PDF, picture, saved page, any file up to 25 MB. It stays on the desk."),
        error_messages={"empty": _("This file is empty."), "max_length": _("The name of this file is too long.")},
    )
    pasted = forms.CharField(
        label=_("Or paste what the page says"),
        required=False,
        max_length=MOST_PASTED,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off", "data-no-draft": True}),
        help_text=_("Your quote is looked for in it."),
    )

    def clean_copy(self) -> UploadedFile[bytes] | None:
        upload: UploadedFile[bytes] | None = self.cleaned_data["copy"]
        if upload is not None and (upload.size or 0) > MAX_BYTES:
            raise forms.ValidationError(too_large())
        if getattr(upload, "incomplete", False):
            raise forms.ValidationError(no_room())
        return upload

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        upload, text = cleaned.get("copy"), pasted(cleaned.get("pasted") or "")
        if upload and text:
            self.add_error("pasted", gettext("One copy is kept: the file, or the pasted words."))
        elif upload:
            cleaned["incoming"] = Incoming(upload.name or "", upload.chunks())
        else:
            cleaned["incoming"] = text
        return cleaned


class CalculationFields(forms.Form):
    """The sum behind a figure. `cleaned_data["worked"]` is the sum done, None when there is none."""

    figures = forms.CharField(
        label=_("Figures"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(
            attrs={"rows": 2, "autocomplete": "off", "placeholder": _("tickets = 2,304 from Ticket count, cell D9")}
        ),
        help_text=_("One a line: a name, the figure, where it is from."),
    )
    expression = forms.CharField(
        label=_("Calculation"),
        required=False,
        max_length=500,
        widget=forms.TextInput(attrs={"autocomplete": "off", "placeholder": _("tickets × price")}),
        help_text=_("With + − × ÷ and brackets; * and / do too. 5% is 0.05."),
    )
    places = forms.TypedChoiceField(
        label=_("Rounded"), required=False, choices=ROUNDINGS, coerce=int, empty_value=None, initial=""
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        cleaned["worked"] = None
        figures, expression = cleaned.get("figures") or "", cleaned.get("expression") or ""
        if cleaned.get("source_kind") != SourceKind.CALCULATION or self.errors:
            return cleaned
        try:
            read_figures(figures)
        except NoSenseError as error:
            self.add_error("figures", str(error))
            return cleaned
        try:
            cleaned["worked"] = work_out(figures, expression, cleaned.get("places"))
        except NoSenseError as error:
            self.add_error("expression", str(error))
        if cleaned.get("quote", "").strip():
            self.add_error("quote", gettext("A calculation speaks for itself. Put other words into the note."))
        return cleaned


class SourceFields(CalculationFields, CopyFields):
    """The part of an evidence form that says what the source is, and keeps what it says."""

    FOLDED = ("url", "archive_url", "rank", "copy", "pasted", "note")

    source = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    rank = forms.ChoiceField(
        label=_("This source is"),
        choices=SourceRank.choices,
        initial=SourceRank.PRIMARY,
        required=False,
        widget=forms.RadioSelect,
        help_text=_("Secondary when it only tells what another one said."),
    )
    archive_url = forms.URLField(
        label=_("Archive address"),
        required=False,
        max_length=2000,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"autocomplete": "off", "placeholder": "https://"}),
        help_text=_("Where a web archive keeps this page."),
    )

    def clean(self) -> dict[str, Any]:
        title = (self.cleaned_data.get("source_title") or "").strip()
        if not title and self.cleaned_data.get("source_kind") == SourceKind.CALCULATION:
            self.cleaned_data["source_title"] = gettext("Own calculation")
        elif not title and "source_title" not in self.errors:
            self.add_error("source_title", gettext("Name the source."))
        if title.startswith(("https://", "http://")) and " " not in title and not self.cleaned_data.get("url"):
            self.cleaned_data["url"] = title
            if self.cleaned_data.get("source_kind") == SourceKind.DOCUMENT:
                self.cleaned_data["source_kind"] = SourceKind.PAGE
        self.cleaned_data["rank"] = self.cleaned_data.get("rank") or SourceRank.PRIMARY
        return super().clean()

    def more_is_open(self) -> bool:
        """Whether something stands, or is wrong, in a field that is folded away at first."""
        if not self.is_bound:
            return False
        folded = (self[name] for name in self.FOLDED)
        return any(field.errors or field.value() not in (None, "", field.initial) for field in folded)
