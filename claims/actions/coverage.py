"""Saying of sentences that there is nothing to check, and taking that back."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from claims.actions.anchoring import expect_text
from claims.actions.locking import lock_article
from claims.coverage import Cover, Coverage
from claims.gaps import coverage_of
from claims.models import NothingToCheck
from claims.permissions import can_cover
from claims.spans import Span
from factdesk.core.audit import Action, record
from factdesk.core.errors import Refused
from factdesk.core.models import User
from factdesk.core.permissions import require


@transaction.atomic
def mark_nothing_to_check(
    *, article_id: int, actor: User, version: int, spans: Collection[Span] = (), paragraph: int | None = None
) -> list[Span]:
    """Account for these sentences, or for all of the paragraph that begins there; the spans that were marked.

    Only what is open is marked: a sentence with a claim, or marked before, stays as it is. Sent twice it is one mark.
    """
    article = lock_article(article_id, actor=actor)
    require(can_cover(actor, article))
    text = expect_text(article, version)
    marked = _open_among(coverage_of(text), spans, paragraph)
    if marked:
        NothingToCheck.objects.bulk_create(
            NothingToCheck(version=text, start=start, end=end, by=actor) for start, end in marked
        )
        record(Action.NOTHING_TO_CHECK, article, actor=actor, changes=_numbers(version, marked))
    return marked


@transaction.atomic
def take_back(*, article_id: int, actor: User, version: int, spans: Collection[Span]) -> list[Span]:
    """Open these sentences again, whoever marked them; the spans that were marked until now. The rows stay."""
    article = lock_article(article_id, actor=actor)
    require(can_cover(actor, article))
    text = expect_text(article, version)
    standing = NothingToCheck.objects.standing().filter(version=text)
    # An older reading may have cut the sentences otherwise: what shares a letter is meant.
    marks = [mark for mark in standing.order_by("start") if any(mark.start < e and s < mark.end for s, e in spans)]
    opened = [(mark.start, mark.end) for mark in marks]
    if opened:
        now = timezone.now()
        NothingToCheck.objects.filter(pk__in=[mark.pk for mark in marks]).update(taken_back_by=actor, taken_back_at=now)
        record(Action.NOTHING_TAKEN_BACK, article, actor=actor, changes=_numbers(version, opened))
    return opened


def _open_among(coverage: Coverage | None, spans: Collection[Span], paragraph: int | None) -> list[Span]:
    """Which of these sentences are open. Refused when they are none of the text's, as it was read last."""
    sentences = coverage.sentences if coverage else ()
    wanted = {*spans, *(one.span for one in sentences if one.paragraph == paragraph)}
    if not wanted or not wanted <= {one.span for one in sentences}:
        raise Refused({"at": _("That is no sentence of this text. Load it again.")})
    return [one.span for one in sentences if one.span in wanted and one.cover is Cover.OPEN]


def _numbers(version: int, spans: list[Span]) -> dict[str, object]:
    return {"version": version, "sentences": len(spans), "at": [list(span) for span in spans]}
