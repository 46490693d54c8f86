"""What is filled in about right of reply."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from claims.vocabulary import Channel, ReplyOutcome

CHANNELS = [choice for choice in Channel.choices if choice[0] != Channel.SEARCH]


class Numbers(forms.CharField):
    """Claim numbers as people write them: "3, 5" or "3 and 5"."""

    def clean(self, value: Any) -> list[int]:
        text = super().clean(value)
        if not re.fullmatch(r"\s*\d{1,6}(\D{1,8}\d{1,6})*\s*", text):
            raise forms.ValidationError(gettext("Give the numbers of the claims: 3, 5."))
        return [int(number) for number in re.findall(r"\d+", text)]


def moment(label: Any, help_text: Any = "", *, required: bool = False) -> forms.DateTimeField:
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(label=label, required=required, widget=widget, help_text=help_text)


def lines(label: Any, *, required: bool, help_text: Any = "") -> forms.CharField:
    box = forms.Textarea(attrs={"rows": 3, "autocomplete": "off"})
    return forms.CharField(label=label, required=required, widget=box, max_length=20_000, help_text=help_text)


class AskForm(forms.Form):
    addressee = forms.CharField(
        label=_("Put to"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("The person or body, as the report should name it. Never a confidential source."),
    )
    claims = Numbers(
        label=_("Claims"),
        max_length=400,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
        help_text=_("One number or several: 3, 5."),
    )
    put = lines(_("What is put to them"), required=True, help_text=_("Each point, as it was sent. No surprises."))
    channel = forms.ChoiceField(label=_("How"), choices=CHANNELS, initial=Channel.EMAIL)
    sent_at = moment(_("Sent"), _("Empty: now."))
    deadline = moment(_("Answer due"), required=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "ask-%s")
        super().__init__(*args, **kwargs)


class OneReplyForm(forms.Form):
    """A form about one request; several stand on a page, and each label points at the field of its own."""

    def __init__(self, *args: Any, request_id: int, **kwargs: Any) -> None:
        kind = type(self).__name__.removesuffix("Form").lower()
        kwargs.setdefault("auto_id", f"{kind}-{request_id}-%s")
        super().__init__(*args, **kwargs)


class TriedForm(OneReplyForm):
    channel = forms.ChoiceField(label=_("How"), choices=CHANNELS)
    outcome = lines(_("What came of it"), required=True)


class AnswerForm(OneReplyForm):
    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    outcome = forms.ChoiceField(
        label=_("What came"),
        choices=ReplyOutcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what came.")},
    )
    answer = lines(_("Their words"), required=False)


class ReflectedForm(OneReplyForm):
    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    reflected = forms.TypedChoiceField(
        choices=[("yes", _("in the copy")), ("no", _("not in the copy"))], coerce=lambda value: value == "yes"
    )
