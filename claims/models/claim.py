"""A claim, and the words of the text that make it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from articles.models import Article, Version
from claims.models.proposing import ProposalRun
from claims.querysets import ClaimQuerySet
from claims.states import CLAIM_FLOW, ClaimState
from claims.vocabulary import DismissReason
from factdesk.core.triggers import follows, frozen_fields


class Claim(models.Model):
    """Something the article says that can be checked. Its number is its name for good: C017."""

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="claims")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=ClaimState, default=ClaimState.PROPOSED)
    type = models.CharField(max_length=24)
    types = models.JSONField(default=list)
    attributed_to = models.TextField(blank=True)
    # The proposer's part; empty for a claim that a person made.
    run = models.ForeignKey(ProposalRun, null=True, blank=True, on_delete=models.PROTECT, related_name="claims")
    score = models.FloatField(null=True, blank=True)
    reasons = models.JSONField(default=list)
    hedges = models.JSONField(default=list)
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="claims"
    )
    dismiss_reason = models.CharField(max_length=20, choices=DismissReason, blank=True)
    # Counts every change; a form carries the number it was shown with, so nobody overwrites unseen.
    lock_version = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = ClaimQuerySet.as_manager()

    if TYPE_CHECKING:
        # Set by what loads the claim: with_standing, with_finder, in_reading_order, with_everything.
        standing: str
        finder_id: int | None
        anchor_id: int
        start: int
        end: int
        exact: str
        anchors_here: list[Anchor]

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="one_claim_per_number"),
            models.CheckConstraint(
                condition=(Q(state=ClaimState.DISMISSED) & ~Q(dismiss_reason=""))
                | (~Q(state=ClaimState.DISMISSED) & Q(dismiss_reason="")),
                name="dismissed_with_a_reason",
            ),
        ]
        triggers = [follows(CLAIM_FLOW), frozen_fields(["article", "number", "run"])]

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        """The permanent number as people say it; never reused, also when the claim is cut."""
        return f"C{self.number:03d}"

    @property
    def audit_chain(self) -> str:
        return f"article:{self.article_id}"


class Anchor(models.Model):
    """The exact words of a version that a claim stands on. Offsets are code points, half-open."""

    class State(models.TextChoices):
        EXACT = "exact"
        MOVED = "moved"
        REWORDED = "reworded"
        AMBIGUOUS = "ambiguous"
        ORPHANED = "orphaned"

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="anchors")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="anchors")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    exact = models.TextField()
    prefix = models.TextField(blank=True)
    suffix = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.EXACT)
    is_primary = models.BooleanField(default=True)
    carried_from = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="carried_to")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "version"], condition=Q(is_primary=True), name="one_primary_anchor"
            ),
            models.UniqueConstraint(fields=["id", "claim"], name="anchor_with_its_claim"),
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="an_anchor_holds_words"),
        ]
        triggers = [
            frozen_fields(["claim", "version", "start", "end", "exact", "prefix", "suffix", "carried_from"]),
            pgtrigger.Trigger(
                name="cuts_its_words",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                # substring() of a UTF-8 database counts code points from 1.
                func="""
                    IF NOT EXISTS (
                        SELECT FROM articles_version v JOIN claims_claim c ON c.article_id = v.article_id
                        WHERE v.id = NEW.version_id AND c.id = NEW.claim_id
                        AND substring(v.text FROM NEW.start + 1 FOR NEW."end" - NEW.start) = NEW.exact
                    ) THEN
                        RAISE EXCEPTION 'FactDesk: an anchor must hold the very words of its own article';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claim_id} at {self.start}-{self.end}"
