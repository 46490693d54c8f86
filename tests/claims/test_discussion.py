"""Threads and comments: who says what, what stays, and what Postgres refuses whoever asks."""

from __future__ import annotations

import threading

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from articles.models import Article
from claims.actions.discussion import (
    ThreadResolved,
    edit_comment,
    reopen_thread,
    resolve,
    start_thread,
    write_comment,
)
from claims.actions.signoff import sign_off, verdict_set_hash
from claims.models import Claim, Comment, CommentEdit, Mention, Notification, Thread
from claims.permissions import can_read_thread
from claims.rail import rail_claims
from factdesk.core.audit import Action, first_broken
from factdesk.core.errors import Denied, Missing, Refused
from factdesk.core.models import AuditEntry, Desk, Role, User
from tests.factories import article_with_claims


@pytest.fixture
def claim(ada: User) -> Claim:
    return article_with_claims(ada)[1][0]


@pytest.fixture
def comment(claim: Claim, ben: User) -> Comment:
    return start_thread(claim_id=claim.pk, actor=ben, text="Which budget is meant?")


def last_entry() -> AuditEntry:
    return AuditEntry.objects.order_by("-pk")[0]


def sign(article: Article, editor: User) -> None:
    seen = verdict_set_hash(article)
    sign_off(article_id=article.pk, actor=editor, seen=seen, override_reason="Print has started.", confirmed=True)


def test_a_thread_begins_with_a_comment(claim: Claim, comment: Comment, ben: User) -> None:
    thread = Thread.objects.get()
    assert (thread.claim, thread.started_by, thread.privileged, thread.is_resolved) == (claim, ben, False, False)
    entry = last_entry()
    assert (entry.action, entry.object_type, entry.chain) == (Action.THREAD_STARTED, "thread", claim.audit_chain)
    assert entry.changes == {"claim": claim.pk, "comment": comment.pk, "called": [], "privileged": False}


def test_talk_overtakes_nobodys_form(claim: Claim, comment: Comment, cleo: User) -> None:
    write_comment(thread_id=comment.thread_id, actor=cleo, text="Last year's.")
    before = claim.lock_version
    claim.refresh_from_db()
    assert claim.lock_version == before
    assert not AuditEntry.objects.filter(object_type="claim", object_id=claim.pk).exists()


def test_the_same_words_sent_twice_are_one_comment(claim: Claim, comment: Comment, ben: User, cleo: User) -> None:
    assert start_thread(claim_id=claim.pk, actor=ben, text=comment.text) == comment
    answers = [write_comment(thread_id=comment.thread_id, actor=cleo, text="Yes") for _ in range(2)]
    assert answers[0] == answers[1]
    assert (Thread.objects.count(), Comment.objects.count()) == (1, 2)


def test_a_correction_keeps_the_old_words(comment: Comment, ben: User) -> None:
    edit_comment(comment_id=comment.pk, actor=ben, text="Which year's budget is meant?")
    edit_comment(comment_id=comment.pk, actor=ben, text="Which year's budget is meant?")
    comment.refresh_from_db()
    assert [text for text, _at in comment.versions] == ["Which budget is meant?", "Which year's budget is meant?"]
    entry = last_entry()
    assert (entry.action, set(entry.changes)) == (Action.COMMENT_EDITED, {"comment", "edit", "called"})
    assert CommentEdit.objects.count() == 1


def test_nobody_corrects_anothers_words(comment: Comment, ada: User, omar: User, sam: User) -> None:
    for person, problem in ((ada, Denied), (omar, Denied), (sam, Missing)):
        with pytest.raises(problem):
            edit_comment(comment_id=comment.pk, actor=person, text="Nonsense")
    assert not CommentEdit.objects.exists()


def test_a_thread_is_resolved_and_opened_again(comment: Comment, cleo: User, ada: User) -> None:
    thread = resolve(thread_id=comment.thread_id, actor=cleo)
    assert (thread.resolved_by, thread.is_resolved) == (cleo, True)
    assert last_entry().action == Action.THREAD_RESOLVED
    first = thread.resolved_at
    assert resolve(thread_id=thread.pk, actor=ada).resolved_at == first
    thread = reopen_thread(thread_id=thread.pk, actor=ada)
    assert (thread.resolved_by, thread.resolved_at) == (None, None)
    assert (last_entry().action, last_entry().changes["resolved_by"]) == (Action.THREAD_REOPENED, cleo.pk)
    assert first_broken(AuditEntry.objects.order_by("chain", "seq")) is None


