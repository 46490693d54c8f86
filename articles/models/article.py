"""An article, and the versions of its text that were frozen for checking."""

from __future__ import annotations

from typing import Any

import pgtrigger
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Func, Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from articles.extract.document import About, Block, BlockKind, Fact, NoteKind, Origin, WriterNote
from articles.guards import ITS_ARTICLE, ITSELF, in_the_trail, written_once
from articles.querysets import ArticleQuerySet, VersionManager
from articles.states import ARTICLE_FLOW, ArticleState
from factdesk.core.models import Desk
from factdesk.core.search import opening, vector
from factdesk.core.triggers import follows


def emptied_by_two() -> pgtrigger.Trigger:
    """What is left of a purged article is a number: that two people agreed on it, and not a word."""
    return pgtrigger.Trigger(
        name="emptied_by_two",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update,
        condition=pgtrigger.Condition("NEW.state = 'purged'"),
        func="""
            IF NOT EXISTS (SELECT FROM articles_purge
                WHERE article_id = NEW.id AND approved_at IS NOT NULL AND purged_at IS NULL) THEN
                RAISE EXCEPTION 'FactDesk: an article is purged when two people agreed on it';
            END IF;
            IF NEW.title <> '-' OR NEW.writer <> '' OR EXISTS (
                SELECT FROM articles_version WHERE article_id = NEW.id) THEN
                RAISE EXCEPTION 'FactDesk: nothing is left of a purged article';
            END IF;
            RETURN NEW;
        """,
    )


class Article(models.Model):
    """One story, from its first draft to the report."""

    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="articles")
    title = models.CharField(_("title"), max_length=300)
    writer = models.CharField(_("writer"), max_length=120, blank=True)
    due_at = models.DateTimeField(_("due"), null=True, blank=True)
    needs_legal = models.BooleanField(_("needs a legal read"), default=False)
    # Its text never leaves the desk: no model endpoint is asked about it.
    confidential = models.BooleanField(_("confidential"), default=False)
    state = models.CharField(max_length=12, choices=ArticleState, default=ArticleState.DRAFT)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    # Made with the empty form: the same form sent twice makes one article.
    token = models.UUIDField(editable=False)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["desk", "created_by", "token"], name="one_article_per_form"),
            models.CheckConstraint(condition=~Q(title=""), name="an_article_has_a_title"),
        ]
        indexes = [
            models.Index(fields=["desk", "state", "due_at"], name="article_by_deadline"),
            GinIndex(vector("title", "writer"), name="article_words"),
        ]
        triggers = [
            follows(ARTICLE_FLOW),
            in_the_trail(ITSELF),
            in_the_trail(ITSELF, changes="OLD.state IS DISTINCT FROM NEW.state"),
            emptied_by_two(),
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"article {self.pk}"

    @property
    def audit_chain(self) -> str:
        return f"article:{self.pk}"

    @cached_property
    def head(self) -> Version:
        """The newest version: the one that is being checked."""
        return self.versions.order_by("-number")[0]

    @property
    def language(self) -> str:
        """BCP 47, for who reads it aloud or breaks its lines; "" when nothing says it."""
        return self.head.fact(About.LANGUAGE)

    @property
    def is_signed_off(self) -> bool:
        return self.state == ArticleState.SIGNED_OFF


class Version(models.Model):
    """A text as it was frozen. Never changed: anchors count on every character of it."""

    class Origin(models.TextChoices):
        PASTE = "paste", _("pasted")
        FILE = "file", _("uploaded")
        TERMINAL = "terminal", _("from the terminal")
        LINK = "link", _("fetched")
        CORRECTION = "correction", _("corrected")

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    text = models.TextField()
    blocks = models.JSONField()
    sha256 = models.CharField(max_length=64)
    origin = models.CharField(max_length=10, choices=Origin)
    # What reading took out on the way in, guessed or found odd, as codes (`Remark`): shown to the editor, never silent.
    remarks = models.JSONField(default=list, db_column="removed")
    # The writer's footnotes and comments at their places: [kind, text, start, end, author].
    notes = models.JSONField(default=list, blank=True)
    # What the document says about itself and where, as an editor let it stand: [about, value, origin].
    facts = models.JSONField(default=list, blank=True)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    # Read once by Postgres: to read a whole text again for each search would take seconds.
    words = models.GeneratedField(expression=vector(opening("text")), output_field=SearchVectorField(), db_persist=True)

    objects = VersionManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="one_version_per_number"),
            models.CheckConstraint(condition=Q(number__gte=1), name="versions_count_from_one"),
            models.CheckConstraint(
                condition=Q(
                    sha256=Func(
                        F("text"),
                        template="encode(sha256(convert_to(%(expressions)s, 'UTF8')), 'hex')",
                        output_field=models.CharField(),
                    )
                ),
                name="sha256_is_of_the_text",
            ),
        ]
        indexes = [GinIndex(fields=["words"], name="version_words")]
        triggers = [*written_once(ITS_ARTICLE), in_the_trail(ITS_ARTICLE)]

    def __str__(self) -> str:
        return f"version {self.number} of article {self.article_id}"

    @property
    def audit_chain(self) -> str:
        return f"article:{self.article_id}"

    def block_list(self) -> tuple[Block, ...]:
        return tuple(Block(BlockKind(kind), start, end) for kind, start, end in self.blocks)

    def note_list(self) -> tuple[WriterNote, ...]:
        return tuple(
            WriterNote(NoteKind(kind), text, start, end, author) for kind, text, start, end, author in self.notes
        )

    def fact(self, about: About) -> str:
        return next((fact.value for fact in self.fact_list() if fact.about is about), "")

    def fact_list(self) -> tuple[Fact, ...]:
        return tuple(Fact(About(about), value, Origin(origin)) for about, value, origin in self.facts)


def stored_facts(facts: tuple[Fact, ...]) -> list[list[str]]:
    """Facts as the database keeps them: [about, value, origin]."""
    return [[str(fact.about), fact.value, str(fact.origin)] for fact in facts]


def stored_notes(notes: tuple[WriterNote, ...]) -> list[list[Any]]:
    """Notes as the database keeps them: [kind, text, start, end, author]."""
    return [[str(note.kind), note.text, note.start, note.end, note.author] for note in notes]


def stored_blocks(blocks: tuple[Block, ...]) -> list[list[Any]]:
    """Blocks as the database keeps them: [kind, start, end]."""
    return [[str(block.kind), block.start, block.end] for block in blocks]
