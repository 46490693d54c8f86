"""Forms of the door: the step-up, the second factor, and the people of a desk."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from factdesk.core.models import Role, User
from factdesk.core.people import GIVEN_BY_EDITORS


def code_field(label: Any, help_text: Any = "", **more: Any) -> forms.CharField:
    look = {"autocomplete": "one-time-code", "autocapitalize": "none", "spellcheck": "false"}
    return forms.CharField(label=label, max_length=40, help_text=help_text, widget=forms.TextInput(attrs=look), **more)


class StepUpForm(forms.Form):
    """The password again, and a code where the person has a second factor; neither when both were given lately."""

    password = forms.CharField(
        label=_("Your password"),
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    code = code_field(_("Code of your app"), _("Or a recovery code."), required=False)

    def __init__(self, *args: Any, user: User, asks: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks:
            del self.fields["password"]
        if not asks or not user.factor_id:
            del self.fields["code"]


class CodeForm(forms.Form):
    """The second step of a sign-in."""

    code = code_field(_("Code"), _("Six digits that your authenticator app shows. Or one of your recovery codes."))


class EnrolForm(StepUpForm):
    """What confirms that the app and the desk share a secret; the password unless they came in just now."""

    code = code_field(_("Code that the app shows"))
    field_order = ("code", "password")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = code_field(_("Code that the app shows"))


class EndpointForm(StepUpForm):
    """Whether the language model that the operator named reads this desk's texts."""

    switch = forms.ChoiceField(choices=[("on", "on"), ("off", "off")], widget=forms.HiddenInput)


class MemberForm(forms.Form):
    """Somebody new on the desk."""

    name = forms.CharField(label=_("Name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    email = forms.EmailField(label=_("E-mail"), widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    role = forms.ChoiceField(label=_("Role"), choices=[(role.value, role.label) for role in GIVEN_BY_EDITORS])


class RoleForm(forms.Form):
    role = forms.ChoiceField(choices=Role.choices)
