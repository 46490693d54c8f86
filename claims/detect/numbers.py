"""How much and how many: money, percentages, shares, and numbers with what they count."""

import re
from collections.abc import Iterator

from claims.detect.dates import find_dates
from claims.detect.lexicon import (
    BEFORE_DURATION,
    CURRENCIES,
    FUNCTION,
    LABELLED,
    LARGE_NUMBERS,
    PLURALS,
    SMALL_NUMBERS,
    TIME_UNITS,
)
from claims.detect.words import WITHOUT_BLANKS, Word

Figure = tuple[str, int, int]
"""What kind of figure, and where in the sentence: code, start, end."""

_MOST = 40
"""No sentence is worth more figures than this; a table pasted as one line stays cheap."""

_SCALE = r"(?:thousand|million|billion|trillion|hundred|dozen|mn|bn|tn|m|k)\b"
_DIGITS = r"\d[\d.,]{0,20}(?<=\d)"
_RANGE = rf"(?:\s?(?:[-–—]|to)\s?(?:[$€£¥₹]\s?)?{_DIGITS})?"
_SPELLED = r"(?:one|two|three|four|five|six|seven|eight|nine)"
_NUMERAL = (
    rf"(?:{_SPELLED}|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty"
    r"|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|billion|half|several|few|hundreds|thousands|millions|of)"
)
_MONEY = re.compile(
    rf"(?:US|A|C|NZ|HK|R)?[$€£¥₹₽₩₺₪]\s?{_DIGITS}{_RANGE}(?:[\s-]?{_SCALE})?"
    rf"|\b(?:USD|EUR|GBP|CHF|JPY|CNY|INR|Rs\.?)\s?{_DIGITS}(?:\s?{_SCALE})?"
    rf"|\b(?:{_DIGITS}{_RANGE}\s|(?:{_NUMERAL}[\s-]){{1,3}}(?:a\s)?)(?:{_SCALE}\s)?(?:(?:US|Canadian|Australian)\s)?{CURRENCIES}\b",
    re.IGNORECASE,
)
_PERCENT = re.compile(
    rf"{_DIGITS}{_RANGE}\s?(?:[%％٪]|per\s?cent\b|percent\b|percentage\spoints?\b|pct\b)"
    r"|\b(?:[a-z]{3,10}[\s-])?[a-z]{3,10}\s(?:percent|per\scent|percentage\spoints?)\b",
    re.IGNORECASE,
)
_SHARE = re.compile(
    rf"\b(?:(?:a|{_SPELLED})[\s-](?:half|third|quarter|fifth|sixth|eighth|tenth)s?\b(?!\s(?:time|party|day|year|month|week|in)\b)"
    r"|(?<!first )(?<!second )half\s(?:of|the|its|their|all|a)\b"
    rf"|(?:(?:one|1)\s\w{{2,15}}|{_SPELLED}|\d{{1,3}})\s(?:in|out\sof)\s(?:every\s)?(?:{_SPELLED}|ten|\d{{1,3}}|1,?000)\b(?![,.]\d)"
    r"|(?:tens|dozens|scores|hundreds|thousands|millions|billions)\sof\b|(?:double|twice|triple)\b"
    rf"|(?:{_SPELLED}|ten|\d{{1,4}})\stimes\s(?:as|more|the|higher|larger|bigger|faster|that|what)\b)",
    re.IGNORECASE,
)
_EAST = re.compile(rf"{_DIGITS}\s?(?:[万萬亿億千百兆]{{0,3}})(?P<unit>美元|欧元|日元|元|円|年|月|日|%|％)?")
_EAST_CODES = {"年": "date", "月": "date", "日": "date", "%": "percentage", "％": "percentage", None: "number_unit"}
_SCALED = re.compile(rf"{_DIGITS}{_RANGE}[\s-]?{_SCALE}", re.IGNORECASE)
_WHOLE = re.compile(_DIGITS)
_RANK_OR_TIME = re.compile(r"\d{1,4}(?:st|nd|rd|th)\b|\d{1,2}(?:[:.]\d\d)?\s?[ap]\.?m\b|\d{1,2}:\d\d", re.IGNORECASE)
_AGE = re.compile(r",\s\d{1,3}\s?[,)]|\(\d{1,2}\)")
_JOINED = frozenset([" ", "-", "\xa0", "\u202f", "‑"])


