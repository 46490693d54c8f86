"""The articles of a person's desks: what is due, how far each is, who has what."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, CharField, Count, Exists, F, OuterRef, Q, Subquery, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.deadlines import Due, due
from articles.models import Article, Version
from articles.querysets import ArticleQuerySet
from articles.states import ArticleState
from claims.models import Claim
from claims.querysets import ClaimQuerySet, Counts
from claims.signatures import Signature, signatures
from claims.states import OPEN_STATES, ClaimState
from factdesk.core.models import Job, User

PAGE = 50
STEPS = ("check", "decide", "ready", "signed")


@dataclass(frozen=True)
class Step:
    """Where the article's work stands; `code` is the filter it falls under."""

    code: str
    css: str
    label: str
    detail: str = ""


@dataclass(frozen=True)
class BoardRow:
    article: Article
    url: str
    step: Step
    due: Due | None
    counts: Counts
    reviewers: tuple[str, ...]
    states: Mapping[str, int]


@dataclass(frozen=True)
class Load:
    """How many open claims one person has."""

    pk: int
    name: str
    initials: str
    open: int
    percent: float


def with_step(articles: ArticleQuerySet[Any]) -> ArticleQuerySet[Any]:
    """Lets filters speak of `step`, the code of `step_of`, and of `alone`: nobody was given any of its claims."""
    claims = Claim.objects.filter(article=OuterRef("pk")).exclude(state=ClaimState.HELD)
    return articles.alias(
        step=Case(
            When(state=ArticleState.SIGNED_OFF, then=Value("signed")),
            When(state=ArticleState.DRAFT, then=Value("check")),
            When(Exists(claims.filter(state__in=OPEN_STATES)), then=Value("check")),
            When(Exists(claims.filter(state=ClaimState.FOUND)), then=Value("decide")),
            When(Exists(claims), then=Value("ready")),
            default=Value("check"),
            output_field=CharField(),
        ),
        alone=~Exists(claims.filter(reviewer__isnull=False)),
    )


@dataclass(frozen=True)
class Tally:
    """How many articles are at each step, how many of those in work nobody has, and how many are due by tonight."""

    steps: Mapping[str, int]
    alone: int
    today: int


def tally(articles: ArticleQuerySet[Any], now: dt.datetime) -> Tally:
    """`articles` come from `with_step`; one query for however many."""
    tonight = timezone.localtime(now).replace(hour=23, minute=59, second=59)
    rows = list(
        articles.order_by()
        .annotate(at=F("step"))
        .values_list("at")
        .annotate(
            n=Count("pk"), alone=Count("pk", filter=Q(alone=True)), today=Count("pk", filter=Q(due_at__lte=tonight))
        )
    )
    work = [row for row in rows if row[0] != "signed"]
    return Tally({step: n for step, n, *_ in rows}, sum(row[2] for row in work), sum(row[3] for row in work))


def in_order(articles: ArticleQuerySet[Any]) -> ArticleQuerySet[Any]:
    """What is in work by deadline, then what is signed off, newest first."""
    signed = Q(state=ArticleState.SIGNED_OFF)
    return articles.order_by(
        Case(When(signed, then=1), default=0),
        Case(When(~signed, then=F("due_at")), default=None).asc(nulls_last=True),
        Case(When(signed, then=F("pk")), default=None).desc(nulls_last=True),
        "pk",
    )


def board_rows(articles: Iterable[Article], now: dt.datetime) -> list[BoardRow]:
    """A row for each article, in a fixed number of queries for however many."""
    found = list(articles)
    keys = [article.pk for article in found]
    claims = Claim.objects.filter(article__in=keys).exclude(state=ClaimState.HELD)
    states, counts = _stand(claims)
    reviewers: dict[int, list[str]] = {}
    named = claims.filter(reviewer__isnull=False).order_by("reviewer__name")
    for article_id, name in named.values_list("article_id", "reviewer__name").distinct():
        reviewers.setdefault(article_id, []).append(name.partition(" ")[0])
    signed = signatures(found)
    jobs = _proposing(keys)
    return [
        BoardRow(
            article=article,
            url=reverse("workspace", kwargs={"article_id": article.pk}),
            step=step_of(article, states.get(article.pk, {}), jobs.get(article.pk), signed.get(article.pk)),
            due=due(article.due_at, now=now, met=article.is_signed_off),
            counts=counts.get(article.pk, Counts()),
            reviewers=tuple(reviewers.get(article.pk, ())),
            states=states.get(article.pk, {}),
        )
        for article in found
    ]


