"""The door: sign in with e-mail and password."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from factdesk.core.models import Membership


class SignInForm(AuthenticationForm):
    """One message for a wrong name, a wrong password and a closed account: strangers learn nothing."""

    error_messages = {
        "invalid_login": _("That e-mail and password do not match."),
        "inactive": _("That e-mail and password do not match."),
    }
    username = forms.EmailField(
        label=_("E-mail"), widget=forms.EmailInput(attrs={"autocomplete": "username", "autofocus": True})
    )


class SignInView(LoginView):
    form_class = SignInForm
    redirect_authenticated_user = True

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        response = super().form_invalid(form)
        response.status_code = 422
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        if settings.LOCAL:
            context["demo"] = [
                (member.user.name, member.user.email, member.get_role_display())
                for member in Membership.objects.filter(user__email__endswith="@factdesk.example")
                .select_related("user")
                .order_by("pk")
            ]
            context["demo_password"] = settings.DEMO_PASSWORD
        return context
