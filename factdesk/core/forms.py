"""Forms of the door: the step-up, the second factor, and the people of a desk."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from factdesk.core.models import Role, SecondReadRule, User
from factdesk.core.people import GIVEN_BY_EDITORS
from factdesk.core.rules import Rules


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


class RulesForm(StepUpForm):
    """What the desk asks of its verdicts and sign-offs."""

    second_read = forms.ChoiceField(
        label=_("Findings that somebody else reads before the verdict"), choices=SecondReadRule.choices
    )
    blind_second_read = forms.BooleanField(
        label=_("Second readers do not see the finding"),
        help_text=_("They say what they make of the words first."),
        required=False,
    )
    decides_alone = forms.BooleanField(
        label=_("One person may find and decide"),
        help_text=_("For small desks. Each time a reason is asked for, and the report prints it."),
        required=False,
    )
    demands_coverage = forms.BooleanField(
        label=_("Sign-off waits until every sentence is accounted for"), required=False
    )
    field_order = ("second_read", "blind_second_read", "decides_alone", "demands_coverage", "password", "code")

    def rules(self) -> Rules:
        """Once the form is valid."""
        given = {name: self.cleaned_data[name] for name in asdict(Rules())}
        return Rules(**given | {"second_read": SecondReadRule(given["second_read"])})


class MemberForm(forms.Form):
    """Somebody new on the desk."""

    name = forms.CharField(label=_("Name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    email = forms.EmailField(label=_("E-mail"), widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    role = forms.ChoiceField(label=_("Role"), choices=[(role.value, role.label) for role in GIVEN_BY_EDITORS])


class RoleForm(forms.Form):
    role = forms.ChoiceField(choices=Role.choices)
