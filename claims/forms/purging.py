"""Asking for a purge, and agreeing to one."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.models import Purge
from factdesk.core.forms import StepUpForm


class AskPurgeForm(StepUpForm):
    ground = forms.ChoiceField(label=_("Why"), choices=Purge.Ground.choices, help_text=_("This stays on record."))
    reason = forms.CharField(
        label=_("In your words"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For the editor who has to agree. It goes with the article."),
    )


class ApprovePurgeForm(StepUpForm):
    seen = forms.IntegerField(widget=forms.HiddenInput)
    confirm = forms.BooleanField(label=_("I know that this cannot be undone"))
