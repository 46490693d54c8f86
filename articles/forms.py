"""The forms that bring an article in, and look over what came in."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.actions.arriving import Particulars, no_room, too_large
from articles.actions.taking import Told
from articles.addresses import NotFetched, read_address
from articles.extract.document import BlockKind, Document, Unreadable
from articles.extract.plain import read_text
from articles.models import LEFT_OUT
from articles.reasons import NOT_READ, UNREADABLE
from factdesk.core.models import Desk, Role, User
from factdesk.core.uploads import plain_name

MOST_FILES = 100


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


class ManyFilesInput(forms.FileInput):
    allow_multiple_selected = True


class ManyFiles(forms.FileField):
    """Any number of files; `cleaned_data` holds a list."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[bytes]]:
        files = data if isinstance(data, list | tuple) else [data] if data else []
        return [file for file in (super(ManyFiles, self).clean(one, initial) for one in files) if file]


class AboutForm(forms.Form):
    """What the desk must know of an article beyond its text."""

    title = forms.CharField(max_length=300, required=False, label=_("Title"))
    writer = forms.CharField(max_length=120, required=False, label=_("Writer"))
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

    def clean_due_at(self) -> Any:
        due_at = self.cleaned_data["due_at"]
        if due_at and due_at <= timezone.now():
            shown = date_format(timezone.localtime(due_at), "H:i")
            raise forms.ValidationError(gettext("%(time)s is already past. Give a later time.") % {"time": shown})
        return due_at

    def particulars(self) -> Particulars:
        return Particulars(**{name: self.cleaned_data[name] for name in AboutForm.base_fields})


class NewArticleForm(AboutForm):
    """Where the draft comes from, and what the desk must know about it."""

    WAYS = [("paste", _("Paste text")), ("file", _("Upload files")), ("link", _("From a link"))]

    way = forms.ChoiceField(choices=WAYS, initial="paste", label=_("Way to bring it in"))
    text = ArticleText(required=False, label=_("Article text"))
    # The same words with their markup, as static/js/pasting.js found them on the clipboard.
    rich = ArticleText(required=False, widget=forms.HiddenInput)
    file = ManyFiles(
        required=False,
        label=_("Files"),
        help_text=_(
            "Word, OpenDocument, PDF, RTF, HTML, Markdown, plain text or an e-mail, up to 25 MB each; several at once, "
            "or a ZIP of them."
        ),
    )
    link = forms.CharField(
        max_length=2000,
        required=False,
        label=_("Link"),
        help_text=_("A public page. The desk fetches it once and keeps it as it was."),
        widget=forms.URLInput(attrs={"placeholder": "https://", "autocomplete": "off"}),
    )
    desk = forms.ModelChoiceField(queryset=Desk.objects.none(), label=_("Desk"), empty_label=None)
    token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    document: Document

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        editing = [desk_id for desk_id, role in user.roles.items() if role == Role.EDITOR]
        desks = Desk.objects.filter(pk__in=editing).order_by("name")
        desk_field, way, title = self.fields["desk"], self.fields["way"], self.fields["title"]
        assert isinstance(desk_field, forms.ModelChoiceField)  # noqa: S101  narrows the type
        assert isinstance(way, forms.ChoiceField)  # noqa: S101  narrows the type
        desk_field.queryset = desks
        desk_field.initial = desks.first()
        title.help_text = gettext("Left empty, the text says it.")
        if not settings.FETCH_LINKS:
            way.choices = self.WAYS[:2]

    @property
    def is_rich(self) -> bool:
        """Pasted with headings, lists or notes that the plain words have lost."""
        return bool(self.cleaned_data["way"] == "paste" and self.cleaned_data["rich"].strip())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        checks = {"paste": self._clean_text, "file": self._clean_files, "link": self._clean_link}
        checks[cleaned.get("way", "paste")](cleaned)
        return cleaned

    def _clean_text(self, cleaned: dict[str, Any]) -> None:
        try:
            self.document = read_text(cleaned.get("text") or "")
        except Unreadable as error:
            self.add_error("text", str(UNREADABLE[error.why]))

    def _clean_files(self, cleaned: dict[str, Any]) -> None:
        files = cleaned.get("file") or []
        if not files and "file" not in self.errors:
            self.add_error("file", gettext("Choose a file."))
        if len(files) > MOST_FILES:
            text = gettext("These are more than %(n)d files. Bring the rest in afterwards, or all of them as a ZIP.")
            self.add_error("file", text % {"n": MOST_FILES})
        for file in files:
            if (file.size or 0) > settings.UPLOAD_MOST_BYTES:
                self.add_error("file", f"{plain_name(file.name or '')}: {too_large()}")
            elif getattr(file, "incomplete", False):
                self.add_error("file", no_room())

    def _clean_link(self, cleaned: dict[str, Any]) -> None:
        if not (cleaned.get("link") or "").strip():
            self.add_error("link", gettext("Paste the address of the page."))
            return
        try:
            read_address(cleaned["link"])
        except NotFetched as error:
            self.add_error("link", str(NOT_READ[error.code]))


class LookOverForm(AboutForm):
    """How an article is to be known, with what its document said of itself filled in."""

    published = forms.DateField(
        required=False, label=_("Published"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    language = forms.RegexField(
        r"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$",
        max_length=35,
        required=False,
        label=_("Language"),
        error_messages={"invalid": _("Give the language as a code, such as en or de-AT, or leave this empty.")},
    )
    address = forms.CharField(max_length=2000, required=False, label=_("Address"))
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def told(self) -> Told:
        return Told(*(self.cleaned_data[name] for name in ("published", "language", "address")))


class ChooseForm(forms.Form):
    """What one part of a text is, or that it is left out."""

    block = forms.IntegerField(min_value=0)
    # Which state of the text the page showed: by script that of the whole page, which other choices moved on.
    shown = forms.IntegerField(required=False)
    seen = forms.IntegerField(required=False)
    kind = forms.ChoiceField(choices=[*((kind.value, kind.value) for kind in BlockKind), (LEFT_OUT, LEFT_OUT)])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("seen") is None:
            cleaned["seen"] = cleaned.get("shown")
        if cleaned["seen"] is None:
            self.add_error("seen", gettext("Load the page again."))
        return cleaned

    def chosen(self) -> BlockKind | None:
        kind = self.cleaned_data["kind"]
        return None if kind == LEFT_OUT else BlockKind(kind)
