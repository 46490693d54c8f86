"""A confidential source: what the desk may know, who may know more, and the page that shows it once."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_POST, require_safe

from claims.actions.secrets import grant_identity, read_identity, record_refusal, take_back
from claims.forms.secrets import GrantForm, IdentityForm
from claims.models import Source
from claims.permissions import can_grant, can_read_identity, can_take_back
from claims.secrets import confidential_source, grants_of, live_grant, reading_lines, source_url
from claims.views.answers import show_refused
from factdesk.core import password
from factdesk.core.errors import Refused
from factdesk.core.http import DeskRequest, render_page
from factdesk.core.permissions import require
from factdesk.core.views.step_up import asks, proves

TEMPLATE = "claims/source.html"


@require_safe
def source(request: DeskRequest, source_id: int) -> HttpResponse:
    """What the desk knows of a source under its pseudonym, and for those who know more, who else does."""
    return _page(request, confidential_source(request.user, source_id))


@sensitive_post_parameters("password", "code")
@sensitive_variables("found")
@require_POST
def identity(request: DeskRequest, source_id: int) -> HttpResponse:
    """Who it is, on this one page and on no other. The reading is on record before anything is shown."""
    shown = confidential_source(request.user, source_id)
    if not (can_read := can_read_identity(live_grant(shown, request.user))):
        record_refusal(source_id=source_id, actor=request.user)
        require(replace(can_read, rule=""))  # it has a line of its own by now
    form = _identity_form(request, request.POST)
    refused = partial(record_refusal, source_id=source_id, actor=request.user)
    if not proves(request, form, refused=refused):
        return _page(request, shown, identity_form=form, status=422)
    try:
        found = read_identity(
            source_id=source_id,
            actor=request.user,
            reason=form.cleaned_data["reason"],
            password_at=password.given_at(request),
        )
    except Refused as error:
        show_refused(form, error)
        return _page(request, shown, identity_form=form, status=error.status)
    return render_page(
        request, "claims/source/identity.html", {"source": shown, "identity": found, "url": source_url(source_id)}
    )


@require_POST
def new_grant(request: DeskRequest, source_id: int) -> HttpResponse:
    """Name one more person who may know."""
    shown = confidential_source(request.user, source_id)
    require(can_grant(live_grant(shown, request.user)))
    form = GrantForm(request.POST, desk_id=shown.desk_id)
    if form.is_valid():
        try:
            grant_identity(
                source_id=source_id,
                actor=request.user,
                user_id=form.cleaned_data["user"].pk,
                until=form.cleaned_data["until"],
            )
            return redirect(source_url(source_id) + "#known")
        except Refused as error:
            show_refused(form, error)
    return _page(request, shown, grant_form=form, status=422)


@require_POST
def revocation(request: DeskRequest, source_id: int, grant_id: int) -> HttpResponse:
    """Take a right to know back; one's own as well."""
    take_back(source_id=source_id, grant_id=grant_id, actor=request.user)
    return redirect(source_url(source_id) + "#known")


def _identity_form(request: DeskRequest, data: Any = None) -> IdentityForm:
    return IdentityForm(data, user=request.user, asks=asks(request))


def _page(
    request: DeskRequest,
    shown: Source,
    *,
    identity_form: IdentityForm | None = None,
    grant_form: GrantForm | None = None,
    status: int = 200,
) -> HttpResponse:
    user = request.user
    grants = grants_of(shown)
    own = next((grant for grant in grants if grant.user_id == user.pk), None)
    can_read = can_read_identity(own)
    first = {"entered_by": shown.secret.entered_by_id, "others": len(grants) - 1}
    context = {
        "source": shown,
        "can_read": can_read,
        "known": [{"grant": grant, "can_take_back": can_take_back(user, own, grant, **first)} for grant in grants],
        "open": "identity" if identity_form else "grant" if grant_form else "",
    }
    if can_read:
        context |= {
            "readings": reading_lines(shown),
            "identity_form": identity_form or _identity_form(request),
            "grant_form": grant_form or GrantForm(desk_id=shown.desk_id),
        }
    return render_page(request, TEMPLATE, context, status=status)
