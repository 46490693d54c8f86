"""A paragraph that is put together: where lines end, and where notes stand afterwards."""

import pytest

from articles.extract.assembling import Piece
from articles.extract.building import Paragraph, in_row
from articles.extract.document import BlockKind, NoteKind


def built(*words: str, kind: BlockKind = BlockKind.BODY) -> Paragraph:
    """A paragraph; words that begin with "^" are a footnote."""
    paragraph = Paragraph(kind)
    for each in words:
        if each.startswith("^"):
            paragraph.note(NoteKind.FOOTNOTE, each[1:])
        else:
            paragraph.add(each)
    return paragraph


def shown(pieces: list[Piece]) -> list[tuple[str, list[tuple[str, int, int]]]]:
    return [(piece.text, [(note.text, note.start, note.end) for note in piece.notes]) for piece in pieces]


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        (["  It closed. ", "^a", " \n"], [("It closed.", [("a", 10, 10)])]),
        (["^a", "It closed."], [("It closed.", [("a", 0, 0)])]),
        (["One.", "^a", "\nTwo.", "^b"], [("One.", [("a", 4, 4)]), ("Two.", [("b", 4, 4)])]),
        (["One.\n", "^a"], [("One.", [("a", 4, 4)])]),
        (["The bridge\nclosed.\nIt rained."], [("The bridge closed.", []), ("It rained.", [])]),
        (["Ann Lee,\nBo Ray"], [("Ann Lee, Bo Ray", [])]),
        (["\n\n"], []),
    ],
)
def test_lines_broken_by_hand_are_paragraphs_unless_the_sentence_runs_on(
    words: list[str], lines: list[tuple[str, list[tuple[str, int, int]]]]
) -> None:
    assert shown(built(*words).pieces()) == lines


def test_a_heading_stays_one_line() -> None:
    assert shown(built("Bridge\nCloses", kind=BlockKind.HEADING).pieces()) == [("Bridge Closes", [])]


def test_a_comment_spans_the_words_between_its_ends() -> None:
    paragraph = built(" It ")
    paragraph.begin("1")
    paragraph.add("closed")
    paragraph.finish("1", "Did it?", "Ann")
    paragraph.finish("2", "Never begun", "")
    assert shown(paragraph.pieces()) == [("It closed", [("Did it?", 3, 9), ("Never begun", 9, 9)])]


def test_a_row_keeps_its_cells_apart_and_its_notes_in_place() -> None:
    row = in_row([[built("A", "^x"), built("B")], [], [built("C", "^y")]])
    assert shown(row.pieces()) == [("A B\t\tC", [("x", 1, 1), ("y", 6, 6)])]
    assert row.pieces()[0].kind is BlockKind.TABLE