def test_nothing_is_said_into_a_resolved_thread(comment: Comment, ben: User, cleo: User) -> None:
    resolve(thread_id=comment.thread_id, actor=cleo)
    with pytest.raises(ThreadResolved):
        write_comment(thread_id=comment.thread_id, actor=ben, text="One more thing")
    assert Comment.objects.count() == 1


def test_observers_read_and_are_told_who_writes(comment: Comment, claim: Claim, omar: User) -> None:
    assert list(Thread.objects.visible_to(omar)) == [comment.thread]
    for attempt in (
        lambda: start_thread(claim_id=claim.pk, actor=omar, text="Hm"),
        lambda: write_comment(thread_id=comment.thread_id, actor=omar, text="Hm"),
        lambda: resolve(thread_id=comment.thread_id, actor=omar),
        lambda: reopen_thread(thread_id=comment.thread_id, actor=omar),
    ):
        with pytest.raises(Denied, match="Reviewers and editors write about claims"):
            attempt()


def test_another_desk_knows_of_nothing(comment: Comment, claim: Claim, sam: User) -> None:
    assert not Thread.objects.visible_to(sam).exists()
    for attempt in (
        lambda: start_thread(claim_id=claim.pk, actor=sam, text="Hm"),
        lambda: write_comment(thread_id=comment.thread_id, actor=sam, text="Hm"),
        lambda: resolve(thread_id=comment.thread_id, actor=sam),
    ):
        with pytest.raises(Missing):
            attempt()


def test_after_the_sign_off_editors_alone_write(comment: Comment, claim: Claim, ada: User, ben: User) -> None:
    sign(claim.article, ada)
    with pytest.raises(Denied, match="signed off"):
        write_comment(thread_id=comment.thread_id, actor=ben, text="Too late?")
    write_comment(thread_id=comment.thread_id, actor=ada, text="Take it back for this.")
    assert Thread.objects.visible_to(ben).count() == 1


def test_a_name_that_two_bear_is_asked_about(claim: Claim, ada: User, ben: User, desk: Desk) -> None:
    twin = User.objects.create_user(email="ben2@factdesk.example", name="Ben Marsh")
    desk.memberships.create(user=twin, role=Role.REVIEWER)
    with pytest.raises(Refused) as refusal:
        start_thread(claim_id=claim.pk, actor=ada, text="@Ben, which?")
    assert str(refusal.value.fields["text"]) == (
        "@Ben could be Ben Marsh, Ben Okoro. Write the full name, or leave the @ out."
    )
    assert not Thread.objects.exists()


@pytest.mark.parametrize("gone", ["left", "inactive", "elsewhere"])
def test_only_people_of_the_desk_now_are_called_in(claim: Claim, ada: User, ben: User, sam: User, gone: str) -> None:
    if gone == "left":
        ben.memberships.all().delete()
    elif gone == "inactive":
        User.objects.filter(pk=ben.pk).update(is_active=False)
    start_thread(claim_id=claim.pk, actor=ada, text="@Sam" if gone == "elsewhere" else "@Ben")
    assert not Mention.objects.exists()
    assert not Notification.objects.exists()


# Privileged: the desk's editors, who wrote in it, who was called in.


@pytest.fixture
def privileged(claim: Claim, ben: User, omar: User) -> Thread:
    said = start_thread(claim_id=claim.pk, actor=ben, text="Can they sue? @Omar", privileged=True)
    return said.thread


@pytest.mark.parametrize(
    ("who", "reads"), [("ada", True), ("ben", True), ("cleo", False), ("omar", True), ("sam", False)]
)
@pytest.mark.parametrize("kind", ["ordinary", "privileged", "resolved"])
def test_the_rule_and_its_queryset_are_twins(
    request: pytest.FixtureRequest, claim: Claim, privileged: Thread, kind: str, who: str, reads: bool
) -> None:
    person: User = request.getfixturevalue(who)
    thread = privileged
    if kind == "ordinary":
        starter = privileged.started_by
        thread = start_thread(claim_id=claim.pk, actor=starter, text="Which budget?").thread
        reads = who != "sam"
    elif kind == "resolved":
        resolve(thread_id=thread.pk, actor=privileged.started_by)
    assert bool(can_read_thread(person, thread)) is reads
    assert Thread.objects.visible_to(person).filter(pk=thread.pk).exists() is reads


def test_who_was_not_called_in_finds_no_such_thread(privileged: Thread, cleo: User, ada: User) -> None:
    for act in (write_comment, edit_comment):
        key = {"thread_id": privileged.pk} if act is write_comment else {"comment_id": privileged.comments.get().pk}
        with pytest.raises(Missing):
            act(**key, actor=cleo, text="Let me in")
    write_comment(thread_id=privileged.pk, actor=ada, text="@Cleo has the letter.")
    assert write_comment(thread_id=privileged.pk, actor=cleo, text="Here it is.")


