"""Two texts, word by word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.worddiff import MOST, Run, word_diff


def test_what_went_and_what_came() -> None:
    assert word_diff("The budget says 30 million.", "The budget book says 31 million.") == (
        Run("", "The budget "),
        Run("ins", "book "),
        Run("", "says "),
        Run("del", "30"),
        Run("ins", "31"),
        Run("", " million."),
    )


@given(st.text(), st.text())
def test_both_texts_can_be_read_off_it(before: str, after: str) -> None:
    runs = word_diff(before, after)
    assert "".join(run.text for run in runs if run.kind != "ins") == before
    assert "".join(run.text for run in runs if run.kind != "del") == after


@pytest.mark.timeout(5)
def test_a_very_long_text_is_compared_as_a_whole() -> None:
    long = "a b " * MOST
    assert [run.kind for run in word_diff(long, long + "c")] == ["del", "ins"]
