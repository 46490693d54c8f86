"""What in a claim may have changed since it was printed: ages, offices, prices, records, and what is "now" so."""

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from claims.detect.cues import Cue
from claims.detect.result import Mark
from claims.detect.words import Word, word_set

_AGED = re.compile(r"\b(?:aged?|turned|turns)\s\d{1,3}\b(?![.,]\d|%|\s?per)", re.IGNORECASE)
_PRICED = word_set(
    """
    price prices priced cost costs sells sell sold charges charge charged fare fares rent rents fee fees
    ticket tickets subscription wage wages toll tariff penalty fine
    """
)
_EACH = re.compile(r"\s(?:an?|per|each|apiece)\b|-an?-", re.IGNORECASE)
_OFFICES = word_set(
    """
    president minister premier chancellor mayor governor senator secretary ambassador commissioner chief
    chairman chairwoman chairperson chair ceo executive director head leader founder spokesman
    spokeswoman spokesperson manager editor king queen pope bishop general commander judge coach
    captain treasurer president-elect congressman congresswoman lawmaker speaker CEO CFO MP
    co-founder owner professor superintendent sheriff
    """
)
_RANK = word_set("prime vice deputy foreign chief senior former interim acting press executive managing general")
_FORMER = word_set("former late ex then-president ousted")
_RECORDS = word_set(
    """
    largest biggest smallest highest lowest greatest fastest slowest oldest youngest longest shortest
    richest poorest cheapest deadliest strongest weakest busiest heaviest hottest coldest wettest driest
    steepest sole unprecedented latest number-one
    """
)
_OF_ONE = word_set("first only record most")
_DETERMINERS = word_set("the a its their his her")
_NOT_FIRST = word_set("half time quarter place lady name minister class aid floor step degree person round thing")
_CURRENT = word_set("current currently now today still ongoing presently nowadays")
_PERIOD = re.compile(
    r"\b(?:so far|this (?:year|month|week|season|summer|winter|spring|autumn|fall|quarter)|to date|as of (?=\w)"
    r"|at present|at the moment|these days|in recent (?:years|months|weeks|days)|remains? (?=\w))\b",
    re.IGNORECASE,
)
_PERIODS = word_set("so this to as at these recent remains remain")


def find_perishable(sentence: str, words: Sequence[Word], cues: Sequence[Cue]) -> tuple[Mark, ...]:
    """What may be out of date by now, in order; offsets count from the start of the sentence."""
    lows = {word.low for word in words}
    found = [
        *_ages(sentence, cues, lows),
        *_prices(sentence, cues, lows),
        *_offices(sentence, words, lows),
        *_records(words, cues, lows),
        *_present(sentence, words, lows),
    ]
    return _apart(sorted(found))


def _apart(marks: list[Mark]) -> tuple[Mark, ...]:
    """Marks in order without those that begin inside another."""
    kept: list[Mark] = []
    for mark in marks:
        if not kept or mark.start >= kept[-1].end:
            kept.append(mark)
    return tuple(kept)


def _ages(sentence: str, cues: Sequence[Cue], lows: AbstractSet[str]) -> Iterator[Mark]:
    for cue in cues:
        if cue.code == "age":
            yield Mark(cue.start, cue.end, "age")
    if lows & {"aged", "age", "turned", "turns"}:
        yield from (Mark(match.start(), match.end(), "age") for match in _AGED.finditer(sentence))


def _prices(sentence: str, cues: Sequence[Cue], lows: AbstractSet[str]) -> Iterator[Mark]:
    priced = not lows.isdisjoint(_PRICED)
    for cue in cues:
        if cue.code == "money" and (priced or _EACH.match(sentence, cue.end)):
            yield Mark(cue.start, cue.end, "price")


def _offices(sentence: str, words: Sequence[Word], lows: AbstractSet[str]) -> Iterator[Mark]:
    """An office together with the name of who holds it: "the mayor, Ann Lee", "Ann Lee, chief executive of"."""
    if lows.isdisjoint(_OFFICES):
        return
    for i, word in enumerate(words):
        if word.low not in _OFFICES:
            continue
        first = i
        while first and words[first - 1].low in _RANK and words[first].start - words[first - 1].end == 1:
            first -= 1
        if words[first].low in _FORMER or (first and words[first - 1].low in _FORMER):
            continue
        whole = i
        while whole + 1 < len(words) and words[whole + 1].low in _OFFICES and sentence[words[whole].end] == " ":
            whole += 1  # "chief executive"
        last = _name_after(sentence, words, whole)
        if last > whole or _name_before(sentence, words, first):
            yield Mark(words[first].start, words[last].end, "office")


def _name_after(sentence: str, words: Sequence[Word], i: int) -> int:
    """The last word of a name that follows an office, or i: "mayor Ann Lee", "the mayor, Ann Lee,"."""
    last = i
    while last + 1 < len(words) and last - i < 3 and words[last + 1].capital:
        gap = sentence[words[last].end : words[last + 1].start]
        if gap != " " and (last > i or gap != ", "):
            break
        last += 1
    return last


def _name_before(sentence: str, words: Sequence[Word], first: int) -> bool:
    """Whether the office stands after a name and a comma: "Ann Lee, the mayor", "Brill, Norvolt's chairman"."""
    for k in range(first - 1, max(-1, first - 5), -1):
        gap = sentence[words[k].end : words[k + 1].start]
        if "," in gap:
            return gap == ", " and words[k].capital and (k > 0 or not words[k].low.endswith("ly"))
        if gap != " " and gap != "’ ":
            return False
    return False


def _records(words: Sequence[Word], cues: Sequence[Cue], lows: AbstractSet[str]) -> Iterator[Mark]:
    for cue in cues:
        if cue.code == "ranking":
            yield Mark(cue.start, cue.end, "record")
    if lows.isdisjoint(_RECORDS | _OF_ONE):
        return
    for i, word in enumerate(words):
        if word.low in _RECORDS or (word.low in _OF_ONE and _is_the_one(words, i)):
            yield Mark(word.start, word.end, "record")


def _is_the_one(words: Sequence[Word], i: int) -> bool:
    """ "the first bridge", "its only road", "the most expensive"; not "the first half", nor "only then"."""
    before = words[i - 1].low if i else ""
    if before not in _DETERMINERS and not before.endswith("'s"):
        return False
    return words[i].low != "first" or i + 1 == len(words) or words[i + 1].low not in _NOT_FIRST


def _present(sentence: str, words: Sequence[Word], lows: AbstractSet[str]) -> Iterator[Mark]:
    if not lows.isdisjoint(_CURRENT):
        yield from (Mark(word.start, word.end, "current") for word in words if word.low in _CURRENT)
    if not lows.isdisjoint(_PERIODS):
        for match in _PERIOD.finditer(sentence):
            yield Mark(match.start(), match.start() + len(match[0].rstrip()), "current")
