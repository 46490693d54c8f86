"""Whatever is pasted or uploaded: it is refused with a reason or laid out in order, and nothing breaks."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.extract.document import Document, Unreadable
from articles.extract.layout import lay_out
from articles.extract.plain import read_bytes, read_text

ANY = st.text(st.characters())  # lone surrogates and NULs included
MARKS = [
    "\n",
    "\n\n",
    " ",
    "• ",
    "1. ",
    "# ",
    "> ",
    "“",
    "”",
    "\r",
    "\u2028",
    "\x00",
    "\ud800",
    "🙂",
    "e\u0301",
    "\u202e",
]
LINES = ["By Ann Lee", "Photograph: X", "(Reuters)", "He left.", "© 2026", "Related stories", "界。", "HANOI — "]
LONG = 500_000
PIECES = st.lists(st.sampled_from([*MARKS, *LINES])).map("".join)


def read(reader: Callable[[Any], Document], given: str | bytes) -> Document | str:
    """The document, or why not."""
    try:
        return reader(given)
    except Unreadable as refusal:
        return refusal.why


@given(ANY | PIECES)
def test_blocks_are_ordered_disjoint_inside_the_text_and_never_blank(text: str) -> None:
    end = 0
    for block in lay_out(text):
        assert end <= block.start < block.end <= len(text)
        assert text[block.start : block.end].strip()
        end = block.end


@given(ANY | PIECES)
def test_reading_twice_gives_the_same(text: str) -> None:
    first = read(read_text, text)
    assert read(read_text, text) == first
    assert first == "empty" or (isinstance(first, Document) and read_text(first.text).blocks == first.blocks)


@given(ANY | PIECES)
def test_only_line_ends_nuls_and_lone_surrogates_change(text: str) -> None:
    document = read(read_text, text)
    expected = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    kept = "".join(char for char in expected if not "\ud800" <= char <= "\udfff")
    assert document == "empty" or (isinstance(document, Document) and document.text == kept)


@given(st.binary())
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    document = read(read_bytes, data)
    assert isinstance(document, Document) or document in ("empty", "not_text", "encoding")


@pytest.mark.parametrize("unit", ["a", "a\n", "A b\n\n", "By A B and ", "1. ", "(Photo", "www.a", "word " * 17 + "\n"])
def test_a_long_text_is_laid_out_within_seconds(unit: str) -> None:
    begun = time.process_time()
    lay_out(unit * (LONG // len(unit)))
    assert time.process_time() - begun < 20  # a rule that grows with the square takes hours
