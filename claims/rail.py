"""The list of an article's claims beside its text, as one person sees it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.models import Article
from claims.discussion_querysets import with_threads
from claims.models import Claim
from claims.permissions import is_editor
from claims.states import OPEN_STATES, ClaimState
from claims.vocabulary import TYPE_LABELS, Standing
from factdesk.core.models import User


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
    talk: str = ""


@dataclass(frozen=True)
class Chip:
    """One filter of the list and how many claims it shows."""

    code: str
    label: str
    count: int


def claim_url(article_id: int, number: int) -> str:
    return reverse("claim", kwargs={"article_id": article_id, "number": number})


def rail_claims(article: Article, reader: User | None = None) -> list[Claim]:
    """The article's claims in reading order with all that a row shows; one query. With a reader, also the threads
    that this person may see.
    """
    claims = Claim.objects.filter(article=article).with_standing().with_finder()
    found = claims.in_reading_order(article.head.pk).select_related("reviewer")
    return list(with_threads(found, reader) if reader else found)


def row(claim: Claim, article: Article, user: User, *, current: int | None = None) -> Row:
    """`claim` comes from `rail_claims`."""
    standing = Standing(claim.standing)
    decides = claim.state == ClaimState.FOUND and claim.finder_id != user.pk
    return Row(
        number=claim.number,
        code=claim.code,
        standing=standing,
        standing_label=str(standing.label),
        words=claim.exact,
        type_label=str(TYPE_LABELS.get(claim.type, claim.type)),
        reviewer=claim.reviewer.first_name if claim.reviewer else "",
        url=claim_url(article.pk, claim.number),
        current=claim.number == current,
        proposed=claim.state == ClaimState.PROPOSED,
        open=claim.state in OPEN_STATES,
        decide=decides and bool(is_editor(user, article)),
        mine=claim.reviewer_id == user.pk,
        talk=open_threads(claim),
    )


def open_threads(claim: Claim) -> str:
    """What of the talk about it still waits for an answer, in words."""
    n = (claim.threads_here or {}).get("open", 0) if hasattr(claim, "threads_here") else 0
    return ngettext("%(n)d open thread", "%(n)d open threads", n) % {"n": n} if n else ""


def chips(rows: Sequence[Row]) -> list[Chip]:
    return [
        Chip("all", _("All"), len(rows)),
        Chip("open", _("Open"), sum(line.open for line in rows)),
        Chip("mine", _("Mine"), sum(line.mine for line in rows)),
        Chip("decide", _("To decide"), sum(line.decide for line in rows)),
    ]
