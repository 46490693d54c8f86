"""Right of reply: asked with a deadline, written down as it came, and in the way of the sign-off until then."""

from __future__ import annotations

import datetime as dt
import threading

import pytest
from django.db import DatabaseError, connection, connections, transaction
from django.utils import timezone

from articles.models import Article
from claims.actions.replies import (
    StaleReply,
    ask_for_reply,
    log_reply_attempt,
    reflect_reply,
    settle_reply,
)
from claims.actions.signoff import open_gates, sign_off, verdict_set_hash
from claims.actions.workflow import dismiss
from claims.models import Claim, ReplyAttempt, ReplyPoint, ReplyRequest
from claims.replies import reply_lines
from claims.states import ReplyState
from claims.vocabulary import Channel, DismissReason, ReplyOutcome
from factdesk.core.errors import Conflict, Denied, DeskError, Missing, Refused
from factdesk.core.models import AuditEntry, User
from tests.factories import article_with_claims, ask, confide

PAST = -dt.timedelta(minutes=36)


@pytest.fixture
def article(ada: User) -> Article:
    return article_with_claims(ada)[0]


def settle(request: ReplyRequest, by: User, outcome: ReplyOutcome, answer: str = "") -> ReplyRequest:
    request.refresh_from_db()
    return settle_reply(request_id=request.pk, actor=by, seen=request.lock_version, outcome=outcome, answer=answer)


def reflect(request: ReplyRequest, by: User, *, reflected: bool = True) -> ReplyRequest:
    request.refresh_from_db()
    return reflect_reply(request_id=request.pk, actor=by, seen=request.lock_version, reflected=reflected)


def titles(article: Article) -> list[str]:
    return [gate.title for gate in open_gates(article) if gate.replies]


def last(action: str) -> AuditEntry:
    return AuditEntry.objects.filter(action=action).order_by("-pk")[0]


def test_asking_names_the_claims_and_leaves_a_line(article: Article, ben: User) -> None:
    request = ask(article, ben, 2, 1, 2)
    assert list(request.points.order_by("claim__number").values_list("claim__number", flat=True)) == [1, 2]
    assert (request.state, request.created_by) == (ReplyState.OPEN, ben)
    entry = last("reply.asked")
    assert (entry.changes, entry.chain) == ({"claims": [1, 2]}, f"article:{article.pk}")


def test_the_same_letter_twice_is_one(article: Article, ben: User) -> None:
    deadline = timezone.now() + dt.timedelta(hours=1)
    words = {"addressee": "Norvolt", "put": "Late by a year.", "channel": Channel.EMAIL, "deadline": deadline}
    first, again, other = (
        ask_for_reply(article_id=article.pk, actor=ben, numbers=numbers, **words)  # type: ignore[arg-type]
        for numbers in ([1], [1], [1, 2])
    )
    assert first == again != other


def test_what_makes_no_sense_is_refused_by_field(article: Article, ben: User) -> None:
    claim = article.claims.get(number=3)
    dismiss(claim_id=claim.pk, actor=ben, seen=claim.lock_version, reason=DismissReason.OPINION)
    for numbers in ((3,), (99,), (1, 99)):
        with pytest.raises(Refused) as refusal:
            ask(article, ben, *numbers)
        assert set(refusal.value.fields) == {"claims"}
    with pytest.raises(Refused) as refusal:
        ask(article, ben, due_in=-dt.timedelta(hours=4))
    assert set(refusal.value.fields) == {"deadline"}
    confide(article.claims.get(number=1), ben, "Office of the mayor")
    with pytest.raises(Refused) as refusal:
        ask(article, ben)
    assert set(refusal.value.fields) == {"addressee"}
    assert not ReplyRequest.objects.exists()


