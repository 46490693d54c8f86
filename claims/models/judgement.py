"""What a reviewer found and what an editor decided: two chains of rows, neither ever rewritten."""

from __future__ import annotations

import operator
from functools import reduce

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.guards import in_the_trail, written_once
from claims.models.claim import Anchor, Claim
from claims.models.guards import on_words_that_stand
from claims.models.ways import OF_ITS_CLAIM
from claims.vocabulary import SUB_REASONS, Resolution, Status, SubReason
from factdesk.core.triggers import by_a_person


def _sub_reason_fits() -> Q:
    return reduce(
        operator.or_,
        (Q(status=status, sub_reason__in=[*map(str, reasons)]) for status, reasons in SUB_REASONS.items()),
    )


class Finding(models.Model):
    """A reviewer's view of a claim's words, as they stood. The newest of a claim is the one that counts."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="findings")
    anchor = models.ForeignKey(Anchor, on_delete=models.PROTECT, related_name="findings")
    status = models.CharField(max_length=10, choices=Status)
    sub_reason = models.CharField(max_length=20, choices=SubReason)
    note = models.TextField(_("reason"), blank=True)
    proposed_text = models.TextField(_("suggested words"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="findings")
    at = models.DateTimeField(default=timezone.now, editable=False)
    supersedes = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="superseded_by"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["claim"], condition=Q(supersedes__isnull=True), name="one_chain_of_findings"
            ),
            models.CheckConstraint(condition=_sub_reason_fits(), name="sub_reason_fits_the_finding"),
            models.CheckConstraint(condition=Q(status=Status.SOURCED) | ~Q(note=""), name="doubt_is_given_a_reason"),
        ]
        triggers = [
            *written_once(OF_ITS_CLAIM),
            in_the_trail(OF_ITS_CLAIM),
            by_a_person(),
            on_words_that_stand(),
            pgtrigger.Trigger(
                name="stands_on_evidence",
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                timing=pgtrigger.Deferred,
                func="""
                    IF NOT EXISTS (SELECT FROM claims_anchor
                        WHERE id = NEW.anchor_id AND claim_id = NEW.claim_id) THEN
                        RAISE EXCEPTION 'FactDesk: a finding stands on words of its own claim';
                    END IF;
                    IF NEW.status = 'sourced' AND NOT EXISTS (SELECT FROM claims_evidence
                        WHERE claim_id = NEW.claim_id AND anchor_id = NEW.anchor_id AND stance = 'supports'
                        AND retracted_at IS NULL AND btrim(quote) <> '' AND btrim(locator) <> '') THEN
                        RAISE EXCEPTION 'FactDesk: sourced needs a supporting source, its words and their place';
                    END IF;
                    IF NEW.status = 'sourced' AND btrim(NEW.note) = '' AND (SELECT count(DISTINCT source_id) = 1
                        AND bool_and(rank = 'secondary') FROM claims_evidence WHERE claim_id = NEW.claim_id
                        AND anchor_id = NEW.anchor_id AND stance = 'supports' AND retracted_at IS NULL) THEN
                        RAISE EXCEPTION 'FactDesk: one secondary source alone needs a reason';
                    END IF;
                    IF NEW.status = 'disputed' AND NOT EXISTS (SELECT FROM claims_evidence
                        WHERE claim_id = NEW.claim_id AND stance IN ('refutes', 'context')
                        AND retracted_at IS NULL) THEN
                        RAISE EXCEPTION 'FactDesk: disputed needs a source that refutes or adds context';
                    END IF;
                    IF NEW.status = 'unverified' AND NOT EXISTS (SELECT FROM claims_attempt
                        WHERE claim_id = NEW.claim_id) THEN
                        RAISE EXCEPTION 'FactDesk: unverified needs a logged attempt';
                    END IF;
                    RETURN NULL;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"finding {self.pk}"


class Verdict(models.Model):
    """An editor's decision on a finding: agreed, or overridden with a reason that is printed."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="verdicts")
    anchor = models.ForeignKey(Anchor, on_delete=models.PROTECT, related_name="verdicts")
    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="verdicts")
    status = models.CharField(max_length=10, choices=Status)
    resolution = models.CharField(max_length=10, choices=Resolution, default=Resolution.STANDS)
    override_reason = models.TextField(_("reason for overriding"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="verdicts")
    at = models.DateTimeField(default=timezone.now, editable=False)
    supersedes = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="superseded_by"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["claim"], condition=Q(supersedes__isnull=True), name="one_chain_of_verdicts"
            ),
            models.CheckConstraint(condition=Q(status__in=Status.values), name="known_verdict"),
        ]
        triggers = [
            *written_once(OF_ITS_CLAIM),
            in_the_trail(OF_ITS_CLAIM),
            by_a_person(),
            pgtrigger.Trigger(
                name="judges_a_finding",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                declare=[("found", "claims_finding%ROWTYPE")],
                func="""
                    SELECT * INTO found FROM claims_finding WHERE id = NEW.finding_id;
                    IF found.claim_id <> NEW.claim_id OR found.anchor_id <> NEW.anchor_id THEN
                        RAISE EXCEPTION 'FactDesk: a verdict judges a finding on the same words';
                    END IF;
                    IF found.by_id = NEW.by_id THEN
                        RAISE EXCEPTION 'FactDesk: nobody decides on their own finding';
                    END IF;
                    IF found.status <> NEW.status AND btrim(NEW.override_reason) = '' THEN
                        RAISE EXCEPTION 'FactDesk: overriding a finding needs a reason';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"verdict {self.pk}"

    @property
    def agrees(self) -> bool:
        return self.status == self.finding.status
