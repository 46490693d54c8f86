"""Figures: money, percentages, counts with what they count, fractions, dates and spans of time."""

import re
from collections.abc import Iterator

from claims.detect.lexicon import LARGE_NUMBERS, MONTHS, SMALL_NUMBERS, TIME_UNITS, UNITLESS, WEEKDAYS
from claims.detect.words import Word

Figure = tuple[str, int, int]
"""What kind of figure, and where: code, start, end."""

_SCALE = r"(?:thousand|million|billion|trillion|hundred|dozen|mn|bn|tn|m|k)\b"
_DIGITS = r"\d[\d.,]{0,20}(?<=\d)"
_RANGE = rf"(?:\s?(?:[-–—]|to)\s?(?:[$€£¥₹]\s?)?{_DIGITS})?"
_MONEY = re.compile(
    rf"(?:US|A|C|NZ|HK|R)?[$€£¥₹₽₩₺₪]\s?{_DIGITS}{_RANGE}(?:[\s-]?{_SCALE})?"
    rf"|\b(?:USD|EUR|GBP|CHF|JPY|CNY|INR|Rs\.?)\s?{_DIGITS}(?:\s?{_SCALE})?"
    rf"|\b(?:{_DIGITS}{_RANGE}\s|(?:[a-z]{{2,10}}[\s-]){{1,3}}(?=(?:{_SCALE}|dollars|euros|pounds)))(?:{_SCALE}\s)?"
    r"(?:(?:US|Canadian|Australian)\s)?(?:dollars?|euros?|pounds?|cents?|pence|yen|yuan|rupees|roubles|rubles|francs|pesos|kronor|krone|zloty)\b",
    re.IGNORECASE,
)
_PERCENT = re.compile(
    rf"{_DIGITS}{_RANGE}\s?(?:%|％|٪|per\s?cent\b|percent\b|percentage\spoints?\b|pct\b|pc\b)"
    r"|\b(?:[a-z]{3,10}[\s-])?[a-z]{3,10}\s(?:percent|per\scent|percentage\spoints?)\b",
    re.IGNORECASE,
)
_FRACTION = re.compile(
    r"\b(?:(?:a|one|two|three|four)[\s-](?:half|third|quarter|fifth|sixth|eighth|tenth)s?\b(?!\s(?:time|party|day|year|month|week|in)\b)"
    r"|(?<!first )(?<!second )half\s(?:of|the|its|their|all|a\b)|(?:one|two|three|four|five|six|seven|eight|nine|\d{1,4})\s(?:in|out of)\s"
    r"(?:every\s)?(?:two|three|four|five|six|seven|eight|nine|ten|\d{1,6})\b|(?:tens|dozens|scores|hundreds|thousands|millions|billions)\sof\b"
    r"|(?:double|twice|triple|three times|four times|five times|\d{1,4} times)\b)",
    re.IGNORECASE,
)
_SCALED = re.compile(rf"{_DIGITS}{_RANGE}[\s-]?{_SCALE}", re.IGNORECASE)
_WHOLE = re.compile(rf"{_DIGITS}")
_YEAR = re.compile(r"(?<![\w.,/$€£¥₹-])(?:1[3-9]\d\d|20\d\d)(?:s\b|(?![\w%]|[.,]\d|\s?(?:%|per\s?cent|percent)))")
_PERIOD = re.compile(
    r"\b(?:last|this|next|past|previous)\s(?:week|month|year|quarter|decade|century|summer|winter|spring|autumn|fall|night)s?\b"
    r"|\b(?:a|an|one|two|three|four|five|six|seven|eight|nine|ten|\d{1,3})\s(?:years?|months?|weeks?|days?|decades?|hours?)\s(?:ago|later|earlier)\b"
    r"|\bsince\s(?:the\s)?(?:(?-i:[A-Z])\w{2,15}|early|late|at least)\b",
    re.IGNORECASE,
)
_ORDINAL = re.compile(r"\d{1,4}(?:st|nd|rd|th)\b|\d{1,2}[:.]\d\d\s?[ap]\.?m\b|\d{1,2}\s?[ap]\.?m\b", re.IGNORECASE)
_AROUND_DURATION = frozenset(
    [
        "for",
        "over",
        "in",
        "within",
        "last",
        "past",
        "next",
        "every",
        "after",
        "the",
        "another",
        "more",
        "than",
        "of",
        "about",
    ]
)


