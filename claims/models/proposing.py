"""What the proposer read and found, kept whole; and how much of it an article's desk wants to see."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.guards import written_once
from articles.models import Article, Version
from claims.detect import Reach
from claims.models.ways import OF_ITS_VERSION

REACHES = [(str(Reach.STRICT), _("Fewer")), (str(Reach.STANDARD), _("Standard")), (str(Reach.WIDE), _("More"))]


class ProposalRun(models.Model):
    """One reading of one version by one proposer. The same reading is never stored twice."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="runs")
    proposer = models.CharField(max_length=40)
    proposer_version = models.CharField(max_length=20)
    sentences = models.PositiveIntegerField()
    # Every sentence with its score and label, and every proposal down to the wide reach: `claims.reading` writes it.
    reading = models.JSONField(default=dict)
    # Codes of what a reader has to know, with a number where there is one: [["basic_detector"], …].
    notices = models.JSONField(default=list)
    finished_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["version", "proposer", "proposer_version"], name="one_run_per_proposer_version"
            )
        ]
        triggers = [*written_once(OF_ITS_VERSION)]

    def __str__(self) -> str:
        return f"{self.proposer} {self.proposer_version} on version {self.version_id}"


class TextSent(models.Model):
    """A slip for each time a text is sent to the model endpoint, written before the first word goes out.

    Without a slip nothing is sent, and the database gives none for a confidential article.
    """

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="sent")
    host = models.CharField(max_length=255)
    model = models.CharField(max_length=120)
    sentences = models.PositiveIntegerField()
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        triggers = [
            *written_once(OF_ITS_VERSION),
            pgtrigger.Trigger(
                name="only_what_may_leave",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func="""
                    IF NOT EXISTS (
                        SELECT FROM articles_version v
                        JOIN articles_article a ON a.id = v.article_id
                        JOIN core_desk d ON d.id = a.desk_id
                        WHERE v.id = NEW.version_id AND NOT a.confidential AND d.uses_model_endpoint
                    ) THEN
                        RAISE EXCEPTION 'FactDesk: this text may not leave the desk';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"version {self.version_id} to {self.host}"


class ArticleReach(models.Model):
    """How much of what was proposed an article's desk wants to see; the standard reach where there is no row."""

    article = models.OneToOneField(Article, on_delete=models.PROTECT, related_name="reach_row")
    reach = models.CharField(
        max_length=10,
        choices=REACHES,
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(reach__in=[str(reach) for reach in Reach]), name="a_known_reach")
        ]

    def __str__(self) -> str:
        return f"{self.reach} for article {self.article_id}"
