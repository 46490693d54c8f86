"""A Document as plain JSON and back. Nothing of it is believed: it was written beside a stranger's file."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any, TypeVar

from articles.extract.assembling import MAX_BYTES
from articles.extract.characters import clean
from articles.extract.document import (
    About,
    Block,
    BlockKind,
    Document,
    Fact,
    NoteKind,
    Origin,
    Remark,
    Unreadable,
    Why,
    WriterNote,
)

MOST_BLOCKS = 100_000
MOST_NOTES = 2_000
MOST_NOTE_BYTES = 500_000
"""Of all notes together; an author counts as part of the note."""
MOST_FACTS = 60
LONGEST_FACT = 2_000
LONGEST_AUTHOR = 200

_Kind = TypeVar("_Kind", bound=StrEnum)


def to_wire(document: Document) -> dict[str, Any]:
    """The document as lists, strings and numbers. Unreadable when it has more parts than a person could check.

    Facts past the bound, or too long to be one, are left out: they are offers, and the text holds what matters.
    """
    notes = [_cleaned(note) for note in document.notes]
    size = sum(len((note.text + note.author).encode()) for note in notes)
    if len(document.blocks) > MOST_BLOCKS or len(notes) > MOST_NOTES or size > MOST_NOTE_BYTES:
        raise Unreadable(Why.TOO_LARGE)
    facts = [[fact.about, clean(fact.value)[0], fact.origin] for fact in document.facts]
    return {
        "text": document.text,
        "blocks": [[block.kind, block.start, block.end] for block in document.blocks],
        "facts": [fact for fact in facts if len(fact[1]) <= LONGEST_FACT][:MOST_FACTS],
        "notes": [[note.kind, note.text, note.start, note.end, note.author] for note in notes],
        "remarks": list(document.remarks),
    }


def from_wire(data: object) -> Document:
    """The document that `data` describes; ValueError when any part of it is not what a reader may say."""
    if not isinstance(data, dict) or data.keys() != {"text", "blocks", "facts", "notes", "remarks"}:
        raise ValueError("not a document")
    text = _words(data["text"], MAX_BYTES)
    if not text.strip():
        raise ValueError("no text")
    remarks = tuple(_one_of(Remark, said) for said in _rows(data["remarks"], len(Remark)))
    return Document(
        text,
        tuple(_blocks(_rows(data["blocks"], MOST_BLOCKS), text)),
        tuple(_facts(_rows(data["facts"], MOST_FACTS))),
        tuple(_notes(_rows(data["notes"], MOST_NOTES), len(text))),
        tuple(dict.fromkeys(remarks)),
    )


def _cleaned(note: WriterNote) -> WriterNote:
    author = clean(note.author)[0][:LONGEST_AUTHOR]
    return WriterNote(note.kind, clean(note.text)[0], note.start, note.end, author)


def _blocks(rows: list[object], text: str) -> Iterable[Block]:
    at = 0
    for row in rows:
        kind, start, end = _cells(row, 3)
        block = Block(_one_of(BlockKind, kind), _number(start), _number(end))
        if not at <= block.start < block.end <= len(text) or text[block.start : block.end].isspace():
            raise ValueError("blocks out of order")
        at = block.end
        yield block
    if not at:
        raise ValueError("no blocks")


def _facts(rows: list[object]) -> Iterable[Fact]:
    for row in rows:
        about, value, origin = _cells(row, 3)
        if not isinstance(value, str) or len(value) > LONGEST_FACT:
            raise ValueError("no fact")
        yield Fact(_one_of(About, about), _words(value, 4 * LONGEST_FACT), _one_of(Origin, origin))


def _notes(rows: list[object], length: int) -> Iterable[WriterNote]:
    left = MOST_NOTE_BYTES
    for row in rows:
        kind, said, start, end, author = _cells(row, 5)
        note = WriterNote(
            _one_of(NoteKind, kind), _words(said, left), _number(start), _number(end), _words(author, left)
        )
        left -= len((note.text + note.author).encode())
        if left < 0 or len(note.author) > LONGEST_AUTHOR or not 0 <= note.start <= note.end <= length:
            raise ValueError("note out of place")
        yield note


def _rows(value: object, most: int) -> list[object]:
    if not isinstance(value, list) or len(value) > most:
        raise ValueError("no list, or too long a one")
    return value


def _cells(value: object, count: int) -> list[object]:
    if not isinstance(value, list) or len(value) != count:
        raise ValueError("not a row")
    return value


def _number(value: object) -> int:
    if type(value) is not int:  # True is an int to isinstance
        raise ValueError("no number")
    return value


def _one_of(kinds: type[_Kind], value: object) -> _Kind:
    if not isinstance(value, str):
        raise ValueError("no kind")
    return kinds(value)


def _words(value: object, most: int) -> str:
    """A string that Postgres can keep: UTF-8 without NUL, and with LF alone ending lines."""
    if not isinstance(value, str) or len(value) > most or "\x00" in value or "\r" in value:
        raise ValueError("no text, or one that cannot be kept")
    if len(value.encode()) > most:  # a lone surrogate raises UnicodeEncodeError, which is a ValueError
        raise ValueError("too long")
    return value
