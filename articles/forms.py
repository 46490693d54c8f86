"""The form that brings an article in."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.extract.assembling import MAX_BYTES
from articles.extract.document import Document, Unreadable, Why
from articles.extract.plain import read_bytes, read_text
from factdesk.core.models import Desk, Role, User

UNREADABLE = {
    Why.EMPTY: _("There is no text here. Paste the draft, or choose a file that has words in it."),
    Why.TOO_LARGE: _("This text is larger than 2 MB, about 300,000 words. Bring it in as several articles."),
    Why.NOT_TEXT: _("This file is not plain text, whatever its name says. Save it as .txt and choose it again."),
    Why.ENCODING: _("Some letters of this file cannot be read. Save it as .txt in UTF-8 and choose it again."),
}


class ArticleText(forms.CharField):
    """Text as pasted: not stripped, and a NUL is cleaned later instead of losing the whole paste."""

    widget = forms.Textarea

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(strip=False, **kwargs)
        self.validators = []


class ConfidentialForm(forms.Form):
    """Whether an article is confidential from now on."""

    confidential = forms.TypedChoiceField(
        choices=[("yes", _("confidential")), ("no", _("not confidential"))], coerce=lambda value: value == "yes"
    )


class NewArticleForm(forms.Form):
    """Where the draft comes from, and what the desk must know about it."""

    WAYS = [("paste", _("Paste text")), ("file", _("Upload a file"))]

    way = forms.ChoiceField(choices=WAYS, initial="paste", label=_("Way to bring it in"))
    text = ArticleText(required=False, label=_("Article text"))
    file = forms.FileField(
        required=False,
        label=_("Text file"),
        help_text=_("A .txt file, up to 2 MB."),
        widget=forms.FileInput(attrs={"accept": ".txt,text/plain"}),
    )
    title = forms.CharField(
        max_length=300,
        required=False,
        label=_("Title"),
        help_text=_("Left empty, the first line is the title."),
    )
    writer = forms.CharField(max_length=120, required=False, label=_("Writer"))
    desk = forms.ModelChoiceField(queryset=Desk.objects.none(), label=_("Desk"), empty_label=None)
    due_at = forms.DateTimeField(
        required=False,
        label=_("Due"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    needs_legal = forms.BooleanField(required=False, label=_("Needs a legal read"))
    confidential = forms.BooleanField(
        required=False,
        label=_("Confidential"),
        help_text=_("The text never leaves this desk, also where the desk lets a language model elsewhere read along."),
    )
    token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    document: Document

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        editing = [desk_id for desk_id, role in user.roles.items() if role == Role.EDITOR]
        desks = Desk.objects.filter(pk__in=editing).order_by("name")
        desk_field = self.fields["desk"]
        assert isinstance(desk_field, forms.ModelChoiceField)  # noqa: S101  narrows the type
        desk_field.queryset = desks
        desk_field.initial = desks.first()

    def clean_due_at(self) -> Any:
        due_at = self.cleaned_data["due_at"]
        if due_at and due_at <= timezone.now():
            shown = date_format(timezone.localtime(due_at), "H:i")
            raise forms.ValidationError(gettext("%(time)s is already past. Give a later time.") % {"time": shown})
        return due_at

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        way = cleaned.get("way", "paste")
        try:
            self.document = self._read_file(cleaned) if way == "file" else read_text(cleaned.get("text") or "")
        except Unreadable as error:
            self.add_error("file" if way == "file" else "text", UNREADABLE[error.why])
        return cleaned

    def _read_file(self, cleaned: dict[str, Any]) -> Document:
        upload = cleaned.get("file")
        if upload is None:
            raise Unreadable(Why.EMPTY)
        if upload.size > MAX_BYTES:
            raise Unreadable(Why.TOO_LARGE)
        return read_bytes(upload.read())
