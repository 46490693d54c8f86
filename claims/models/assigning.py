"""Why a finding went back to its reviewer."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.guards import in_the_trail, written_once
from claims.models.claim import Claim
from claims.models.judgement import Finding
from claims.models.ways import OF_ITS_CLAIM
from factdesk.core.triggers import by_a_person


class SentBack(models.Model):
    """An editor's answer to a finding that is not yet enough. The claim points at it until there is another."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="returns")
    finding = models.OneToOneField(Finding, on_delete=models.PROTECT, related_name="returned")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)
    reason = models.TextField(_("reason"))

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="sent_back_with_a_reason")]
        triggers = [
            *written_once(OF_ITS_CLAIM),
            in_the_trail(OF_ITS_CLAIM),
            by_a_person(),
            pgtrigger.Trigger(
                name="sends_back_the_newest",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func="""
                    IF NEW.finding_id IS DISTINCT FROM
                        (SELECT max(id) FROM claims_finding WHERE claim_id = NEW.claim_id) THEN
                        RAISE EXCEPTION 'FactDesk: what is sent back is the newest finding of the claim';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"sent back {self.pk}"
