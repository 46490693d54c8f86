"""Who of the desk wrote an article."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from factdesk.core.models import User


class WritersForm(forms.Form):
    """`seen` are those that the page showed, so that nobody overwrites unseen."""

    writers = forms.TypedMultipleChoiceField(
        label=_("Wrote or edited it"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    seen = forms.TypedMultipleChoiceField(required=False, coerce=int, widget=forms.MultipleHiddenInput)

    def __init__(self, *args: Any, people: Iterable[User], seen: Collection[int], **kwargs: Any) -> None:
        kwargs["initial"] = {"writers": list(seen), "seen": list(seen)}
        super().__init__(*args, **kwargs)
        choices = [(str(person.pk), person.name) for person in people]
        for name in ("writers", "seen"):
            field = self.fields[name]
            assert isinstance(field, forms.TypedMultipleChoiceField)  # noqa: S101  narrows the type
            field.choices = choices
