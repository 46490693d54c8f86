"""The claims of all of a person's articles: which of them, in which order, a page at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.db.models import F, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from articles.states import ArticleState
from claims.models import Anchor, Claim, Finding, Verdict
from claims.querysets import ClaimQuerySet
from claims.second_reads import hide, to_read_again, to_read_blind
from claims.states import OPEN_STATES, SET_ASIDE, ClaimState
from claims.vocabulary import Priority, Status
from claims.writers import KEPT, writer_keys
from factdesk.core.models import User
from factdesk.core.search import asked, query, vector

PAGE = 100
COUNTED = 1000  # a tab that holds more says "1,000+": nobody needs to know how many, and counting costs

FEW = 2000  # claims with certain words, up to which they are found first and sorted after

SHOWS = ("mine", "open", "disputed", "sent-back", "second-read", "awaiting-verdict", "legal")
ORDERS = ("article", "due")
NOBODY = "nobody"


@dataclass(frozen=True)
class Ask:
    """What the address asks for. Whatever makes no sense there is as if it were not there."""

    show: str = "mine"
    desk: str = ""
    article: str = ""
    person: str = ""
    priority: str = ""
    q: str = ""
    order: str = "article"
    page: int = 1

    @classmethod
    def read(cls, given: Mapping[str, str]) -> Ask:
        def choice(name: str, allowed: tuple[str, ...]) -> str:
            value = given.get(name, "")
            return value if value in allowed else ""

        def number(name: str) -> str:
            value = given.get(name, "")
            return value if value.isascii() and value.isdecimal() and len(value) < 10 else ""

        return cls(
            show=choice("show", SHOWS) or cls.show,
            desk=number("desk"),
            article=number("article"),
            person=choice("person", (NOBODY,)) or number("person"),
            priority=choice("priority", (Priority.HIGH,)),
            q=" ".join(asked(given.get("q", "")))[:200],
            order=choice("order", ORDERS) or cls.order,
            page=max(1, min(int(number("page") or 1), 10_000)),
        )

    def address(self, **changed: Any) -> str:
        """As a query string, without what goes without saying."""
        values = asdict(replace(self, **changed))
        plain = asdict(Ask())
        return urlencode({name: value for name, value in values.items() if value != plain[name]})

    @property
    def narrows(self) -> bool:
        """Whether anything but the tab, the order and the page was asked for."""
        return any((self.desk, self.article, self.person, self.priority, self.q))


class CountUpTo(Subquery):
    """How many rows a query has, as far as it was cut off."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()
    empty_result_set_value = 0


def within(user: User, ask: Ask) -> ClaimQuerySet[Claim]:
    """All claims in check that the person may see and the address speaks of, whatever the tab."""
    claims = Claim.objects.visible_to(user).filter(article__state=ArticleState.IN_CHECK)
    if ask.desk and int(ask.desk) in user.roles:
        claims = claims.filter(article__desk=int(ask.desk))
    if ask.article:
        claims = claims.filter(article=int(ask.article))
    if ask.person:
        claims = claims.filter(reviewer=None if ask.person == NOBODY else int(ask.person))
    if ask.priority:
        claims = claims.filter(priority=ask.priority)
    if ask.q:
        claims = claims.filter(pk__in=_saying(ask.q))
    return claims


def _saying(words: str) -> QuerySet[Anchor, Any] | list[int]:
    """The claims that say this: as a list when they are few, as a rule when the words stand everywhere.

    Postgres cannot tell the two apart beforehand, and each way is slow for the other.
    """
    places = said(words).order_by().values_list("claim", flat=True)
    few = list(places[: FEW + 1])
    return places if len(few) > FEW else few


def said(words: str) -> QuerySet[Anchor]:
    """The places of claims whose words these are."""
    return (
        Anchor.objects.standing()
        .filter(is_primary=True)
        .annotate(words=vector("exact"))
        .filter(words=query(*asked(words)))
    )


def of_tab(claims: ClaimQuerySet[Claim], show: str, user: User) -> ClaimQuerySet[Claim]:
    """The rule behind each tab."""
    if show == "mine":
        return claims.filter(reviewer=user, state__in=OPEN_STATES)
    if show == "open":
        return claims.filter(state__in=OPEN_STATES)
    if show == "sent-back":
        return claims.filter(sent_back__isnull=False)
    if show == "second-read":
        return claims.filter(pk__in=to_read_again(user).order_by().values("claim"))
    if show == "awaiting-verdict":
        return claims.filter(state=ClaimState.FOUND)
    if show == "legal":
        return claims.filter(legal=True).exclude(state__in=SET_ASIDE)
    newest = Q(status=Status.DISPUTED, superseded_by=None)
    found = Finding.objects.filter(newest, claim__state=ClaimState.FOUND)
    # Who is to read it without knowing what was found does not learn it from the tab either.
    found = found.exclude(pk__in=to_read_blind(user))
    decided = Verdict.objects.filter(newest, claim__state=ClaimState.DECIDED)
    return claims.filter(pk__in=found.order_by().values("claim").union(decided.order_by().values("claim"), all=True))


def tab_counts(claims: ClaimQuerySet[Claim], user: User) -> dict[str, int]:
    """How many of these claims (`within`) each tab holds, up to COUNTED + 1, in one query."""
    counts = [CountUpTo(of_tab(claims, show, user).order_by().values("pk")[: COUNTED + 1]) for show in SHOWS]
    found = User.objects.filter(pk=user.pk).values_list(*counts)[0]
    return dict(zip(SHOWS, found, strict=True))


def page_of(claims: ClaimQuerySet[Claim], user: User, ask: Ask) -> tuple[list[Claim], bool]:
    """Of these claims (`within`) the asked page in order, each with what its row shows, and whether more follow."""
    chosen = of_tab(claims, ask.show, user).annotate(wanted=Coalesce("due_at", "article__due_at"))
    first = F("article__due_at") if ask.order == "article" else F("wanted")
    # "high" comes before "normal", as it happens, also in the alphabet.
    ordered = chosen.order_by(first.asc(nulls_last=True), "article", "priority", "number")
    at = (ask.page - 1) * PAGE
    keys = list(ordered.values_list("pk", flat=True)[at : at + PAGE + 1])
    return list(with_rows(keys[:PAGE], user)), len(keys) > PAGE


def with_rows(keys: list[int], user: User) -> Iterator[Claim]:
    """These claims in this order, with words, standing, people and reason."""
    places = Anchor.objects.standing().filter(claim=OuterRef("pk"), is_primary=True).order_by("-version__number")
    claims = Claim.objects.filter(pk__in=keys).with_standing().with_finder().with_second_read()
    extra = {"exact": Subquery(places.values("exact")[:1]), KEPT: writer_keys("article_id")}
    claims = claims.annotate(**extra)
    found = {claim.pk: claim for claim in claims.select_related("article__desk", "reviewer", "sent_back__returned__by")}
    for claim in found.values():
        vars(claim.article)[KEPT] = vars(claim)[KEPT]
        hide([claim], claim.article, user)
    yield from (found[key] for key in keys if key in found)
