"""What is filled in about a confidential source: its identity goes in, and never comes back with the form."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from claims.permissions import CHECKERS
from claims.secrets import Confided, Identity
from factdesk.core.forms import StepUpForm
from factdesk.core.models import User


class NeverRepeated(forms.TextInput):
    """A field that is shown empty whatever was typed before: an answer page is no place for a name."""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        return super().get_context(name, None, attrs)


def never_repeated(label: Any, help_text: Any) -> forms.CharField:
    widget = NeverRepeated(attrs={"autocomplete": "off", "spellcheck": "false", "data-no-draft": True})
    return forms.CharField(label=label, required=False, max_length=500, widget=widget, help_text=help_text)


class ConfidentialFields(forms.Form):
    """The part of an evidence form that makes its source a confidential one."""

    SECRET = ("identity", "contact", "kept")

    confidential = forms.BooleanField(
        label=_("Confidential source"),
        required=False,
        help_text=_("The source's name above is then a pseudonym."),
    )
    public_description = forms.CharField(
        label=_("What readers may know"),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("Printed in the report: “a nurse who worked the night shifts”."),
    )
    identity = never_repeated(_("Who it is"), _("Sealed. Only you and the people you name can read it."))
    contact = never_repeated(_("How to reach them"), _("Sealed as well."))
    kept = never_repeated(
        _("Or kept outside the desk"), _("Sealed as well: where the name is kept, if it should not be here.")
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        told = any(cleaned.get(name) for name in self.SECRET)
        if told and not cleaned.get("confidential"):
            self.add_error("confidential", gettext("Tick this, or leave the fields below empty."))
        if cleaned.get("confidential") and cleaned.get("url"):
            self.add_error("url", gettext("A link can give a confidential source away. Leave it empty."))
        if cleaned.get("confidential") and cleaned.get("archive_url"):
            self.add_error("archive_url", gettext("A link can give a confidential source away. Leave it empty."))
        if cleaned.get("confidential") and cleaned.get("incoming"):
            where = "copy" if cleaned.get("copy") else "pasted"
            self.add_error(where, gettext("A copy can give a confidential source away. Keep it outside the desk."))
        return cleaned

    @property
    def must_retype(self) -> bool:
        """Something secret was sent, and this page does not show it again."""
        return self.is_bound and any(self.data.get(self.add_prefix(name)) for name in self.SECRET)


def confided(data: dict[str, Any]) -> Confided | None:
    """What the form says of a confidential source; None for any other."""
    if not data["confidential"]:
        return None
    identity = Identity(name=data["identity"], contact=data["contact"], kept=data["kept"])
    return Confided(description=data["public_description"], identity=identity)


class IdentityForm(StepUpForm):
    """Why somebody reads who a source is; the password when it was not typed a short time ago."""

    reason = forms.CharField(
        label=_("Why you read it"),
        max_length=500,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("Everybody who may read it sees this, with your name and the time."),
    )
    field_order = ("reason", "password", "code")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "identity-%s")
        super().__init__(*args, **kwargs)


class GrantForm(forms.Form):
    """One more person who may know."""

    user = forms.ModelChoiceField(
        label=_("Person"), queryset=User.objects.none(), empty_label=_("Choose"), to_field_name="pk"
    )
    until = forms.DateTimeField(
        label=_("Until"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=_("Empty: until it is taken back."),
    )

    def __init__(self, *args: Any, desk_id: int, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "grant-%s")
        super().__init__(*args, **kwargs)
        people = User.objects.filter(
            memberships__desk=desk_id, memberships__role__in=CHECKERS, is_active=True, is_system=False
        )
        field = self.fields["user"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  narrows the type
        field.queryset = people.order_by("name")
