"""Sentences of which a person said that there is nothing to check."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from articles.guards import only_purged
from articles.models import Version
from claims.models.guards import stays_in_its_text, taken_back_for_good
from claims.models.ways import OF_ITS_VERSION
from claims.querysets import NothingToCheckQuerySet
from factdesk.core.triggers import by_a_person, frozen_fields, no_truncate


class NothingToCheck(models.Model):
    """One sentence, by its offsets in one version. Taken back it stays on record; marked again it is a new row."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="nothing_to_check")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)
    taken_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    taken_back_at = models.DateTimeField(null=True, blank=True)

    objects = NothingToCheckQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["version", "start", "end"], condition=Q(taken_back_at=None), name="marked_once"
            ),
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="a_mark_holds_words"),
            models.CheckConstraint(
                condition=Q(taken_back_at=None, taken_back_by=None)
                | Q(taken_back_at__isnull=False, taken_back_by__isnull=False),
                name="taken_back_by_somebody",
            ),
        ]
        triggers = [
            frozen_fields(["version", "start", "end", "by", "at"]),
            only_purged(OF_ITS_VERSION),
            no_truncate(),
            by_a_person(),
            stays_in_its_text(),
            taken_back_for_good(),
        ]

    def __str__(self) -> str:
        return f"{self.start}-{self.end} of version {self.version_id}"
