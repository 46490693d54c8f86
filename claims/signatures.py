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


@dataclass(frozen=True)
class SignOffLine:
    """One act, as the sign-off page lists it."""

    version: int
    act: str
    act_label: str
    by: str
    at: dt.datetime
    sha256: str
    reason: str
    open_points: int


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


def sign_off_lines(article: Article) -> tuple[SignOffLine, ...]:
    """Every signature and every one that was taken back, oldest first; one query."""
    acts = SignOff.objects.filter(version__article=article).select_related("version", "by").order_by("pk")
    return tuple(
        SignOffLine(
            version=act.version.number,
            act=act.act,
            act_label=act.get_act_display(),
            by=act.by.name,
            at=act.at,
            sha256=act.version_sha256,
            reason=act.override_reason,
            open_points=act.blockers,
        )
        for act in acts.defer("version__text", "version__blocks")
    )
