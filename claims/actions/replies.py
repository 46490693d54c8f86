"""Right of reply: asking, trying again, writing down what came, and saying that the copy is fair to it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Article
from claims.actions.locking import lock_article
from claims.models import Claim, ReplyAttempt, ReplyPoint, ReplyRequest, Source
from claims.models.replies import WITH_WORDS
from claims.permissions import can_ask_for_reply, can_record_reply, can_reflect, is_checker
from claims.states import REPLY_FLOW, SET_ASIDE
from claims.vocabulary import Channel, ReplyOutcome
from factdesk.core.audit import Action, record
from factdesk.core.errors import Conflict, Missing, Refused, Text
from factdesk.core.models import User
from factdesk.core.permissions import require


class StaleReply(Conflict):
    """Somebody wrote something down about this request since the page was opened."""


@transaction.atomic
def ask_for_reply(
    *,
    article_id: int,
    actor: User,
    numbers: Iterable[int],
    addressee: str,
    put: str,
    channel: Channel,
    deadline: dt.datetime,
    sent_at: dt.datetime | None = None,
) -> ReplyRequest:
    """Write down that these claims were put to somebody, and until when they may answer.

    The same letter sent twice through the form is one request.
    """
    article = lock_article(article_id, actor=actor)
    require(can_ask_for_reply(actor, article))
    wanted = sorted(set(numbers))
    same = _same(article, actor, wanted, {"addressee": addressee, "put": put, "channel": channel, "deadline": deadline})
    if same is not None:
        return same
    claims = _claims(article, wanted)
    sent = sent_at or timezone.now()
    _require_sense(article, addressee, sent=sent, deadline=deadline)
    request = ReplyRequest.objects.create(
        article=article,
        addressee=addressee,
        put=put,
        channel=channel,
        sent_at=sent,
        deadline=deadline,
        created_by=actor,
    )
    ReplyPoint.objects.bulk_create(ReplyPoint(request=request, claim=claim) for claim in claims)
    record(Action.REPLY_ASKED, request, actor=actor, changes={"claims": wanted})
    return request


def _same(article: Article, actor: User, wanted: list[int], words: dict[str, object]) -> ReplyRequest | None:
    for request in ReplyRequest.objects.filter(article=article, created_by=actor, **words):
        if sorted(request.claims.values_list("number", flat=True)) == wanted:
            return request
    return None


def _claims(article: Article, numbers: list[int]) -> list[Claim]:
    found = list(Claim.objects.filter(article=article, number__in=numbers).exclude(state__in=SET_ASIDE))
    unknown = sorted(set(numbers) - {claim.number for claim in found})
    if unknown:
        shown = ", ".join(map(str, unknown))
        raise Refused({"claims": _("There is nothing to check under number %(numbers)s.") % {"numbers": shown}})
    if not found:
        raise Refused({"claims": _("Say which claims this is about.")})
    return found


def _require_sense(article: Article, addressee: str, *, sent: dt.datetime, deadline: dt.datetime) -> None:
    wrong: dict[str, Text] = {}
    if Source.objects.filter(desk=article.desk_id, title__iexact=addressee, confidential=True).exists():
        wrong["addressee"] = _("This is the name of a confidential source. Nothing is put to one here.")
    if sent > timezone.now():
        wrong["sent_at"] = _("This time is yet to come. Write it down when it was sent.")
    if deadline <= sent:
        wrong["deadline"] = _("The answer is due before it was asked for. Give a later time.")
    if wrong:
        raise Refused(wrong)


@transaction.atomic
def log_reply_attempt(*, request_id: int, actor: User, channel: Channel, outcome: str) -> ReplyAttempt:
    """They were tried once more. Two people's attempts are two; the same one sent twice is one."""
    request = _lock(request_id, actor=actor)
    same = request.attempts.filter(by=actor, channel=channel, outcome=outcome).first()
    if same is not None:
        return same
    require(can_record_reply(actor, request))
    attempt = ReplyAttempt.objects.create(request=request, channel=channel, outcome=outcome, by=actor)
    record(Action.REPLY_ATTEMPTED, request, actor=actor, changes={"attempt": attempt.pk})
    return attempt


@transaction.atomic
def settle_reply(*, request_id: int, actor: User, seen: int, outcome: ReplyOutcome, answer: str = "") -> ReplyRequest:
    """What came back, in their words; or that the time passed without any."""
    request = _lock(request_id, actor=actor)
    answer = answer if answer.strip() else ""
    if request.outcome == outcome and request.answer == answer and request.settled_by_id == actor.pk:
        return request
    _expect_version(request, seen, actor=actor)
    require(can_record_reply(actor, request))
    now = timezone.now()
    if outcome in WITH_WORDS and not answer.strip():
        raise Refused({"answer": _("Write their answer down, in their words.")})
    if outcome == ReplyOutcome.NO_ANSWER and answer.strip():
        raise Refused({"outcome": _("There are words of an answer below. Choose what they are.")})
    if outcome == ReplyOutcome.NO_ANSWER and now < request.deadline:
        raise Refused({"outcome": _("They have time until the deadline. No answer can be said after it.")})
    silent = outcome == ReplyOutcome.NO_ANSWER
    before = request.state
    request.state = REPLY_FLOW.after("give_up" if silent else "answer", request.state)
    request.outcome, request.answer = outcome, answer
    request.settled_at, request.settled_by = now, actor
    # What the copy said of a silence says nothing of the answer that came after all.
    request.reflected_at = request.reflected_by = None
    _save(request, "state", "outcome", "answer", "settled_at", "settled_by", "reflected_at", "reflected_by")
    changes = {"from": before, "to": request.state, "outcome": str(outcome)}
    record(Action.REPLY_SETTLED, request, actor=actor, changes=changes)
    return request


@transaction.atomic
def reflect_reply(*, request_id: int, actor: User, seen: int, reflected: bool) -> ReplyRequest:
    """An editor says that the copy tells the reply fairly, or that it no longer does."""
    request = _lock(request_id, actor=actor)
    require(can_reflect(actor, request))
    if (request.reflected_at is not None) == reflected:
        return request
    _expect_version(request, seen, actor=actor)
    request.reflected_at = timezone.now() if reflected else None
    request.reflected_by = actor if reflected else None
    _save(request, "reflected_at", "reflected_by")
    record(Action.REPLY_REFLECTED, request, actor=actor, changes={"reflected": reflected})
    return request


def _lock(request_id: int, *, actor: User) -> ReplyRequest:
    """The request with its article, both held, so that a sign-off sees what came."""
    article_id = ReplyRequest.objects.filter(pk=request_id).values_list("article_id", flat=True).first()
    if article_id is None:
        raise Missing
    article = lock_article(article_id, actor=actor)
    request = ReplyRequest.objects.select_for_update(no_key=True).get(pk=request_id)
    request.article = article
    return request


def _expect_version(request: ReplyRequest, seen: int, *, actor: User) -> None:
    require(is_checker(actor, request.article))
    if request.lock_version != seen:
        raise StaleReply(_("Somebody wrote this down while you were writing. Your words are kept; read theirs first."))


def _save(request: ReplyRequest, *fields: str) -> None:
    request.lock_version += 1
    request.save(update_fields=["lock_version", *fields])
