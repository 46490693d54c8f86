"""What a person fills in on a claim's card."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from claims.forms.keeping import KeptForm
from claims.forms.secrets import ConfidentialFields
from claims.forms.sources import SourceFields
from claims.models import REACHES
from claims.vocabulary import (
    SUB_REASONS,
    WORDED,
    Channel,
    ClaimKind,
    DismissReason,
    Resolution,
    SourceKind,
    Stance,
    Status,
    SubReason,
)

STATUS_OF = {reason: status for status, reasons in SUB_REASONS.items() for reason in reasons}


class SubReasonSelect(forms.Select):
    """Each option says which finding it belongs to, so that the page can show only those that fit."""

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        if value in STATUS_OF:
            option["attrs"]["data-status"] = STATUS_OF[value]
        return option


def words(label: Any, *, required: bool = False, **attrs: Any) -> forms.CharField:
    """A box for a few lines of a person's own words."""
    box = forms.Textarea(attrs={"rows": 2, "autocomplete": "off", **attrs})
    return forms.CharField(label=label, required=required, widget=box, max_length=20_000)


class ClaimForm(KeptForm):
    """Every form on a card carries the state of the claim it was shown with."""

    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # Several forms share a card; a label must point at the field of its own form.
        kwargs.setdefault("auto_id", f"{type(self).__name__.removesuffix('Form').lower()}-%s")
        super().__init__(*args, **kwargs)


class FindingForm(ClaimForm):
    status = forms.ChoiceField(
        label=_("Your finding"),
        choices=Status.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose sourced, disputed or unverified.")},
    )
    sub_reason = forms.ChoiceField(
        label=_("Kind"),
        widget=SubReasonSelect,
        choices=[
            ("", _("Choose")),
            *(
                (Status(status).label, [(reason.value, reason.label) for reason in reasons])
                for status, reasons in SUB_REASONS.items()
            ),
        ],
        error_messages={"required": _("Choose what kind of finding it is.")},
    )
    note = words(_("Reason"))
    proposed_text = words(_("Suggested words"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        reason, status = cleaned.get("sub_reason"), cleaned.get("status")
        if reason and status and STATUS_OF[SubReason(reason)] != status:
            self.add_error("sub_reason", gettext("Choose the reason that goes with this finding."))
        return cleaned


class EvidenceForm(ConfidentialFields, SourceFields, ClaimForm):
    stance = forms.ChoiceField(
        label=_("This source"), choices=Stance.choices, widget=forms.RadioSelect, initial=Stance.SUPPORTS
    )
    source_title = forms.CharField(
        label=_("Source"),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("The document, page or person, as the report should name it."),
    )
    source_kind = forms.ChoiceField(label=_("Kind of source"), choices=SourceKind.choices)
    url = forms.URLField(
        label=_("Link"),
        required=False,
        max_length=2000,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"autocomplete": "off", "placeholder": "https://"}),
    )
    quote = words(_("Exact words in the source"))
    locator = forms.CharField(
        label=_("Where in the source"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("Page, minute, table, cell."),
    )
    note = words(_("Note"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("source_kind") == SourceKind.CALCULATION:
            return cleaned
        if not cleaned.get("quote", "").strip() and not cleaned.get("note", "").strip():
            self.add_error("quote", gettext("Give the source's exact words, or a note of what it shows."))
        if cleaned.get("quote") and not cleaned.get("locator"):
            self.add_error("locator", gettext("Say where these words stand, so that others find them."))
        return cleaned


class AttemptForm(ClaimForm):
    what = words(_("What you asked or looked for"), required=True)
    channel = forms.ChoiceField(label=_("Where"), choices=Channel.choices)
    outcome = words(_("What came of it"), required=True)


class VerdictForm(ClaimForm):
    AGREE, OVERRIDE = "agree", "override"

    choice = forms.ChoiceField(
        label=_("Agree or override"),
        choices=[(AGREE, _("Agree")), (OVERRIDE, _("Override"))],
        widget=forms.RadioSelect,
        initial=AGREE,
    )
    status = forms.ChoiceField(label=_("Your verdict"), choices=Status.choices, required=False)
    override_reason = words(_("Reason, printed in the report"))
    resolution = forms.ChoiceField(label=_("What the copy does"), choices=Resolution.choices)
    wording = words(_("New words for the copy"))
    alone_reason = words(_("Why nobody else decides, printed in the report"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("resolution") in WORDED and not cleaned.get("wording", "").strip():
            self.add_error("wording", gettext("Give the words that the copy gets."))
        if cleaned.get("choice") == self.OVERRIDE:
            if not cleaned.get("status"):
                self.add_error("status", gettext("Choose your verdict."))
            if not cleaned.get("override_reason", "").strip():
                self.add_error("override_reason", gettext("Say why you override. The reason is printed in the report."))
        return cleaned


class SecondReadForm(ClaimForm):
    """What a second reader makes of it; shown with the finding, or without."""

    status = forms.ChoiceField(
        label=_("Your reading"),
        choices=Status.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose sourced, disputed or unverified.")},
    )
    note = words(_("Reason, needed where you differ"))


class DismissForm(ClaimForm):
    reason = forms.ChoiceField(label=_("Why there is nothing to check"), choices=DismissReason.choices)


class MarkedForm(forms.Form):
    """Words of one version: as offsets (code points) from what was marked, or copied from the text."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    start = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    end = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    words = words(_("Words, copied from the text"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        marked = cleaned.get("start") is not None and cleaned.get("end") is not None
        if not marked and not cleaned.get("words") and "words" not in self.errors:
            self.add_error("words", gettext("Mark the words in the text, or copy them here."))
        return cleaned


class NewClaimForm(MarkedForm):
    """A claim made by hand; its kind and speaker are read from the words, and corrected on its card."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "new-%s")
        super().__init__(*args, **kwargs)


class WordsForm(ClaimForm, MarkedForm):
    """Other words for the claim, or the part at which it is split."""


class DetailsForm(ClaimForm):
    kind = forms.ChoiceField(label=_("Type"), choices=ClaimKind.choices)
    attributed_to = forms.CharField(
        label=_("Attributed to"),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("Empty when the paper itself says it."),
    )


class MergeForm(ClaimForm):
    into = forms.IntegerField(
        label=_("Same as claim number"),
        min_value=1,
        widget=forms.NumberInput(attrs={"autocomplete": "off", "inputmode": "numeric", "class": "few"}),
        help_text=_("Its places become places of that claim. Reopening takes them apart again."),
    )


class AcceptForm(ClaimForm):
    """Nothing but the state it was shown with."""


class ReopenForm(ClaimForm):
    """Nothing but the state it was shown with."""


class ReachForm(forms.Form):
    """How much of what was proposed is shown."""

    reach = forms.ChoiceField(choices=REACHES)


class SignOffForm(forms.Form):
    """The signature; `seen` is the hash of the verdicts that the page showed."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
    override_reason = words(_("Reason"))
    confirm = forms.BooleanField(
        required=False, label=_("I sign with these points open, and my name and reason are printed")
    )


class RevokeForm(forms.Form):
    """Taking a sign-off back."""

    revoke_reason = words(_("Why it is taken back"), required=True)
