"""The pages for what Django itself refuses: lost addresses, broken code, a form from an old page."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from factdesk.core.errors import Missing
from factdesk.core.http import problem, problem_page

OLD_PAGE = "X-Old-Page"


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return problem(request, Missing())


def broken(request: HttpRequest) -> HttpResponse:
    return problem_page(
        request,
        status=500,
        title=_("Something broke on our side"),
        text=_("Nothing was saved. Tell your administrator this number."),
    )


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig):
        return problem_page(
            request,
            status=413,
            title=_("That is too much text"),
            text=_("This text is larger than the desk takes at once. Bring it in as several articles."),
        )
    return problem_page(
        request,
        status=400,
        title=_("That could not be read"),
        text=_("The page sent something the desk cannot read. Nothing was saved. Load the page again."),
    )


def forbidden(request: HttpRequest, exception: PermissionDenied | None = None) -> HttpResponse:
    return problem_page(
        request,
        status=403,
        title=_("You may not do this"),
        text=_("Your role on this desk does not allow it."),
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    response = problem_page(
        request,
        status=403,
        title=_("This page is too old to save"),
        text=_("Nothing was saved. Copy your words, load the page again and save once more."),
    )
    # The person signed in again elsewhere: the page's script gets the new token and saves once more.
    response[OLD_PAGE] = "1"
    return response