def find_figures(sentence: str, words: list[Word]) -> Iterator[Figure]:
    """Every figure of a sentence, none of them twice."""
    taken: list[tuple[int, int]] = []
    for code, start, end in _patterns(sentence, words):
        if len(taken) < _MOST and not _overlaps(taken, start, end):
            taken.append((start, end))
            yield code, start, end
    for i, word in enumerate(words):
        if len(taken) >= _MOST:
            return
        if _is_number(word) and not _overlaps(taken, word.start, word.end):
            code, start, end = _count(sentence, words, i)
            taken.append((start, end))
            if code:
                yield code, start, end


def _patterns(sentence: str, words: list[Word]) -> Iterator[Figure]:
    lows = {word.low for word in words}
    digits = _WHOLE.search(sentence) is not None
    if digits or "percent" in lows or "cent" in lows or "percentage" in lows:
        yield from (("percentage", *match.span()) for match in _PERCENT.finditer(sentence))
    if digits or not lows.isdisjoint(_MONEY_WORDS):
        yield from (("money", *match.span()) for match in _MONEY.finditer(sentence))
    if digits and WITHOUT_BLANKS.search(sentence):
        yield from _east(sentence)
    yield from (("fraction", *match.span()) for match in _SHARE.finditer(sentence))
    yield from (("date", *span) for span in find_dates(sentence, words))


_MONEY_WORDS = frozenset(CURRENCIES.strip("(?:)").replace("s?", "s").split("|"))


def _east(sentence: str) -> Iterator[Figure]:
    """Figures inside Chinese and Japanese, which puts no blanks around them."""
    for match in _EAST.finditer(sentence):
        yield _EAST_CODES.get(match["unit"], "money"), match.start(), match.end()


def _overlaps(taken: list[tuple[int, int]], start: int, end: int) -> bool:
    return any(first < end and start < last for first, last in taken)


def _is_number(word: Word) -> bool:
    return word.low[0].isdigit() or word.low in SMALL_NUMBERS or word.low in LARGE_NUMBERS


def _count(sentence: str, words: list[Word], i: int) -> Figure:
    """A number and what it counts; the code is empty when it only names something: "the number 6 bus", "10th"."""
    word = words[i]
    digits = word.low[0].isdigit()
    if digits and (_RANK_OR_TIME.match(sentence, word.start) or (i and words[i - 1].low in LABELLED)):
        return "", word.start, word.end
    if digits and word.start >= 2 and _AGE.match(sentence, word.start - 2):
        return "age", word.start, word.end
    if digits and word.low.endswith(("-year-old", "-month-old", "-week-old", "-day-old")):
        return "age", word.start, word.end
    large = digits or word.low in LARGE_NUMBERS
    scaled = _SCALED.match(sentence, word.start) if digits else None
    if scaled:
        return "number_unit", word.start, scaled.end()
    whole = _WHOLE.match(sentence, word.start) if digits else None
    end = max(word.end, whole.end() if whole else 0)
    unit_end, unit = _unit(sentence, words, i, end)
    if not unit:
        named = digits and i and words[i - 1].capital and words[i - 1].low not in FUNCTION  # "Nikkei 225"
        return ("" if named else "number" if large else "count"), word.start, end
    if unit.rstrip("s") in TIME_UNITS and i and words[i - 1].low in BEFORE_DURATION:
        return "duration", word.start, unit_end
    return ("number_unit" if large else "count"), word.start, unit_end


def _unit(sentence: str, words: list[Word], i: int, end: int) -> tuple[int, str]:
    """What is counted, up to its plural: "34,185 automotive manufacturing jobs"."""
    first_end, first = end, ""
    for word in words[i + 1 : i + 6]:
        if word.start < end:
            continue  # the "000" of "13,000"
        if (
            len(word.low) < 2
            or sentence[end : word.start] not in _JOINED
            or word.low in FUNCTION
            or word.low[0].isdigit()
        ):
            break
        end = word.end
        if not first:
            first_end, first = end, word.low
        if word.low.endswith("s") or word.low in PLURALS:
            return end, word.low
    return first_end, first
