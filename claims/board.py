"""The articles of a person's desks: what is due, how far each is, who has what."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.deadlines import Due, due
from articles.models import Article
from articles.states import ArticleState
from claims.models import Claim
from claims.querysets import Counts
from claims.signatures import Signature, signatures
from claims.states import OPEN_STATES, ClaimState
from factdesk.core.models import Job, User

SIGNED_SHOWN = 20  # signed-off articles on the board; older ones are found by searching


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

    name: str
    initials: str
    open: int
    percent: float


def board_rows(articles: Iterable[Article], now: dt.datetime) -> list[BoardRow]:
    """A row for each article, in a fixed number of queries for however many."""
    found = list(articles)
    keys = [article.pk for article in found]
    claims = Claim.objects.filter(article__in=keys)
    counts = claims.counts()
    states: dict[int, dict[str, int]] = {}
    for article_id, state, n in claims.order_by().values_list("article_id", "state").annotate(n=Count("pk")):
        states.setdefault(article_id, {})[state] = n
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
    found = list(
        open_claims.order_by().values_list("reviewer__name").annotate(n=Count("pk")).order_by("-n", "reviewer__name")
    )
    most = max((n for _name, n in found), default=1)
    return [Load(name, User(name=name).initials, n, 100 * n / most) for name, n in found]


def _proposing(article_ids: list[int]) -> dict[int, str]:
    """Article id → state of its newest proposing job."""
    versions = dict(Article.objects.filter(pk__in=article_ids, state=ArticleState.DRAFT).values_list("versions", "pk"))
    jobs = Job.objects.filter(kind="claims.propose", target_id__in=versions).order_by("pk")
    return {versions[target]: state for target, state in jobs.values_list("target_id", "state")}
