"""The desk's own page, for its editors: who works on it, and what leaves it."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from factdesk.core.actions.desks import set_rules, use_model_endpoint
from factdesk.core.actions.factors import reset_factor
from factdesk.core.actions.members import admit, give_role, start_again, take_off
from factdesk.core.errors import Missing, Refused
from factdesk.core.forms import EndpointForm, MemberForm, RoleForm, RulesForm, StepUpForm
from factdesk.core.http import DeskRequest, SeeOther, render_page
from factdesk.core.models import Desk, Membership, Role
from factdesk.core.people import can_manage
from factdesk.core.permissions import require
from factdesk.core.roster import desks_edited_by, managed_desk, roster
from factdesk.core.rules import Rules
from factdesk.core.views.start import start_path
from factdesk.core.views.step_up import asks, proved, proves

INVALID = 422
NO_ENDPOINT = _("Whoever runs the desk has named no endpoint.")


@require_safe
def my_desk(request: DeskRequest) -> HttpResponse:
    """The first desk that the person edits."""
    desks = desks_edited_by(request.user)
    if not desks:
        require(can_manage(request.user, 0))
    return redirect("desk", desk_id=desks[0].pk)


@require_safe
def desk(request: DeskRequest, desk_id: int) -> HttpResponse:
    return _page(request, managed_desk(request.user, desk_id))


@require_POST
def new_member(request: DeskRequest, desk_id: int) -> HttpResponse:
    """Somebody more. For a new account the answer shows its start link, once."""
    here = managed_desk(request.user, desk_id)
    form = MemberForm(request.POST, auto_id="member-%s")
    if not form.is_valid():
        return _page(request, here, member_form=form, status=INVALID)
    data = form.cleaned_data
    try:
        admitted = admit(
            desk_id=desk_id, actor=request.user, email=data["email"], name=data["name"], role=Role(data["role"])
        )
    except Refused as error:
        form.add_error("email", str(error.text))
        return _page(request, here, member_form=form, status=INVALID)
    if admitted.is_new:
        return _page(request, here, link_for=admitted.membership)
    return SeeOther(f"{reverse('desk', kwargs={'desk_id': desk_id})}?done=added#m{admitted.membership.pk}")


@require_POST
def member_role(request: DeskRequest, membership_id: int) -> HttpResponse:
    membership = _known(request, membership_id)
    form = RoleForm(request.POST)
    if not form.is_valid():
        return _page(request, membership.desk, status=INVALID)
    freed = give_role(membership_id=membership_id, actor=request.user, role=Role(form.cleaned_data["role"]))
    return _back(request, membership, f"?done=role&freed={freed}#m{membership_id}")


@require_POST
def member_removal(request: DeskRequest, membership_id: int) -> HttpResponse:
    membership = _known(request, membership_id)
    freed = take_off(membership_id=membership_id, actor=request.user)
    return _back(request, membership, f"?done=off&freed={freed}")


@require_POST
def member_start_link(request: DeskRequest, membership_id: int) -> HttpResponse:
    """Another start link; the one before is void."""
    membership = _known(request, membership_id)
    again = start_again(membership_id=membership_id, actor=request.user)
    return _page(request, membership.desk, link_for=again)


@sensitive_post_parameters()
@require_POST
def member_factor_reset(request: DeskRequest, membership_id: int) -> HttpResponse:
    membership = _known(request, membership_id)
    form = _step_up(request, request.POST, name=f"reset-{membership_id}")
    if not proves(request, form):
        return _page(request, membership.desk, reset_form=form, reset_of=membership_id, status=INVALID)
    reset_factor(membership_id=membership_id, actor=request.user, proved=proved(request))
    return _back(request, membership, f"?done=reset#m{membership_id}")


@sensitive_post_parameters()
@require_POST
def endpoint(request: DeskRequest, desk_id: int) -> HttpResponse:
    """Let the operator's language model read this desk's texts, or no longer."""
    here = managed_desk(request.user, desk_id)
    form = EndpointForm(request.POST, user=request.user, asks=asks(request), auto_id="endpoint-%s")
    if not proves(request, form):
        return _page(request, here, endpoint_form=form, status=INVALID)
    on = form.cleaned_data["switch"] == "on"
    if on and not settings.MODEL_ENDPOINT_URL:
        form.add_error(None, str(NO_ENDPOINT))
        return _page(request, here, endpoint_form=form, status=INVALID)
    use_model_endpoint(desk_id=desk_id, on=on, actor=request.user, proved=proved(request))
    return SeeOther(f"{reverse('desk', kwargs={'desk_id': desk_id})}?done=endpoint#endpoint")


@sensitive_post_parameters()
@require_POST
def rules(request: DeskRequest, desk_id: int) -> HttpResponse:
    """What the desk asks of its verdicts and sign-offs, from now on."""
    here = managed_desk(request.user, desk_id)
    form = RulesForm(request.POST, user=request.user, asks=asks(request), auto_id="rules-%s")
    if not proves(request, form):
        return _page(request, here, rules_form=form, status=INVALID)
    set_rules(desk_id=desk_id, rules=form.rules(), actor=request.user, proved=proved(request))
    return SeeOther(f"{reverse('desk', kwargs={'desk_id': desk_id})}?done=rules#rules")


def _known(request: DeskRequest, membership_id: int) -> Membership:
    membership = Membership.objects.select_related("desk", "user").filter(pk=membership_id).first()
    if membership is None:
        raise Missing
    managed_desk(request.user, membership.desk_id)
    return membership


def _back(request: DeskRequest, membership: Membership, rest: str) -> HttpResponse:
    """To the list; to the front page for who just gave up their own place on it."""
    if membership.user_id == request.user.pk:
        return SeeOther(reverse("board"))
    return SeeOther(reverse("desk", kwargs={"desk_id": membership.desk_id}) + rest)


def _step_up(request: DeskRequest, data: Any = None, *, name: str) -> StepUpForm:
    return StepUpForm(data, user=request.user, asks=asks(request), auto_id=f"{name}-%s")


def _page(request: DeskRequest, here: Desk, *, status: int = 200, **more: Any) -> HttpResponse:
    link_for: Membership | None = more.get("link_for")
    origin = settings.DESK_URL or f"{request.scheme}://{request.get_host()}"
    context = {
        "desk": here,
        "at_desk": True,
        "desks": desks_edited_by(request.user),
        "lines": roster(request.user, here),
        "done": request.GET.get("done", ""),
        "freed": request.GET.get("freed", ""),
        "days": settings.START_LINK_DAYS,
        "start_link": origin + start_path(link_for.user) if link_for else "",
        "member_form": MemberForm(auto_id="member-%s"),
        "endpoint_host": urlsplit(settings.MODEL_ENDPOINT_URL).hostname or "",
        "endpoint_name": settings.MODEL_ENDPOINT_NAME,
        "rules_form": RulesForm(
            user=request.user, asks=asks(request), initial=asdict(Rules.of(here)), auto_id="rules-%s"
        ),
        "endpoint_form": EndpointForm(user=request.user, asks=asks(request), auto_id="endpoint-%s"),
        "asks": asks(request),
    }
    return render_page(request, "core/desk.html", context | more, status=status)
