"""The end of an article: one editor asks, another agrees, and every word of it is gone."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.guards import ITS_ARTICLE, in_the_trail
from articles.models.article import Article
from factdesk.core.triggers import by_a_person, frozen_fields, no_truncate

EDITS = """EXISTS (SELECT FROM core_membership m JOIN articles_article a ON a.desk_id = m.desk_id
    WHERE a.id = NEW.article_id AND m.user_id = {person} AND m.role = 'editor')"""


def asked_by_an_editor() -> pgtrigger.Trigger:
    """It begins as a request, by an editor of the desk; nobody writes a whole purge at once."""
    return pgtrigger.Trigger(
        name="asked_by_an_editor",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        func=f"""
            IF NEW.approved_at IS NOT NULL OR NEW.withdrawn_at IS NOT NULL OR NEW.purged_at IS NOT NULL THEN
                RAISE EXCEPTION 'FactDesk: a purge is asked for first';
            END IF;
            IF NOT {EDITS.format(person="NEW.asked_by_id")} THEN
                RAISE EXCEPTION 'FactDesk: an editor of the desk asks for a purge';
            END IF;
            RETURN NEW;
        """,
    )


def approved_by_another() -> pgtrigger.Trigger:
    """Another editor of the desk; where there is none, another person, whom the operator names."""
    return pgtrigger.Trigger(
        name="approved_by_another",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        condition=pgtrigger.Condition("OLD.approved_at IS NULL AND NEW.approved_at IS NOT NULL"),
        func=f"""
            IF NEW.approved_by_id = NEW.asked_by_id OR (SELECT is_system OR NOT is_active FROM core_user
                WHERE id = NEW.approved_by_id) THEN
                RAISE EXCEPTION 'FactDesk: another person agrees to a purge';
            END IF;
            IF NOT {EDITS.format(person="NEW.approved_by_id")} AND EXISTS (
                SELECT FROM core_membership m JOIN articles_article a ON a.desk_id = m.desk_id
                JOIN core_user u ON u.id = m.user_id AND u.is_active
                WHERE a.id = NEW.article_id AND m.role = 'editor' AND m.user_id <> NEW.asked_by_id) THEN
                RAISE EXCEPTION 'FactDesk: another editor of the desk agrees to a purge';
            END IF;
            RETURN NEW;
        """,  # noqa: S608  the condition is ours
    )


def one_way() -> pgtrigger.Trigger:
    """Asked, then ended or agreed, then done: nothing of it is taken back or written over."""
    return pgtrigger.Trigger(
        name="one_way",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        func="""
            IF OLD.withdrawn_at IS NOT NULL OR OLD.purged_at IS NOT NULL
                OR (OLD.approved_at IS NOT NULL AND (OLD.approved_at, OLD.approved_by_id)
                    IS DISTINCT FROM (NEW.approved_at, NEW.approved_by_id)) THEN
                RAISE EXCEPTION 'FactDesk: this purge is settled';
            END IF;
            RETURN NEW;
        """,
    )


def done_at_once() -> pgtrigger.Trigger:
    """Agreed to and carried out in one transaction: what it opens is shut again before anybody else comes."""
    return pgtrigger.Trigger(
        name="done_at_once",
        when=pgtrigger.After,
        operation=pgtrigger.Update,
        timing=pgtrigger.Deferred,
        condition=pgtrigger.Condition("NEW.approved_at IS NOT NULL"),
        func="""
            IF NOT EXISTS (SELECT FROM articles_purge p JOIN articles_article a ON a.id = p.article_id
                WHERE p.id = NEW.id AND p.purged_at IS NOT NULL AND a.state = 'purged') THEN
                RAISE EXCEPTION 'FactDesk: a purge that was agreed on is carried out at once';
            END IF;
            RETURN NULL;
        """,
    )


class Purge(models.Model):
    """Asked for by one editor, agreed on by another person. The row stays; its words go with the article."""

    class Ground(models.TextChoices):
        LEGAL = "legal", _("a court or a lawyer wants it")
        SAFETY = "safety", _("it could put somebody in danger")
        PRIVACY = "privacy", _("somebody has a right to it")
        MISTAKE = "mistake", _("it should not have come in")
        RETENTION = "retention", _("it was kept long enough")

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="purges")
    ground = models.CharField(_("why"), max_length=10, choices=Ground)
    reason = models.TextField(_("in your words"), blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now, editable=False)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    purged_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["article"], condition=Q(withdrawn_at__isnull=True), name="one_purge_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(ground__in=["legal", "safety", "privacy", "mistake", "retention"]), name="known_ground"
            ),
            models.CheckConstraint(condition=Q(approved_by=None) | ~Q(approved_by=F("asked_by")), name="two_people"),
            models.CheckConstraint(
                condition=Q(approved_by=None, approved_at=None)
                | Q(approved_by__isnull=False, approved_at__isnull=False, withdrawn_at=None),
                name="approved_with_a_name",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_by=None, withdrawn_at=None)
                | Q(withdrawn_by__isnull=False, withdrawn_at__isnull=False),
                name="withdrawn_with_a_name",
            ),
            models.CheckConstraint(
                condition=Q(purged_at=None) | Q(approved_at__isnull=False), name="purged_as_approved"
            ),
            # Words are for who has to agree; what is left afterwards is why, in one of five.
            models.CheckConstraint(
                condition=(Q(purged_at=None, withdrawn_at=None) & ~Q(reason=""))
                | (~Q(purged_at=None, withdrawn_at=None) & Q(reason="")),
                name="a_reason_while_it_is_open",
            ),
        ]
        triggers = [
            frozen_fields(["article", "ground", "asked_by", "asked_at"]),
            by_a_person("asked_by_id"),
            asked_by_an_editor(),
            approved_by_another(),
            one_way(),
            done_at_once(),
            in_the_trail(ITS_ARTICLE),
            in_the_trail(ITS_ARTICLE, changes="OLD.* IS DISTINCT FROM NEW.*"),
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            no_truncate(),
        ]

    def __str__(self) -> str:
        return f"purge {self.pk}"

    @property
    def audit_chain(self) -> str:
        return f"article:{self.article_id}"
