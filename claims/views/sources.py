"""Finding a source again, and fetching a copy that was kept of one."""

from __future__ import annotations

import structlog
from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from claims.copies import path_of
from claims.models import Claim, Copy
from claims.permissions import can_open_copy, is_checker
from claims.sources import known_sources
from factdesk.core.errors import Missing
from factdesk.core.http import DeskRequest, download
from factdesk.core.permissions import require

log = structlog.stdlib.get_logger("factdesk.copies")


@require_safe
def known(request: DeskRequest, claim_id: int) -> HttpResponse:
    """The desk's sources that fit what is being typed, as the options of a list."""
    claim = Claim.objects.visible_to(request.user).select_related("article").filter(pk=claim_id).first()
    if claim is None:
        raise Missing
    require(is_checker(request.user, claim.article))
    found = known_sources(claim.article.desk_id, request.GET.get("q", ""))
    return render(request, "claims/sources/_options.html", {"sources": found})


@require_safe
def copy_file(request: DeskRequest, copy_id: int) -> HttpResponse | FileResponse:
    """The very bytes that were kept. Always a download: what somebody else made is never a page of this site."""
    copy = Copy.objects.visible_to(request.user).select_related("source").filter(pk=copy_id).first()
    if copy is None:
        raise Missing
    require(can_open_copy(request.user, copy))
    try:
        file = path_of(copy.name).open("rb")
    except OSError:
        log.error("copy_lost", copy=copy.pk)
        raise Missing from None
    name = copy.original_name or (f"copy-{copy.pk}.txt" if copy.pasted else f"copy-{copy.pk}")
    return download(file, name)
