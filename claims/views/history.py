"""The history of an article, and of what a person did on a desk."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.models import Article
from articles.states import ArticleState
from claims.history import KINDS, Page, of_article, of_person, people_of
from claims.permissions import is_checker
from claims.views.workspace import visible_article
from factdesk.core.errors import Denied, Missing
from factdesk.core.http import DeskRequest, render_page
from factdesk.core.models import AuditEntry, Desk, Membership, Role, User
from factdesk.core.permissions import require

TEMPLATE = "claims/history.html"


@require_safe
def article_history(request: DeskRequest, article_id: int) -> HttpResponse:
    """Everything that happened to it, newest first; of a purged one for editors of its desk."""
    article = _article(request.user, article_id)
    require(is_checker(request.user, article))
    person, kind, before = _number(request.GET, "person"), _kind(request.GET), _number(request.GET, "before")
    page = of_article(article, request.user, person=person, kind=kind, before=before)
    context = _context(request, page, kind) | {
        "article": article,
        "purged": article.state == ArticleState.PURGED,
        "people": people_of(article, request.user),
        "person": person,
        "up_url": reverse("workspace", kwargs={"article_id": article.pk}),
    }
    return render_page(request, TEMPLATE, context)


@require_safe
def person_history(request: DeskRequest, desk_id: int, person_id: int) -> HttpResponse:
    """What somebody did on the desk: for its editors, and for themselves."""
    role = request.user.role_on(desk_id)
    if not role:
        raise Missing
    if role != Role.EDITOR and person_id != request.user.pk:
        raise Denied(_only_editors(), rule="is_editor")
    person = User.objects.filter(pk=person_id, is_system=False).first()
    desk = Desk.objects.get(pk=desk_id)
    if person is None or not _was_here(person, desk):
        raise Missing
    kind, before = _kind(request.GET), _number(request.GET, "before")
    page = of_person(person, desk, request.user, kind=kind, before=before)
    context = _context(request, page, kind) | {"shown": person, "desk": desk}
    return render_page(request, TEMPLATE, context)


def _only_editors() -> str:
    return _("Editors of the desk read what others did. What you did you find under your own name.")


def _was_here(person: User, desk: Desk) -> bool:
    """Works on the desk, or did: of other people it says nothing, not even that they exist."""
    if Membership.objects.filter(desk=desk, user=person).exists():
        return True
    added = AuditEntry.objects.filter(chain=desk.audit_chain, changes__user=person.pk)
    return added.exists() or bool(of_person(person, desk, person).events)


def _article(user: User, article_id: int) -> Article:
    try:
        return visible_article(user, article_id)
    except Missing:
        mine = [desk_id for desk_id, role in user.roles.items() if role == Role.EDITOR]
        gone = Article.objects.filter(pk=article_id, state=ArticleState.PURGED, desk__in=mine).first()
        if gone is None:
            raise
        return gone


def _context(request: DeskRequest, page: Page, kind: str) -> dict[str, object]:
    asked = {name: value for name, value in request.GET.items() if name in {"person", "kind"} and value}
    return {
        "events": page.events,
        "kinds": [(code, label) for code, (label, _lines) in KINDS.items()],
        "kind": kind,
        "older_url": f"?{urlencode(asked | {'before': page.older})}" if page.older else "",
        "newest_url": f"?{urlencode(asked)}" if request.GET.get("before") else "",
    }


def _kind(given: QueryDict) -> str:
    kind = given.get("kind", "")
    return kind if kind in KINDS else ""


def _number(given: QueryDict, name: str) -> int:
    value = given.get(name, "")
    return int(value) if value.isascii() and value.isdecimal() and len(value) < 16 else 0
