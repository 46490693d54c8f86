"""The front page: every article of a person's desks, by deadline, a page at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from articles.models import Article
from articles.permissions import can_bring_in
from articles.querysets import ArticleQuerySet
from articles.states import ArticleState
from claims.board import PAGE, STEPS, BoardRow, Load, Tally, board_rows, grouped, in_order, loads, tally, with_step
from claims.models import Claim
from claims.permissions import is_editor
from claims.queue import CountUpTo
from claims.queue_rows import counted
from claims.states import OPEN_STATES, ClaimState
from factdesk.core.http import DeskRequest, render_page
from factdesk.core.models import Desk, Role, User

ALONE = "unassigned"
COUNTED = 1001


@dataclass(frozen=True)
class Ask:
    """What the address asks for; what makes no sense there is left out."""

    q: str
    step: str
    desk: str
    person: str
    page: int

    @classmethod
    def read(cls, given: QueryDict, user: User) -> Ask:
        def number(name: str) -> str:
            value = given.get(name, "")
            return value if value.isascii() and value.isdecimal() and len(value) < 10 else ""

        step, desk = given.get("step", ""), number("desk")
        return cls(
            q=given.get("q", "").replace("\x00", "").strip(),
            step=step if step in {*STEPS, ALONE} else "",
            desk=desk if desk and int(desk) in user.roles else "",
            person=number("person"),
            page=max(1, min(int(number("page") or 1), 10_000)),
        )

    def url(self, **changed: object) -> str:
        values = {"q": self.q, "step": self.step, "desk": self.desk, "person": self.person} | changed
        address = urlencode({name: value for name, value in values.items() if value})
        return f"{reverse('board')}?{address}" if address else reverse("board")


@require_safe
def board(request: DeskRequest) -> HttpResponse:
    ask, now = Ask.read(request.GET, request.user), timezone.now()
    articles = _within(request.user, ask)
    totals = tally(articles, now)
    at = (ask.page - 1) * PAGE
    found = list(in_order(_of_step(articles, ask.step)).select_related("desk")[at : at + PAGE + 1])
    rows = board_rows(found[:PAGE], now)
    load = loads(request.user)
    context = {
        "today": timezone.localtime(now),
        "due_today": totals.today,
        "groups": [{"heading": heading, "rows": lines} for heading, lines in grouped(rows, now)],
        "filters": _filters(ask, totals),
        "query": ask.q,
        "desks": _desks(request.user, ask),
        "people": _people(load, ask),
        "can_create": can_bring_in(request.user),
        "waiting": _waiting(request.user, rows),
        "load": load,
        "previous": ask.url(page=ask.page - 1) if ask.page > 1 else "",
        "next": ask.url(page=ask.page + 1) if len(found) > PAGE else "",
        "narrowed": bool(ask.q or ask.step or ask.desk or ask.person or ask.page > 1),
    }
    return render_page(request, "articles/board.html", context)


def _within(user: User, ask: Ask) -> ArticleQuerySet[Any]:
    articles: ArticleQuerySet[Any] = Article.objects.visible_to(user).search(ask.q)
    if ask.desk:
        articles = articles.filter(desk=int(ask.desk))
    if ask.person:
        articles = articles.filter(pk__in=Claim.objects.filter(reviewer=int(ask.person)).values("article"))
    return with_step(articles)


def _of_step(articles: ArticleQuerySet[Any], step: str) -> ArticleQuerySet[Any]:
    if step == ALONE:
        return articles.filter(alone=True).exclude(state=ArticleState.SIGNED_OFF)
    return articles.filter(step=step) if step else articles


def _filters(ask: Ask, totals: Tally) -> list[dict[str, Any]]:
    counts = {**totals.steps, "": sum(totals.steps.values()), ALONE: totals.alone}
    labels = {
        "": _("All"),
        "check": _("In check"),
        "decide": _("To decide"),
        "ready": _("Ready to sign"),
        "signed": _("Signed off"),
        ALONE: _("Unassigned"),
    }
    return [
        {"label": label, "count": f"{counts.get(code, 0):,}", "url": ask.url(step=code), "current": code == ask.step}
        for code, label in labels.items()
    ]


def _desks(user: User, ask: Ask) -> list[dict[str, Any]]:
    desks = Desk.objects.filter(pk__in=list(user.roles)).order_by("name")
    return [
        {"value": "", "label": _("All desks"), "current": not ask.desk},
        *({"value": str(desk.pk), "label": desk.name, "current": str(desk.pk) == ask.desk} for desk in desks),
    ]


def _people(load: list[Load], ask: Ask) -> list[dict[str, Any]]:
    """Who has open claims; the busiest first, as beside the table."""
    people = [{"value": str(one.pk), "label": one.name, "current": str(one.pk) == ask.person} for one in load]
    return [{"value": "", "label": _("Everybody"), "current": not ask.person}, *people] if people else []


def _waiting(user: User, rows: list[BoardRow]) -> list[dict[str, str]]:
    """What this person, and nobody before them, can move on; counted over all their desks, in one query."""
    editing = [desk_id for desk_id, role in user.roles.items() if role == Role.EDITOR]
    claims = Claim.objects.filter(article__state=ArticleState.IN_CHECK)
    found = claims.filter(article__desk__in=editing, state=ClaimState.FOUND)
    own = claims.filter(article__desk__in=list(user.roles), reviewer=user, state__in=OPEN_STATES)
    ready = with_step(Article.objects.filter(desk__in=editing, state=ArticleState.IN_CHECK)).filter(step="ready")
    many = [CountUpTo(rows.order_by().values("pk")[:COUNTED]) for rows in (found, ready, own)]
    decide, sign, mine = User.objects.filter(pk=user.pk).values_list(*many)[0]
    edited = [line for line in rows if is_editor(user, line.article)]
    lines = []
    if decide:
        label = ngettext("%(n)s finding to decide", "%(n)s findings to decide", decide) % {"n": counted(decide)}
        waits = [line for line in edited if line.states.get(ClaimState.FOUND) and not line.article.is_signed_off]
        url = f"{reverse('queue')}?show=awaiting-verdict"
        lines.append({"label": label, "url": url, "detail": _titles(waits)})
    if sign:
        label = ngettext("%(n)s article to sign", "%(n)s articles to sign", sign) % {"n": counted(sign)}
        waits = [line for line in edited if line.step.code == "ready"]
        lines.append({"label": label, "url": f"{reverse('board')}?step=ready", "detail": _titles(waits)})
    if mine:
        label = ngettext("%(n)s open claim of yours", "%(n)s open claims of yours", mine) % {"n": counted(mine)}
        lines.append({"label": label, "url": reverse("queue"), "detail": ""})
    return lines


def _titles(rows: list[BoardRow]) -> str:
    return ", ".join(line.article.title for line in rows[:3])
