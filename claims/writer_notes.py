"""Footnotes, endnotes and comments that came with a text, beside the claims they are nearest to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from articles.extract.document import Block, NoteKind, WriterNote
from articles.models import Version
from claims.models import Anchor
from claims.states import SET_ASIDE
from factdesk.core.errors import Text

KINDS: dict[NoteKind, Text] = {
    NoteKind.FOOTNOTE: _("Footnote"),
    NoteKind.ENDNOTE: _("Endnote"),
    NoteKind.COMMENT: _("Comment"),
}
Place = tuple[int, int, int]
"""Start and end of a claim's words, and the claim's id."""


@dataclass(frozen=True)
class NoteLine:
    """`field` is where its words go when they become evidence: a footnote names a source, a comment says something."""

    label: Text
    text: str
    author: str
    field: str


def notes_beside(claim_id: int, version: Version) -> list[NoteLine]:
    """What the writer noted nearest to this claim. No query for a text that came without notes."""
    if not version.notes:
        return []
    anchors = Anchor.objects.filter(version=version, retired_at=None).exclude(claim__state__in=SET_ASIDE)
    places = list(anchors.values_list("start", "end", "claim_id"))
    blocks = version.block_list()
    return [_line(note) for note in version.note_list() if nearest(note, places, blocks) == claim_id]


def nearest(note: WriterNote, places: Iterable[Place], blocks: Sequence[Block]) -> int | None:
    """The claim that the note is on; else the closest in its paragraph; else the closest of all.

    Of two that are as close, the one before it: marks stand behind what they are about.
    """
    block = next((block for block in blocks if block.start <= note.start <= block.end), None)

    def distance(place: Place) -> tuple[bool, int, bool, int]:
        start, end, _claim = place
        apart = max(start - note.end, note.start - end, 0)
        outside = block is None or not block.start <= start < block.end
        return outside, apart, start > note.start, start

    return min(places, key=distance, default=(0, 0, None))[2]


def _line(note: WriterNote) -> NoteLine:
    field = "evidence-note" if note.kind is NoteKind.COMMENT else "evidence-source_title"
    return NoteLine(KINDS[note.kind], note.text, note.author, field)
