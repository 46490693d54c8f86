"""Leaving parts of a text out: what stays is what it was, to the letter, and everything still points at its words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.extract.choosing import corrected
from articles.extract.document import BlockKind, Document, NoteKind, WriterNote
from articles.extract.plain import read_text

STORY = """Bridge closes for a year

The bridge closed on Monday.

- First, the bearings.
- Second, the cables.

It opened in 1931.
"""


def words(document: Document) -> list[str]:
    return [document.text[block.start : block.end] for block in document.blocks]


def test_a_part_goes_with_its_bullet_and_its_blank_line() -> None:
    document = read_text(STORY)
    assert corrected(document, {2: None}).text == STORY.replace("- First, the bearings.\n", "").rstrip()
    assert corrected(document, {1: None}).text == STORY.replace("The bridge closed on Monday.\n\n", "").rstrip()
    assert words(corrected(document, {0: None, 4: None})) == words(document)[1:4]


def test_other_kinds_change_no_letter() -> None:
    document = read_text(STORY)
    chosen = corrected(document, {1: BlockKind.QUOTE})
    assert chosen.text == STORY
    assert chosen.blocks[1].kind is BlockKind.QUOTE


def test_nothing_left_is_no_text() -> None:
    document = read_text(STORY)
    with pytest.raises(ValueError, match="no block"):
        corrected(document, dict.fromkeys(range(len(document.blocks))))


def test_notes_move_with_their_words_and_go_with_them() -> None:
    document = read_text(STORY)
    at = [document.text.index(word) for word in ("Monday", "1931")]
    notes = tuple(WriterNote(NoteKind.FOOTNOTE, "Council minutes", place, place + 4) for place in at)
    kept = corrected(Document(document.text, document.blocks, notes=notes), {1: None, 2: None}).notes
    chosen = corrected(document, {1: None, 2: None}).text
    assert [chosen[note.start : note.end] for note in kept] == ["1931"]


@given(
    lines=st.lists(st.text("ab é\u00a0界🙂-•.", min_size=1, max_size=12), min_size=1, max_size=8),
    gone=st.sets(st.integers(0, 8)),
)
def test_what_is_kept_keeps_its_words(lines: list[str], gone: set[int]) -> None:
    text = "\n\n".join(lines)
    try:
        document = read_text(text)
    except ValueError:
        return
    kept = [word for at, word in enumerate(words(document)) if at not in gone]
    if not kept:
        return
    assert words(corrected(document, dict.fromkeys(gone))) == kept
