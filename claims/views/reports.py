"""Reports as files: ask for one, take it home, have one checked."""

from __future__ import annotations

import zipfile
from io import BytesIO

import structlog
from django.http import FileResponse, HttpResponse
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe
from django_htmx.http import HttpResponseStopPolling

from articles.models import Article
from claims.actions.reporting import order_report
from claims.forms.reports import OrderForm, VerifyForm
from claims.issued import issued_for, orders_for, profile_of, stands
from claims.models import Report
from claims.permissions import can_export, can_read_issued, can_read_report
from claims.reports.formats import casecheck
from claims.reports.making import SUFFIXES
from claims.reports.shelf import REPORTS
from claims.reports.verifying import Touch, print_of, verify
from claims.views.answers import show_refused
from claims.views.workspace import visible_article
from claims.vocabulary import Profile
from factdesk.core import password
from factdesk.core.errors import Missing, Refused
from factdesk.core.http import DeskRequest, SeeOther, download, render_page
from factdesk.core.permissions import require
from factdesk.core.views.step_up import asks, proved, proves

log = structlog.stdlib.get_logger("factdesk.reports")

LONGEST_ID = 19
PAGE, CHECK = "claims/reports.html", "claims/verify.html"


@sensitive_post_parameters("password", "code")
@require_http_methods(["GET", "HEAD", "POST"])
def reports(request: DeskRequest, article_id: int) -> HttpResponse:
    """What was issued and what is being made; by POST, an order."""
    article = visible_article(request.user, article_id)
    require(can_read_report(request.user, article))
    if request.method != "POST":
        return _page(request, article)
    form = _form(request, article, bound=True)
    if not _may_order(request, form):
        return _page(request, article, form=form, status=422)
    try:
        order = order_report(
            article_id=article_id,
            actor=request.user,
            profile=form.cleaned_data["profile"],
            form=form.cleaned_data["form"],
            public_url=form.cleaned_data["public_url"],
            password_at=password.given_at(request),
        )
    except Refused as error:
        show_refused(form, error)
        return _page(request, article, form=form, status=error.status)
    there = reverse("reports", kwargs={"article_id": article_id})
    return SeeOther(f"{there}?made={order.report_id}" if order.report_id else there)


def _may_order(request: DeskRequest, form: OrderForm) -> bool:
    """The password is asked for what is internal alone."""
    if request.POST.get("profile") == Profile.PUBLIC:
        form.fields.pop("password", None)
        form.fields.pop("code", None)
    return proves(request, form)


@require_safe
def report_file(request: DeskRequest, article_id: int, report_id: int) -> HttpResponse | FileResponse:
    """The very bytes that were issued; always a download, never a page of this site."""
    article = visible_article(request.user, article_id)
    issued = Report.objects.filter(version__article=article, pk=report_id).select_related("version").first()
    profile = profile_of(issued) if issued else Profile.INTERNAL
    require(can_read_issued(request.user, article, profile, stands=issued is not None and stands(issued)))
    if issued is None:
        raise Missing
    if profile != Profile.PUBLIC and not proved(request):
        there = reverse("reports", kwargs={"article_id": article_id})
        return SeeOther(f"{there}?file={report_id}")
    name = f"{slugify(article.title)[:60] or 'article'}-version-{issued.version.number}-{profile}-{issued.pk}"
    return _download(issued, f"{name}{SUFFIXES[issued.format]}")


def _download(issued: Report, name: str) -> FileResponse:
    if not issued.file:
        return download(BytesIO(bytes(issued.content)), name)
    try:
        return download(REPORTS.path_of(issued.file).open("rb"), name)
    except OSError:
        log.error("report_lost", report=issued.pk)
        raise Missing from None


@require_http_methods(["GET", "HEAD", "POST"])
def verification(request: DeskRequest) -> HttpResponse:
    """Which report a file is, whether it is untouched, and whether the desk's data still match it."""
    form = VerifyForm(request.POST or None, request.FILES or None)
    if request.method != "POST":
        return render_page(request, CHECK, {"form": VerifyForm()})
    if not form.is_valid():
        return render_page(request, CHECK, {"form": form}, status=422)
    known = Report.objects.filter(version__article__in=Article.objects.visible_to(request.user))
    file = form.cleaned_data["file"]
    found = verify(print_of(file.chunks()), known, reader=request.user)
    faults = casecheck.verify(file.file) if found.touch is Touch.CHANGED and zipfile.is_zipfile(file.file) else []
    context = {"form": VerifyForm(), "found": found, "untouched": found.touch is Touch.UNTOUCHED, "faults": faults}
    return render_page(request, CHECK, context)


def _form(request: DeskRequest, article: Article, *, bound: bool = False) -> OrderForm:
    profiles = [profile for profile in Profile if can_export(request.user, article, profile)]
    data = request.POST if bound else None
    return OrderForm(
        data,
        profiles=profiles,
        user=request.user,
        asks=asks(request),
        initial=_wanted(request.GET.get("file", ""), article),
    )


def _wanted(asked: str, article: Article) -> dict[str, str]:
    """For who was sent here to type the password: the form is filled in for the very file."""
    if not (asked.isascii() and asked.isdecimal() and len(asked) < LONGEST_ID):
        return {}
    row = Report.objects.filter(version__article=article, pk=asked).only("profile", "format").first()
    return {"profile": profile_of(row), "form": row.format} if row else {}


def _page(request: DeskRequest, article: Article, *, form: OrderForm | None = None, status: int = 200) -> HttpResponse:
    orders, issued = orders_for(request.user, article), issued_for(request.user, article)
    moving = any(order.moves for order in orders)
    address = {"article_id": article.pk}
    context = {
        "article": article,
        "form": form or _form(request, article),
        "can_order": any(can_export(request.user, article, profile) for profile in Profile),
        "why_public": can_export(request.user, article, Profile.PUBLIC).reason,
        "orders": orders,
        "moving": moving,
        "reports": issued,
        "made": next((line for line in issued if str(line.id) == request.GET.get("made")), None),
        "wanted": request.GET.get("file", ""),
        "report_url": reverse("report", kwargs=address),
        "reports_url": reverse("reports", kwargs=address),
        "workspace_url": reverse("workspace", kwargs=address),
    }
    response = render_page(request, PAGE, context, part="list", status=status)
    if request.htmx and not moving and request.method == "GET":
        response.status_code = HttpResponseStopPolling.status_code
    return response
