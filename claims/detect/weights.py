"""Cues into log odds. The weights are set by hand and are the same for every text."""

from collections import Counter
from collections.abc import Iterable

WEIGHTS = {
    "money": 2.0,
    "percentage": 2.4,
    "number_unit": 1.5,
    "fraction": 1.3,
    "number": 0.6,
    "count": 0.5,
    "age": 0.3,
    "duration": 0.5,
    "date": 1.1,
    "trend": 0.5,
    "comparison": 0.4,
    "superlative": 0.4,
    "ranking": 0.8,
    "universal": 0.1,
    "harm": 0.8,
    "deed": 0.9,
    "record": 0.5,
    "measured": 0.6,
    "cause": 0.4,
    "forecast": 0.3,
    "source": 0.7,
    "carried_source": 0.1,
    "name": 0.45,
    "past": 0.6,
    "bare_quote": -0.5,
    "long": 0.3,
    "short": -0.3,
    "promise": -0.6,
    "dated_promise": -0.5,
    "condition": -0.4,
    "normative": -0.9,
    "feeling": -0.7,
    "judgement": -0.8,
    "evaluative": -0.6,
    "vague": -0.4,
    "first_person": -0.5,
    "second_person": -0.3,
}
_BIAS = -1.7


def cue_logit(codes: Iterable[str]) -> float:
    """How much a checker would want to check a sentence with these cues, as log odds.

    The second cue of a kind counts half and further ones nothing: the fifth name tells nothing new.
    """
    counted = Counter(codes)
    return _BIAS + sum(WEIGHTS[code] * (1 if n == 1 else 1.5) for code, n in counted.items() if code in WEIGHTS)
