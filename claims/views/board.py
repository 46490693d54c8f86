"""The front page: every article of a person's desks, by deadline."""

from __future__ import annotations

from collections import Counter
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from articles.models import Article
from articles.permissions import can_bring_in
from articles.states import ArticleState
from claims.board import SIGNED_SHOWN, BoardRow, board_rows, grouped, loads
from claims.models import Claim
from claims.permissions import is_editor
from claims.states import OPEN_STATES, ClaimState
from factdesk.core.http import DeskRequest, render_page
from factdesk.core.models import Desk, User

STEPS = ("check", "decide", "ready", "signed")


@require_safe
def board(request: DeskRequest) -> HttpResponse:
    query = request.GET.get("q", "").replace("\x00", "").strip()
    step = request.GET.get("step", "")
    desk_id = request.GET.get("desk", "")
    now = timezone.now()
    articles = Article.objects.visible_to(request.user).select_related("desk").search(query)
    if desk_id.isdecimal() and int(desk_id) in request.user.roles:
        articles = articles.filter(desk=int(desk_id))
    in_work = articles.exclude(state=ArticleState.SIGNED_OFF).order_by("due_at", "pk")
    signed = articles.filter(state=ArticleState.SIGNED_OFF).order_by("-pk")[:SIGNED_SHOWN]
    rows = board_rows([*in_work, *signed], now)
    shown = [line for line in rows if step not in STEPS or line.step.code == step]
    context = {
        "today": timezone.localtime(now),
        "groups": [{"heading": heading, "rows": found} for heading, found in grouped(shown, now)],
        "filters": _filters(rows, step, {"q": query, "desk": desk_id}),
        "query": query,
        "desks": _desks(request.user, desk_id),
        "can_create": can_bring_in(request.user),
        "waiting": _waiting(request.user, rows),
        "load": loads(request.user),
    }
    return render_page(request, "articles/board.html", context)


def _filters(rows: list[BoardRow], step: str, kept: dict[str, str]) -> list[dict[str, Any]]:
    counts = Counter(line.step.code for line in rows)
    labels = {
        "": _("All"),
        "check": _("In check"),
        "decide": _("To decide"),
        "ready": _("Ready to sign"),
        "signed": _("Signed off"),
    }
    current = step if step in STEPS else ""
    kept = {name: value for name, value in kept.items() if value}
    return [
        {
            "label": label,
            "count": counts[code] if code else len(rows),
            "url": f"{reverse('board')}?{urlencode(kept | ({'step': code} if code else {}))}",
            "current": code == current,
        }
        for code, label in labels.items()
    ]


def _desks(user: User, desk_id: str) -> list[dict[str, Any]]:
    desks = Desk.objects.filter(pk__in=list(user.roles)).order_by("name")
    return [
        {"value": "", "label": _("All desks"), "current": not desk_id},
        *({"value": str(desk.pk), "label": desk.name, "current": str(desk.pk) == desk_id} for desk in desks),
    ]


def _waiting(user: User, rows: list[BoardRow]) -> list[dict[str, str]]:
    """What this person, and nobody before them, can move on."""
    lines = []
    editing = [line for line in rows if is_editor(user, line.article)]
    decide = [line for line in editing if line.states.get(ClaimState.FOUND) and not line.article.is_signed_off]
    if decide:
        n = sum(line.states[ClaimState.FOUND] for line in decide)
        label = ngettext("%(n)d finding to decide", "%(n)d findings to decide", n) % {"n": n}
        lines.append({"label": label, "url": decide[0].url, "detail": _titles(decide)})
    ready = [line for line in editing if line.step.code == "ready"]
    if ready:
        label = ngettext("%(n)d article to sign", "%(n)d articles to sign", len(ready)) % {"n": len(ready)}
        url = reverse("sign-off", kwargs={"article_id": ready[0].article.pk})
        lines.append({"label": label, "url": url, "detail": _titles(ready)})
    mine = Claim.objects.visible_to(user).filter(
        reviewer=user, state__in=OPEN_STATES, article__state=ArticleState.IN_CHECK
    )
    open_ids = list(mine.values_list("article", flat=True))
    if open_ids:
        with_me = [line for line in rows if line.article.pk in open_ids]
        label = ngettext("%(n)d open claim of yours", "%(n)d open claims of yours", len(open_ids))
        url = reverse("workspace", kwargs={"article_id": open_ids[0]})
        lines.append({"label": label % {"n": len(open_ids)}, "url": url, "detail": _titles(with_me)})
    return lines


def _titles(rows: list[BoardRow]) -> str:
    return ", ".join(line.article.title for line in rows[:3])
