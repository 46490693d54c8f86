"""The file that a text was read from."""

from __future__ import annotations

from typing import IO

import structlog
from django.http import FileResponse, HttpResponse
from django.views.decorators.http import require_safe

from articles.extract.sniff import Kind, kind_of
from articles.models import Article, Original
from articles.originals import ORIGINALS
from articles.permissions import can_open_original
from factdesk.core.errors import Missing
from factdesk.core.http import DeskRequest, download
from factdesk.core.permissions import require
from factdesk.core.shelf import HEAD

log = structlog.stdlib.get_logger("factdesk.arrivals")


@require_safe
def original(request: DeskRequest, article_id: int) -> HttpResponse | FileResponse:
    """The very bytes that came in, as a download."""
    article = Article.objects.visible_to(request.user).filter(pk=article_id).first()
    if article is None:
        raise Missing
    require(can_open_original(request.user, article))
    kept = Original.objects.filter(version__article=article).order_by("-version__number").first()
    if kept is None:
        raise Missing
    try:
        file = ORIGINALS.path_of(kept.name).open("rb")
    except OSError:
        log.error("original_lost", original=kept.pk)
        raise Missing from None
    name = kept.original_name or f"original-{article.pk}{_ending(file)}"
    return download(file, name)


def _ending(file: IO[bytes]) -> str:
    """For what came without a name of its own: a page, or something else that a site gave out."""
    head = file.read(HEAD)
    file.seek(0)
    return {Kind.PDF: ".pdf", Kind.HTML: ".html"}.get(kind_of(head), ".txt")
