"""One's own account: password and second factor."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.forms import PasswordChangeForm
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from factdesk.core import password
from factdesk.core.actions.factors import make_recovery_codes, remove_factor, set_up_factor
from factdesk.core.actions.passwords import change_password, record_refusal
from factdesk.core.enrolling import Offer, new_offer, offer_of
from factdesk.core.errors import Refused
from factdesk.core.forms import EnrolForm, StepUpForm
from factdesk.core.http import DeskRequest, SeeOther, render_page
from factdesk.core.models import SecondFactor
from factdesk.core.sessions import FACTOR
from factdesk.core.views.step_up import asks, just_signed_in, proved, proves

INVALID = HTTPStatus.UNPROCESSABLE_ENTITY


@require_safe
def account(request: DeskRequest) -> HttpResponse:
    return _page(request)


@sensitive_post_parameters()
@require_POST
def new_password(request: DeskRequest) -> HttpResponse:
    """Another password; every other sign-in of this person ends."""
    form = _password_form(request, request.POST)
    if not (may_try := password.may_try(request.user)):
        form.add_error("old_password", str(may_try.reason))
    elif form.is_valid():
        user = change_password(actor=request.user, password=form.cleaned_data["new_password1"])
        update_session_auth_hash(request, user)
        return SeeOther(f"{reverse('account')}?changed=password")
    elif form.has_error("old_password", "password_incorrect"):
        record_refusal(actor=request.user)
    return _page(request, password_form=form, status=INVALID)


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def second_factor(request: DeskRequest) -> HttpResponse:
    """Set one up: the picture for the app, then a code of it. The recovery codes are on the answer alone."""
    if request.user.factor_id is not None:
        return redirect("account")
    if request.method != "POST":
        return _enrol_page(request, new_offer(request.user))
    offer = offer_of(request.user, request.POST.get("secret", "")) or new_offer(request.user)
    form = _enrol_form(request, request.POST)
    if not proves(request, form):
        return _enrol_page(request, offer, form=form, status=INVALID)
    try:
        factor, codes = set_up_factor(actor=request.user, secret=offer.secret, code=form.cleaned_data["code"])
    except Refused as error:
        form.add_error("code", str(error.text))
        return _enrol_page(request, offer, form=form, status=error.status)
    request.session.cycle_key()
    request.session[FACTOR] = factor.pk
    return render_page(request, "core/recovery_codes.html", {"codes": codes, "is_new": True, "must_enrol": False})


@sensitive_post_parameters()
@require_POST
def factor_removal(request: DeskRequest) -> HttpResponse:
    """Take one's own away, with password and code."""
    form = _step_up_form(request, "remove", request.POST)
    if not proves(request, form):
        return _page(request, removal_form=form, status=INVALID)
    remove_factor(actor=request.user, proved=proved(request))
    request.session.cycle_key()
    request.session[FACTOR] = None
    return SeeOther(f"{reverse('account')}?changed=factor")


@sensitive_post_parameters()
@require_POST
def recovery_codes(request: DeskRequest) -> HttpResponse:
    """New ones instead of the old ones, shown on this answer alone."""
    form = _step_up_form(request, "codes", request.POST)
    if not proves(request, form):
        return _page(request, codes_form=form, status=INVALID)
    codes = make_recovery_codes(actor=request.user, proved=proved(request))
    return render_page(request, "core/recovery_codes.html", {"codes": codes})


def _step_up_form(request: DeskRequest, name: str, data: Any = None) -> StepUpForm:
    return StepUpForm(data, user=request.user, asks=asks(request), auto_id=f"{name}-%s")


def _enrol_form(request: DeskRequest, data: Any = None) -> EnrolForm:
    return EnrolForm(data, user=request.user, asks=asks(request) and not just_signed_in(request), auto_id="enrol-%s")


def _password_form(request: DeskRequest, data: Any = None) -> Any:
    form: Any = PasswordChangeForm(request.user, data, auto_id="new-%s")
    form.fields["old_password"].label = _("Password so far")
    form.fields["old_password"].widget.attrs.pop("autofocus", None)
    form.fields["new_password1"].label = _("New password")
    form.fields["new_password1"].help_text = _("At least 12 characters; not a common one, nor your name.")
    form.fields["new_password2"].label = _("Once more")
    form.fields["new_password2"].help_text = ""
    return form


def _enrol_page(
    request: DeskRequest, offer: Offer, *, form: EnrolForm | None = None, status: int = 200
) -> HttpResponse:
    context = {"offer": offer, "form": form or _enrol_form(request)}
    return render_page(request, "core/second_factor.html", context, status=status)


def _page(request: DeskRequest, *, status: int = 200, **forms: Any) -> HttpResponse:
    context = {
        "changed": request.GET.get("changed", ""),
        "factor": SecondFactor.objects.filter(user=request.user).first(),
        "places": request.user.memberships.select_related("desk").order_by("desk__name"),
        "password_form": _password_form(request),
        "removal_form": _step_up_form(request, "remove"),
        "codes_form": _step_up_form(request, "codes"),
        "open": next(iter(forms), ""),
    }
    return render_page(request, "core/account.html", context | forms, status=status)
