"""What a person has beside their password: the secret that an authenticator app shares with the desk."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone

from factdesk.core.triggers import by_a_person, frozen_fields


class SecondFactor(models.Model):
    """A confirmed one. Taking it away deletes the row, so that a secret nobody uses is nowhere."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="second_factor")
    sealed = models.BinaryField()
    # The half minute whose code was taken last: neither it nor an earlier one is taken again.
    last_step = models.BigIntegerField()
    # Hashes of the recovery codes not used yet.
    recovery = ArrayField(models.CharField(max_length=64))
    wrong = models.PositiveIntegerField(default=0)  # codes in a row
    wrong_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(sealed=b""), name="a_second_factor_is_sealed")]
        triggers = [
            by_a_person("user_id"),
            frozen_fields(["user", "created_at"]),
            pgtrigger.Protect(
                name="no_code_twice",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(new__last_step__lt=pgtrigger.F("old__last_step")),
            ),
        ]

    def __str__(self) -> str:
        return f"second factor of {self.user_id}"
