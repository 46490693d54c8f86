"""What a person fills in in a discussion, and on the page of their notices."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from claims.forms.checking import words
from claims.forms.keeping import KeptForm
from claims.models import Comment, Thread


class CommentForm(KeptForm):
    """An answer. Several stand on one page: each has a place, which its ids begin with and its draft is kept under."""

    text = words(_("Your comment"), required=True)

    def __init__(self, data: Any = None, *, people_url: str, place: str, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, auto_id=f"{place}-%s", initial=initial)
        self.place = place
        self.fields["text"].widget.attrs |= {"data-people": people_url}
        self.fields["text"].error_messages["required"] = _("Write something first.")

    @classmethod
    def answering(cls, thread: Thread, data: Any = None, *, people_url: str) -> CommentForm:
        return cls(data, people_url=people_url, place=f"answer-{thread.pk}")

    @classmethod
    def editing(cls, comment: Comment, data: Any = None, *, people_url: str) -> CommentForm:
        return cls(data, initial={"text": comment.words}, people_url=people_url, place=f"edit-{comment.pk}")


class ThreadForm(CommentForm):
    """A question of its own."""

    privileged = forms.BooleanField(
        label=_("Privileged, for legal"),
        required=False,
        help_text=_(
            "Only editors of the desk and those you call in with @ read it."
            " It is in no mail, and in the legal report alone."
        ),
    )

    @classmethod
    def fresh(cls, data: Any = None, *, people_url: str) -> ThreadForm:
        return cls(data, people_url=people_url, place="thread")


class MailForm(forms.Form):
    wanted = forms.BooleanField(label=_("Send me my notices by mail too"), required=False)


class ReadForm(forms.Form):
    """Up to which notice the page showed them."""

    newest = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
