"""What came in and is no article yet: a file, a page, something pasted, until somebody looked at how it was read."""

from __future__ import annotations

from typing import Any

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from articles.extract.choosing import Choices, corrected
from articles.extract.document import BlockKind, Document
from articles.extract.wire import from_wire
from articles.guards import OF_ITS_VERSION, in_the_trail, written_once
from articles.models.article import Article, Version
from articles.querysets import ArrivalQuerySet
from articles.states import ARRIVAL_FLOW, ArrivalState
from factdesk.core.models import Desk
from factdesk.core.triggers import by_a_person, follows, frozen_fields, no_truncate

LEFT_OUT = "out"
"""In `Arrival.choices`, beside the kinds of blocks: this one does not go into the article."""


class Arrival(models.Model):
    """Read by a worker, looked over by an editor, then frozen as version 1; its words go with it.

    What was read is never changed: `choices` says what an editor made of it, block by block.
    """

    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="arrivals")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)
    # Made with the empty form; the files of one form have their places. The same form sent twice arrives once.
    token = models.UUIDField(editable=False)
    place = models.PositiveIntegerField(default=0)
    # The archive that it was in.
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="members")
    state = models.CharField(max_length=10, choices=ArrivalState, default=ArrivalState.WAITING)
    # Frozen when it was read, without a look.
    straight = models.BooleanField(default=False)

    # As it came, to be read by people; no path, address or type is ever made of it.
    original_name = models.CharField(max_length=200, blank=True)
    pasted = models.BooleanField(default=False)
    link = models.CharField(max_length=2000, blank=True)
    # What a server said of the bytes: the header Content-Type.
    declared = models.CharField(max_length=200, blank=True)
    # Its bytes on disk (`articles.originals`).
    file = models.CharField(max_length=32, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveIntegerField(default=0)

    # Why no article came of it: a code of `Why` or `NotFetched`.
    why = models.CharField(max_length=20, blank=True)
    document = models.JSONField(null=True, blank=True)
    choices = models.JSONField(default=dict, blank=True)
    # Of the text as it was read, to find the same text again.
    text_sha256 = models.CharField(max_length=64, blank=True)
    lock_version = models.PositiveIntegerField(default=0)

    title = models.CharField(max_length=300, blank=True)
    writer = models.CharField(max_length=120, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    needs_legal = models.BooleanField(default=False)
    confidential = models.BooleanField(default=False)
    article = models.OneToOneField(Article, null=True, blank=True, on_delete=models.PROTECT, related_name="arrival")

    objects = ArrivalQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["desk", "by", "token", "place"], name="one_arrival_per_form_and_place"),
            models.CheckConstraint(
                condition=Q(file="") | Q(file__regex="^[0-9a-f]{32}$"), name="an_arrival_has_a_name_of_our_own"
            ),
            models.CheckConstraint(
                condition=~Q(state="ready") | Q(document__isnull=False), name="what_is_ready_was_read"
            ),
            models.CheckConstraint(condition=~Q(state="refused") | ~Q(why=""), name="a_refusal_has_a_reason"),
            models.CheckConstraint(
                condition=~Q(state__in=["taken", "dropped", "unpacked"])
                | Q(original_name="", link="", declared="", file="", document=None, title="", writer="", choices={}),
                name="no_word_of_it_stays",
            ),
            models.CheckConstraint(
                condition=Q(state="taken", article__isnull=False) | (~Q(state="taken") & Q(article=None)),
                name="what_was_taken_is_an_article",
            ),
        ]
        indexes = [models.Index(fields=["desk", "state", "-at"], name="arrival_by_state")]
        triggers = [
            follows(ARRIVAL_FLOW),
            frozen_fields(["desk", "by", "at", "token", "place", "parent"]),
            by_a_person(),
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            no_truncate(),
        ]

    def __str__(self) -> str:
        return f"arrival {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("arrival", kwargs={"arrival_id": self.pk})

    @property
    def audit_chain(self) -> str:
        return f"desk:{self.desk_id}"

    @property
    def name(self) -> str:
        """What people call it."""
        if self.pasted:
            return gettext("Pasted text")
        return self.original_name or self.link or gettext("A file")

    def as_read(self) -> Document:
        return from_wire(self.document)

    def as_chosen(self) -> Document:
        """The text as it will be frozen. ValueError when nothing of it is left."""
        return corrected(self.as_read(), self.choice_list())

    def choice_list(self) -> Choices:
        return {int(at): None if kind == LEFT_OUT else BlockKind(kind) for at, kind in self.choices.items()}


class Original(models.Model):
    """The very bytes that a version was read from. They are on disk (`articles.originals`)."""

    version = models.OneToOneField(Version, on_delete=models.PROTECT, related_name="original")
    name = models.CharField(max_length=32, unique=True)
    original_name = models.CharField(max_length=200, blank=True)
    pasted = models.BooleanField(default=False)
    link = models.CharField(max_length=2000, blank=True)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(name__regex="^[0-9a-f]{32}$"), name="an_original_has_a_name_of_our_own"),
            models.CheckConstraint(condition=Q(sha256__regex="^[0-9a-f]{64}$"), name="an_original_has_its_hash"),
        ]
        triggers = [*written_once(OF_ITS_VERSION), in_the_trail(OF_ITS_VERSION), by_a_person()]

    def __str__(self) -> str:
        return f"original of version {self.version_id}"

    @property
    def audit_chain(self) -> str:
        return self.version.audit_chain


def of_choices(choices: Choices) -> dict[str, Any]:
    """Choices as the database keeps them."""
    return {str(at): LEFT_OUT if kind is None else str(kind) for at, kind in choices.items()}