def test_who_may_ask_and_write_down(article: Article, ada: User, ben: User, omar: User, sam: User) -> None:
    request = ask(article, ben, due_in=PAST)
    refusals: list[tuple[User, type[DeskError]]] = [(omar, Denied), (sam, Missing)]
    for person, error in refusals:
        with pytest.raises(error):
            ask(article, person)
        with pytest.raises(error):
            log_reply_attempt(request_id=request.pk, actor=person, channel=Channel.PHONE, outcome="Nobody")
        with pytest.raises(error):
            settle(request, person, ReplyOutcome.DECLINED)
        with pytest.raises(error):
            reflect(request, person)
    settle(request, ben, ReplyOutcome.NO_ANSWER)
    with pytest.raises(Denied, match="editor"):
        reflect(request, ben)
    assert reflect(request, ada).reflected_by == ada
    assert last("reply.reflected").changes == {"reflected": True}


def test_attempts_are_counted_once_each(article: Article, ben: User, cleo: User) -> None:
    request = ask(article, ben)
    for person in (ben, ben, cleo):
        log_reply_attempt(request_id=request.pk, actor=person, channel=Channel.PHONE, outcome="Voicemail")
    assert ReplyAttempt.objects.count() == 2
    assert reply_lines(article)[0].asked == 3


@pytest.mark.parametrize(
    ("outcome", "answer", "state"),
    [
        (ReplyOutcome.ANSWERED, "The sum is right.", ReplyState.ANSWERED),
        (ReplyOutcome.DENIES, "None of it is true.", ReplyState.ANSWERED),
        (ReplyOutcome.DECLINED, "", ReplyState.ANSWERED),
        (ReplyOutcome.NO_ANSWER, "", ReplyState.SILENT),
    ],
)
def test_what_came_is_written_down(
    article: Article, ben: User, outcome: ReplyOutcome, answer: str, state: ReplyState
) -> None:
    request = settle(ask(article, ben, due_in=PAST), ben, outcome, answer)
    assert (request.state, request.answer, request.settled_by) == (state, answer, ben)
    assert last("reply.settled").changes == {"from": "open", "to": state, "outcome": outcome}


def test_an_answer_needs_words_and_a_silence_the_deadline(article: Article, ben: User) -> None:
    request = ask(article, ben)
    with pytest.raises(Refused) as refusal:
        settle(request, ben, ReplyOutcome.DENIES)
    assert set(refusal.value.fields) == {"answer"}
    for answer in ("", "Well"):
        with pytest.raises(Refused) as refusal:
            settle(request, ben, ReplyOutcome.NO_ANSWER, answer)
        assert set(refusal.value.fields) == {"outcome"}


def test_a_late_answer_is_an_answer_and_asks_for_a_new_look_at_the_copy(article: Article, ada: User, ben: User) -> None:
    request = ask(article, ben, due_in=PAST)
    settle(request, ben, ReplyOutcome.NO_ANSWER, "  ")  # blanks are no words
    reflect(request, ada)
    assert titles(article) == []
    late = settle(request, ben, ReplyOutcome.DENIES, "None of it is true.")
    assert (late.state, late.reflected_at) == (ReplyState.ANSWERED, None)
    assert titles(article) == ["One reply is not said to be in the copy"]
    with pytest.raises(Denied, match="new request"):
        settle(request, ben, ReplyOutcome.ANSWERED, "Other words")


def test_nobody_writes_over_what_they_did_not_see(article: Article, ben: User, cleo: User) -> None:
    request = ask(article, ben, due_in=PAST)
    settle(request, ben, ReplyOutcome.NO_ANSWER)
    with pytest.raises(StaleReply):
        settle_reply(request_id=request.pk, actor=cleo, seen=0, outcome=ReplyOutcome.DENIES, answer="No")


def test_open_replies_stand_in_the_way_until_settled_and_told(article: Article, ada: User, ben: User) -> None:
    request = ask(article, ben, due_in=PAST)
    ask(article, ben, 2)
    assert titles(article) == ["2 replies are due"]
    settle(request, ben, ReplyOutcome.DECLINED)
    assert titles(article) == ["One reply is due", "One reply is not said to be in the copy"]
    reflect(request, ada)
    assert titles(article) == ["One reply is due"]
    reflect(request, ada, reflected=False)
    assert len(titles(article)) == 2


