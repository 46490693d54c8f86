"""Whether an article's text may leave the desk, where it went already, and who may change that."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from articles.models import Article
from articles.permissions import can_mark_confidential
from claims.models import TextSent
from claims.permissions import is_checker, is_editor
from factdesk.core.models import User
from factdesk.core.permissions import Decision
from factdesk.core.prepared import prepared


@dataclass(frozen=True)
class SentLine:
    """Which version went where, and when."""

    version: int
    host: str
    model: str
    at: dt.datetime


@dataclass(frozen=True)
class Sharing:
    """`asks` when the desk lets a language model elsewhere read its texts."""

    confidential: bool
    asks: bool
    sent: tuple[SentLine, ...]
    allowed: Decision
    url: str
    history_url: str
    purge_url: str


def sharing(article: Article, user: User) -> Sharing:
    address = {"article_id": article.pk}
    return Sharing(
        confidential=article.confidential,
        asks=article.desk.uses_model_endpoint,
        sent=tuple(SentLine(*row) for row in prepared(_slips, article.pk)),
        allowed=can_mark_confidential(user, article),
        url=reverse("confidential", kwargs=address),
        history_url=reverse("article-history", kwargs=address) if is_checker(user, article) else "",
        purge_url=reverse("purge", kwargs=address) if is_editor(user, article) else "",
    )


def _slips(article_id: int) -> QuerySet[TextSent, Any]:
    slips = TextSent.objects.filter(version__article=article_id).order_by("pk")
    return slips.values_list("version__number", "host", "model", "at")