def find_figures(sentence: str, words: list[Word]) -> Iterator[Figure]:
    """Every figure of the sentence, none of them twice."""
    taken: list[tuple[int, int]] = []
    for code, pattern in (("money", _MONEY), ("percentage", _PERCENT), ("fraction", _FRACTION), ("date", _YEAR)):
        for match in pattern.finditer(sentence):
            if not _overlaps(taken, match.start(), match.end()):
                taken.append((match.start(), match.end()))
                yield code, match.start(), match.end()
    yield from _dates(sentence, words, taken)
    yield from _counts(sentence, words, taken)


def _overlaps(taken: list[tuple[int, int]], start: int, end: int) -> bool:
    return any(first < end and start < last for first, last in taken)


def _dates(sentence: str, words: list[Word], taken: list[tuple[int, int]]) -> Iterator[Figure]:
    """ "9 December", "Sept. 11, 2001", "on Tuesday", "last year"."""
    for i, word in enumerate(words):
        if not word.capital or word.low not in MONTHS | WEEKDAYS:
            continue
        before, after = words[i - 1] if i else None, words[i + 1] if i + 1 < len(words) else None
        start, end = word.start, word.end
        if word.low in MONTHS:
            if before and before.low.rstrip("stndrh").isdigit() and word.start - before.end == 1:
                start = before.start
            elif after and after.low[:2].rstrip("stndrh").isdigit() and after.start - word.end <= 2:
                end = after.end
            elif word.low in ("may", "march") and (
                before is None or before.low not in ("in", "since", "last", "by", "of", "until")
            ):
                continue
        taken.append((start, end))
        yield "date", start, end
    for match in _PERIOD.finditer(sentence):
        if not _overlaps(taken, match.start(), match.end()):
            taken.append((match.start(), match.end()))
            yield "date", match.start(), match.end()


def _counts(sentence: str, words: list[Word], taken: list[tuple[int, int]]) -> Iterator[Figure]:
    """Numbers with what they count; small ones spelled out are weaker signs than figures."""
    for i, word in enumerate(words):
        digits = word.low[0].isdigit()
        if not digits and word.low not in SMALL_NUMBERS and word.low not in LARGE_NUMBERS:
            continue
        if _overlaps(taken, word.start, word.end) or (digits and _ORDINAL.match(sentence, word.start)):
            continue
        scaled = _SCALED.match(sentence, word.start) if digits else None
        whole = scaled or (_WHOLE.match(sentence, word.start) if digits else None)
        end = max(word.end, whole.end() if whole else 0)
        unit = next((w for w in words[i + 1 : i + 6] if w.start >= end), None)
        if (
            unit is None
            or sentence[end : unit.start] not in (" ", "-", "\xa0", "\u202f", "-\xa0")
            or unit.low[0].isdigit()
            or unit.low in UNITLESS
        ):
            unit = None
        code = _count_code(words, i, unit, digits=digits or word.low in LARGE_NUMBERS, scaled=scaled is not None)
        end = unit.end if unit and not scaled else end
        taken.append((word.start, end))
        yield code, word.start, end


def _count_code(words: list[Word], i: int, unit: Word | None, *, digits: bool, scaled: bool) -> str:
    if scaled:
        return "number_unit"
    if unit is None:
        return "number" if digits else "count"
    if unit.low.rstrip("s") in TIME_UNITS and i and words[i - 1].low in _AROUND_DURATION:
        return "duration"
    return "number_unit" if digits else "count"
