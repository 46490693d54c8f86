"""Deadlines in words."""

from __future__ import annotations

import datetime as dt

import pytest

from articles.deadlines import due

NOW = dt.datetime(2026, 11, 21, 15, 36, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("minutes", "late", "words"),
    [
        (144, False, "in 2 h 24 min"),
        (120, False, "in 2 h"),
        (5, False, "in 5 min"),
        (0, True, "Late by 1 min"),
        (-36, True, "Late by 36 min"),
        (60 * 24, False, ""),
        (-60 * 30, True, "Late"),
    ],
)
def test_how_long_there_is(minutes: int, late: bool, words: str) -> None:
    found = due(NOW + dt.timedelta(minutes=minutes), now=NOW)
    assert found is not None
    assert (found.late, found.words) == (late, words)


def test_without_a_deadline_there_is_nothing_to_say() -> None:
    assert due(None, now=NOW) is None


def test_a_deadline_that_was_met_is_never_late() -> None:
    found = due(NOW - dt.timedelta(days=3), now=NOW, met=True)
    assert found is not None
    assert not found.late
