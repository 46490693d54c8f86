"""What may be kept of a form that was not saved, and what is kept."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import QuerySet

from claims.forms import (
    AttemptForm,
    DetailsForm,
    DismissForm,
    EvidenceForm,
    FindingForm,
    MergeForm,
    SecondReadForm,
    VerdictForm,
    WordsForm,
)
from claims.forms.discussion import CommentForm, ThreadForm
from claims.models import Claim, Draft
from factdesk.core.models import User
from factdesk.core.prepared import prepared

# Code → form of the card; the code is the last part of the form's address.
FORMS: Mapping[str, type[forms.Form]] = {
    "finding": FindingForm,
    "evidence": EvidenceForm,
    "attempt": AttemptForm,
    "second_read": SecondReadForm,
    "verdict": VerdictForm,
    "words": WordsForm,
    "details": DetailsForm,
    "merge": MergeForm,
    "dismiss": DismissForm,
}
# Kind → form of the discussion. A claim has one "thread", and several of the others: the id of the thread that is
# answered or of the comment that is corrected follows, "answer-5".
TALK: Mapping[str, type[CommentForm]] = {"thread": ThreadForm, "answer": CommentForm, "edit": CommentForm}
_TALK = re.compile(r"thread|(answer|edit)-([1-9][0-9]{0,17})", re.ASCII)
NEVER = "data-no-draft"  # a widget with this attribute, such as a source's real name, is never kept


@dataclass(frozen=True)
class Kept:
    """What one form held when the person left it."""

    form: str
    data: Mapping[str, str]
    at: dt.datetime


def kept(user: User, claim: Claim) -> dict[str, Kept]:
    """Code of the form → what this person left in it; one query for card and discussion."""
    return {form: Kept(form, data, at) for form, data, at in prepared(_left, user.pk, claim.pk)}


def _left(user_id: int, claim_id: int) -> QuerySet[Draft, Any]:
    return Draft.objects.filter(user=user_id, claim=claim_id).values_list("form", "data", "saved_at")


@dataclass(frozen=True)
class Place:
    """Which form a code stands for. `id` is that of the thread or comment it belongs to, if any."""

    kind: str
    form: type[forms.Form]
    id: int = 0

    @property
    def is_talk(self) -> bool:
        return self.kind in TALK


def place_of(code: str) -> Place | None:
    """None for what is no form of a claim: a person has no more drafts than a claim has forms for them."""
    if code in FORMS:
        return Place(code, FORMS[code])
    if found := _TALK.fullmatch(code):
        kind, number = found[1] or code, found[2]
        return Place(kind, TALK[kind], int(number or 0))
    return None


def is_talk(code: str) -> bool:
    """Whether it is a form of the discussion, and not of the card itself."""
    place = place_of(code)
    return place is not None and place.is_talk


def keepable(form: type[forms.Form], sent: Mapping[str, str]) -> dict[str, str]:
    """The part of what was sent that may be kept; nothing at all where it holds no word and no choice of a person."""
    # No column takes a NUL, and the database would repeat the words in its complaint, which is logged.
    data = {name: str(sent[name]).replace("\0", "") for name, field in _fields(form).items() if name in sent}
    said = any(data[name].strip() for name, field in _fields(form).items() if name in data and _is_own(field))
    return data if said else {}


def _fields(form: type[forms.Form]) -> dict[str, forms.Field]:
    return {
        name: field
        for name, field in form.base_fields.items()
        if not (field.widget.is_hidden or field.widget.needs_multipart_form or NEVER in field.widget.attrs)
    }


def _is_own(field: forms.Field) -> bool:
    """Whether what stands in it was put there by a person: words, or a choice that nothing was chosen for."""
    if not isinstance(field, forms.ChoiceField):
        return True
    unchosen = "" in dict(field.widget.choices) or isinstance(field.widget, forms.RadioSelect)
    return field.initial is None and unchosen
