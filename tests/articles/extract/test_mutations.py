"""Bytes that are wrong by chance: a document or a refusal, never an error, a crash or a long wait."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from bench.mutants import mutant
from bench.mutations import Score
from tests.hostile.good import GOOD_FILES

ROOT = Path(__file__).resolve().parents[3]
EACH = 2_000
FEWER = {"html": 800}
"""Of each format, a minute of processor in all; `python -m bench.mutations` reads 20,000."""


@pytest.mark.parametrize("ending", GOOD_FILES)
def test_wrong_bytes_are_read_or_refused(ending: str) -> None:
    """In a process of its own: the readers are forked from it, and a test's is large and has threads."""
    count = FEWER.get(ending, EACH)
    wanted = ["--formats", ending, "--each", str(count)]
    done = subprocess.run(
        [sys.executable, "-m", "bench.mutations", *wanted], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    line = next(line for line in done.stdout.splitlines() if line.startswith(f"{ending} "))
    files, read = (int(figure.replace(",", "")) for figure in line.split()[1:3])
    assert files == count
    assert read > count / 20


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
