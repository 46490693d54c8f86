"""Telling people what happened: written in the transaction of the change itself, ids only, never to who did it."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.utils import timezone

from claims.discussion_querysets import members_of, readers_of
from claims.models import Claim, Comment, MailChoice, NoticeKind, Notification, Thread
from factdesk.core.jobs import enqueue
from factdesk.core.models import User


def notify(
    kind: NoticeKind,
    users: Iterable[User],
    claim: Claim,
    *,
    by: User,
    thread: Thread | None = None,
    comment: Comment | None = None,
) -> list[Notification]:
    """Tell these people, each once: who works on the claim's desk, may read what it is about, and is not `by`.

    Call it last in an action, after the audit line. Mail follows after commit for those who want it.
    """
    wanted = {user.pk for user in users} - {by.pk}
    if not wanted:
        return []
    allowed = readers_of(thread) if thread and thread.privileged else members_of(claim.article.desk_id)
    if comment:  # who was called in by it is not told again that it was written
        wanted -= set(Notification.objects.filter(comment=comment).values_list("user", flat=True))
    rows = [
        Notification(user=user, kind=kind, by=by, claim=claim, thread=thread, comment=comment)
        for user in allowed.filter(pk__in=wanted)
    ]
    Notification.objects.bulk_create(rows)
    _send(rows, by)
    return rows


def seen_by(user: User, thread: Thread) -> None:
    """Who answers in a thread has read what was said in it."""
    Notification.objects.filter(user=user, thread=thread, read_at=None).update(read_at=timezone.now())


def mail_is_set_up() -> bool:
    """Whether the operator named a sender, and the address that links begin with."""
    return bool(settings.MAIL_FROM and settings.DESK_URL)


def wants_mail(user: User) -> bool:
    choice = MailChoice.objects.filter(user=user).first()
    return mail_is_set_up() and (choice is None or choice.wanted)


def _send(rows: list[Notification], by: User) -> None:
    if not rows or not mail_is_set_up():
        return
    without = MailChoice.objects.filter(user__in=[row.user_id for row in rows], wanted=False)
    silent = set(without.values_list("user", flat=True))
    for row in rows:
        if row.user_id not in silent:
            enqueue("claims.mail_notice", target_id=row.pk, requested_by=by)
