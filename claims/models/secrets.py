"""Who a confidential source is: sealed, apart from everything else, and open to named people only."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from claims.models.evidence import Source
from claims.models.secret_guards import (
    ended_for_good,
    given_by_a_holder,
    held_while_read,
    of_a_confidential_source,
)
from claims.models.ways import purged_with_its_source, used_nowhere
from claims.querysets import GrantQuerySet
from factdesk.core.models import Membership
from factdesk.core.triggers import by_a_person, frozen_fields, no_truncate


class SourceSecret(models.Model):
    """The identity behind a pseudonym, as sealed text; its plain words are in no column."""

    source = models.OneToOneField(Source, on_delete=models.PROTECT, related_name="secret")
    sealed = models.BinaryField()
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(sealed=b""), name="a_secret_is_sealed")]
        triggers = [
            of_a_confidential_source(),
            by_a_person("entered_by_id"),
            frozen_fields(["source", "entered_by", "entered_at"]),
            used_nowhere(),
            no_truncate(),
        ]

    def __str__(self) -> str:
        return f"secret of source {self.source_id}"


class SourceGrant(models.Model):
    """One person may read one identity. It ends when its time is over, when it is taken back, or with their place
    on the desk, and none of these comes undone.
    """

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="grants")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    # Their place on the desk as it was then. No constraint: who leaves the desk takes that row away, and the
    # grant, which stays as history, has nothing to stand on. Coming back is another row.
    membership = models.ForeignKey(Membership, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)
    until = models.DateTimeField(_("until"), null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = GrantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source", "user"], condition=Q(revoked_at__isnull=True), name="one_grant_per_person"
            ),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True, revoked_by__isnull=True)
                | Q(revoked_at__isnull=False, revoked_by__isnull=False),
                name="taken_back_with_a_name",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=F("at")), name="a_grant_ends_after_it_begins"
            ),
        ]
        triggers = [
            given_by_a_holder(),
            ended_for_good(),
            frozen_fields(["source", "user", "membership", "granted_by", "at", "until"]),
            used_nowhere(),
            no_truncate(),
        ]

    def __str__(self) -> str:
        return f"grant {self.pk} on source {self.source_id}"


class SourceReading(models.Model):
    """Somebody read an identity: who, when and why. Written before a word is shown."""

    grant = models.ForeignKey(SourceGrant, on_delete=models.PROTECT, related_name="readings")
    reason = models.TextField(_("reason"))
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="read_for_a_reason")]
        triggers = [
            held_while_read(),
            *purged_with_its_source("(SELECT source_id FROM claims_sourcegrant WHERE id = OLD.grant_id)"),
        ]

    def __str__(self) -> str:
        return f"reading {self.pk}"
