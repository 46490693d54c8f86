"""Saying something about a claim, correcting it, and marking it settled."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from claims.actions.locking import lock_claim
from claims.discussion_querysets import members_of
from claims.mentions import Person, called_in, unclear
from claims.models import Claim, Comment, CommentEdit, Mention, NoticeKind, Thread
from claims.notices import notify, seen_by
from claims.permissions.discussion import can_discuss, can_edit_comment, can_write_in
from factdesk.core.audit import Action, record
from factdesk.core.errors import Conflict, Missing, Refused
from factdesk.core.models import User
from factdesk.core.permissions import require


class ThreadResolved(Conflict):
    """Somebody settled the thread while the person was writing."""


@transaction.atomic
def start_thread(*, claim_id: int, actor: User, text: str, privileged: bool = False) -> Comment:
    """Raise a question about the claim; its first comment. Sent twice it is one thread.

    The claim itself does not change: who has its form open is not overtaken by talk.
    """
    claim = lock_claim(claim_id, actor=actor)
    require(can_discuss(actor, claim))
    newest = claim.threads.filter(started_by=actor).order_by("-pk").first()
    if newest and newest.privileged == privileged and (same := _said_last(newest, actor, text)):
        return same
    people = _called(text, claim)
    thread = Thread.objects.create(claim=claim, started_by=actor, privileged=privileged)
    comment = _say(thread, actor, text, people)
    changes = {
        "claim": claim.pk,
        "comment": comment.pk,
        "privileged": privileged,
        "called": [user.pk for user in people],
    }
    record(Action.THREAD_STARTED, thread, actor=actor, changes=changes)
    _tell(comment, claim, actor, people)
    return comment


@transaction.atomic
def write_comment(*, thread_id: int, actor: User, text: str) -> Comment:
    """Answer in a thread that is open. Sent twice it is one comment."""
    thread = _lock_thread(thread_id, actor=actor)
    require(can_write_in(actor, thread))
    if thread.is_resolved:
        raise ThreadResolved(_("This was marked resolved while you were writing. Open it again to add your words."))
    if same := _said_last(thread, actor, text):
        return same
    people = _called(text, thread.claim)
    comment = _say(thread, actor, text, people)
    changes = {"claim": thread.claim_id, "comment": comment.pk, "called": [user.pk for user in people]}
    record(Action.COMMENTED, thread, actor=actor, changes=changes)
    seen_by(actor, thread)
    _tell(comment, thread.claim, actor, people)
    return comment


@transaction.atomic
def edit_comment(*, comment_id: int, actor: User, text: str) -> Comment:
    """Give one's own comment other words. The old ones stay; who is named in the new ones is called in."""
    thread_id = Comment.objects.filter(pk=comment_id).values_list("thread", flat=True).first()
    if thread_id is None:
        raise Missing
    thread = _lock_thread(thread_id, actor=actor)
    comment = thread.comments.get(pk=comment_id)
    comment.thread = thread
    require(can_edit_comment(actor, comment))
    if comment.words == text:
        return comment
    known = set(comment.mentions.values_list("user", flat=True))
    people = [user for user in _called(text, thread.claim) if user.pk not in known]
    edit = CommentEdit.objects.create(comment=comment, by=actor, text=text)
    Mention.objects.bulk_create(Mention(comment=comment, user=user) for user in people)
    changes = {"comment": comment.pk, "edit": edit.pk, "called": [user.pk for user in people]}
    record(Action.COMMENT_EDITED, thread, actor=actor, changes=changes)
    notify(NoticeKind.MENTION, people, thread.claim, by=actor, thread=thread, comment=comment)
    return comment


@transaction.atomic
def resolve(*, thread_id: int, actor: User) -> Thread:
    """The question is settled. What was said stays, out of the way."""
    thread = _lock_thread(thread_id, actor=actor)
    require(can_write_in(actor, thread))
    if thread.is_resolved:
        return thread
    _settle(thread, by=actor)
    record(Action.THREAD_RESOLVED, thread, actor=actor, changes={"claim": thread.claim_id})
    seen_by(actor, thread)
    notify(NoticeKind.RESOLVED, _participants(thread), thread.claim, by=actor, thread=thread)
    return thread


@transaction.atomic
def reopen_thread(*, thread_id: int, actor: User) -> Thread:
    """Take the question up again. Who had marked it resolved, and when, stays in the trail."""
    thread = _lock_thread(thread_id, actor=actor)
    require(can_write_in(actor, thread))
    if not thread.is_resolved:
        return thread
    changes = {"claim": thread.claim_id, "resolved_by": thread.resolved_by_id}
    _settle(thread, by=None)
    record(Action.THREAD_REOPENED, thread, actor=actor, changes=changes)
    notify(NoticeKind.REOPENED, _participants(thread), thread.claim, by=actor, thread=thread)
    return thread


def _lock_thread(thread_id: int, *, actor: User) -> Thread:
    """The thread with its claim and article, held. Of a privileged one that is not theirs people know nothing."""
    claim_id = Thread.objects.visible_to(actor).filter(pk=thread_id).values_list("claim", flat=True).first()
    if claim_id is None:
        raise Missing
    claim = lock_claim(claim_id, actor=actor)
    thread = Thread.objects.select_for_update(no_key=True).get(pk=thread_id)
    thread.claim = claim
    return thread


def _settle(thread: Thread, *, by: User | None) -> None:
    thread.resolved_by = by
    thread.resolved_at = timezone.now() if by else None
    thread.save(update_fields=["resolved_by", "resolved_at"])


def _said_last(thread: Thread, actor: User, text: str) -> Comment | None:
    """The thread's last word, when it is this person's and the very same: the form was sent twice."""
    last = thread.comments.order_by("-pk").first()
    said = last is not None and last.by_id == actor.pk and last.text == text
    return last if said and not thread.is_resolved else None


def _called(text: str, claim: Claim) -> list[User]:
    """Members of the desk that the text calls in. A name that several go by is asked about, not guessed."""
    members = {user.pk: user for user in members_of(claim.article.desk_id)}
    people = [Person(user.pk, user.name) for user in members.values()]
    if call := unclear(text, people):
        names = ", ".join(person.name for person in call.people)
        said = text[call.start : call.end]
        words = _("%(said)s could be %(names)s. Write the full name, or leave the @ out.")
        raise Refused({"text": words % {"said": said, "names": names}})
    return [members[pk] for pk in called_in(text, people)]


def _say(thread: Thread, actor: User, text: str, people: Sequence[User]) -> Comment:
    comment = Comment.objects.create(thread=thread, by=actor, text=text)
    Mention.objects.bulk_create(Mention(comment=comment, user=user) for user in people)
    return comment


def _tell(comment: Comment, claim: Claim, actor: User, people: Sequence[User]) -> None:
    """First those called in, then who else waits for it: one notice each."""
    thread = comment.thread
    notify(NoticeKind.MENTION, people, claim, by=actor, thread=thread, comment=comment)
    waiting = [*_participants(thread), *([claim.reviewer] if claim.reviewer else [])]
    notify(NoticeKind.COMMENT, waiting, claim, by=actor, thread=thread, comment=comment)


def _participants(thread: Thread) -> list[User]:
    """Who wrote in the thread or was called into it."""
    written, called = thread.comments.values("by"), Mention.objects.filter(comment__thread=thread).values("user")
    return list(User.objects.filter(pk__in=written) | User.objects.filter(pk__in=called))
