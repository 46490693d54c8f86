"""Marked words: whole characters, no blanks at the ends, and every piece of a cut holds words."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from claims.spans import cut, find, tidy

# Plain letters, blanks, accents as marks of their own, emoji of one and of many code points, flags, right-to-left.
TEXT = st.text(
    st.sampled_from("ab1 \n,;–é\u0301\u200d\ufe0f\U0001f469\U0001f3fd\U0001f4bb\U0001f1f3\U0001f1f1\U0001d7d9שכ漢")
    | st.characters(exclude_categories=["Cs"]),
    min_size=1,
    max_size=60,
)


@st.composite
def marked(draw: st.DrawFn) -> tuple[str, int, int]:
    text = draw(TEXT)
    start, end = sorted((draw(st.integers(0, len(text))), draw(st.integers(0, len(text)))))
    return text, start, end


@given(marked())
@settings(max_examples=500, deadline=None)
def test_any_selection_is_whole_characters_without_blanks_around(case: tuple[str, int, int]) -> None:
    text, start, end = case
    low, high = tidy(text, start, end)
    assert 0 <= low <= high <= len(text)
    assert tidy(text, low, high) == (low, high) or not text[low:high].strip()
    kept = text[start:end].strip()
    assert kept in text[low:high]
    if high < len(text) and low < high:
        assert not unicodedata.category(text[high]).startswith("M")


@given(marked())
@example(("0\u1a55", 1, 1))  # marked between a figure and the sign that belongs to it
@settings(max_examples=500, deadline=None)
def test_pieces_of_a_cut_are_in_order_apart_and_hold_every_word(case: tuple[str, int, int]) -> None:
    text, start, end = case
    pieces = cut(text, (0, len(text)), (start, end))
    assert all(low < high for low, high in pieces)
    assert all(first[1] <= second[0] for first, second in pairwise(pieces))
    held = {at for low, high in pieces for at in range(low, high)}
    assert all(at in held for at, char in enumerate(text) if char.isalnum())


@pytest.mark.parametrize(
    ("text", "start", "end", "words"),
    [
        ("It rose by 31 per cent.", 10, 14, "31"),
        ("cafe\u0301 prices", 0, 4, "cafe\u0301"),
        ("a \U0001f469\U0001f3fd\u200d\U0001f4bb b", 2, 3, "\U0001f469\U0001f3fd\u200d\U0001f4bb"),
        ("\U0001f1f3\U0001f1f1\U0001f1e7\U0001f1ea", 1, 2, "\U0001f1f3\U0001f1f1"),
        ("   ", 0, 3, ""),
    ],
)
def test_what_readers_see_as_one_is_not_parted(text: str, start: int, end: int, words: str) -> None:
    low, high = tidy(text, start, end)
    assert text[low:high] == words


@pytest.mark.parametrize(
    ("part", "pieces"),
    [
        ("Rents rose 4 per cent", ["Rents rose 4 per cent", "and wages fell, he said."]),
        ("and wages fell", ["Rents rose 4 per cent", "and wages fell", "he said."]),
        ("he said.", ["Rents rose 4 per cent, and wages fell", "he said."]),
        (", ", ["Rents rose 4 per cent", "and wages fell, he said."]),
    ],
)
def test_a_comma_at_a_cut_belongs_to_neither_side(part: str, pieces: list[str]) -> None:
    text = "Rents rose 4 per cent, and wages fell, he said."
    at = text.index(part)
    assert [text[a:b] for a, b in cut(text, (0, len(text)), (at, at + len(part)))] == pieces


def test_words_are_found_wherever_they_stand() -> None:
    assert find("one two one", "one") == [0, 8]
    assert find("one", "") == []
