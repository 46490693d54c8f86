"""Who is told of what, once, and by mail without a word of it."""

from __future__ import annotations

import smtplib
from collections.abc import Callable

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import DatabaseError, transaction
from django.utils import timezone
from pytest_django import Settings

import claims.tasks  # noqa: F401  registers the job
from claims.actions.assigning import assign, send_back
from claims.actions.discussion import edit_comment, reopen_thread, resolve, start_thread, write_comment
from claims.actions.notifications import choose_mail, mark_all_read, mark_read
from claims.inbox import line, unread
from claims.mailing import send_notice
from claims.models import Claim, MailChoice, NoticeKind, Notification
from claims.notices import notify
from claims.vocabulary import Stance, Status
from factdesk.core import jobs
from factdesk.core.audit import Action
from factdesk.core.errors import Missing, Refused
from factdesk.core.models import AuditEntry, Job, Role, User
from tests.factories import article_with_claims, decide, find, support

CANARY = "Zanzibarquokka"


@pytest.fixture
def claim(ada: User) -> Claim:
    return article_with_claims(ada)[1][0]


@pytest.fixture
def with_mail(settings: Settings) -> Settings:
    settings.MAIL_FROM = "FactDesk <desk@example.org>"
    settings.DESK_URL = "https://desk.example.org"
    return settings


def told() -> set[tuple[str, str]]:
    return {(notice.user.first_name, notice.kind) for notice in Notification.objects.all()}


def test_who_is_called_in_who_checks_and_who_spoke_are_told(
    claim: Claim, ada: User, ben: User, cleo: User, omar: User
) -> None:
    find(claim, ben)
    thread = start_thread(claim_id=claim.pk, actor=cleo, text="@Omar, did they answer?").thread
    assert told() == {("Omar", "mention"), ("Ben", "comment")}
    Notification.objects.all().delete()
    write_comment(thread_id=thread.pk, actor=ada, text="@Cleo, they did.")
    assert told() == {("Cleo", "mention"), ("Ben", "comment"), ("Omar", "comment")}


def test_nobody_is_told_what_they_did_themselves(claim: Claim, ben: User) -> None:
    find(claim, ben)
    thread = start_thread(claim_id=claim.pk, actor=ben, text="A note to myself, @Ben").thread
    resolve(thread_id=thread.pk, actor=ben)
    assert not Notification.objects.exists()
    with pytest.raises(DatabaseError), transaction.atomic():
        Notification.objects.create(user=ben, by=ben, kind=NoticeKind.VERDICT, claim=claim)


def test_a_verdict_is_told_to_who_found(claim: Claim, ada: User, ben: User, cleo: User) -> None:
    find(claim, ben)
    support(claim, cleo, Stance.REFUTES)
    decide(claim, ada, Status.DISPUTED, "The book was revised.")
    assert told() == {("Ben", "verdict")}
    decide(claim, ada, Status.DISPUTED, "The book was revised.")
    assert Notification.objects.count() == 1


def test_resolving_and_opening_again_are_told_to_who_spoke(claim: Claim, ben: User, cleo: User, ada: User) -> None:
    thread = start_thread(claim_id=claim.pk, actor=ben, text="Which year?").thread
    write_comment(thread_id=thread.pk, actor=cleo, text="This one.")
    Notification.objects.all().delete()
    resolve(thread_id=thread.pk, actor=cleo)
    reopen_thread(thread_id=thread.pk, actor=ada)
    assert told() == {("Ben", "resolved"), ("Ben", "reopened"), ("Cleo", "reopened")}


def test_a_correction_calls_in_who_was_not_called_before(claim: Claim, ben: User, cleo: User, ada: User) -> None:
    said = start_thread(claim_id=claim.pk, actor=ben, text="@Cleo, which year?")
    edit_comment(comment_id=said.pk, actor=ben, text="@Cleo, @Ada, which year?")
    assert told() == {("Cleo", "mention"), ("Ada", "mention")}
    assert Notification.objects.count() == 2


def test_who_answers_has_read(claim: Claim, ben: User, cleo: User) -> None:
    thread = start_thread(claim_id=claim.pk, actor=ben, text="@Cleo, which year?").thread
    assert unread(cleo) == 1
    write_comment(thread_id=thread.pk, actor=cleo, text="This one.")
    assert unread(cleo) == 0


def test_of_a_privileged_thread_only_its_readers_are_told(
    claim: Claim, ada: User, ben: User, cleo: User, omar: User
) -> None:
    find(claim, ben)
    thread = start_thread(claim_id=claim.pk, actor=ada, text=f"{CANARY}, @Omar", privileged=True).thread
    assert told() == {("Omar", "mention")}
    notice = line(Notification.objects.get())
    assert notice.sentence == f"privileged comment on claim {claim.number}"
    assert notify(NoticeKind.RESOLVED, [cleo, ben], claim, by=ada, thread=thread) == []
    with pytest.raises(DatabaseError), transaction.atomic():
        Notification.objects.create(user=cleo, by=ada, kind=NoticeKind.RESOLVED, claim=claim, thread=thread)