def _stand(claims: ClaimQuerySet[Any]) -> tuple[dict[int, dict[str, int]], dict[int, Counts]]:
    """Article id → how many claims are in each state, and how many stand how; one query for both."""
    states: dict[int, dict[str, int]] = {}
    standings: dict[int, dict[str, int]] = {}
    rows = claims.with_standing().order_by().values_list("article_id", "state", "standing").annotate(n=Count("pk"))
    for article_id, state, standing, n in rows:
        of, how = states.setdefault(article_id, {}), standings.setdefault(article_id, {})
        of[state] = of.get(state, 0) + n
        how[standing] = how.get(standing, 0) + n
    return states, {article_id: Counts(**how) for article_id, how in standings.items()}


def step_of(article: Article, states: Mapping[str, int], job_state: str | None, signature: Signature | None) -> Step:
    """The step in newsroom words, from the article's state and those of its claims."""
    if signature is not None:
        at = timezone.localtime(signature.at)
        return Step("signed", "signed", _("Signed off"), f"{signature.by}, {date_format(at, 'j M, H:i')}")
    if article.state == ArticleState.DRAFT:
        failed = job_state == Job.State.FAILED
        return Step("check", "", _("Draft in"), _("Proposing failed") if failed else _("Proposing claims"))
    waiting = states.get(ClaimState.FOUND, 0)
    if any(states.get(state) for state in OPEN_STATES) or not states:
        return Step("check", "in-check", _("In check"))
    if waiting:
        detail = ngettext("%(n)d verdict to give", "%(n)d verdicts to give", waiting) % {"n": waiting}
        return Step("decide", "found", _("To decide"), detail)
    return Step("ready", "decided", _("Ready to sign"))


def grouped(rows: Iterable[BoardRow], now: dt.datetime) -> list[tuple[str, list[BoardRow]]]:
    """Late and today, tomorrow, later, without a deadline, signed off: in the order of worry."""
    today = timezone.localtime(now).date()
    headings = [_("Today"), _("Tomorrow"), _("Later"), _("No deadline"), _("Signed off")]
    groups: dict[str, list[BoardRow]] = {heading: [] for heading in headings}
    for line in rows:
        if line.article.is_signed_off:
            place = 4
        elif line.article.due_at is None:
            place = 3
        else:
            days = (timezone.localtime(line.article.due_at).date() - today).days
            place = min(max(days, 0), 2)
        groups[headings[place]].append(line)
    return [(heading, found) for heading, found in groups.items() if found]


def loads(user: User) -> list[Load]:
    """Open claims of each person on the person's own desks, most first; the bar is relative to the most."""
    open_claims = Claim.objects.visible_to(user).filter(
        state__in=OPEN_STATES, article__state=ArticleState.IN_CHECK, reviewer__isnull=False
    )
    people = open_claims.order_by().values_list("reviewer", "reviewer__name").annotate(n=Count("pk"))
    found = list(people.order_by("-n", "reviewer__name"))
    most = max((n for _pk, _name, n in found), default=1)
    return [Load(pk, name, User(name=name).initials, n, 100 * n / most) for pk, name, n in found]


def _proposing(article_ids: list[int]) -> dict[int, str]:
    """Article id → state of the newest proposing job, of drafts."""
    jobs = Job.objects.filter(kind="claims.propose", target_id=OuterRef("pk")).order_by("-pk")
    drafts = Version.objects.filter(article__in=article_ids, article__state=ArticleState.DRAFT)
    rows = drafts.annotate(job=Subquery(jobs.values("state")[:1])).order_by("number")
    return {article_id: job for article_id, job in rows.values_list("article_id", "job") if job}
