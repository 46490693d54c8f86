"""The password and code asked again on a page."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.conf import settings

from factdesk.core import password
from factdesk.core.actions.passwords import record_refusal
from factdesk.core.forms import StepUpForm
from factdesk.core.http import DeskRequest
from factdesk.core.permissions import Decision
from factdesk.core.sessions import STARTED


def asks(request: DeskRequest) -> bool:
    return not proved(request)


def proved(request: DeskRequest) -> Decision:
    """Whether it was given a short time ago; what actions ask for."""
    return password.counts(password.given_at(request))


def just_signed_in(request: DeskRequest) -> bool:
    started = int(request.session.get(STARTED, 0))
    return time.time() - started < settings.STEP_UP_MINUTES * 60


def proves(request: DeskRequest, form: StepUpForm, *, refused: Callable[[], None] | None = None) -> bool:
    """Whether the form is filled in and the person is who they say. What is wrong is in the form afterwards, and on
    record: by `refused`, where that is about something else than the person alone.
    """
    if not form.is_valid() or "password" not in form.fields:
        return form.is_valid()
    if not (may_try := password.may_try(request.user)):
        form.add_error("password", str(may_try.reason))
        return False
    if not form.cleaned_data["password"]:
        form.add_error("password", str(proved(request).reason))
        return False
    if password.give(request, form.cleaned_data["password"], form.cleaned_data.get("code", "")):
        return True
    if refused:
        refused()
    else:
        record_refusal(actor=request.user)
    form.add_error("password", str(password.wrong(request.user)))
    return False
