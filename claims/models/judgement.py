"""What a reviewer found and what an editor decided: two chains of rows, neither ever rewritten."""

from __future__ import annotations

import operator
from functools import reduce

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.guards import in_the_trail, written_once
from claims.models.claim import Anchor, Claim
from claims.models.guards import on_words_that_stand
from claims.models.judging_guards import (
    judges_a_finding,
    not_by_a_writer,
    reads_the_newest_finding,
    stands_on_evidence,
    while_in_check,
)
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
            not_by_a_writer(),
            while_in_check(),
            stands_on_evidence(reason="NEW.note", sub_reason="NEW.sub_reason"),
        ]

    def __str__(self) -> str:
        return f"finding {self.pk}"


class SecondRead(models.Model):
    """What another person made of a finding before an editor decides: the same, or something else, which they say."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="second_reads")
    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="second_reads")
    status = models.CharField(max_length=10, choices=Status)
    agrees = models.BooleanField()
    # Whether the finding was hidden from the reader, as the rules of the desk were then.
    blind = models.BooleanField()
    note = models.TextField(_("reason"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="second_reads")
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["finding"], name="one_second_read_of_a_finding"),
            models.CheckConstraint(condition=Q(status__in=Status.values), name="known_second_read"),
            models.CheckConstraint(condition=Q(agrees=True) | ~Q(note=""), name="differs_with_a_reason"),
        ]
        triggers = [
            *written_once(OF_ITS_CLAIM),
            in_the_trail(OF_ITS_CLAIM),
            by_a_person(),
            not_by_a_writer(),
            while_in_check(),
            reads_the_newest_finding(),
        ]

    def __str__(self) -> str:
        return f"second read {self.pk}"


# A verdict that agrees has the reason and the kind of its finding.
REASON_OF_A_VERDICT = """coalesce(nullif(btrim(NEW.override_reason), ''),
                (SELECT note FROM claims_finding WHERE id = NEW.finding_id))"""
KIND_OF_A_VERDICT = "(SELECT sub_reason FROM claims_finding WHERE id = NEW.finding_id AND status = NEW.status)"


class Verdict(models.Model):
    """An editor's decision on a finding: agreed, or overridden with a reason that is printed."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="verdicts")
    anchor = models.ForeignKey(Anchor, on_delete=models.PROTECT, related_name="verdicts")
    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="verdicts")
    status = models.CharField(max_length=10, choices=Status)
    resolution = models.CharField(max_length=10, choices=Resolution, default=Resolution.STANDS)
    # The words the copy gets, where it does not stand as it is.
    wording = models.TextField(_("new words"), blank=True)
    override_reason = models.TextField(_("reason for overriding"), blank=True)
    # On a small desk: why the person who found it, or no second reader, decided. Printed.
    alone_reason = models.TextField(_("reason for deciding alone"), blank=True)
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
            models.CheckConstraint(condition=Q(resolution__in=Resolution.values), name="known_resolution"),
        ]
        triggers = [
            *written_once(OF_ITS_CLAIM),
            in_the_trail(OF_ITS_CLAIM),
            by_a_person(),
            not_by_a_writer(),
            while_in_check(),
            judges_a_finding(),
            stands_on_evidence(reason=REASON_OF_A_VERDICT, sub_reason=KIND_OF_A_VERDICT),
        ]

    def __str__(self) -> str:
        return f"verdict {self.pk}"

    @property
    def agrees(self) -> bool:
        return self.status == self.finding.status