def test_a_notice_goes_with_the_right_to_read_it(claim: Claim, ada: User, ben: User, eve: User) -> None:
    thread = start_thread(claim_id=claim.pk, actor=ben, text="Sue?", privileged=True).thread
    notify(NoticeKind.RESOLVED, [ada], claim, by=ben, thread=thread)
    notice = Notification.objects.get()
    ada.memberships.update(role=Role.REVIEWER)
    ada = User.objects.get(pk=ada.pk)
    assert unread(ada) == 0
    with pytest.raises(Missing):
        mark_read(notification_id=notice.pk, actor=ada)


@pytest.mark.parametrize("wrong", ["desk", "thread", "comment", "kind", "bare"])
def test_postgres_keeps_notices_straight(claim: Claim, ada: User, ben: User, sam: User, wrong: str) -> None:
    said = start_thread(claim_id=claim.pk, actor=ben, text="Which year?")
    elsewhere = start_thread(claim_id=article_with_claims(ada)[1][0].pk, actor=ben, text="Which day?")
    row = {"user": ada, "by": ben, "kind": NoticeKind.COMMENT, "claim": claim, "thread": said.thread, "comment": said}
    changes: dict[str, dict[str, object]] = {
        "desk": {"user": sam},
        "thread": {"thread": elsewhere.thread, "comment": elsewhere},
        "comment": {"comment": elsewhere},
        "kind": {"kind": "rumour"},
        "bare": {"thread": None, "comment": None},
    }
    with pytest.raises(DatabaseError), transaction.atomic():
        Notification.objects.create(**(row | changes[wrong]))
    Notification.objects.create(**row)
    with pytest.raises(DatabaseError), transaction.atomic():
        Notification.objects.update(kind=NoticeKind.MENTION)


def test_read_is_read_once_and_by_its_reader_alone(claim: Claim, ada: User, ben: User, cleo: User) -> None:
    start_thread(claim_id=claim.pk, actor=ben, text="@Ada @Cleo look")
    mine = Notification.objects.get(user=ada)
    with pytest.raises(Missing):
        mark_read(notification_id=mine.pk, actor=cleo)
    first = mark_read(notification_id=mine.pk, actor=ada).read_at
    assert mark_read(notification_id=mine.pk, actor=ada).read_at == first
    assert unread(cleo) == 1


def test_all_read_leaves_what_came_since(claim: Claim, ada: User, ben: User) -> None:
    thread = start_thread(claim_id=claim.pk, actor=ben, text="@Ada look").thread
    newest = Notification.objects.get().pk
    write_comment(thread_id=thread.pk, actor=ben, text="@Ada look again")
    assert mark_all_read(actor=ada, newest=newest) == 1
    assert unread(ada) == 1


# By mail.


def send_all() -> None:
    for job in Job.objects.filter(kind="claims.mail_notice").order_by("pk"):
        jobs.run(job.pk)


def test_without_a_mail_server_nothing_is_queued_and_nobody_can_ask(claim: Claim, ada: User, ben: User) -> None:
    start_thread(claim_id=claim.pk, actor=ben, text="@Ada look")
    assert not Job.objects.filter(kind="claims.mail_notice").exists()
    with pytest.raises(Refused):
        choose_mail(actor=ada, wanted=True)
    choose_mail(actor=ada, wanted=False)


def test_a_mail_says_where_to_look_and_no_word_more(with_mail: Settings, claim: Claim, ada: User, ben: User) -> None:
    said = start_thread(claim_id=claim.pk, actor=ben, text=f"@Ada, {CANARY}?")
    send_all()
    (sent,) = mail.outbox
    assert sent.to == ["ada@factdesk.example"]
    assert sent.subject == f"FactDesk: you were called in on claim {claim.number}"
    address = f"https://desk.example.org/articles/{claim.article_id}/claims/{claim.number}/#discussion"
    assert address in sent.body
    whole = str(sent.message())
    for secret in (CANARY, "Tram", "Ben", "Okoro", claim.article.title, said.text):
        assert secret not in whole
    assert Job.objects.get(kind="claims.mail_notice").state == Job.State.DONE


def test_of_a_privileged_comment_a_mail_says_only_that_it_is_there(
    with_mail: Settings, claim: Claim, ada: User, ben: User
) -> None:
    start_thread(claim_id=claim.pk, actor=ben, text=f"@Ada, {CANARY}", privileged=True)
    send_all()
    (sent,) = mail.outbox
    assert sent.subject == "FactDesk: a privileged comment"
    assert CANARY not in str(sent.message())


