"""Signs that tell what kind of claim a sentence makes. They name it and explain it; they weigh nothing in its score."""

import itertools
import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from claims.detect.lexicon import COMPARISON, LARGE_NUMBERS, SMALL_NUMBERS, TIME_UNITS, TREND
from claims.detect.words import Word, word_set

Sign = tuple[str, int, int]
"""Code, start and end, counted from the start of the sentence."""


class Figure(NamedTuple):
    """A figure as the numbers room finds it."""

    code: str
    start: int
    end: int


_FUTURE = word_set("will shall won't we'll i'll you'll he'll she'll they'll it'll")
_NOUN_BEFORE = word_set("the a his her their its my your free good political own last living this that")
_EXPECTED = word_set("expected projected forecast predicted scheduled poised slated set bound")
_EXPECTS = word_set("expects expect predicts forecasts plans intends intend hopes")
_PAST_BE = word_set("was were been had being")
_BE = word_set("is are isn't aren't it's")
_NO_PLAN = word_set("goal aim plan idea point task key purpose challenge job way trick hope role objective answer")
_MAY = word_set("could may might")
_SOON = word_set("soon eventually further one ultimately yet also still even easily well")
_AHEAD = word_set(
    """
    lead cost rise fall reach heighten raise open become face lose grow cut push force trigger mean end
    worsen bring cause take make add drive begin start return run happen affect help hurt hit threaten
    delay prompt spread increase reduce create undermine
    """
)
_BEGINS = word_set(
    """
    be open begin start close end go take meet vote appear expire arrive leave return speak retire release
    finish hold launch visit sign publish resume
    """
)
_LATER = word_set("later next tomorrow tonight")
_STARTERS = _FUTURE | _EXPECTED | _EXPECTS | _MAY | _BE | {"likely", "due", "were"}

_CAUSED = word_set("because caused causes causing prompted triggered sparked fuelled fueled spurred provoked")
_TO = word_set("led leads lead leading contributes contributed contributing contribute owing attributed attributable")
_FROM = word_set("stems stemmed stemming stem resulted results resulting result arises arose")
_LINKED = TREND | COMPARISON | word_set("risk risks death deaths cancer disease illness increased reduced")
_CAUSES = _CAUSED | _TO | _FROM | {"thanks", "due", "cause", "linked", "driven", "responsible", "result"}

_FIGURES = frozenset({"money", "percentage", "number_unit", "fraction", "number", "duration"})
_ROUGH = re.compile(r"(?:tens|dozens|scores|hundreds|thousands)\b", re.IGNORECASE)
_MANNER = re.compile(
    r"24/7|0x|[1-9]0s\b|(?:half|quarter)\s(?:an?|the)\s(?:century|decade|year|hour|day|minute)\b", re.IGNORECASE
)
"""Round the clock, an address in memory, the 80s, half a century: nobody counted these."""
_ADJECTIVE = re.compile(r"[\d.,]+(?:-[a-z]|/\d)")
_VERSION = re.compile(r"v?\d+\.\d+\.\d")
_THOUSANDS = re.compile(r"\d{1,3},\d{3}|\d{4}")
_LEVEL = word_set("over under aged age at to")
_ORDINALS = word_set("second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth")
_NTH = re.compile(r"\d{1,3}(?:st|nd|rd|th)\Z")
_NO_SERIES = word_set("quarter half place party floor grade century street avenue birthday anniversary amendment")
_OWNERS = word_set("the its their his her")
_IS = word_set("is was marks marked it's that's")
_PERIODS = word_set("year month week season decade")
_STRETCH = re.compile(
    r"\bin\s(?:(?:more\sthan|at\sleast|nearly|over|almost|about|some)\s)?"
    r"(?:an?|two|three|four|five|six|seven|eight|nine|ten|\d{1,3})\s(?:decades?|years?|generations?)\b"
)
_STRETCHES = word_set("decade decades year years generation generations")
_EXTREMES = word_set(
    """
    largest biggest smallest highest lowest greatest fastest slowest oldest youngest longest shortest
    richest poorest cheapest deadliest strongest weakest busiest heaviest hottest coldest wettest driest
    steepest record unprecedented worst best most
    """
)


def find_signs(
    sentence: str, words: Sequence[Word], figures: Sequence[Figure], lows: AbstractSet[str]
) -> Iterator[Sign]:
    """What the sentence foretells, what it says was the cause, and the first figure it is about."""
    if not lows.isdisjoint(_STARTERS):
        yield from itertools.islice(_foretold(words, lows), 1)
    if not lows.isdisjoint(_CAUSES):
        yield from itertools.islice(_causes(words), 1)
    for figure in figures:
        if figure.code in _FIGURES and _is_firm(sentence, words, figure):
            yield "figure", figure.start, figure.end
            return
    yield from _other_figures(sentence, words, lows)


def _low(words: Sequence[Word], i: int) -> str:
    return words[i].low if 0 <= i < len(words) else ""


def _foretold(words: Sequence[Word], lows: AbstractSet[str]) -> Iterator[Sign]:
    """ "will open", "is expected to", "set to", "could soon cost"; not "was expected to", nor "a will"."""
    for i, word in enumerate(words):
        if word.low not in _STARTERS:
            continue
        length = _foretells(words, i, lows)
        if length:
            last = words[min(i + length, len(words)) - 1]
            yield "prediction", word.start, last.end


