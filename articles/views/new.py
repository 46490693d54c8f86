"""Bring an article in."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from articles.actions import bring_in
from articles.actions.arriving import Upload, receive, receive_link
from articles.forms import NewArticleForm
from articles.models import Arrival, Version
from articles.permissions import can_bring_in
from factdesk.core.errors import Conflict, Refused
from factdesk.core.http import DeskRequest, SeeOther, render_page
from factdesk.core.permissions import require


@require_http_methods(["GET", "HEAD", "POST"])
def new_article(request: DeskRequest) -> HttpResponse:
    """Plain words are an article at once; everything else is read by a worker and looked over first."""
    require(can_bring_in(request.user))
    if request.method != "POST":
        return _page(request, NewArticleForm(user=request.user))
    form = NewArticleForm(request.POST, request.FILES, user=request.user)
    if not form.is_valid():
        return _page(request, form, status=422)
    try:
        return _paste(request, form) if form.cleaned_data["way"] == "paste" else _arrive(request, form)
    except (Refused, Conflict) as error:
        form.add_error("file", str(error.text))
        return _page(request, form, status=error.status)


def _page(request: DeskRequest, form: NewArticleForm, status: int = 200) -> HttpResponse:
    return render_page(request, "articles/new.html", {"form": form}, status=status)


def _paste(request: DeskRequest, form: NewArticleForm) -> HttpResponse:
    if form.is_rich:
        return _arrive(request, form)
    data, about = form.cleaned_data, form.particulars()
    article = bring_in(
        desk_id=data["desk"].pk,
        actor=request.user,
        document=form.document,
        origin=Version.Origin.PASTE,
        token=data["token"],
        title=about.title,
        writer=about.writer,
        due_at=about.due_at,
        needs_legal=about.needs_legal,
        confidential=about.confidential,
    )
    return redirect("workspace", article_id=article.pk)


def _arrive(request: DeskRequest, form: NewArticleForm) -> HttpResponse:
    arrived = _arrivals(request, form)
    if len(arrived) == 1:
        return SeeOther(arrived[0].get_absolute_url())
    return redirect("arrivals")


def _arrivals(request: DeskRequest, form: NewArticleForm) -> list[Arrival]:
    data, about = form.cleaned_data, form.particulars()
    desk_id, token, user = data["desk"].pk, data["token"], request.user
    if data["way"] == "link":
        return [receive_link(desk_id=desk_id, actor=user, token=token, link=data["link"].strip(), about=about)]
    if data["way"] == "paste":
        uploads = [Upload("", [data["rich"].encode("utf-8", "replace")], pasted=True)]
    else:
        uploads = [Upload(file.name or "", file.chunks(), place) for place, file in enumerate(data["file"])]
    if len(uploads) > 1:
        about = replace(about, title="", writer="")  # one title cannot be that of several
    return [receive(desk_id=desk_id, actor=user, token=token, upload=upload, about=about) for upload in uploads]
