"""What was put right after publication: the old words and the new, how it was learnt, and how it got past the desk."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.guards import ITS_ARTICLE, in_the_trail, written_once
from articles.models import Article, Version
from claims.models.claim import Claim
from claims.vocabulary import RootCause, Severity
from factdesk.core.triggers import by_a_person


def corrects_what_was_signed() -> pgtrigger.Trigger:
    """By an editor who did not write it, of a version that was signed; the next version has just these other words."""
    return pgtrigger.Trigger(
        name="corrects_what_was_signed",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        declare=[("old", "articles_version%ROWTYPE"), ("made", "articles_version%ROWTYPE")],
        # substring() and overlay() of a UTF-8 database count code points from 1.
        func="""
            SELECT * INTO old FROM articles_version WHERE id = NEW.version_before_id;
            SELECT * INTO made FROM articles_version WHERE id = NEW.version_after_id;
            IF NEW.article_id <> old.article_id OR NEW.article_id <> made.article_id
                OR made.number <> old.number + 1 OR made.origin <> 'correction' THEN
                RAISE EXCEPTION 'FactDesk: a correction leads from one version of an article to the next';
            END IF;
            IF substring(old.text FROM NEW.start + 1 FOR length(NEW.old_words)) <> NEW.old_words
                OR made.text <> overlay(old.text PLACING NEW.new_words
                    FROM NEW.start + 1 FOR length(NEW.old_words)) THEN
                RAISE EXCEPTION 'FactDesk: a correction changes the words it names, and no others';
            END IF;
            IF NEW.claim_id IS NOT NULL AND NOT EXISTS (SELECT FROM claims_claim
                WHERE id = NEW.claim_id AND article_id = NEW.article_id) THEN
                RAISE EXCEPTION 'FactDesk: the claim that failed is one of the article';
            END IF;
            IF NOT EXISTS (SELECT FROM core_membership m JOIN articles_article a ON a.desk_id = m.desk_id
                WHERE a.id = NEW.article_id AND m.user_id = NEW.by_id AND m.role = 'editor') THEN
                RAISE EXCEPTION 'FactDesk: an editor of the desk corrects an article';
            END IF;
            IF EXISTS (SELECT FROM claims_writer WHERE article_id = NEW.article_id AND user_id = NEW.by_id) THEN
                RAISE EXCEPTION 'FactDesk: who wrote an article does not correct it alone';
            END IF;
            IF coalesce((SELECT act FROM claims_signoff WHERE version_id = old.id ORDER BY id DESC LIMIT 1), '')
                <> 'sign' THEN
                RAISE EXCEPTION 'FactDesk: what was signed off is corrected; the rest is still being checked';
            END IF;
            RETURN NEW;
        """,
    )


class Correction(models.Model):
    """One correction of a signed-off version. It made the next version; the report of the old one stays."""

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="corrections")
    # Which claim failed; none when nobody had made a claim of it.
    claim = models.ForeignKey(Claim, null=True, blank=True, on_delete=models.PROTECT, related_name="corrections")
    version_before = models.OneToOneField(Version, on_delete=models.PROTECT, related_name="corrected_by")
    version_after = models.OneToOneField(Version, on_delete=models.PROTECT, related_name="correction")
    severity = models.CharField(max_length=10, choices=Severity)
    # Who told the desk: often a reader, whose name is nobody else's. Never printed, logged or audited.
    reported_by = models.CharField(_("reported by"), max_length=300, blank=True)
    reported_at = models.DateTimeField(_("reported"))
    start = models.PositiveIntegerField()
    old_words = models.TextField(_("words as printed"))
    new_words = models.TextField(_("corrected words"), blank=True)
    public_note = models.TextField(_("note to readers"))
    root_cause = models.CharField(max_length=20, choices=RootCause)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(severity__in=Severity.values), name="known_severity"),
            models.CheckConstraint(condition=Q(root_cause__in=RootCause.values), name="known_root_cause"),
            models.CheckConstraint(condition=~Q(old_words=""), name="printed_words_are_corrected"),
            models.CheckConstraint(condition=~Q(old_words=F("new_words")), name="corrected_to_other_words"),
            models.CheckConstraint(condition=~Q(public_note=""), name="corrected_with_a_note"),
            models.CheckConstraint(condition=Q(reported_at__lte=F("at")), name="reported_before_it_was_corrected"),
        ]
        triggers = [
            *written_once(ITS_ARTICLE),
            in_the_trail(ITS_ARTICLE),
            by_a_person(),
            corrects_what_was_signed(),
        ]

    def __str__(self) -> str:
        return f"correction {self.pk}"

    @property
    def audit_chain(self) -> str:
        return f"article:{self.article_id}"
