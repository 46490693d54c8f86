"""The list of an article's claims beside its text, as one person sees it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.models import Article
from claims.discussion_querysets import with_threads
from claims.duty import flags
from claims.labels import kind_label, label
from claims.models import Claim
from claims.permissions import is_editor
from claims.querysets import ClaimQuerySet, Counts
from claims.rowmarkup import row_html
from claims.second_reads import asks_for_any, hide, may_decide
from claims.states import OPEN_STATES, ClaimState
from claims.vocabulary import Standing
from factdesk.core.errors import Missing
from factdesk.core.models import User
from factdesk.core.prepared import prepared

IN_A_ROW = (
    "number",
    "state",
    "type",
    "article_id",
    "merged_into_id",
    "sent_back_id",
    "legal",
    "priority",
    "due_at",
    "reviewer__name",
)


@dataclass(frozen=True)
class Row:
    """One claim in the list."""

    number: int
    code: str
    standing: str
    standing_label: str
    words: str
    type_label: str
    reviewer: str
    url: str
    current: bool
    proposed: bool
    open: bool
    decide: bool
    mine: bool
    back: bool
    legal: bool
    flags: tuple[str, ...]
    talk: str

    @property
    def html(self) -> SafeString:
        return row_html(self)

    @property
    def html_to_swap(self) -> SafeString:
        return row_html(self, oob=True)


@dataclass(frozen=True)
class Chip:
    """One filter of the list and how many claims it shows."""

    code: str
    label: str
    count: int


def claim_url(article_id: int, number: int) -> str:
    return f"{_claims_url(article_id)}{number}/"


@lru_cache
def _claims_url(article_id: int) -> str:
    """What the addresses of an article's claims begin with; a long list would look it up a thousand times."""
    return reverse("claim", kwargs={"article_id": article_id, "number": 0}).removesuffix("0/")


def rail_claims(article: Article, reader: User) -> list[Claim]:
    """The article's claims in reading order with what a row shows to this reader, and no more; one query."""
    rail = _rail_read_again if asks_for_any(article.desk) else _rail
    return _of(article, prepared(rail, article.pk, article.head.pk, reader), reader)


def rail_claim(article: Article, reader: User, *, number: int | None = None, pk: int | None = None) -> Claim:
    """One of them with all that its card shows, by number or key; Missing when it is not among them."""
    if number is not None:
        found = prepared(_numbered, article.pk, article.head.pk, reader, number)
    else:
        found = prepared(_keyed, article.pk, article.head.pk, reader, pk or 0)
    if not found:
        raise Missing
    return _of(article, found, reader)[0]


def counts(article: Article) -> Counts:
    """How many of its claims stand how."""
    return Counts.of(prepared(_standings, article.pk))


def _standings(article_id: int) -> QuerySet[Claim, Any]:
    return Claim.objects.filter(article=article_id).standings()


def _of(article: Article, claims: list[Claim], reader: User) -> list[Claim]:
    for claim in claims:
        claim.article = article
    hide(claims, article, reader)
    return claims


def _rail(article_id: int, version_id: int, reader: User) -> QuerySet[Claim]:
    in_a_row = Claim.objects.select_related("reviewer").only(*IN_A_ROW)
    return _shown(in_a_row, article_id, version_id, reader)


def _rail_read_again(article_id: int, version_id: int, reader: User) -> QuerySet[Claim]:
    in_a_row = Claim.objects.with_second_read().select_related("reviewer").only(*IN_A_ROW)
    return _shown(in_a_row, article_id, version_id, reader)


def _numbered(article_id: int, version_id: int, reader: User, number: int) -> QuerySet[Claim]:
    return _carded(article_id, version_id, reader).filter(number=number)


def _keyed(article_id: int, version_id: int, reader: User, pk: int) -> QuerySet[Claim]:
    return _carded(article_id, version_id, reader).filter(pk=pk)


def _carded(article_id: int, version_id: int, reader: User) -> QuerySet[Claim]:
    return _shown(Claim.objects.with_relatives().with_replies().with_second_read(), article_id, version_id, reader)


def _shown(claims: ClaimQuerySet[Claim], article_id: int, version_id: int, reader: User) -> QuerySet[Claim]:
    here = claims.filter(article=article_id).with_standing().with_finder().in_reading_order(version_id)
    return with_threads(here, reader)


def row(claim: Claim, article: Article, user: User, *, current: int | None = None) -> Row:
    """`claim` comes from `rail_claims`."""
    standing = Standing(claim.standing)
    decides = claim.state == ClaimState.FOUND and may_decide(claim, article.desk, user)
    return Row(
        number=claim.number,
        code=claim.code,
        standing=standing,
        standing_label=label(standing),
        words=claim.exact,
        type_label=kind_label(claim.type),
        reviewer=claim.reviewer.first_name if claim.reviewer else "",
        url=claim_url(article.pk, claim.number),
        current=claim.number == current,
        proposed=claim.state == ClaimState.PROPOSED,
        open=claim.state in OPEN_STATES,
        decide=decides and bool(is_editor(user, article)),
        mine=claim.reviewer_id == user.pk,
        back=claim.sent_back_id is not None,
        legal=claim.legal,
        flags=flags(claim, article.desk),
        talk=open_threads(claim),
    )


def open_threads(claim: Claim) -> str:
    """What of the talk about it still waits for an answer, in words."""
    n = (claim.threads_here or {}).get("open", 0)
    return ngettext("%(n)d open thread", "%(n)d open threads", n) % {"n": n} if n else ""


def chips(rows: Sequence[Row]) -> list[Chip]:
    always = [
        Chip("all", _("All"), len(rows)),
        Chip("open", _("Open"), sum(line.open for line in rows)),
        Chip("mine", _("Mine"), sum(line.mine for line in rows)),
        Chip("decide", _("To decide"), sum(line.decide for line in rows)),
    ]
    sometimes = [
        Chip("back", _("Sent back"), sum(line.back for line in rows)),
        Chip("legal", _("Legal"), sum(line.legal for line in rows)),
    ]
    return always + [chip for chip in sometimes if chip.count]
