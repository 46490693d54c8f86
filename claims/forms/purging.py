"""Asking for a purge, and agreeing to one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.models import Purge


class WithPassword(forms.Form):
    """The password is asked for when it was not typed a short time ago."""

    def __init__(self, data: Any = None, *, asks_password: bool = True, **options: Any) -> None:
        super().__init__(data, **options)
        if asks_password:
            self.fields["password"] = forms.CharField(
                label=_("Your password"),
                strip=False,
                widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
            )


class AskPurgeForm(WithPassword):
    ground = forms.ChoiceField(label=_("Why"), choices=Purge.Ground.choices, help_text=_("This stays on record."))
    reason = forms.CharField(
        label=_("In your words"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For the editor who has to agree. It goes with the article."),
    )


class ApprovePurgeForm(WithPassword):
    seen = forms.IntegerField(widget=forms.HiddenInput)
    confirm = forms.BooleanField(label=_("I know that this cannot be undone"))
