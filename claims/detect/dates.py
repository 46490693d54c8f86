"""When: years, days, months, and spans such as "last year" or "three weeks ago"."""

import re
from collections.abc import Iterator

from claims.detect.lexicon import MONTHS, WEEKDAYS
from claims.detect.words import Word

_YEAR = re.compile(r"(?<![\w.,/$€£¥₹-])(?:1[3-9]\d\d|20\d\d)(?:s\b|(?![\w%]|[.,]\d|\s?(?:%|per\s?cent|percent)))")
_PERIOD = re.compile(
    r"\b(?:(?:last|this|next|past|previous)\s"
    r"(?:week|month|year|quarter|decade|century|summer|winter|spring|autumn|fall|night)s?"
    r"|(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|\d{1,3})\s"
    r"(?:years?|months?|weeks?|days?|decades?|hours?)\s(?:ago|later|earlier)"
    r"|since\s(?:the\s)?(?:(?-i:[A-Z])\w{2,15}|early|late|at\sleast|spring|summer|autumn|winter))\b",
    re.IGNORECASE,
)
_DAY = re.compile(r"\d{1,2}(?:st|nd|rd|th)?\Z")
_MONTH_BEFORE = frozenset(["in", "since", "last", "by", "of", "until", "from", "early", "late", "mid", "next", "this"])


def find_dates(sentence: str, words: list[Word]) -> Iterator[tuple[int, int]]:
    """Places of dates, in no particular order; a day and its month come as one."""
    for i, word in enumerate(words):
        if word.capital and word.low in WEEKDAYS:
            yield word.start, word.end
        elif word.capital and word.low in MONTHS:
            yield from _month(words, i)
    for pattern in (_YEAR, _PERIOD):
        yield from (match.span() for match in pattern.finditer(sentence))


def _month(words: list[Word], i: int) -> Iterator[tuple[int, int]]:
    """ "9 December", "Sept. 11", "in May"; a lone "May" or "March" may be a verb."""
    word = words[i]
    before = words[i - 1] if i else None
    after = words[i + 1] if i + 1 < len(words) else None
    if before and word.start - before.end == 1 and _DAY.match(before.low):
        yield before.start, word.end
    elif after and after.start - word.end <= 2 and after.low[0].isdigit():
        yield word.start, after.end
    elif word.low not in ("may", "march") or (before and before.low in _MONTH_BEFORE):
        yield word.start, word.end
