"""Where the web meets the desk: request ids, pages and their parts, and one answer for every problem."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import IO, Any

import structlog
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django_htmx.middleware import HtmxDetails

from factdesk.core.errors import Conflict, Denied, DeskError, Missing, Refused, overheard
from factdesk.core.logging import current_request_id
from factdesk.core.models import Role, User
from factdesk.core.refusals import note
from factdesk.core.sessions import FACTOR, keep_awake, must_enrol

log = structlog.stdlib.get_logger("factdesk.web")

OPEN_WITHOUT_FACTOR = {"second-factor", "session", "sign-out"}

View = Callable[[HttpRequest], HttpResponse]


class DeskRequest(HttpRequest):
    """A request of a signed-in person; every view but sign-in and health gets this one."""

    user: User
    htmx: HtmxDetails


class RequestIdMiddleware:
    """Gives each request an id and logs its path and time; no query string, no address, no browser."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        started = time.perf_counter()
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=str(uuid.uuid4()))
        response = self.get_response(request)
        match = getattr(request, "resolver_match", None)
        log.info(
            "request",
            method=request.method,
            route=match.route if match else "unknown",
            status=response.status_code,
            ms=round((time.perf_counter() - started) * 1000),
        )
        structlog.contextvars.clear_contextvars()
        return response


class DoorMiddleware:
    """Whether a sign-in still stands, and how far it reaches.

    It stands on the second factor it was made with: setting one up, taking it away or resetting it ends all others.
    An editor who needs one and has none reaches the page that sets it up, and the way out.
    """

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, _args: Any, _kwargs: Any) -> HttpResponse | None:
        if not getattr(view, "login_required", True) or not isinstance(user := request.user, User):
            return None
        if request.session.get(FACTOR) != user.factor_id:
            logout(request)
            return redirect_to_login(request.get_full_path())
        keep_awake(request.session)
        match = request.resolver_match
        if not must_enrol(user) or (match and match.url_name in OPEN_WITHOUT_FACTOR):
            return None
        return redirect("second-factor")


class PrivatePagesMiddleware:
    """No browser, proxy or history keeps a page of unpublished text; static files are not pages."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        add_never_cache_headers(response)
        response["Cache-Control"] = "no-store, private"
        response["Cross-Origin-Resource-Policy"] = "same-origin"
        return response


class ProblemMiddleware:
    """Turns what an action or a view raised into the page, or the notice, that explains it; and puts what a rule
    refused on record.
    """

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with overheard() as errors:
            response = self.get_response(request)
        user, match = getattr(request, "user", None), request.resolver_match
        if errors and isinstance(user, User) and match:
            # Only now: what was refused is rolled back, and a line written with it would be gone too.
            note(user, match.url_name or "", match.kwargs, errors)
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        return problem(request, error) if isinstance(error, DeskError) else None


def page_context(request: HttpRequest) -> dict[str, Any]:
    """What every page shows of the newsroom and of the person in front of it."""
    user = getattr(request, "user", None)
    roles = user.roles.values() if isinstance(user, User) else ()
    return {
        "newsroom": settings.NEWSROOM_NAME,
        "mode_local": settings.LOCAL,
        "is_editor": isinstance(user, User) and user.is_editor,
        "must_enrol": isinstance(user, User) and must_enrol(user),
        "role_label": next((role.label for role in Role if role.value in roles), ""),
    }


def render_page(
    request: HttpRequest, template: str, context: Mapping[str, Any], *, part: str = "", status: int = 200
) -> HttpResponse:
    """The whole page, or for htmx the named part of the same template."""
    htmx = getattr(request, "htmx", None)
    name = f"{template}#{part}" if part and htmx else template
    response = render(request, name, dict(context), status=status)
    response["Vary"] = "HX-Request"
    return response


def download(file: IO[bytes], name: str) -> FileResponse:
    """What somebody else made, as it came: never a page of this site, whatever it holds."""
    response = FileResponse(file, content_type="application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    return response


class SeeOther(HttpResponseRedirect):
    """After a form that worked: the page to look at now, always by GET."""

    status_code = HTTPStatus.SEE_OTHER


def problem(request: HttpRequest, error: DeskError) -> HttpResponse:
    titles = {
        Denied: _("You may not do this"),
        Missing: _("Not found"),
        Conflict: _("Somebody was faster"),
        Refused: _("Not saved"),
    }
    title = next((title for kind, title in titles.items() if isinstance(error, kind)), _("Not done"))
    return problem_page(request, status=error.status, title=title, text=str(error.text))


def problem_page(request: HttpRequest, *, status: int, title: str, text: str) -> HttpResponse:
    """One look for everything that went wrong; htmx gets it as a notice above the work, which stays."""
    context = {
        "status": status,
        "title": title,
        "text": text,
        "reference": current_request_id()[:8].upper() if status >= HTTPStatus.INTERNAL_SERVER_ERROR else "",
        "back_url": reverse("board"),
    }
    response = render_page(request, "errors/problem.html", context, part="notice", status=status)
    if getattr(request, "htmx", None):
        response["HX-Retarget"] = "#problem"
        response["HX-Reswap"] = "innerHTML"
    return response
