"""Spans, blocks and sentences of a text in which words were replaced: nothing untouched changes or gets lost."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from articles.extract.document import Block, BlockKind
from articles.extract.layout import lay_out
from claims.carry import Carried, Change, Edit, Outcome, carried_sentences, edits_between
from claims.detect.sentences import split

TEXT = "Line 4 will cost 31 million euros. It was closed in 1974, the council said on Monday."
WORDS = st.text(
    st.sampled_from("ab 1 2.,;-’\n\u0301\u200d\U0001f469\U0001f4bb\U0001f1f3\U0001f1f1שכ漢")
    | st.characters(exclude_categories=["Cs"]),
    max_size=40,
)


def replaced(old: str, new: str, text: str = TEXT) -> Change:
    start = text.index(old)
    return Change(text, edits_between(text, start, start + len(old), new))


def carried(change: Change, words: str) -> Carried:
    start = change.old.index(words)
    return change.span(start, start + len(words))


def words_of(change: Change, words: str) -> tuple[str, str]:
    found = carried(change, words)
    return change.text[found.start : found.end], str(found.outcome)


@pytest.mark.parametrize(
    ("old", "new", "span", "stands", "outcome"),
    [
        ("31 million", "34 million", "It was closed in 1974", "It was closed in 1974", "exact"),
        ("31 million", "310 million", "It was closed in 1974", "It was closed in 1974", "moved"),
        (
            "31 million",
            "34 million",
            "Line 4 will cost 31 million euros",
            "Line 4 will cost 34 million euros",
            "reworded",
        ),
        ("It was closed in 1974, the council", "The council", "It was closed in 1974", "The", "reworded"),
        (" It was closed in 1974, the council said on Monday.", "", "It was closed in 1974", "", "orphaned"),
        # A sentence written anew with another figure: its other claims stand.
        (
            TEXT,
            TEXT.replace("1974", "1976"),
            "Line 4 will cost 31 million euros",
            "Line 4 will cost 31 million euros",
            "exact",
        ),
        (TEXT, TEXT.replace("1974", "1976"), "the council said on Monday", "the council said on Monday", "exact"),
        # What grows onto a word makes it another word, although no letter of it changed.
        ("31", "131", "31 million euros", "131 million euros", "reworded"),
        ("cost ", "cost -", "31 million euros", "-31 million euros", "reworded"),
        ("1974,", "1974.5,", "closed in 1974", "closed in 1974.5", "reworded"),
        ("euros.", "eurosceptics.", "31 million euros", "31 million eurosceptics", "reworded"),
        # What only stands beside it does not.
        ("Monday.", "Monday. It opens in May.", "the council said on Monday", "the council said on Monday", "exact"),
        ("will", "", "31 million euros", "31 million euros", "moved"),
        ("euros. It", "euros, all told. It", "31 million euros", "31 million euros", "exact"),
    ],
)
def test_what_becomes_of_a_span(old: str, new: str, span: str, stands: str, outcome: str) -> None:
    assert words_of(replaced(old, new), span) == (stands, outcome)


def test_a_sentence_that_shares_little_with_the_new_one_is_replaced_whole() -> None:
    change = replaced("It was closed in 1974", "Trams run at night")
    assert change.edits == (Edit(35, 56, "Trams run at night"),)
    assert words_of(change, "was closed") == ("Trams run at night", "reworded")


def test_edits_that_overlap_are_refused() -> None:
    with pytest.raises(ValueError, match="overlap"):
        Change("abc", (Edit(0, 2, ""), Edit(1, 3, "")))


@st.composite
def changes(draw: st.DrawFn) -> tuple[Change, int, int, int, int]:
    """A change, the replaced stretch, and any other span of the text."""
    text = draw(WORDS.filter(bool))
    start, end = sorted((draw(st.integers(0, len(text))), draw(st.integers(0, len(text)))))
    low, high = sorted((draw(st.integers(0, len(text))), draw(st.integers(0, len(text)))))
    return Change(text, edits_between(text, start, end, draw(WORDS))), start, end, low, high


@given(changes())
@settings(max_examples=300, deadline=None)
def test_words_that_are_carried_are_the_very_words(case: tuple[Change, int, int, int, int]) -> None:
    change, start, end, low, high = case
    new = change.span(low, high) if low < high else None
    if new is None:
        return
    assert 0 <= new.start <= new.end <= len(change.text)
    if new.stands:
        assert change.text[new.start : new.end] == change.old[low:high]
        assert (new.outcome is Outcome.EXACT) == (new.span == (low, high))
    elif new.outcome is Outcome.REWORDED:
        assert any(char.isalnum() for char in change.text[new.start : new.end])
    else:
        assert new.start == new.end
    if low < end and start < high and start < end and change.text == change.old[:start] + change.old[end:]:
        assert not new.stands or change.old[low:high] == change.text[new.start : new.end]


@given(changes())
@settings(max_examples=200, deadline=None)
def test_what_was_not_replaced_is_the_same(case: tuple[Change, int, int, int, int]) -> None:
    change, start, end, _low, _high = case
    rest = len(change.old) - end
    assert change.text.startswith(change.old[:start])
    assert change.text.endswith(change.old[end:])
    assert change.text[start : len(change.text) - rest] == _joined(change, start, end)


def _joined(change: Change, start: int, end: int) -> str:
    """The replaced stretch put together from the edits, each of which lies inside it."""
    out, at = "", start
    for edit in change.edits:
        assert start <= edit.start <= edit.end <= end
        out += change.old[at : edit.start] + edit.words
        at = edit.end
    return out + change.old[at:end]


@given(changes())
@settings(max_examples=200, deadline=None)
def test_blocks_stay_in_order_and_hold_all_their_words(case: tuple[Change, int, int, int, int]) -> None:
    change = case[0]
    before = lay_out(change.old)
    after = change.blocks(before)
    for block in after:
        assert 0 <= block.start < block.end <= len(change.text)
        assert change.text[block.start : block.end].strip()
    for one, next_one in pairwise(after):
        assert one.end <= next_one.start
    if before:
        assert _letters_outside(change.text, after) == 0 or _letters_outside(change.old, before) > 0


def _letters_outside(text: str, blocks: tuple[Block, ...]) -> int:
    inside = {at for block in blocks for at in range(block.start, block.end)}
    return sum(char.isalnum() for at, char in enumerate(text) if at not in inside)


def test_a_block_that_is_cut_goes_and_the_others_keep_their_kind() -> None:
    text = "A headline\n\nThe first paragraph.\n\nThe second one."
    blocks = (Block(BlockKind.HEADLINE, 0, 10), Block(BlockKind.BODY, 12, 32), Block(BlockKind.BODY, 34, 49))
    change = replaced("The first paragraph.", "", text)
    assert change.blocks(blocks) == (Block(BlockKind.HEADLINE, 0, 10), Block(BlockKind.BODY, 14, 29))
    longer = replaced("paragraph.", "paragraph. It is longer.", text)
    assert [longer.text[b.start : b.end] for b in longer.blocks(blocks)] == [
        "A headline",
        "The first paragraph. It is longer.",
        "The second one.",
    ]


def rows(text: str) -> list[list[object]]:
    return [[start, end, 0, 0.5, "claim"] for start, end in split(text)]


@pytest.mark.parametrize(
    ("old", "new", "sentences"),
    [
        ("31", "34", ["Line 4 will cost 34 million euros.", "It was closed in 1974, the council said on Monday."]),
        (" It was closed in 1974, the council said on Monday.", "", ["Line 4 will cost 31 million euros."]),
        (
            "euros. It was",
            "euros. It opened in 1931. It was",
            [
                "Line 4 will cost 31 million euros.",
                "It opened in 1931.",
                "It was closed in 1974, the council said on Monday.",
            ],
        ),
        (
            "Monday.",
            "Monday. It was opened again.",
            [
                "Line 4 will cost 31 million euros.",
                "It was closed in 1974, the council said on Monday.",
                "It was opened again.",
            ],
        ),
        (
            "1974, the council said on Monday.",
            "1974. The council said so on Monday.",
            ["Line 4 will cost 31 million euros.", "It was closed in 1974.", "The council said so on Monday."],
        ),
    ],
)
def test_sentences_are_cut_anew_where_words_changed(old: str, new: str, sentences: list[str]) -> None:
    change = replaced(old, new)
    found = carried_sentences(change, rows(TEXT))
    assert [change.text[start:end] for start, end, *_rest in found] == sentences
    assert [row[3] for row in found if change.text[row[0] : row[1]] in TEXT] == [0.5] * sum(
        s in TEXT for s in sentences
    )


@given(changes())
@example((Change("a", (Edit(1, 1, "b"),)), 1, 1, 0, 1))
@settings(max_examples=300, deadline=None)
def test_every_letter_stands_in_one_sentence(case: tuple[Change, int, int, int, int]) -> None:
    change = case[0]
    found = carried_sentences(change, rows(change.old))
    for one, next_one in pairwise(found):
        assert one[1] <= next_one[0]
    inside = {at for start, end, *_rest in found for at in range(start, end)}
    assert [at for at, char in enumerate(change.text) if char.isalnum() and at not in inside] == []
