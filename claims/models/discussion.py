"""What people say to each other about a claim. Words are added, never taken back; a correction keeps the old ones."""

from __future__ import annotations

import datetime as dt

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from articles.guards import only_purged, written_once
from claims.discussion_querysets import ThreadQuerySet
from claims.models.claim import Claim
from claims.models.ways import OF_ITS_CLAIM, OF_ITS_COMMENT, OF_ITS_THREAD
from factdesk.core.triggers import by_a_person, frozen_fields, no_truncate


def on_an_open_thread() -> pgtrigger.Trigger:
    """Nothing is said into a thread that was settled a moment ago."""
    return pgtrigger.Trigger(
        name="on_an_open_thread",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        func="""
            IF EXISTS (SELECT FROM claims_thread WHERE id = NEW.thread_id AND resolved_at IS NOT NULL) THEN
                RAISE EXCEPTION 'FactDesk: the thread is resolved';
            END IF;
            RETURN NEW;
        """,
    )


def own_words() -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name="own_words",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        func="""
            IF NOT EXISTS (SELECT FROM claims_comment WHERE id = NEW.comment_id AND by_id = NEW.by_id) THEN
                RAISE EXCEPTION 'FactDesk: people correct their own words only';
            END IF;
            RETURN NEW;
        """,
    )


def of_the_desk() -> pgtrigger.Trigger:
    """Who is called in can read the thread: nobody from outside the desk, ever."""
    return pgtrigger.Trigger(
        name="of_the_desk",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        func="""
            IF NOT EXISTS (
                SELECT FROM claims_comment c
                JOIN claims_thread t ON t.id = c.thread_id
                JOIN claims_claim k ON k.id = t.claim_id
                JOIN articles_article a ON a.id = k.article_id
                JOIN core_membership m ON m.desk_id = a.desk_id
                WHERE c.id = NEW.comment_id AND m.user_id = NEW.user_id
            ) THEN
                RAISE EXCEPTION 'FactDesk: only people of the desk are called in';
            END IF;
            RETURN NEW;
        """,
    )


class Thread(models.Model):
    """One question about a claim, until somebody marks it resolved.

    Privileged ("for legal"): read by the desk's editors, who wrote in it and who was called in. It is in no mail,
    and in no report but the legal one, and no notice says more of it than that it is there.
    """

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="threads")
    privileged = models.BooleanField(default=False)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField(default=timezone.now, editable=False)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    resolved_at = models.DateTimeField(null=True, blank=True)

    objects = ThreadQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(resolved_at__isnull=True, resolved_by__isnull=True)
                | Q(resolved_at__isnull=False, resolved_by__isnull=False),
                name="resolved_with_a_name",
            ),
        ]
        triggers = [
            frozen_fields(["claim", "privileged", "started_by", "started_at"]),
            by_a_person("started_by_id"),
            # Opened again first: a resolution is not handed from one name to another.
            pgtrigger.Protect(
                name="resolved_by_one",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__resolved_at__isnull=False, new__resolved_at__isnull=False)
                & (
                    pgtrigger.Q(old__resolved_at__df=pgtrigger.F("new__resolved_at"))
                    | pgtrigger.Q(old__resolved_by__df=pgtrigger.F("new__resolved_by"))
                ),
            ),
            only_purged(OF_ITS_CLAIM),
            no_truncate(),
        ]

    def __str__(self) -> str:
        return f"thread {self.pk}"

    @property
    def audit_chain(self) -> str:
        return self.claim.audit_chain

    @property
    def is_resolved(self) -> bool:
        return self.resolved_at is not None


class Comment(models.Model):
    """What one person said, as first written; `CommentEdit` holds what they made of it later."""

    thread = models.ForeignKey(Thread, on_delete=models.PROTECT, related_name="comments")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)
    text = models.TextField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(text__regex=r"\S"), name="a_comment_says_something")]
        triggers = [*written_once(OF_ITS_THREAD), by_a_person(), on_an_open_thread()]

    def __str__(self) -> str:
        return f"comment {self.pk}"

    @property
    def versions(self) -> list[tuple[str, dt.datetime]]:
        """Its words and when they were written, oldest first; the last are the ones that count."""
        return [(self.text, self.at), *((edit.text, edit.at) for edit in self.edits.all())]

    @property
    def words(self) -> str:
        return self.versions[-1][0]


class CommentEdit(models.Model):
    """Other words for one's own comment. The ones before stay, and everybody sees that there were some."""

    comment = models.ForeignKey(Comment, on_delete=models.PROTECT, related_name="edits")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)
    text = models.TextField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=Q(text__regex=r"\S"), name="an_edit_says_something")]
        triggers = [*written_once(OF_ITS_COMMENT), own_words()]

    def __str__(self) -> str:
        return f"edit {self.pk}"


class Mention(models.Model):
    """Somebody was called in by name. In a privileged thread this is also the right to read it."""

    comment = models.ForeignKey(Comment, on_delete=models.PROTECT, related_name="mentions")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["comment", "user"], name="called_in_once")]
        triggers = [*written_once(OF_ITS_COMMENT), of_the_desk()]

    def __str__(self) -> str:
        return f"{self.user_id} in comment {self.comment_id}"
