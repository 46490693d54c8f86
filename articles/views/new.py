"""Bring an article in."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from articles.actions import bring_in
from articles.forms import NewArticleForm
from articles.models import Version
from articles.permissions import can_bring_in
from factdesk.core.http import DeskRequest, render_page
from factdesk.core.permissions import require


@require_http_methods(["GET", "HEAD", "POST"])
def new_article(request: DeskRequest) -> HttpResponse:
    require(can_bring_in(request.user))
    if request.method != "POST":
        return render_page(request, "articles/new.html", {"form": NewArticleForm(user=request.user)})
    form = NewArticleForm(request.POST, request.FILES, user=request.user)
    if not form.is_valid():
        return render_page(request, "articles/new.html", {"form": form}, status=422)
    data = form.cleaned_data
    article = bring_in(
        desk_id=data["desk"].pk,
        actor=request.user,
        document=form.document,
        origin=Version.Origin.FILE if data["way"] == "file" else Version.Origin.PASTE,
        token=data["token"],
        title=data["title"],
        writer=data["writer"],
        due_at=data["due_at"],
        needs_legal=data["needs_legal"],
        confidential=data["confidential"],
    )
    return redirect("workspace", article_id=article.pk)
