"""Right of reply: what was put to whom, by when, what was tried, and what came back."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.guards import only_purged, written_once
from articles.models import Article
from claims.models.claim import Claim
from claims.models.reply_guards import (
    answered_for_good,
    asks_about_something,
    of_the_requests_article,
    reflected_by_an_editor,
)
from claims.models.ways import ITS_ARTICLE, OF_ITS_REQUEST
from claims.states import REPLY_FLOW, ReplyState
from claims.vocabulary import Channel, ReplyOutcome
from factdesk.core.triggers import by_a_person, follows, frozen_fields, no_truncate

WITH_WORDS = (ReplyOutcome.ANSWERED, ReplyOutcome.DENIES)


class ReplyRequest(models.Model):
    """One person or body was asked to answer, before a deadline, about one claim or several."""

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="reply_requests")
    claims = models.ManyToManyField(Claim, through="ReplyPoint", related_name="reply_requests")
    addressee = models.CharField(_("put to"), max_length=200)
    put = models.TextField(_("what is put to them"))
    channel = models.CharField(max_length=10, choices=Channel)
    sent_at = models.DateTimeField(_("sent"))
    deadline = models.DateTimeField(_("answer due"))
    state = models.CharField(max_length=10, choices=ReplyState, default=ReplyState.OPEN)
    outcome = models.CharField(max_length=10, choices=ReplyOutcome, blank=True)
    answer = models.TextField(_("answer"), blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # An editor read the copy and found the reply, or the silence, fairly told in it.
    reflected_at = models.DateTimeField(null=True, blank=True)
    reflected_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    lock_version = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(addressee="") & ~Q(put=""), name="something_is_put_to_somebody"),
            models.CheckConstraint(condition=Q(deadline__gt=F("sent_at")), name="time_to_answer"),
            models.CheckConstraint(
                condition=Q(state=ReplyState.OPEN, outcome="", answer="", settled_at=None, settled_by=None)
                | Q(
                    state=ReplyState.ANSWERED,
                    outcome__in=(*WITH_WORDS, ReplyOutcome.DECLINED),
                    settled_at__isnull=False,
                    settled_by__isnull=False,
                )
                | Q(
                    state=ReplyState.SILENT,
                    outcome=ReplyOutcome.NO_ANSWER,
                    answer="",
                    settled_at__gte=F("deadline"),
                    settled_by__isnull=False,
                ),
                name="settled_with_an_outcome_a_time_and_a_name",
            ),
            models.CheckConstraint(condition=~Q(outcome__in=WITH_WORDS) | ~Q(answer=""), name="an_answer_has_words"),
            models.CheckConstraint(
                condition=Q(reflected_at=None, reflected_by=None)
                | (Q(reflected_at__isnull=False, reflected_by__isnull=False) & ~Q(state=ReplyState.OPEN)),
                name="reflected_when_settled_by_a_name",
            ),
        ]
        triggers = [
            follows(REPLY_FLOW),
            by_a_person("created_by_id"),
            frozen_fields(
                ["article", "addressee", "put", "channel", "sent_at", "deadline", "created_by", "created_at"]
            ),
            asks_about_something(),
            reflected_by_an_editor(),
            answered_for_good(),
            only_purged(ITS_ARTICLE),
            no_truncate(),
        ]

    def __str__(self) -> str:
        return f"reply request {self.pk}"

    @property
    def audit_chain(self) -> str:
        return f"article:{self.article_id}"


class ReplyPoint(models.Model):
    """One claim that a request speaks of."""

    request = models.ForeignKey(ReplyRequest, on_delete=models.PROTECT, related_name="points")
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="reply_points")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["request", "claim"], name="one_point_per_claim")]
        triggers = [of_the_requests_article(), *written_once(OF_ITS_REQUEST)]

    def __str__(self) -> str:
        return f"claim {self.claim_id} in request {self.request_id}"


class ReplyAttempt(models.Model):
    """One more try to get the answer: five earnest ones are what a court and a reader ask about."""

    request = models.ForeignKey(ReplyRequest, on_delete=models.PROTECT, related_name="attempts")
    channel = models.CharField(max_length=10, choices=Channel)
    outcome = models.TextField(_("what came of it"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(outcome=""), name="something_came_of_it")]
        triggers = [by_a_person(), *written_once(OF_ITS_REQUEST)]

    def __str__(self) -> str:
        return f"reply attempt {self.pk}"
