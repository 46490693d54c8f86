"""What a person is told about, by ids alone: the page makes the sentence, and only for who may read it."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from claims.discussion_querysets import NotificationQuerySet
from claims.models.claim import Claim
from claims.models.discussion import Comment, Thread
from factdesk.core.triggers import by_a_person, frozen_fields


class NoticeKind(models.TextChoices):
    """Why somebody is told."""

    COMMENT = "comment", _("a comment")
    MENTION = "mention", _("called in")
    RESOLVED = "resolved", _("a thread resolved")
    REOPENED = "reopened", _("a thread opened again")
    FINDING = "finding", _("a finding")
    VERDICT = "verdict", _("a verdict")
    ASSIGNED = "assigned", _("assigned")
    SENT_BACK = "sent_back", _("sent back")
    CORRECTED = "corrected", _("corrected")


ABOUT_THREADS = (NoticeKind.COMMENT, NoticeKind.MENTION, NoticeKind.RESOLVED, NoticeKind.REOPENED)


def of_one_thing() -> pgtrigger.Trigger:
    """A notice speaks of one claim of a desk of its reader, and of a privileged thread only to its readers."""
    return pgtrigger.Trigger(
        name="of_one_thing",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        declare=[("desk", "bigint"), ("post", "text"), ("talk", "claims_thread%ROWTYPE")],
        func="""
            SELECT a.desk_id, m.role INTO desk, post FROM claims_claim k
                JOIN articles_article a ON a.id = k.article_id
                JOIN core_membership m ON m.desk_id = a.desk_id AND m.user_id = NEW.user_id
                WHERE k.id = NEW.claim_id;
            IF desk IS NULL THEN
                RAISE EXCEPTION 'FactDesk: nobody is told of another desk';
            END IF;
            IF NEW.thread_id IS NULL THEN
                RETURN NEW;
            END IF;
            SELECT * INTO talk FROM claims_thread WHERE id = NEW.thread_id;
            IF talk.claim_id <> NEW.claim_id OR (NEW.comment_id IS NOT NULL AND NOT EXISTS (
                SELECT FROM claims_comment WHERE id = NEW.comment_id AND thread_id = talk.id)) THEN
                RAISE EXCEPTION 'FactDesk: a notice speaks of one thread of its claim';
            END IF;
            IF talk.privileged AND post <> 'editor' AND NOT EXISTS (
                SELECT FROM claims_comment c LEFT JOIN claims_mention m ON m.comment_id = c.id
                WHERE c.thread_id = talk.id AND NEW.user_id IN (c.by_id, m.user_id)) THEN
                RAISE EXCEPTION 'FactDesk: a privileged thread is for its readers';
            END IF;
            RETURN NEW;
        """,
    )


class Notification(models.Model):
    """One person, one thing that happened, and whether they have read it."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="notifications")
    kind = models.CharField(max_length=10, choices=NoticeKind)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="+")
    thread = models.ForeignKey(Thread, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    comment = models.ForeignKey(Comment, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)
    read_at = models.DateTimeField(null=True, blank=True)
    # Set before the mail goes out: a worker that dies in between costs a mail, never sends a second one.
    mailed_at = models.DateTimeField(null=True, blank=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "comment"], name="told_once_of_a_comment"),
            models.CheckConstraint(condition=~Q(user=F("by")), name="nobody_tells_themselves"),
            models.CheckConstraint(condition=Q(kind__in=NoticeKind.values), name="known_notice"),
            models.CheckConstraint(
                condition=Q(kind__in=ABOUT_THREADS, thread__isnull=False)
                | (~Q(kind__in=ABOUT_THREADS) & Q(thread__isnull=True, comment__isnull=True)),
                name="a_notice_names_what_it_is_about",
            ),
        ]
        indexes = [
            models.Index(fields=["user", "-id"], name="notices_of_a_person"),
            models.Index(fields=["user"], condition=Q(read_at__isnull=True), name="notices_unread"),
        ]
        triggers = [
            frozen_fields(["user", "kind", "by", "claim", "thread", "comment", "at"]),
            by_a_person(),
            of_one_thing(),
        ]

    def __str__(self) -> str:
        return f"{self.kind} for {self.user_id}"


class MailChoice(models.Model):
    """Whether a person wants notices by mail too. Without a row: yes, where the desk can send any."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="mail_choice")
    wanted = models.BooleanField()

    def __str__(self) -> str:
        return f"mail {self.wanted} for {self.user_id}"

    @property
    def audit_chain(self) -> str:
        return f"person:{self.user_id}"