def test_an_editor_who_becomes_a_reviewer_reads_it_no_longer(privileged: Thread, ada: User, eve: User) -> None:
    ada.memberships.update(role=Role.REVIEWER)
    ada = User.objects.get(pk=ada.pk)
    assert not Thread.objects.visible_to(ada).exists()
    assert not can_read_thread(ada, privileged)


def test_each_counts_the_threads_they_may_see(
    claim: Claim, comment: Comment, privileged: Thread, ada: User, cleo: User
) -> None:
    resolve(thread_id=comment.thread_id, actor=cleo)
    article = claim.article
    seen = {person: rail_claims(article, person)[0].threads_here for person in (ada, cleo)}
    assert seen == {ada: {"open": 1, "all": 2}, cleo: {"open": 0, "all": 1}}
    assert rail_claims(article, ada)[1].threads_here is None


# What Postgres holds by itself.


@pytest.mark.parametrize(
    "change",
    [
        lambda: Comment.objects.update(text="I never said that"),
        lambda: Comment.objects.all().delete(),
        lambda: Thread.objects.update(privileged=True),
        lambda: Thread.objects.update(claim=Claim.objects.order_by("-pk")[0]),
        lambda: Thread.objects.update(resolved_at=timezone.now()),
        lambda: Thread.objects.update(resolved_by=User.objects.first()),
        lambda: connection.cursor().execute("TRUNCATE claims_comment CASCADE"),
        lambda: Comment.objects.create(
            thread=Thread.objects.get(), by=User.objects.get(name__startswith="Ada"), text=" \n"
        ),
        lambda: Comment.objects.create(thread=Thread.objects.get(), by=User.objects.system(), text="Beep"),
    ],
)
def test_postgres_keeps_what_was_said(comment: Comment, change: object) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        change()  # type: ignore[operator]


def test_postgres_keeps_resolutions_corrections_and_calls_straight(
    comment: Comment, ada: User, cleo: User, sam: User
) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        CommentEdit.objects.create(comment=comment, by=ada, text="Other words")
    with pytest.raises(DatabaseError), transaction.atomic():
        Mention.objects.create(comment=comment, user=sam)
    resolve(thread_id=comment.thread_id, actor=cleo)
    with pytest.raises(DatabaseError), transaction.atomic():
        Thread.objects.update(resolved_by=ada)
    with pytest.raises(DatabaseError), transaction.atomic():
        Comment.objects.create(thread=comment.thread, by=ada, text="Too late")


@pytest.mark.django_db(transaction=True)
def test_two_people_at_once_are_both_heard(claim: Claim, ben: User, cleo: User) -> None:
    thread = start_thread(claim_id=claim.pk, actor=ben, text="Which budget?").thread
    start = threading.Barrier(2)

    def say(person: User, text: str) -> None:
        start.wait()
        try:
            write_comment(thread_id=thread.pk, actor=person, text=text)
        finally:
            connection.close()

    pair = [threading.Thread(target=say, args=args) for args in ((ben, "Last year's"), (cleo, "The coming one"))]
    for one in pair:
        one.start()
    for one in pair:
        one.join()
    assert set(thread.comments.values_list("text", flat=True)) == {"Which budget?", "Last year's", "The coming one"}
    assert first_broken(AuditEntry.objects.order_by("chain", "seq")) is None


@pytest.mark.django_db(transaction=True)
def test_a_word_and_a_resolution_at_once_leave_nothing_half_said(claim: Claim, ben: User, cleo: User) -> None:
    for _round in range(5):
        thread = start_thread(claim_id=claim.pk, actor=ben, text=f"Question {_round}").thread
        start, refused = threading.Barrier(2), []

        def say() -> None:
            start.wait()  # noqa: B023  joined within the round
            try:
                write_comment(thread_id=thread.pk, actor=cleo, text="Wait")  # noqa: B023
            except ThreadResolved:
                refused.append(True)  # noqa: B023
            finally:
                connection.close()

        def settle() -> None:
            start.wait()  # noqa: B023
            try:
                resolve(thread_id=thread.pk, actor=ben)  # noqa: B023
            finally:
                connection.close()

        pair = [threading.Thread(target=say), threading.Thread(target=settle)]
        for one in pair:
            one.start()
        for one in pair:
            one.join()
        thread.refresh_from_db()
        assert thread.is_resolved
        assert thread.comments.count() == (1 if refused else 2)
