"""Cues into a score between 0 and 1: weights set by hand, the same for every text."""

import math
from collections import Counter
from collections.abc import Iterable

WEIGHTS = {
    "money": 2.2,
    "percentage": 2.2,
    "number_unit": 1.7,
    "number": 0.9,
    "date": 0.9,
    "trend": 0.8,
    "comparison": 0.6,
    "superlative": 0.6,
    "universal": 0.2,
    "harm": 1.0,
    "deed": 0.6,
    "source": 1.0,
    "record": 0.5,
    "cause": 0.5,
    "forecast": 0.2,
    "name": 0.5,
    "quote": 0.2,
    "normative": -1.2,
    "feeling": -0.9,
    "judgement": -1.1,
    "vague": -0.4,
    "first_person": -0.6,
    "second_person": -0.6,
}
_BIAS = -1.8
_MOST = 2
"""A cue counts at most twice: the fifth name in a sentence says nothing new."""


def score(codes: Iterable[str]) -> float:
    """How far a checker would want to check a sentence with these cues."""
    counted = Counter(codes)
    total = _BIAS + sum(
        WEIGHTS.get(code, 0.0) * (1 + 0.5 * (min(n, _MOST) - 1)) for code, n in sorted(counted.items())
    )
    return round(1 / (1 + math.exp(-total)), 4)
