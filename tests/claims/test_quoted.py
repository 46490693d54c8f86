"""Whether a quote stands in the kept text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.quoted import DIFFERS, EXACT, GONE, MISSING, NEW, SAME, look_for

MINUTES = """Council of Velmar, minutes of 12 June

Item 2. The council orders 64 vehicles at a total price of 29,400,000 euros,
payable in five yearly parts.
Item 3. “We will carry 12,000 passengers a day – at least”, the commissioner said.
"""


@pytest.mark.parametrize(
    ("quote", "line"),
    [
        ("64 vehicles at a total price of 29,400,000 euros", 3),
        ("29,400,000 euros, payable in five yearly parts", 3),  # over a line end
        ('"We will carry 12,000 passengers a day - at least"', 5),  # quotation marks and dashes set otherwise
        ("64 vehicles … payable in five  yearly parts", 3),  # words left out, and said so
        ("The council orders [...] 29,400,000 euros", 3),
    ],
)
def test_the_very_words_are_found_with_their_line(quote: str, line: int) -> None:
    found = look_for(quote, MINUTES)
    assert (found.outcome, found.line, found.diff) == (EXACT, line, ())


def test_other_words_are_found_and_shown() -> None:
    found = look_for("orders 64 vehicles at a price of 29.4 million euros, payable in five parts", MINUTES)
    assert (found.outcome, found.line) == (DIFFERS, 3)
    assert (GONE, "29.4 million ") in found.diff
    assert (NEW, "29,400,000 ") in found.diff
    assert (NEW, "yearly ") in found.diff


@pytest.mark.parametrize(
    "quote",
    [
        "The mayor resigned on Friday after a vote of the committee",
        "400,000 euros",  # the end of another figure is not this figure
        "yearly parts … 64 vehicles",  # in another order
        "",
        " — ",
        "bus",
    ],
)
def test_what_is_not_there_is_not_found(quote: str) -> None:
    assert look_for(quote, MINUTES).outcome == MISSING


def test_a_changed_figure_is_a_difference_and_not_a_find() -> None:
    found = look_for("64 vehicles at a total price of 9,400,000 euros", MINUTES)
    assert found.outcome == DIFFERS
    assert (GONE, "9,400,000 ") in found.diff


def test_a_long_copy_takes_no_minute() -> None:
    text = "\n".join(f"The council paid {n} euros for item {n % 97} of the list of {n % 7}." for n in range(18_000))
    began = time.perf_counter()
    assert look_for("The council paid 17001 euros for the item of that list", text).outcome == DIFFERS
    assert time.perf_counter() - began < 20


WORDS = st.lists(st.sampled_from(["tram", "31", "euros", "council", "on", "Monday,", "“said”", "a"]), max_size=30)


@settings(deadline=None)
@given(WORDS, WORDS, WORDS)
def test_what_was_cut_from_a_text_is_found_in_it(before: list[str], quote: list[str], after: list[str]) -> None:
    text = " ".join([*before, *quote, *after])
    found = look_for(" ".join(quote), text)
    assert found.outcome == (EXACT if any(char.isalnum() for char in "".join(quote)) else MISSING)


@settings(deadline=None)
@given(WORDS, WORDS)
def test_a_difference_gives_back_the_quote(quote: list[str], text: list[str]) -> None:
    found = look_for(" ".join(quote), " ".join(text))
    if found.outcome == DIFFERS:
        assert "".join(words for kind, words in found.diff if kind in (SAME, GONE)) == " ".join(quote)