def test_a_signature_over_an_open_reply_takes_a_reason_and_late_answers_still_come(
    article: Article, ada: User, ben: User
) -> None:
    for claim in article.claims.all():
        if claim.number > 1:
            dismiss(claim_id=claim.pk, actor=ben, seen=claim.lock_version, reason=DismissReason.OPINION)
    request = ask(article, ben)
    seen = verdict_set_hash(article)
    settle(request, ben, ReplyOutcome.DECLINED)
    with pytest.raises(Conflict):  # the page showed it as due
        sign_off(article_id=article.pk, actor=ada, seen=seen)
    with pytest.raises(Refused):
        sign_off(article_id=article.pk, actor=ada, seen=verdict_set_hash(article))
    other = ask(article, ben, due_in=dt.timedelta(hours=5))
    sign_off(article_id=article.pk, actor=ada, seen=verdict_set_hash(article), override_reason="Print.", confirmed=True)
    with pytest.raises(Denied, match="signed off"):
        ask(article, ben, 1, due_in=dt.timedelta(hours=6))
    assert settle(other, ben, ReplyOutcome.DENIES, "No.").state == ReplyState.ANSWERED


def test_a_claim_knows_how_often_a_reply_was_asked(article: Article, ben: User) -> None:
    settle(ask(article, ben, 1, 2), ben, ReplyOutcome.DECLINED)
    ask(article, ben, 1, due_in=dt.timedelta(hours=9))
    found = Claim.objects.filter(article=article).with_replies().order_by("number")
    assert [(claim.replies_asked, claim.replies_open) for claim in found][:3] == [(2, 1), (1, 0), (0, 0)]


def test_postgres_keeps_requests_as_they_were_sent(article: Article, ada: User, ben: User, sam: User) -> None:
    request = ask(article, ben)
    rows = ReplyRequest.objects.filter(pk=request.pk)
    now = timezone.now()
    settled = {"settled_at": now, "settled_by": ben}
    changes: tuple[dict[str, object], ...] = (
        {"addressee": "Somebody else"},
        {"put": "Less"},
        {"deadline": now + dt.timedelta(days=9)},
        {"state": "answered"},
        {"state": "answered", "outcome": "denies", "answer": "", **settled},
        {"state": "silent", "outcome": "no_answer", **settled},  # before the deadline
        {"reflected_at": now, "reflected_by": ada},  # nothing came yet
    )
    for change in changes:
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(**change)
    settle(request, ben, ReplyOutcome.DENIES, "No.")
    changes = (
        {"reflected_at": now, "reflected_by": ben},
        {"reflected_at": now, "reflected_by": sam},
        {"answer": "Yes."},
        {"state": "open", "outcome": "", "answer": "", "settled_at": None, "settled_by": None},
    )
    for change in changes:
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(**change)
    log_reply_attempt(request_id=ask(article, ben, 2).pk, actor=ben, channel=Channel.PHONE, outcome="x")
    for row in (request, ReplyPoint.objects.all()[0], ReplyAttempt.objects.get()):
        with pytest.raises(DatabaseError), transaction.atomic():
            row.delete()


def test_postgres_keeps_points_within_the_article_and_a_request_with_points(
    article: Article, ada: User, ben: User
) -> None:
    other = article_with_claims(ada)[1][0]
    with pytest.raises(DatabaseError, match="one article"), transaction.atomic():
        ReplyPoint.objects.create(request=ask(article, ben), claim=other)
    now = timezone.now()
    ReplyRequest.objects.create(
        article=article,
        addressee="x",
        put="x",
        channel="email",
        sent_at=now,
        deadline=now + dt.timedelta(hours=1),
        created_by=ben,
    )
    with connection.cursor() as cursor, pytest.raises(DatabaseError, match="at least one claim"):
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.mark.django_db(transaction=True)
def test_two_people_write_an_answer_down_at_once(article: Article, ben: User, cleo: User) -> None:
    request = ask(article, ben)
    gate, outcomes = threading.Barrier(2), []

    def write(person: User) -> None:
        gate.wait()
        try:
            settle_reply(
                request_id=request.pk, actor=person, seen=0, outcome=ReplyOutcome.DENIES, answer=f"To {person.pk}"
            )
            outcomes.append("saved")
        except StaleReply:
            outcomes.append("stale")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=write, args=[person]) for person in (ben, cleo)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["saved", "stale"]
    assert AuditEntry.objects.filter(action="reply.settled").count() == 1
