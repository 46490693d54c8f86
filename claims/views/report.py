"""Read the verification report on screen."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from claims.permissions import can_read_report, profile_on_screen
from claims.reports.build import build_report
from claims.reports.formats import html
from claims.reports.profiles import for_profile
from claims.views.workspace import visible_article
from factdesk.core.http import DeskRequest, render_page
from factdesk.core.permissions import require


@require_safe
def report(request: DeskRequest, article_id: int) -> HttpResponse:
    """The report as things stand; a draft until an editor signs. Who observes reads what the public may."""
    article = visible_article(request.user, article_id)
    require(can_read_report(request.user, article))
    found = for_profile(build_report(article, made_by=request.user), profile_on_screen(request.user, article))
    address = {"article_id": article.pk}
    context = {
        "article": article,
        "files_url": reverse("reports", kwargs=address),
        "workspace_url": reverse("workspace", kwargs=address),
    }
    return render_page(request, html.TEMPLATE, html.page(found) | context)
