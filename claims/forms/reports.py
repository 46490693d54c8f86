"""What is filled in to get a report, or to have one checked."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from claims.copies import no_room
from claims.vocabulary import Format, Profile
from factdesk.core.forms import StepUpForm
from factdesk.core.models import User


class OrderForm(StepUpForm):
    """Whom it is for and in what form. `profiles` are those that this person may have."""

    profile = forms.ChoiceField(label=_("For whom"), choices=Profile.choices)
    form = forms.ChoiceField(label=_("Form"), choices=Format.choices, initial=Format.PDF)
    public_url = forms.URLField(
        label=_("Where the fact check is published"),
        required=False,
        max_length=2000,
        assume_scheme="https",
        help_text=_("Only for a public case file: search engines are told what was found on the claims of others."),
    )

    def __init__(self, *args: Any, profiles: list[Profile], user: User, asks: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, user=user, asks=asks, **kwargs)
        field = self.fields["profile"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  narrows the type
        field.choices = [(profile.value, profile.label) for profile in profiles]
        if not any(profile != Profile.PUBLIC for profile in profiles):
            self.fields.pop("password", None)
            self.fields.pop("code", None)

    field_order = ["profile", "form", "public_url", "password", "code"]


class VerifyForm(forms.Form):
    file = forms.FileField(label=_("A report"), help_text=_("In whatever form it was issued. It is read and not kept."))

    def clean_file(self) -> UploadedFile[bytes]:
        upload: UploadedFile[bytes] = self.cleaned_data["file"]
        if (upload.size or 0) > settings.UPLOAD_MOST_BYTES:
            raise forms.ValidationError(_("This file is larger than 25 MB. Whoever runs the desk checks it there."))
        if getattr(upload, "incomplete", False):
            raise forms.ValidationError(no_room())
        return upload
