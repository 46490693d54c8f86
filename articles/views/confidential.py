"""Say whether an article's text may leave the desk."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles.actions import mark_confidential
from articles.forms import ConfidentialForm
from articles.models import Article
from articles.permissions import can_mark_confidential
from factdesk.core.errors import Missing, Refused
from factdesk.core.http import DeskRequest
from factdesk.core.permissions import require


@require_POST
def confidential(request: DeskRequest, article_id: int) -> HttpResponse:
    form = ConfidentialForm(request.POST)
    if form.is_valid():
        mark_confidential(article_id=article_id, actor=request.user, confidential=form.cleaned_data["confidential"])
        return redirect("workspace", article_id=article_id)
    article = Article.objects.visible_to(request.user).filter(pk=article_id).first()
    if article is None:
        raise Missing
    require(can_mark_confidential(request.user, article))
    raise Refused({"confidential": _("Choose confidential or not.")})
