"""An editor's name under one version."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.guards import in_the_trail, written_once
from articles.models import Version
from claims.models.signing_guards import signs_what_is_there
from claims.models.ways import OF_ITS_VERSION
from factdesk.core.triggers import by_a_person


class SignOff(models.Model):
    """Signs one version with one set of verdicts, or takes that back. Each act is a row of its own."""

    class Act(models.TextChoices):
        SIGN = "sign", _("signed off")
        REVOKE = "revoke", _("taken back")

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="sign_offs")
    act = models.CharField(max_length=6, choices=Act)
    version_sha256 = models.CharField(max_length=64)
    verdicts_sha256 = models.CharField(max_length=64)
    override_reason = models.TextField(blank=True)
    blockers = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(blockers=0) | ~Q(override_reason=""), name="open_points_are_signed_with_a_reason"
            ),
            models.CheckConstraint(condition=Q(act="sign") | ~Q(override_reason=""), name="taken_back_with_a_reason"),
        ]
        triggers = [
            *written_once(OF_ITS_VERSION),
            in_the_trail(OF_ITS_VERSION),
            by_a_person(),
            signs_what_is_there(),
        ]

    def __str__(self) -> str:
        return f"{self.act} of version {self.version_id}"

    @property
    def audit_chain(self) -> str:
        return self.version.audit_chain
