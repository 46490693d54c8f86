"""From a document to an article whose text stands still."""

from __future__ import annotations

import datetime as dt
import hashlib
from uuid import UUID

from django.db import transaction

from articles.extract.document import Document
from articles.models import Article, Version, stored_blocks, stored_facts, stored_notes
from articles.permissions import can_bring_in, can_mark_confidential
from articles.states import ARTICLE_FLOW
from factdesk.core.audit import Action, moving, record
from factdesk.core.errors import Missing
from factdesk.core.jobs import enqueue
from factdesk.core.models import User
from factdesk.core.permissions import require

TITLE_LENGTH = 300
WRITER_LENGTH = 120
OPENING_LENGTH = 80


@transaction.atomic
def bring_in(
    *,
    desk_id: int,
    actor: User,
    document: Document,
    origin: Version.Origin,
    token: UUID,
    title: str = "",
    writer: str = "",
    due_at: dt.datetime | None = None,
    needs_legal: bool = False,
    confidential: bool = False,
) -> Article:
    """Freeze the text as version 1 of a new article and ask for proposals.

    The same form sent twice (same token, same person) gives the article it made the first time.
    """
    require(can_bring_in(actor, desk_id))
    article, created = Article.objects.get_or_create(
        desk_id=desk_id,
        created_by=actor,
        token=token,
        defaults={
            "title": (title.strip() or document.title or opening_words(document.text))[:TITLE_LENGTH],
            "writer": (writer or document.byline)[:WRITER_LENGTH],
            "due_at": due_at,
            "needs_legal": needs_legal,
            "confidential": confidential,
        },
    )
    if not created:
        return article
    record(Action.ARTICLE_CREATED, article, actor=actor, changes={"confidential": confidential})
    version = freeze(article, document, number=1, origin=origin, actor=actor)
    enqueue("claims.propose", target_id=version.pk, requested_by=actor)
    return article


@transaction.atomic
def mark_confidential(*, article_id: int, actor: User, confidential: bool) -> Article:
    """From now on this text goes to no model endpoint, or may again. What was sent before cannot be called back."""
    article = Article.objects.visible_to(actor).select_for_update(no_key=True).filter(pk=article_id).first()
    if article is None:
        raise Missing
    require(can_mark_confidential(actor, article))
    if article.confidential != confidential:
        article.confidential = confidential
        article.save(update_fields=["confidential"])
        record(Action.CONFIDENTIAL_SET, article, actor=actor, changes={"confidential": confidential})
    return article


def opening_words(text: str) -> str:
    """What to call a text without a headline: how it begins, cut between words."""
    line = text.strip().partition("\n")[0].rstrip()
    if len(line) <= OPENING_LENGTH:
        return line
    return f"{line[:OPENING_LENGTH].rpartition(' ')[0] or line[:OPENING_LENGTH]}…"


def freeze(article: Article, document: Document, *, number: int, origin: Version.Origin, actor: User) -> Version:
    """A text as the next version of the article. The caller holds the article's row."""
    version = Version.objects.create(
        article=article,
        number=number,
        text=document.text,
        blocks=stored_blocks(document.blocks),
        sha256=hashlib.sha256(document.text.encode()).hexdigest(),
        origin=origin,
        remarks=[str(remark) for remark in document.remarks],
        notes=stored_notes(document.notes),
        facts=stored_facts(document.facts),
        submitted_by=actor,
    )
    changes = {"number": number, "sha256": version.sha256}
    record(Action.VERSION_FROZEN, version, actor=actor, changes=changes, rows=[version])
    article.__dict__.pop("head", None)
    return version


def move(article: Article, name: str) -> None:
    """Take the article one step along its flow; Conflict when the step does not start from here.

    The caller holds the article's row and writes the audit line that says why.
    """
    before = article.state
    article.state = ARTICLE_FLOW.after(name, before)
    article.save(update_fields=["state"])
    moving(article, "state", before, article.state)
