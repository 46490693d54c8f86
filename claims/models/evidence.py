"""What supports or refutes a claim, and what was tried in vain."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.guards import in_the_trail, only_purged, written_once
from claims.models.claim import Anchor, Claim
from claims.models.guards import leaves_nothing_sourced_bare, on_words_that_stand, retracted_for_good
from claims.models.judging_guards import while_in_check
from claims.models.secret_guards import confidential_with_its_secret
from claims.models.ways import OF_ITS_CLAIM, used_nowhere
from claims.vocabulary import Channel, SourceKind, SourceRank, Stance
from factdesk.core.models import Desk
from factdesk.core.search import vector
from factdesk.core.triggers import frozen_fields, no_truncate


class Source(models.Model):
    """Where evidence comes from; one source carries many claims, and the report says which."""

    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="sources")
    title = models.CharField(_("source"), max_length=300)
    kind = models.CharField(max_length=12, choices=SourceKind)
    url = models.URLField(_("link"), max_length=2000, blank=True)
    # Then the title is a pseudonym, the description is what readers may know, and who it is lies in SourceSecret.
    confidential = models.BooleanField(_("confidential source"), default=False)
    public_description = models.CharField(_("what readers may know"), max_length=300, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["desk", "title", "kind", "url"], name="one_row_per_source"),
            models.UniqueConstraint(
                fields=["desk", "title"], condition=Q(confidential=True), name="one_source_per_pseudonym"
            ),
            models.CheckConstraint(
                condition=Q(confidential=False, public_description="")
                | (Q(confidential=True, url="") & ~Q(public_description="")),
                name="confidential_with_a_description_and_no_link",
            ),
        ]
        indexes = [GinIndex(vector("title"), name="source_words")]
        triggers = [
            frozen_fields(["desk", "confidential"]),
            confidential_with_its_secret(),
            used_nowhere("OLD.id"),
            no_truncate(),
        ]

    def __str__(self) -> str:
        return f"source {self.pk}"

    @property
    def audit_chain(self) -> str:
        return self.desk.audit_chain


class Evidence(models.Model):
    """What one source says about one claim. Retracted with a reason, never deleted."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="evidence")
    anchor = models.ForeignKey(Anchor, on_delete=models.PROTECT, related_name="evidence")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="evidence")
    stance = models.CharField(max_length=10, choices=Stance)
    rank = models.CharField(max_length=10, choices=SourceRank, default=SourceRank.PRIMARY)
    quote = models.TextField(_("exact words in the source"), blank=True)
    locator = models.CharField(_("where in the source"), max_length=200, blank=True)
    note = models.TextField(_("note"), blank=True)
    archive_url = models.URLField(_("archive address"), max_length=2000, blank=True)
    supplied_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    retracted_at = models.DateTimeField(null=True, blank=True)
    retracted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    retract_reason = models.TextField(blank=True)

    class Meta:
        verbose_name_plural = "evidence"
        constraints = [
            models.CheckConstraint(condition=~Q(quote="") | ~Q(note=""), name="evidence_says_something"),
            models.CheckConstraint(condition=Q(rank__in=SourceRank.values), name="known_rank"),
            models.CheckConstraint(
                condition=Q(retracted_at__isnull=True, retracted_by__isnull=True, retract_reason="")
                | (Q(retracted_at__isnull=False, retracted_by__isnull=False) & ~Q(retract_reason="")),
                name="retracted_with_name_and_reason",
            ),
        ]
        triggers = [
            frozen_fields(
                [
                    "claim",
                    "anchor",
                    "source",
                    "stance",
                    "rank",
                    "quote",
                    "locator",
                    "note",
                    "archive_url",
                    "supplied_by",
                    "created_at",
                ]
            ),
            on_words_that_stand(),
            retracted_for_good(),
            leaves_nothing_sourced_bare(),
            while_in_check(),
            only_purged(OF_ITS_CLAIM),
            in_the_trail(OF_ITS_CLAIM),
            in_the_trail(OF_ITS_CLAIM, changes="OLD.* IS DISTINCT FROM NEW.*"),
            no_truncate(),
        ]

    def __str__(self) -> str:
        return f"evidence {self.pk}"


class Attempt(models.Model):
    """What was tried, where, and what came of it: what stands behind "unverified"."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="attempts")
    what = models.TextField(_("what was asked or looked for"))
    channel = models.CharField(max_length=10, choices=Channel)
    outcome = models.TextField(_("what came of it"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        triggers = [*written_once(OF_ITS_CLAIM), in_the_trail(OF_ITS_CLAIM), while_in_check()]

    def __str__(self) -> str:
        return f"attempt {self.pk}"
