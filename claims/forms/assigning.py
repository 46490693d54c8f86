"""What a person fills in to give a claim to somebody, to mark it, or to send a finding back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from claims.forms.checking import ClaimForm, words
from claims.vocabulary import Priority
from factdesk.core.models import User

NOBODY = ("", _("Nobody"))


def names(people: Iterable[User]) -> list[tuple[str, Any]]:
    """Nobody first: it is an answer like any other."""
    return [NOBODY, *((str(person.pk), person.name) for person in people)]


class AssignForm(ClaimForm):
    reviewer = forms.TypedChoiceField(label=_("Reviewer"), required=False, coerce=int, empty_value=None)
    due_at = forms.DateTimeField(
        required=False,
        label=_("Due"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=_("Empty: when the article is due."),
    )

    def __init__(self, *args: Any, people: Iterable[User], sets_due: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reviewer = self.fields["reviewer"]
        assert isinstance(reviewer, forms.TypedChoiceField)  # noqa: S101  narrows the type
        reviewer.choices = names(people)
        reviewer.widget.attrs["autofocus"] = True  # it comes when it is asked for
        if not sets_due:
            del self.fields["due_at"]

    def clean_due_at(self) -> Any:
        due_at = self.cleaned_data["due_at"]
        if due_at and "due_at" in self.changed_data and due_at <= timezone.now():
            shown = date_format(timezone.localtime(due_at), "j M, H:i")
            raise forms.ValidationError(gettext("%(time)s is already past. Give a later time.") % {"time": shown})
        return due_at


class PriorityForm(ClaimForm):
    priority = forms.ChoiceField(label=_("Priority"), choices=Priority.choices)


class LegalForm(ClaimForm):
    legal = forms.TypedChoiceField(
        label=_("Legal read"), choices=[("yes", _("yes")), ("no", _("no"))], coerce=lambda value: value == "yes"
    )


class SendBackForm(ClaimForm):
    reason = words(_("What is missing"), required=True)