def _foretells(words: Sequence[Word], i: int, lows: AbstractSet[str]) -> int:
    """How many words from here on foretell something; none if they do not."""
    low, after, before = words[i].low, _low(words, i + 1), _low(words, i - 1)
    if low in _FUTURE:
        return 0 if (before in _NOUN_BEFORE and low == "will") or (words[i].capital and i) else 2
    if low in _EXPECTED:
        past = any(_low(words, k) in _PAST_BE for k in range(i - 3, i))
        return 2 if after == "to" and not past else 0
    if low in _EXPECTS:
        if before in _NOUN_BEFORE:
            return 0
        return 2 if after == "to" else int(low == "expects")
    if low == "likely":
        past = any(_low(words, k) in _PAST_BE for k in range(i - 2, i))
        return 2 if not past and (after == "to" or (before in _BE and not after.endswith("ed"))) else 0
    if low == "due":
        dated = after in ("in", "on", "by", "next")
        return 3 if dated or (after == "to" and _low(words, i + 2) in _BEGINS) else 0
    if low in _MAY:
        k = i + 2 if after in _SOON or after.endswith("ly") else i + 1
        return k - i + 1 if _low(words, k) in _AHEAD or after in ("soon", "eventually") else 0
    if after != "to" or before in _NO_PLAN or not _low(words, i + 2):
        return 0
    return 0 if _low(words, i + 2) in ("blame", "the", "a") or (low == "were" and lows.isdisjoint(_LATER)) else 3


def _causes(words: Sequence[Word]) -> Iterator[Sign]:
    """ "because", "led to", "thanks in part to"; not "led the team", nor "linked to the bank"."""
    for i, word in enumerate(words):
        if word.low not in _CAUSES:
            continue
        length = _causing(words, i)
        if length:
            yield "causal", word.start, words[min(i + length, len(words)) - 1].end


def _causing(words: Sequence[Word], i: int) -> int:
    low, after, before = words[i].low, _low(words, i + 1), _low(words, i - 1)
    if low in _CAUSED:
        return 1
    if (low in _TO and after == "to") or (low in _FROM and after in ("from", "in")):
        return 2
    if low == "result" and before == "a" and _low(words, i - 2) == "as":
        return 1
    if low == "due":
        return 2 if after == "to" and _low(words, i + 2) not in _BEGINS else 0
    if low == "thanks":
        return next((k for k in (2, 3, 4) if _low(words, i + k - 1) == "to"), 0)
    if low == "cause":
        return 1 if after == "of" or before in ("can", "could", "may", "might", "will", "would", "to") else 0
    if low == "linked":
        ahead = {_low(words, k) for k in range(i + 2, i + 6)}
        return 2 if after == "to" and not ahead.isdisjoint(_LINKED) else 0
    return 2 if (low == "driven" and after == "by") or (low == "responsible" and after == "for") else 0


def _is_firm(sentence: str, words: Sequence[Word], figure: Figure) -> bool:
    """Whether the sentence is about this figure: not a rough crowd, a version, a 40-foot tube or a stretch of time."""
    code, start, end = figure
    exact = sentence[start:end]
    if _ROUGH.match(exact):
        return start == 0
    if code in ("money", "percentage"):
        return True
    if _MANNER.match(sentence, start) or _ADJECTIVE.match(sentence, start) or _VERSION.match(sentence, start):
        return False
    last = exact.rsplit(None, 1)[-1].lower().rstrip("s")
    if code == "duration" or last in TIME_UNITS:
        return _THOUSANDS.match(exact) is not None
    if code == "number":
        before = next((word.low for word in reversed(words) if word.end <= start), "")
        return not exact.isdigit() or (len(exact) > 1 and before not in _LEVEL)
    return True


def _other_figures(sentence: str, words: Sequence[Word], lows: AbstractSet[str]) -> Iterator[Sign]:
    """ "four of the five", "the deadliest fire in more than a decade", "the largest rise"."""
    for i in range(1, len(words) - 1) if "of" in lows else ():
        if words[i].low != "of" or not _is_number(words[i - 1].low):
            continue
        k = i + 2 if words[i + 1].low in ("the", "its", "their") else i + 1
        if _is_number(_low(words, k)):
            yield "figure", words[i - 1].start, words[k].end
            return
    place = next(_places(words), None)
    if place:
        yield place
        return
    extreme = lows & _EXTREMES
    if not extreme:
        return
    word = next(word for word in words if word.low in extreme)
    stretch = _STRETCH.search(sentence, word.end) if lows & _STRETCHES else None
    if stretch:
        yield "figure", word.start, stretch.end()
    elif lows & TREND and extreme != {"most"}:
        yield "figure", word.start, word.end


def _places(words: Sequence[Word]) -> Iterator[Sign]:
    """A place in a series is a count: "it is the second extension", "its third strike this year"."""
    for i, (before, word, after) in enumerate(zip(words, words[1:], words[2:], strict=False)):
        nth = word.low in _ORDINALS or _NTH.match(word.low)
        if not nth or before.low not in _OWNERS or after.low in _NO_SERIES:
            continue
        if _low(words, i - 1) in _IS or any(_is_period(words, k) for k in range(i + 3, i + 7)):
            yield "figure", word.start, after.end


def _is_period(words: Sequence[Word], i: int) -> bool:
    low, after = _low(words, i), _low(words, i + 1)
    if low == "in":
        return _is_number(after) and _low(words, i + 2).rstrip("s") in _PERIODS
    return low == "since" or (low == "this" and after in _PERIODS)


def _is_number(low: str) -> bool:
    return low[:1].isdigit() or low == "one" or low in SMALL_NUMBERS or low in LARGE_NUMBERS
