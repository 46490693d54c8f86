"""Ask to have an article purged, agree to it, or end the request."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from articles.models import Article, Purge
from articles.permissions import can_approve_purge, can_ask_to_purge, can_end_purge
from claims.actions.purging import approve_purge, ask_for_purge, end_purge
from claims.forms.purging import ApprovePurgeForm, AskPurgeForm
from claims.permissions import is_editor
from claims.purging import losses, standing_purge
from claims.views.answers import show_refused
from claims.views.workspace import visible_article
from factdesk.core import password
from factdesk.core.errors import Refused
from factdesk.core.http import DeskRequest, SeeOther, render_page
from factdesk.core.permissions import require
from factdesk.core.views.step_up import asks, proves


@sensitive_post_parameters("password", "code")
@require_http_methods(["GET", "HEAD", "POST"])
def purging(request: DeskRequest, article_id: int) -> HttpResponse:
    """What would be lost, and who asked for it; by POST, asking."""
    article = visible_article(request.user, article_id)
    require(is_editor(request.user, article))
    if request.method != "POST":
        return _page(request, article)
    require(can_ask_to_purge(request.user, article, standing_purge(article)))
    form = AskPurgeForm(request.POST, user=request.user, asks=asks(request))
    if not proves(request, form):
        return _page(request, article, ask=form, status=422)
    ground, reason = Purge.Ground(form.cleaned_data["ground"]), form.cleaned_data["reason"]
    at = password.given_at(request)
    try:
        ask_for_purge(article_id=article_id, actor=request.user, ground=ground, reason=reason, password_at=at)
    except Refused as error:
        show_refused(form, error)
        return _page(request, article, ask=form, status=error.status)
    return SeeOther(reverse("purge", kwargs={"article_id": article_id}))


@sensitive_post_parameters("password", "code")
@require_POST
def approval(request: DeskRequest, article_id: int) -> HttpResponse:
    """The second person agrees, and it is done."""
    article = visible_article(request.user, article_id)
    require(can_approve_purge(request.user, article, standing_purge(article)))
    form = ApprovePurgeForm(request.POST, user=request.user, asks=asks(request))
    if not proves(request, form):
        return _page(request, article, approve=form, status=422)
    at, seen = password.given_at(request), form.cleaned_data["seen"]
    try:
        approve_purge(article_id=article_id, actor=request.user, seen=seen, password_at=at)
    except Refused as error:
        show_refused(form, error)
        return _page(request, article, approve=form, status=error.status)
    return SeeOther(reverse("workspace", kwargs={"article_id": article_id}))


@require_POST
def ending(request: DeskRequest, article_id: int) -> HttpResponse:
    end_purge(article_id=article_id, actor=request.user)
    return redirect("purge", article_id=article_id)


def _page(
    request: DeskRequest,
    article: Article,
    *,
    ask: AskPurgeForm | None = None,
    approve: ApprovePurgeForm | None = None,
    status: int = 200,
) -> HttpResponse:
    user, purge = request.user, standing_purge(article)
    steps_up: dict[str, Any] = {"user": user, "asks": asks(request)}
    first = {"seen": purge.pk if purge else None}
    context = {
        "article": article,
        "purge": purge,
        "losses": losses(article),
        "can_ask": can_ask_to_purge(user, article, purge),
        "can_approve": can_approve_purge(user, article, purge),
        "can_end": can_end_purge(user, article, purge),
        "ask_form": ask or AskPurgeForm(**steps_up),
        "approve_form": approve or ApprovePurgeForm(initial=first, **steps_up),
        "workspace_url": reverse("workspace", kwargs={"article_id": article.pk}),
    }
    return render_page(request, "claims/purge.html", context, status=status)
