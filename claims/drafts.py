"""What may be kept of a form that was not saved, and what is kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django import forms

from claims.forms import (
    AttemptForm,
    DetailsForm,
    DismissForm,
    EvidenceForm,
    FindingForm,
    MergeForm,
    VerdictForm,
    WordsForm,
)
from claims.models import Claim, Draft
from factdesk.core.models import User

# Code → form. The code is the last part of the form's address; where a claim has several of one kind, the id of
# what it belongs to follows: "comment-5".
FORMS: Mapping[str, type[forms.Form]] = {
    "finding": FindingForm,
    "evidence": EvidenceForm,
    "attempt": AttemptForm,
    "verdict": VerdictForm,
    "words": WordsForm,
    "details": DetailsForm,
    "merge": MergeForm,
    "dismiss": DismissForm,
}
NEVER = "data-no-draft"  # a widget with this attribute, such as a source's real name, is never kept


@dataclass(frozen=True)
class Kept:
    """What one form of the card held when the person left it."""

    form: str
    data: Mapping[str, str]
    at: dt.datetime


def kept(user: User, claim: Claim) -> dict[str, Kept]:
    """Code of the form → what this person left in it; one query for the whole card."""
    rows = Draft.objects.filter(user=user, claim=claim).values_list("form", "data", "saved_at")
    return {form: Kept(form, data, at) for form, data, at in rows}


def form_of(code: str) -> type[forms.Form] | None:
    return FORMS.get(code.partition("-")[0])


def keepable(form: type[forms.Form], sent: Mapping[str, str]) -> dict[str, str]:
    """The part of what was sent that may be kept; nothing at all where it holds no word and no choice of a person."""
    data = {name: str(sent[name]) for name, field in _fields(form).items() if name in sent}
    said = any(data[name].strip() for name, field in _fields(form).items() if name in data and _is_own(field))
    return data if said else {}


def _fields(form: type[forms.Form]) -> dict[str, forms.Field]:
    return {
        name: field
        for name, field in form.base_fields.items()
        if not (field.widget.is_hidden or field.widget.needs_multipart_form or NEVER in field.widget.attrs)
        and not isinstance(field, forms.BooleanField)
    }


def _is_own(field: forms.Field) -> bool:
    """Whether what stands in it was put there by a person: words, or a choice that nothing was chosen for."""
    if not isinstance(field, forms.ChoiceField):
        return True
    unchosen = "" in dict(field.widget.choices) or isinstance(field.widget, forms.RadioSelect)
    return field.initial is None and unchosen
