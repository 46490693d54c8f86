"""Bytes that are wrong by chance: a document or a refusal, never an error, a crash or a long wait."""

from __future__ import annotations

import importlib.util
from collections import Counter

import pytest

from bench.mutants import mutant
from bench.mutations import Score, measure
from tests.hostile.good import GOOD_FILES

MISSING = "articles.extract.reading"
EACH = 2_000
FEWER = {"html": 800}
"""Of each format, a minute of processor in all; `python -m bench.mutations` reads 20,000."""


@pytest.mark.skipif(importlib.util.find_spec(MISSING) is None, reason=f"{MISSING} is not there yet")
@pytest.mark.parametrize("ending", GOOD_FILES)
def test_wrong_bytes_are_read_or_refused(ending: str) -> None:
    count = FEWER.get(ending, EACH)
    score = measure(ending, GOOD_FILES[ending], count)
    assert (score.count, score.unhandled, score.crashes) == (count, Counter(), Counter())
    assert (score.slow, score.memory, score.bad) == (0, 0, [])
    assert score.read > count / 20


@pytest.mark.parametrize("ending", GOOD_FILES)
def test_mutants_are_the_same_every_time_and_differ(ending: str) -> None:
    made = [mutant(ending, number, 1, GOOD_FILES[ending]) for number in range(200)]
    assert made == [mutant(ending, number, 1, GOOD_FILES[ending]) for number in range(200)]
    assert len(set(made)) > 190


def test_a_score_counts_every_file_once() -> None:
    score = Score()
    for number, outcome in enumerate(["read", "damaged", "unhandled", "memory"]):
        score.add(number, outcome, 1.0, "KeyError x.py:1" if outcome == "unhandled" else "")
    assert (score.count, score.bad, score.is_clean) == (4, [2, 3], False)
