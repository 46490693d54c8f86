"""A claim, and the words of the text that make it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from articles.guards import in_the_trail, only_purged
from articles.models import Article, Version
from claims.models.carrying_guards import carries_its_words, settled_once, speaks_of_these_words
from claims.models.guards import (
    a_claim_keeps_words,
    checked_by_its_desk,
    cuts_its_words,
    keeps_the_offer,
    kin_of_one_article,
    merges_into_one,
    nothing_stands_on_it,
    retired_for_good,
    sent_back_until_found,
)
from claims.models.judging_guards import claims_while_in_check, while_in_check
from claims.models.proposing import ProposalRun
from claims.models.ways import ITS_ARTICLE, OF_ITS_CLAIM
from claims.querysets import AnchorQuerySet, ClaimQuerySet
from claims.states import CLAIM_FLOW, OPEN_STATES, ClaimState
from claims.vocabulary import DismissReason, Priority
from factdesk.core.models import AuditEntry
from factdesk.core.search import vector
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
    # What it said of kind and speaker, written by the database; `type` and `attributed_to` are a person's to correct.
    # What became of an offer: `ClaimQuerySet.with_fate`.
    offered_type = models.CharField(max_length=24, blank=True, editable=False)
    offered_attributed_to = models.TextField(blank=True, editable=False)
    # Places in the text the proposer read: [start, end] of hedges, [start, end, kind] of what can be looked up.
    hedges = models.JSONField(default=list)
    marks = models.JSONField(default=list)
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="claims"
    )
    # When it is wanted; without it, when its article is.
    due_at = models.DateTimeField(null=True, blank=True)
    priority = models.CharField(max_length=6, choices=Priority, default=Priority.NORMAL)
    # A lawyer reads this one.
    legal = models.BooleanField(default=False)
    # The finding that came back, for the reason in `sent_back.returned`. The database empties it as soon as the claim
    # is not in check any more.
    sent_back = models.ForeignKey("Finding", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    dismiss_reason = models.CharField(max_length=20, choices=DismissReason, blank=True)
    split_from = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="split_off")
    # The same thing said again: set aside, its places lent to the other claim until it is reopened.
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged")
    # Counts every change; a form carries the number it was shown with, so nobody overwrites unseen.
    lock_version = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = ClaimQuerySet.as_manager()

    if TYPE_CHECKING:
        # Set by what loads the claim: with_standing, with_finder, with_second_read, with_eyes, with_threads,
        # in_reading_order, with_everything.
        standing: str
        finder_id: int | None
        read_again_by: int | None
        agreed_by: int | None
        alone: bool
        anchor_state: str
        replies_asked: int
        replies_open: int
        threads_here: dict[str, int] | None
        fate: str
        words_edited: bool
        kind_edited: bool
        speaker_edited: bool
        anchor_id: int
        start: int
        end: int
        exact: str
        anchors_here: list[Anchor]
        trail: list[AuditEntry]

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="one_claim_per_number"),
            models.CheckConstraint(
                condition=(Q(state=ClaimState.DISMISSED) & ~Q(dismiss_reason=""))
                | Q(state=ClaimState.WITHDRAWN)  # then it says what was thought of it before
                | (~Q(state=ClaimState.DISMISSED) & Q(dismiss_reason="")),
                name="dismissed_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None)
                | Q(state__in=(ClaimState.DISMISSED, ClaimState.WITHDRAWN), dismiss_reason=DismissReason.DUPLICATE),
                name="merged_claims_are_duplicates",
            ),
            models.CheckConstraint(condition=Q(priority__in=Priority.values), name="known_priority"),
        ]
        indexes = [
            models.Index(fields=["article", "state"], name="claim_by_state"),
            models.Index(
                fields=["reviewer", "article"], condition=Q(state__in=[*OPEN_STATES]), name="claim_open_by_reviewer"
            ),
            models.Index(fields=["article"], condition=Q(state=ClaimState.FOUND), name="claim_found"),
            models.Index(fields=["article"], condition=Q(legal=True), name="claim_legal"),
            models.Index(fields=["article"], condition=Q(sent_back__isnull=False), name="claim_sent_back"),
        ]
        triggers = [
            follows(CLAIM_FLOW),
            frozen_fields(
                [
                    "article",
                    "number",
                    "run",
                    "score",
                    "reasons",
                    "types",
                    "hedges",
                    "marks",
                    "offered_type",
                    "offered_attributed_to",
                    "split_from",
                ]
            ),
            keeps_the_offer(),
            kin_of_one_article(),
            merges_into_one(),
            checked_by_its_desk(),
            sent_back_until_found(),
            claims_while_in_check(),
            only_purged(ITS_ARTICLE),
            in_the_trail(ITS_ARTICLE),
            in_the_trail(ITS_ARTICLE, changes="OLD.state IS DISTINCT FROM NEW.state"),
        ]

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
    # The merged claim whose place this is.
    lent_by = models.ForeignKey(Claim, null=True, blank=True, on_delete=models.PROTECT, related_name="lent")
    # Since which anchor it stands on these very words; none when that is this one. The database writes it: what was
    # found on any anchor of one wording holds for all of them.
    wording = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    # How far the words stand from where the proposer read them; none when they are others, so that its marks are void.
    shift = models.IntegerField(null=True, default=0)
    # Since when the claim stands elsewhere. The row stays: it says what was offered, or what was marked before.
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = AnchorQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "version"],
                condition=Q(is_primary=True, retired_at__isnull=True),
                name="one_primary_anchor",
            ),
            models.UniqueConstraint(fields=["id", "claim"], name="anchor_with_its_claim"),
            models.CheckConstraint(
                condition=Q(end__gt=F("start")) | Q(state="orphaned", end=F("start")), name="an_anchor_holds_words"
            ),
        ]
        indexes = [
            GinIndex(vector("exact"), name="anchor_words", condition=Q(is_primary=True, retired_at__isnull=True))
        ]
        triggers = [
            frozen_fields(
                [
                    "claim",
                    "version",
                    "start",
                    "end",
                    "exact",
                    "prefix",
                    "suffix",
                    "carried_from",
                    "lent_by",
                    "is_primary",
                    "wording",
                    "shift",
                ]
            ),
            cuts_its_words(),
            carries_its_words(),
            settled_once(),
            speaks_of_these_words(),
            retired_for_good(),
            nothing_stands_on_it(),
            a_claim_keeps_words(),
            while_in_check(),
            only_purged(OF_ITS_CLAIM),
        ]

    def __str__(self) -> str:
        return f"{self.claim_id} at {self.start}-{self.end}"

    @property
    def words_key(self) -> int:
        """The same for all anchors of the claim that hold these very words, through the versions."""
        return self.wording_id or self.pk
