"""A person's notices in sentences, and how many wait: nothing here is stored, all is made for who reads it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Case, Count, QuerySet, When
from django.http import HttpRequest  # noqa: TID251  a context processor is handed one
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from claims.models import Claim, NoticeKind, Notification
from claims.rail import claim_url
from factdesk.core.models import User
from factdesk.core.prepared import prepared

PER_PAGE = 50
ANCHOR = "#discussion"


@dataclass(frozen=True)
class Notice:
    """One line of the page."""

    id: int
    who: str
    sentence: str
    article: str
    at: dt.datetime
    unread: bool
    privileged: bool


def unread(user: User) -> int:
    """How many notices wait."""
    return next(iter(prepared(_unread, user)), 0)


def _unread(user: User) -> QuerySet[Notification, int]:
    mine = Notification.objects.visible_to(user).filter(read_at=None).order_by()
    return mine.values("user").annotate(n=Count("pk", distinct=True)).values_list("n", flat=True)


def unread_context(request: HttpRequest) -> dict[str, Any]:
    """How many notices wait, for the bar; counted only where a bar is drawn."""
    user = getattr(request, "user", None)
    return {"unread_notices": SimpleLazyObject(lambda: unread(user) if isinstance(user, User) else 0)}


def notices(user: User, page: str) -> Page[Notification]:
    """Unread first, then the newest; whatever page is asked for, one that exists."""
    mine = Notification.objects.visible_to(user).select_related("by", "claim__article", "thread")
    unread_first = Case(When(read_at=None, then=0), default=1)
    return Paginator(mine.order_by(unread_first, "-pk"), PER_PAGE).get_page(page)


def line(notice: Notification) -> Notice:
    """`notice` comes from `notices` or `mark_read`, which give it only to who may read it."""
    privileged = bool(notice.thread and notice.thread.privileged)
    return Notice(
        id=notice.pk,
        who=notice.by.name,
        sentence=_sentence(NoticeKind(notice.kind), privileged=privileged) % notice.claim.number,
        article=notice.claim.article.title,
        at=notice.at,
        unread=notice.read_at is None,
        privileged=privileged,
    )


def _sentence(kind: NoticeKind, *, privileged: bool) -> str:
    if privileged:
        return _("privileged comment on claim %d")
    sentences = {
        NoticeKind.COMMENT: _("wrote on claim %d"),
        NoticeKind.MENTION: _("called you in on claim %d"),
        NoticeKind.RESOLVED: _("marked a thread on claim %d resolved"),
        NoticeKind.REOPENED: _("opened a thread on claim %d again"),
        NoticeKind.FINDING: _("recorded a finding on claim %d"),
        NoticeKind.VERDICT: _("decided on your finding on claim %d"),
        NoticeKind.ASSIGNED: _("assigned claim %d to you"),
        NoticeKind.SENT_BACK: _("sent claim %d back to you"),
        NoticeKind.CORRECTED: _("corrected the article: claim %d stands on other words or is open again"),
    }
    return sentences[kind]


def discussion_url(claim: Claim) -> str:
    """The claim in its article, with its discussion in view."""
    return claim_url(claim.article_id, claim.number) + ANCHOR


def target(notice: Notification) -> str:
    """Where a notice leads."""
    claim = notice.claim
    return discussion_url(claim) if notice.thread_id else claim_url(claim.article_id, claim.number)


def page_url(number: int) -> str:
    return f"{reverse('notifications')}?page={number}"
