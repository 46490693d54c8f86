"""What keeps people who work at the same time out of each other's way: kept words, and who is here."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from articles.models import Article
from claims.models.claim import Claim
from claims.models.guards import claim_of_its_article
from factdesk.core.triggers import by_a_person


class Draft(models.Model):
    """What a person has typed into one form of a claim and not saved. Theirs alone; gone when the form is saved.

    Never audited, exported, searched or logged: nobody answers for words they did not save.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="drafts")
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="drafts")
    form = models.CharField(max_length=40)  # the code of the form: `claims.drafts.FORMS`
    data = models.JSONField()  # field → value, as the form would send it
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "claim", "form"], name="one_draft_per_form"),
            models.CheckConstraint(condition=~Q(form="") & ~Q(data={}), name="a_draft_holds_words"),
        ]
        indexes = [models.Index(fields=["saved_at"], name="drafts_by_age")]
        triggers = [by_a_person("user_id")]

    def __str__(self) -> str:
        return f"draft {self.pk}"


class Presence(models.Model):
    """Where in an article a person is now: one row that is overwritten, so that no history of looking is kept."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="presences")
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="presences")
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="presences")
    seen_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "article"], name="one_place_per_person")]
        indexes = [models.Index(fields=["seen_at"], name="presences_by_age")]
        triggers = [by_a_person("user_id"), claim_of_its_article()]

    def __str__(self) -> str:
        return f"presence {self.pk}"
