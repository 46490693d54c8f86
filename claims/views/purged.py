"""What stands at the address of an article that was purged."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse

from articles.models import Article, Purge
from articles.states import ArticleState
from factdesk.core.errors import Missing
from factdesk.core.http import DeskRequest, render_page
from factdesk.core.models import Role


def purged_page(request: DeskRequest, article_id: int) -> HttpResponse:
    """For editors of its desk: that it was purged, when and by whom. For everybody else there is nothing."""
    mine = [desk_id for desk_id, role in request.user.roles.items() if role == Role.EDITOR]
    gone = Article.objects.filter(pk=article_id, state=ArticleState.PURGED, desk__in=mine).first()
    if gone is None:
        raise Missing
    purge = Purge.objects.select_related("asked_by", "approved_by").get(article=gone, purged_at__isnull=False)
    address = {"article_id": article_id}
    context = {"article": gone, "purge": purge, "history_url": reverse("article-history", kwargs=address)}
    return render_page(request, "claims/purged.html", context)
