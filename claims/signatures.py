"""Whose name stands under an article, if anybody's does."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from articles.models import Article
from claims.models import SignOff


@dataclass(frozen=True)
class Signature:
    by: str
    at: dt.datetime


def signature(article: Article) -> Signature | None:
    """The name under the newest version; None while the article is in check."""
    return signatures([article]).get(article.pk)


def signatures(articles: list[Article]) -> dict[int, Signature]:
    """Article id → signature, for the signed-off ones, in one query."""
    signed = [article.pk for article in articles if article.is_signed_off]
    acts = (
        SignOff.objects.filter(version__article__in=signed, act=SignOff.Act.SIGN)
        .order_by("pk")
        .values_list("version__article", "by__name", "at")
    )
    return {article_id: Signature(name, at) for article_id, name, at in acts}
