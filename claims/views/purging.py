"""Ask to have an article purged, agree to it, or end the request."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from articles.models import Article, Purge
from articles.permissions import can_approve_purge, can_ask_to_purge, can_end_purge
from claims.actions.purging import approve_purge, ask_for_purge, end_purge
from claims.forms.purging import ApprovePurgeForm, AskPurgeForm, WithPassword
from claims.permissions import is_editor, password_counts
from claims.purging import losses, may_try_password, standing_purge
from claims.views.answers import show_refused
from claims.views.workspace import visible_article
from factdesk.core import password
from factdesk.core.errors import Refused
from factdesk.core.http import DeskRequest, SeeOther, render_page
from factdesk.core.permissions import require
from factdesk.core.refusals import record_refusal


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def purging(request: DeskRequest, article_id: int) -> HttpResponse:
    """What would be lost, and who asked for it; by POST, asking."""
    article = visible_article(request.user, article_id)
    require(is_editor(request.user, article))
    if request.method != "POST":
        return _page(request, article)
    require(can_ask_to_purge(request.user, article, standing_purge(article)))
    form = AskPurgeForm(request.POST, asks_password=_asks_password(request))
    if not form.is_valid() or not _password_fits(request, article, form):
        return _page(request, article, ask=form, status=422)
    ground, reason = Purge.Ground(form.cleaned_data["ground"]), form.cleaned_data["reason"]
    at = password.given_at(request)
    try:
        ask_for_purge(article_id=article_id, actor=request.user, ground=ground, reason=reason, password_at=at)
    except Refused as error:
        show_refused(form, error)
        return _page(request, article, ask=form, status=error.status)
    return SeeOther(reverse("purge", kwargs={"article_id": article_id}))


@sensitive_post_parameters("password")
@require_POST
def approval(request: DeskRequest, article_id: int) -> HttpResponse:
    """The second person agrees, and it is done."""
    article = visible_article(request.user, article_id)
    require(can_approve_purge(request.user, article, standing_purge(article)))
    form = ApprovePurgeForm(request.POST, asks_password=_asks_password(request))
    if not form.is_valid() or not _password_fits(request, article, form):
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


def _asks_password(request: DeskRequest) -> bool:
    return not password_counts(password.given_at(request))


def _password_fits(request: DeskRequest, article: Article, form: WithPassword) -> bool:
    if "password" not in form.fields:
        return True
    if not (may_try := may_try_password(request.user)):
        form.add_error("password", str(may_try.reason))
        return False
    if password.give(request, form.cleaned_data["password"]):
        return True
    record_refusal(article, actor=request.user, tried="purge", rule="password")
    form.add_error("password", _("That is not your password."))
    return False


def _page(
    request: DeskRequest,
    article: Article,
    *,
    ask: AskPurgeForm | None = None,
    approve: ApprovePurgeForm | None = None,
    status: int = 200,
) -> HttpResponse:
    user, purge, asks = request.user, standing_purge(article), _asks_password(request)
    first = {"seen": purge.pk if purge else None}
    context = {
        "article": article,
        "purge": purge,
        "losses": losses(article),
        "can_ask": can_ask_to_purge(user, article, purge),
        "can_approve": can_approve_purge(user, article, purge),
        "can_end": can_end_purge(user, article, purge),
        "ask_form": ask or AskPurgeForm(asks_password=asks),
        "approve_form": approve or ApprovePurgeForm(initial=first, asks_password=asks),
        "workspace_url": reverse("workspace", kwargs={"article_id": article.pk}),
    }
    return render_page(request, "claims/purge.html", context, status=status)
