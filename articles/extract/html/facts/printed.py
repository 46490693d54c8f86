"""The day a page prints for its readers, where it is not the day of its stamp.

A stamp is made by a machine in a zone of its own, or the evening before, when a text was released; beside the headline
the newsroom says which day it is of. So where the two are neighbours, the printed one is the day of publication.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from datetime import date

from articles.extract.datelines import day_of
from articles.extract.document import About, BlockKind, Fact, Origin
from articles.extract.html.blocks import Seen
from articles.extract.html.facts.days import MONTHS, day_in

_NUMBERS = re.compile(r"(?<![\d./-])(\d{1,4})\s?([./-])\s?(\d{1,2})\s?\2\s?(\d{4}|\d\d)(?!\d)")
_YEAR = re.compile(r"(?:19|20)\d\d")
_WORD = re.compile(r"(?<!\d)[^\W\d_]{2,}")
_PARTS = re.compile(r"[|•·–—]")
_CHANGED = re.compile(
    r"updat|modifi|edited|revised|corrected|\bchanged?\b|mise? à jour|\bmaj\b|a[kc]tuali[sz]|geändert|\bstand\b|atualiz"
    r"|aggiorna|bijgewerkt|gewijzigd|oppdater|uppdater|opdater|обновл|измен|更新|갱신|수정",
    re.IGNORECASE,
)
_OTHERS = re.compile(r"comment|related|teaser|sidebar|promo|recommend|popular|updat|modif|edited")
_STOPS = tuple(".!?…。！？")
_LONGEST = 120
_FEW = 4
"""A line that says no more than these words beside a day is there to say the day: "Published on Tuesday", a name."""


def lines_under(seen: Seen, headline: int, first: int) -> Iterator[str]:
    """What stands between the headline and the first paragraph, but for headings, captions and boxes of other things.

    Nothing above the headline: there, many sites print the day on which the page was called up. `first` is where the
    article begins, which may be at its headline or at the line that we look for.
    """
    for i in range(headline + 1, min(max(first, headline) + 4, len(seen.stretches))):
        stretch = seen.stretches[i]
        if i >= first and (len(stretch.text) > _LONGEST or stretch.text.endswith(_STOPS)):
            return
        if stretch.kind not in (BlockKind.HEADING, BlockKind.CAPTION) and not _is_of_others(seen, i):
            yield stretch.text


def printed_first(days: list[Fact], lines: Iterable[str], changed: Iterable[str]) -> list[Fact]:
    """The days, likeliest first, with the one that the lines print before a stamp that is its neighbour.

    `changed` is what the page says of its last change: many a page prints that day and does not call it so.
    """
    if not days or days[0].origin is Origin.PAGE:
        return days
    stamp = date.fromisoformat(days[0].value)
    found = set(_printed(lines, stamp))
    if len(found) != 1 or found <= {days[0].value, *map(day_in, changed)}:
        return days
    printed = Fact(About.PUBLISHED, found.pop(), Origin.PAGE)
    return [printed, *(fact for fact in days if fact.value != printed.value)]


def _is_of_others(seen: Seen, stretch: int) -> bool:
    at = seen.stretches[stretch].box
    for _ in range(3):
        if at < 0 or seen.boxes[at].tag in ("body", "article", "main"):
            return False
        if _OTHERS.search(seen.boxes[at].label) or seen.boxes[at].tag in ("aside", "nav"):
            return True
        at = seen.boxes[at].parent
    return False


def _printed(lines: Iterable[str], stamp: date) -> Iterator[str]:
    """The days of lines that are there to say a day and speak of no change, read by the light of the stamp."""
    label = ""
    for line in lines:
        before, label = label, "" if _NUMBERS.search(line) or _YEAR.search(line) else line
        if len(line) > _LONGEST or _CHANGED.search(line) or _CHANGED.search(before[-_LONGEST:]):
            continue
        for part in _PARTS.split(line):
            words = [word for word in _WORD.findall(part) if word.casefold() not in MONTHS]
            if len(words) <= _FEW:
                yield from _readings(part, stamp)


def _readings(text: str, stamp: date) -> Collection[str]:
    """The day in a text, in whichever order of day, month and year it is near the stamp; none when it never is."""
    numbers = _NUMBERS.findall(text)
    if len(numbers) > 1 or len(_YEAR.findall(text)) > 1:
        return ()  # two days: no saying which
    if not numbers:
        days = [day_in(text)]
    else:
        first, _, second, third = numbers[0]
        a, b, c = int(first), int(second), int(third)
        century = stamp.year - stamp.year % 100
        days = [day_of(a, b, c)] if len(first) > 2 else [day_of(c, b, a), day_of(c, a, b)]
        if len(first) <= 2 and len(third) == 2:
            days = [day_of(century + c, b, a), day_of(century + c, a, b), day_of(century + a, b, c)]
    return {day for day in days if day and abs((date.fromisoformat(day) - stamp).days) <= 1}
