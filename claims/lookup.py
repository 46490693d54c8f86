"""Finding anything by its words: articles, claims and sources of a person's desks. Confidential sources are on no list,
not even by their pseudonyms.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import F, Prefetch, QuerySet
from django.urls import reverse

from articles.models import Article
from claims.models import Claim, Evidence, Source
from claims.queue import said, with_rows
from claims.rail import claim_url
from claims.states import ClaimState
from claims.vocabulary import Standing
from factdesk.core.models import User
from factdesk.core.search import asked, query, vector

SHOWN = 20
LOOKED_AT = 500  # of more hits than these nobody reads the order; a wider search asks for another word


@dataclass(frozen=True)
class FoundArticle:
    title: str
    url: str
    desk: str
    writer: str
    state_label: str


@dataclass(frozen=True)
class FoundClaim:
    number: int
    words: str
    url: str
    article: str
    standing: str
    standing_label: str


@dataclass(frozen=True)
class FoundSource:
    title: str
    kind_label: str
    cited: list[tuple[int, str, str]]


@dataclass(frozen=True)
class Found:
    """Each list newest first, and whether there are more than it shows."""

    articles: list[FoundArticle]
    claims: list[FoundClaim]
    sources: list[FoundSource]
    more: dict[str, bool]

    def __bool__(self) -> bool:
        return bool(self.articles or self.claims or self.sources)


def look_up(user: User, words: str) -> Found:
    articles = list(Article.objects.visible_to(user).search(words).select_related("desk").order_by("-pk")[: SHOWN + 1])
    claims = _claims(user, words)
    sources = list(_sources(user, words)[: SHOWN + 1])
    more = {"articles": len(articles) > SHOWN, "claims": len(claims) > SHOWN, "sources": len(sources) > SHOWN}
    return Found(
        articles=[_article(item) for item in articles[:SHOWN]],
        claims=[_claim(item) for item in claims[:SHOWN]],
        sources=[_source(item) for item in sources[:SHOWN]],
        more=more,
    )


def _article(article: Article) -> FoundArticle:
    return FoundArticle(
        title=article.title,
        url=reverse("workspace", kwargs={"article_id": article.pk}),
        desk=article.desk.name,
        writer=article.writer,
        state_label=article.get_state_display(),
    )


def _claims(user: User, words: str) -> list[Claim]:
    """Cut off before they are put in order: a word that stands everywhere costs no more than another."""
    places = said(words).filter(claim__article__desk__in=list(user.roles)).exclude(claim__state=ClaimState.HELD)
    near = places.order_by().values_list("claim", flat=True)[:LOOKED_AT]
    # Ordered here: asked to, Postgres may look for the words anew for each claim while it knows little of the tables.
    return list(with_rows(sorted(set(near), reverse=True)[: SHOWN + 1], user))


def _claim(claim: Claim) -> FoundClaim:
    standing = Standing(claim.standing)
    return FoundClaim(
        number=claim.number,
        words=claim.exact,
        url=claim_url(claim.article_id, claim.number),
        article=claim.article.title,
        standing=standing,
        standing_label=str(standing.label),
    )


def _sources(user: User, words: str) -> QuerySet[Source]:
    cited = Evidence.objects.filter(retracted_at=None).select_related("claim__article").order_by("-pk")
    found = Source.objects.filter(desk__in=list(user.roles), confidential=False).annotate(words=vector("title"))
    return (
        found.filter(words=query(*asked(words)))
        .order_by(F("pk").desc())
        .prefetch_related(Prefetch("evidence", cited, to_attr="cited"))
    )


def _source(source: Source) -> FoundSource:
    claims = {item.claim_id: item.claim for item in source.cited}.values()  # type: ignore[attr-defined]  # prefetched
    return FoundSource(
        title=source.title,
        kind_label=source.get_kind_display(),
        cited=[(claim.number, claim_url(claim.article_id, claim.number), claim.article.title) for claim in claims][:5],
    )
