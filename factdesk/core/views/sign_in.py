"""The door: sign in with e-mail and password, and with a code where the person has a second factor."""

from __future__ import annotations

import time
from http import HTTPStatus
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from factdesk.core.actions.factors import check_code, is_shut
from factdesk.core.backend import DeskBackend
from factdesk.core.forms import CodeForm
from factdesk.core.http import SeeOther, render_page
from factdesk.core.models import Membership, SecondFactor, User
from factdesk.core.sessions import FACTOR

WAITING = "second_step"
WAITS_SECONDS = 5 * 60
BACKEND = f"{DeskBackend.__module__}.{DeskBackend.__qualname__}"


class SignInForm(AuthenticationForm):
    """One message for a wrong name, a wrong password and a closed account: strangers learn nothing."""

    error_messages = {
        "invalid_login": gettext_lazy("That e-mail and password do not match."),
        "inactive": gettext_lazy("That e-mail and password do not match."),
        "too_many": gettext_lazy(
            "Too many tries with this e-mail or from this place. Wait five minutes, then try again."
        ),
    }
    username = forms.EmailField(
        label=gettext_lazy("E-mail"), widget=forms.EmailInput(attrs={"autocomplete": "username", "autofocus": True})
    )


class SignInView(LoginView):
    form_class = SignInForm
    redirect_authenticated_user = True

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        """In, or one step further: who has a second factor is signed in by nothing less."""
        user = form.get_user()
        if not isinstance(user, User) or user.factor_id is None:
            return super().form_valid(form)
        self.request.session.flush()
        stands_on = user.get_session_auth_hash()
        self.request.session[WAITING] = [user.pk, stands_on, int(time.time()), self.get_success_url()]
        return redirect("sign-in-code")

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        if getattr(self.request, "axes_locked_out", False):
            status = HTTPStatus.TOO_MANY_REQUESTS
            form.errors.clear()
            form.add_error(None, form.error_messages["too_many"])
        response = super().form_invalid(form)
        response.status_code = status
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs) | {"started": "started" in self.request.GET}
        if settings.LOCAL:
            context["demo"] = [
                (member.user.name, member.user.email, member.get_role_display())
                for member in Membership.objects.filter(user__email__endswith="@factdesk.example")
                .select_related("user")
                .order_by("pk")
            ]
            context["demo_password"] = settings.DEMO_PASSWORD
        return context


def answered_already(_request: HttpRequest, response: HttpResponse, _credentials: object) -> HttpResponse:
    """What axes asks for after it shut the door: the page above says so, with the form to try again later."""
    return response


@sensitive_post_parameters("code")
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in_code(request: HttpRequest) -> HttpResponse:
    """The code of the app, after a right password and within five minutes of it."""
    user, url = _who_waits(request)
    if user is None:
        return redirect("sign-in")
    form = CodeForm(request.POST or None)
    status = HTTPStatus.OK
    if request.method == "POST":
        if form.is_valid() and check_code(user_id=user.pk, code=form.cleaned_data["code"]):
            login(request, user, backend=BACKEND)
            request.session.pop(WAITING, None)
            request.session[FACTOR] = user.factor_id
            return SeeOther(url)
        if form.is_valid():
            form.add_error("code", _refusal(user))
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    return render_page(request, "registration/code.html", {"form": form}, status=status)


def _refusal(user: User) -> str:
    factor = SecondFactor.objects.filter(user=user).first()
    if factor is not None and is_shut(factor):
        return _("Too many wrong codes. Wait a while; a code is looked at again in five minutes, later each time.")
    return _("That code does not fit, or was used before. Take the one that the app shows now.")


def _who_waits(request: HttpRequest) -> tuple[User | None, str]:
    """Whose password was right in this browser a short time ago, and where they wanted to go."""
    pk, stands_on, at, url = request.session.get(WAITING) or (None, "", 0, "")
    if pk is None or not 0 <= time.time() - at <= WAITS_SECONDS:
        return None, ""
    user = DeskBackend().get_user(pk)
    if user is None or user.get_session_auth_hash() != stands_on:
        return None, ""
    return user, url or resolve_url(settings.LOGIN_REDIRECT_URL)
