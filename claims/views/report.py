"""Read the verification report, and take the issued file home."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from claims.corrections import stands
from claims.models import Report
from claims.permissions import can_read_issued, can_read_report
from claims.reports.build import build_report
from claims.reports.formats.html import TEMPLATE
from claims.views.workspace import visible_article
from factdesk.core.errors import Missing
from factdesk.core.http import DeskRequest, render_page
from factdesk.core.permissions import require


@require_safe
def report(request: DeskRequest, article_id: int) -> HttpResponse:
    """The report as things stand; a draft until an editor signs."""
    article = visible_article(request.user, article_id)
    require(can_read_report(request.user, article))
    issued = Report.objects.filter(version__article=article).order_by("-pk").first()
    file_url = (
        reverse("report-file", kwargs={"article_id": article.pk, "report_id": issued.pk})
        if issued and article.is_signed_off
        else ""
    )
    context = {
        "report": build_report(article, made_by=request.user),
        "article": article,
        "file_url": file_url,
        "workspace_url": reverse("workspace", kwargs={"article_id": article.pk}),
    }
    return render_page(request, TEMPLATE, context)


@require_safe
def report_file(request: DeskRequest, article_id: int, report_id: int) -> HttpResponse:
    """The very bytes that were issued; always a download, never a page of this site."""
    article = visible_article(request.user, article_id)
    issued = Report.objects.filter(version__article=article, pk=report_id).select_related("version").first()
    require(can_read_issued(request.user, article, stands=issued is not None and stands(issued)))
    if issued is None:
        raise Missing
    response = HttpResponse(bytes(issued.content), content_type="text/html; charset=utf-8")
    name = f"{slugify(article.title)[:60] or 'article'}-version-{issued.version.number}-report-{issued.pk}.html"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Content-Security-Policy"] = "sandbox; default-src 'none'; style-src 'unsafe-inline'; font-src data:"
    return response
