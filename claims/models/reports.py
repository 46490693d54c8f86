"""Reports as they were issued: the very bytes, and what they were made from."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from articles.guards import in_the_trail, only_purged, written_once
from articles.models import Version
from claims.models.signoff import SignOff
from claims.models.ways import OF_ITS_VERSION
from claims.vocabulary import Edition, Format, Profile
from factdesk.core.triggers import by_a_person, frozen_fields, no_truncate


def of_its_sign_off() -> pgtrigger.Trigger:
    """What is issued with a sign-off is of the version that was signed; what is not is a draft."""
    return pgtrigger.Trigger(
        name="of_its_sign_off",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        func="""
            IF NEW.sign_off_id IS NOT NULL AND NOT EXISTS (SELECT FROM claims_signoff
                WHERE id = NEW.sign_off_id AND version_id = NEW.version_id AND act = 'sign') THEN
                RAISE EXCEPTION 'FactDesk: a report is issued with the sign-off of its own version';
            END IF;
            RETURN NEW;
        """,
    )


class Report(models.Model):
    """One file of a report. Without a sign-off it is a draft. None is ever replaced.

    Its bytes are in `content`, or, where they hold kept copies, on disk (`claims.reports.shelf`). What was issued
    before there were profiles has none: it is an internal one.
    """

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="reports")
    sign_off = models.ForeignKey(SignOff, null=True, on_delete=models.PROTECT, related_name="reports")
    profile = models.CharField(max_length=10, choices=Profile, blank=True)
    format = models.CharField(max_length=10, choices=Format, default=Format.HTML)
    edition = models.CharField(max_length=10, choices=Edition, blank=True)
    # By which every file of the same report says which one it is (`claims.reports.seal`).
    code = models.CharField(max_length=28, blank=True, db_index=True)
    # SHA-256 of the text, the verdicts, the evidence and all of it; where the audit trail ended.
    inputs = models.JSONField(default=dict, blank=True)
    content = models.BinaryField()
    file = models.CharField(max_length=32, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sign_off", "profile", "format"],
                condition=Q(sign_off__isnull=False) & ~Q(profile="") & ~Q(format="zip"),
                name="issued_once_in_each_form",
            ),
            models.CheckConstraint(
                condition=Q(profile="")
                | Q(sign_off=None, edition=Edition.DRAFT)
                | (Q(sign_off__isnull=False) & ~Q(edition=Edition.DRAFT)),
                name="a_draft_is_what_nobody_signed",
            ),
        ]
        triggers = [*written_once(OF_ITS_VERSION), in_the_trail(OF_ITS_VERSION), of_its_sign_off()]

    def __str__(self) -> str:
        return f"report {self.pk}"

    @property
    def audit_chain(self) -> str:
        return self.version.audit_chain


class ReportOrder(models.Model):
    """Somebody wants a report in a form that takes its time. The job of a worker; the file when it is done."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="orders")
    sign_off = models.ForeignKey(SignOff, null=True, on_delete=models.PROTECT, related_name="+")
    profile = models.CharField(max_length=10, choices=Profile)
    format = models.CharField(max_length=10, choices=Format)
    # Where the fact check is published, for what search engines read.
    public_url = models.CharField(max_length=2000, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)
    report = models.ForeignKey(Report, null=True, on_delete=models.PROTECT, related_name="+")
    # Why nothing came of it, in a word (`claims.reports.making.NotMade`).
    why = models.CharField(max_length=20, blank=True)

    class Meta:
        indexes = [models.Index(fields=["version", "-at"], name="order_by_version")]
        triggers = [
            by_a_person(),
            of_its_sign_off(),
            frozen_fields(["version", "sign_off", "profile", "format", "public_url", "by", "at"]),
            only_purged(OF_ITS_VERSION),
            no_truncate(),
        ]

    def __str__(self) -> str:
        return f"order {self.pk}"
