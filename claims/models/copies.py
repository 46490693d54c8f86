"""What was kept of a source, and what was worked out from it."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from articles.guards import written_once
from claims.models.claim import Claim
from claims.models.evidence import Evidence, Source
from claims.models.ways import OF_ITS_CLAIM, kept_with_its_source
from claims.querysets import CopyQuerySet
from claims.vocabulary import QuoteFound
from factdesk.core.triggers import by_a_person, no_truncate


def gives_nobody_away() -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name="gives_nobody_away",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        func="""
            IF (SELECT confidential FROM claims_source WHERE id = NEW.source_id) THEN
                RAISE EXCEPTION 'FactDesk: no copy is kept of what a confidential source gave';
            END IF;
            RETURN NEW;
        """,
    )


def of_its_claim() -> pgtrigger.Trigger:
    """For rows that name their claim beside their evidence, so that a card reads them with everything else."""
    return pgtrigger.Trigger(
        name="of_its_claim",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        func="""
            IF NEW.claim_id <> (SELECT claim_id FROM claims_evidence WHERE id = NEW.evidence_id) THEN
                RAISE EXCEPTION 'FactDesk: the claim is not the one of the evidence';
            END IF;
            RETURN NEW;
        """,
    )


class Copy(models.Model):
    """A file with what a source said on a day: uploaded, or pasted. Its bytes are on disk (`claims.copies`)."""

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="copies")
    name = models.CharField(max_length=32, unique=True)
    # As it came, to be read by people; no path, address or type is ever made of it.
    original_name = models.CharField(max_length=200, blank=True)
    pasted = models.BooleanField(default=False)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    # What the bytes look like; for reading words in it, never for serving it.
    media_type = models.CharField(max_length=100)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)

    objects = CopyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "copies"
        constraints = [
            models.UniqueConstraint(fields=["source", "sha256"], name="one_copy_of_the_same_bytes"),
            models.CheckConstraint(condition=Q(name__regex="^[0-9a-f]{32}$"), name="a_copy_has_a_name_of_our_own"),
            models.CheckConstraint(condition=Q(sha256__regex="^[0-9a-f]{64}$"), name="a_copy_has_its_hash"),
            models.CheckConstraint(condition=Q(size__gte=1, size__lte=25_000_000), name="a_copy_is_no_larger"),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update),
            kept_with_its_source(),
            no_truncate(),
            by_a_person(),
            gives_nobody_away(),
        ]

    def __str__(self) -> str:
        return f"copy {self.pk}"


class Kept(models.Model):
    """That this evidence has a copy of its source, and where in the copy the quote stands. Looked up once."""

    evidence = models.OneToOneField(Evidence, on_delete=models.PROTECT, related_name="kept")
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="kept")
    copy = models.ForeignKey(Copy, on_delete=models.PROTECT, related_name="kept")
    found = models.CharField(max_length=10, choices=QuoteFound)
    line = models.PositiveIntegerField(null=True, blank=True)
    # [kind, words] from the quote to the copy: kind "del" is only in the quote, "ins" only in the copy.
    diff = models.JSONField(default=list)

    class Meta:
        verbose_name_plural = "kept"
        constraints = [
            models.CheckConstraint(
                condition=Q(found__in=["exact", "differs"], line__gte=1)
                | Q(found__in=["missing", "unread", "no_quote"], line__isnull=True),
                name="a_found_quote_has_its_place",
            ),
        ]
        triggers = [
            *written_once(OF_ITS_CLAIM),
            of_its_claim(),
            pgtrigger.Trigger(
                name="a_copy_of_its_source",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func="""
                    IF NOT EXISTS (SELECT FROM claims_evidence e JOIN claims_copy c ON c.source_id = e.source_id
                        WHERE e.id = NEW.evidence_id AND c.id = NEW.copy_id) THEN
                        RAISE EXCEPTION 'FactDesk: a copy belongs to the source of its evidence';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"copy {self.copy_id} with evidence {self.evidence_id}"


class Calculation(models.Model):
    """How a figure was worked out: what went in and where that is from, the sum, the result as it was rounded."""

    evidence = models.OneToOneField(Evidence, on_delete=models.PROTECT, related_name="calculation")
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="calculations")
    # [name, figure as it is set, where it is from]; decimal digits, never floats.
    figures = models.JSONField(default=list)
    expression = models.CharField(max_length=500)
    result = models.DecimalField(max_digits=42, decimal_places=10)
    # To so many decimals; negative: to tens, hundreds, thousands; empty: nobody rounded.
    places = models.SmallIntegerField(null=True, blank=True)
    exact = models.BooleanField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(expression=""), name="a_calculation_has_a_sum")]
        triggers = [*written_once(OF_ITS_CLAIM), of_its_claim()]

    def __str__(self) -> str:
        return f"calculation of evidence {self.evidence_id}"
