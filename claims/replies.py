"""Reading right of reply: what was asked and is due, for its page, the sign-off and the report."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Prefetch
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from articles.deadlines import Due, due
from articles.models import Article
from claims.gates import Blocker
from claims.models import Claim, ReplyAttempt, ReplyPoint, ReplyRequest
from claims.rail import claim_url
from claims.states import ReplyState
from claims.vocabulary import ReplyOutcome


@dataclass(frozen=True)
class TryLine:
    channel_label: str
    outcome: str
    by: str
    at: dt.datetime


@dataclass(frozen=True)
class ReplyLine:
    """One request as its page and the report show it."""

    id: int
    seen: int
    addressee: str
    put: str
    channel_label: str
    sent_at: dt.datetime
    deadline: dt.datetime
    due: Due | None
    state: str
    state_label: str
    outcome_label: str
    answer: str
    settled_by: str
    settled_at: dt.datetime | None
    reflected_by: str
    reflected_at: dt.datetime | None
    by: str
    claims: tuple[tuple[int, str], ...]
    tries: tuple[TryLine, ...]

    @property
    def is_open(self) -> bool:
        return self.state == ReplyState.OPEN

    @property
    def numbers(self) -> str:
        return ", ".join(str(number) for number, _url in self.claims)

    @property
    def asked(self) -> int:
        """How often they were tried, the letter itself included."""
        return len(self.tries) + 1


def was_denied(claim: Claim) -> bool:
    """Whether somebody who was asked about this claim answered that it is not so."""
    return ReplyPoint.objects.filter(claim=claim, request__outcome=ReplyOutcome.DENIES).exists()


def requests_of(article: Article) -> list[ReplyRequest]:
    """All of an article's, those still open first, by deadline; a fixed number of queries."""
    people = ("created_by", "settled_by", "reflected_by")
    requests = ReplyRequest.objects.filter(article=article).select_related(*people)
    found = requests.prefetch_related(
        Prefetch("points", ReplyPoint.objects.select_related("claim").order_by("claim__number")),
        Prefetch("attempts", ReplyAttempt.objects.select_related("by").order_by("pk")),
    )
    return sorted(found, key=lambda request: (request.state != ReplyState.OPEN, request.deadline, request.pk))


def reply_lines(article: Article) -> tuple[ReplyLine, ...]:
    now = timezone.now()
    return tuple(_line(request, now) for request in requests_of(article))


def _line(request: ReplyRequest, now: dt.datetime) -> ReplyLine:
    return ReplyLine(
        id=request.pk,
        seen=request.lock_version,
        addressee=request.addressee,
        put=request.put,
        channel_label=request.get_channel_display(),
        sent_at=request.sent_at,
        deadline=request.deadline,
        due=due(request.deadline, now=now, met=request.state != ReplyState.OPEN),
        state=request.state,
        state_label=request.get_state_display(),
        outcome_label=request.get_outcome_display() if request.outcome else "",
        answer=request.answer,
        settled_by=request.settled_by.name if request.settled_by else "",
        settled_at=request.settled_at,
        reflected_by=request.reflected_by.name if request.reflected_by else "",
        reflected_at=request.reflected_at,
        by=request.created_by.name,
        claims=tuple(
            (point.claim.number, claim_url(request.article_id, point.claim.number)) for point in request.points.all()
        ),
        tries=tuple(
            TryLine(item.get_channel_display(), item.outcome, item.by.name, item.at) for item in request.attempts.all()
        ),
    )


def replies_url(article_id: int, request_id: int | None = None) -> str:
    url = reverse("replies", kwargs={"article_id": article_id})
    return f"{url}#reply-{request_id}" if request_id else url


def reply_gates(article: Article) -> list[Blocker]:
    """What stands in the way of signing: answers that are due, and those the copy does not tell of yet."""
    lines = reply_lines(article)
    waiting = tuple(line for line in lines if line.is_open)
    unreflected = tuple(line for line in lines if not line.is_open and line.reflected_at is None)
    titles = {
        waiting: ngettext("One reply is due", "%(n)d replies are due", len(waiting)),
        unreflected: ngettext(
            "One reply is not said to be in the copy", "%(n)d replies are not said to be in the copy", len(unreflected)
        ),
    }
    return [Blocker(title % {"n": len(group)}, replies=group) for group, title in titles.items() if group]


def in_words(line: ReplyLine) -> str:
    """One line for the sign-off: "Mayor's office, asked 2 times. Late by 36 min"."""
    asked = ngettext("asked once", "asked %(n)d times", line.asked) % {"n": line.asked}
    if line.is_open:
        last = line.due.words if line.due and line.due.words else line.state_label
        last = last[0].upper() + last[1:]
    else:
        last = line.outcome_label
    return f"{line.addressee}, {asked}. {last}"
