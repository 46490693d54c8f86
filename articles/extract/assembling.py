"""Paragraphs of whatever format into one Document: the text, its blocks, and notes at their places."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from articles.extract.characters import clean
from articles.extract.document import Block, BlockKind, Document, Fact, NoteKind, Remark, Unreadable, Why, WriterNote

MAX_BYTES = 2_000_000
"""The longest text taken, in UTF-8 bytes: some 300,000 words."""

GAP = {BlockKind.LIST: "\n", BlockKind.TABLE: "\n"}
"""Between two paragraphs of the same kind; a blank line between all others."""


@dataclass(frozen=True, slots=True)
class PieceNote:
    """A writer's note on a paragraph. Offsets are code points into the paragraph."""

    kind: NoteKind
    text: str
    start: int
    end: int
    author: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph as a reader found it: one line, no blanks around it. Its notes count on its very characters.

    A bullet, number or ">" typed before it is its mark: it stands in the text, and in no block.
    """

    kind: BlockKind
    text: str
    notes: tuple[PieceNote, ...] = field(default=())
    mark: str = ""


def assemble(pieces: Iterable[Piece], facts: Sequence[Fact] = (), remarks: Iterable[Remark] = ()) -> Document:
    """Join the paragraphs. Unreadable when there is no word in them, or more than an article may have."""
    parts: list[str] = []
    blocks: list[Block] = []
    notes: list[WriterNote] = []
    said = dict.fromkeys(remarks)
    at = 0
    size = 0
    for piece in pieces:
        text, more = clean(piece.text)
        said |= dict.fromkeys(more)
        if not any(character.isalnum() for character in text):
            continue
        if parts:
            gap = GAP.get(piece.kind, "\n\n") if blocks[-1].kind is piece.kind else "\n\n"
            parts.append(gap)
            at += len(gap)
        if piece.mark:
            mark = clean(piece.mark)[0]
            parts.append(mark)
            at += len(mark)
        blocks.append(Block(piece.kind, at, at + len(text)))
        notes += (_placed(note, at, len(text)) for note in piece.notes)
        parts.append(text)
        at += len(text)
        size += len(text.encode())
        if size > MAX_BYTES:
            raise Unreadable(Why.TOO_LARGE)
    if not blocks:
        raise Unreadable(Why.EMPTY)
    return Document("".join(parts), tuple(blocks), tuple(facts), tuple(notes), tuple(said))


def _placed(note: PieceNote, at: int, length: int) -> WriterNote:
    """Cleaning may have shortened the paragraph: a note stays inside it."""
    start, end = min(note.start, length), min(note.end, length)
    return WriterNote(note.kind, clean(note.text)[0], at + start, at + end, note.author)