@pytest.mark.parametrize("kind", list(NoticeKind))
def test_every_kind_has_its_words(with_mail: Settings, claim: Claim, ada: User, ben: User, kind: NoticeKind) -> None:
    said = start_thread(claim_id=claim.pk, actor=ben, text="Which year?")
    about = said.thread if kind in {"comment", "mention", "resolved", "reopened"} else None
    (notice,) = notify(kind, [ada], claim, by=ben, thread=about)
    assert str(claim.number) in line(notice).sentence
    assert send_notice(notice.pk)
    assert str(claim.number) in mail.outbox[-1].subject


def test_who_switched_mail_off_gets_none(with_mail: Settings, claim: Claim, ada: User, ben: User) -> None:
    choose_mail(actor=ada, wanted=False)
    choose_mail(actor=ada, wanted=False)
    entries = AuditEntry.objects.filter(action=Action.MAIL_SET)
    assert [(entry.chain, entry.changes) for entry in entries] == [(f"person:{ada.pk}", {"on": False})]
    start_thread(claim_id=claim.pk, actor=ben, text="@Ada look")
    assert not Job.objects.filter(kind="claims.mail_notice").exists()
    assert MailChoice.objects.get().wanted is False


@pytest.mark.parametrize("since", ["read", "mailed", "off", "inactive", "left"])
def test_what_is_settled_by_then_is_not_sent(
    with_mail: Settings, claim: Claim, ada: User, eve: User, ben: User, since: str
) -> None:
    start_thread(claim_id=claim.pk, actor=ben, text="@Ada look")
    changes: dict[str, Callable[[], object]] = {
        "read": lambda: Notification.objects.update(read_at=timezone.now()),
        "mailed": lambda: Notification.objects.update(mailed_at=timezone.now()),
        "off": lambda: choose_mail(actor=ada, wanted=False),
        "inactive": lambda: User.objects.filter(pk=ada.pk).update(is_active=False),
        "left": lambda: ada.memberships.all().delete(),
    }
    changes[since]()
    send_all()
    assert mail.outbox == []
    assert Job.objects.get(kind="claims.mail_notice").state == Job.State.DONE


def test_a_mail_goes_out_once_however_often_it_rings(with_mail: Settings, claim: Claim, ada: User, ben: User) -> None:
    start_thread(claim_id=claim.pk, actor=ben, text="@Ada look")
    notice = Notification.objects.get()
    assert [send_notice(notice.pk) for _ in range(3)] == [True, False, False]
    send_all()
    assert len(mail.outbox) == 1


@pytest.mark.parametrize(
    ("breaks", "problem", "sent"),
    [
        ("open", ConnectionRefusedError(), 1),  # nobody there: tried again
        ("send", smtplib.SMTPSenderRefused(450, b"later", "desk"), 1),  # a clear no: tried again
        ("send", smtplib.SMTPServerDisconnected(), 0),  # perhaps it went out: never a second time
    ],
)
def test_a_mail_server_in_trouble_costs_a_mail_at_most(
    with_mail: Settings,
    claim: Claim,
    ada: User,
    ben: User,
    monkeypatch: pytest.MonkeyPatch,
    breaks: str,
    problem: Exception,
    sent: int,
) -> None:
    def trouble(*_args: object) -> None:
        monkeypatch.undo()
        raise problem

    start_thread(claim_id=claim.pk, actor=ben, text="@Ada look")
    job = Job.objects.get(kind="claims.mail_notice")
    with monkeypatch.context():
        monkeypatch.setattr(EmailBackend, "open" if breaks == "open" else "send_messages", trouble)
        jobs.run(job.pk)
    jobs.run(job.pk)
    assert len(mail.outbox) == sent
    job.refresh_from_db()
    assert job.state == Job.State.DONE


def test_who_is_given_a_claim_and_whose_finding_comes_back_is_told(ada: User, ben: User) -> None:
    claim = article_with_claims(ada)[1][0]
    assign(claim_id=claim.pk, actor=ada, seen=claim.lock_version, reviewer_id=ben.pk)
    find(claim, ben)
    claim.refresh_from_db()
    send_back(claim_id=claim.pk, actor=ada, seen=claim.lock_version, reason="Which year is this?")
    told = Notification.objects.order_by("pk").values_list("user", "kind")
    assert list(told) == [(ben.pk, NoticeKind.ASSIGNED), (ben.pk, NoticeKind.SENT_BACK)]


def test_who_takes_a_claim_is_not_told_of_it(ada: User, ben: User) -> None:
    claim = article_with_claims(ada)[1][0]
    assign(claim_id=claim.pk, actor=ben, seen=claim.lock_version, reviewer_id=ben.pk)
    assert not Notification.objects.exists()
