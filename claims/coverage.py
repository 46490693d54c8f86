"""Which sentences of an article are accounted for: they have a claim, nothing to check, or are open. Pure."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from html import escape
from itertools import groupby
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import ngettext

from articles.extract.document import Block
from claims.spans import Span

UNCOUNTED = frozenset({"furniture", "heading"})  # what states nothing: captions' credits, crossheads
LINE = 45  # code points of one line of the column, about: a long sentence is a long stretch of the gutter
MOST_LINES = 6


class Cover(StrEnum):
    """How a sentence is accounted for. Each has exactly one of these."""

    CLAIMED = "claimed"
    NONE = "none"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence that counts, in its paragraph, which is named by where it begins."""

    start: int
    end: int
    paragraph: int
    cover: Cover

    @property
    def at(self) -> str:
        return f"{self.start}-{self.end}"

    @property
    def span(self) -> Span:
        return self.start, self.end

    @property
    def weight(self) -> int:
        """How much of the gutter it takes."""
        return min(MOST_LINES, max(1, round((self.end - self.start) / LINE)))


@dataclass(frozen=True, slots=True)
class Gutter:
    """The sentences of one paragraph, for the strip beside it."""

    start: int
    number: int
    sentences: tuple[Sentence, ...]

    @property
    def html(self) -> SafeString:
        return self._html()

    @property
    def html_to_swap(self) -> SafeString:
        return self._html(' hx-swap-oob="true"')

    def _html(self, swap: str = "") -> SafeString:
        """The strip itself, written here because a long text has thousands; those with a claim need no place."""
        label, stretches = escape(self.label), "".join(map(_stretch, self.sentences))
        return mark_safe(  # noqa: S308  the label went through escape(), all else is codes and numbers
            f'<span class="gutter" id="gutter-{self.start}" role="img" aria-label="{label}"{swap}>{stretches}</span>'
        )

    @property
    def label(self) -> str:
        """What the strip shows, for those who do not see it."""
        left = [str(place) for place, one in enumerate(self.sentences, 1) if one.cover is Cover.OPEN]
        numbers = {"number": self.number, "done": len(self.sentences) - len(left), "all": len(self.sentences)}
        text = ngettext(
            "Paragraph %(number)d: %(done)d of %(all)d sentence accounted for",
            "Paragraph %(number)d: %(done)d of %(all)d sentences accounted for",
            len(self.sentences),
        )
        return "; ".join(filter(None, [text % numbers, _left_open(left)]))


@dataclass(frozen=True, slots=True)
class Coverage:
    """Every sentence that counts, in reading order, and how many are accounted for."""

    sentences: tuple[Sentence, ...]
    gutters: Mapping[int, Gutter]

    @property
    def of(self) -> int:
        return len(self.sentences)

    @property
    def claimed(self) -> int:
        return sum(one.cover is Cover.CLAIMED for one in self.sentences)

    @property
    def passed(self) -> int:
        """Nothing to check, as a person said."""
        return sum(one.cover is Cover.NONE for one in self.sentences)

    @property
    def accounted(self) -> int:
        return self.of - len(self.open)

    @property
    def open(self) -> tuple[Sentence, ...]:
        return tuple(one for one in self.sentences if one.cover is Cover.OPEN)

    def within(self, paragraph: int) -> tuple[Sentence, ...]:
        gutter = self.gutters.get(paragraph)
        return gutter.sentences if gutter else ()


def cover(
    rows: Iterable[Sequence[Any]], blocks: Sequence[Block], claimed: Iterable[Span], passed: Iterable[Span]
) -> Coverage:
    """`rows` are a run's sentences, [start, end, block, score, label]; `claimed` the places of claims, `passed` what
    people marked as nothing to check. A claim counts wherever it shares a letter with the sentence; a mark only where
    it holds the whole of it, since a later reading may cut sentences otherwise.
    """
    taken, settled = joined(claimed), joined(passed)
    begins = [block.start for block in blocks]
    found = []
    for start, end, _block, _score, label in rows:
        place = bisect_left(begins, start + 1) - 1
        if label in UNCOUNTED or place < 0:
            continue
        state = Cover.CLAIMED if _touches(taken, start, end) else Cover.OPEN
        if state is Cover.OPEN and _holds(settled, start, end):
            state = Cover.NONE
        found.append(Sentence(start, end, begins[place], state))
    found.sort(key=lambda one: one.span)
    return Coverage(tuple(found), {gutter.start: gutter for gutter in _gutters(found)})


def joined(spans: Iterable[Span]) -> list[Span]:
    """The same places without overlaps, in order."""
    out: list[Span] = []
    for start, end in sorted(spans):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


def _touches(taken: Sequence[Span], start: int, end: int) -> bool:
    """Whether one of these disjoint places shares a letter with the stretch."""
    before = bisect_left(taken, (end,)) - 1
    return before >= 0 and taken[before][1] > start


def _holds(settled: Sequence[Span], start: int, end: int) -> bool:
    """Whether the whole stretch lies in one of these disjoint places."""
    before = bisect_left(settled, (start + 1,)) - 1
    return before >= 0 and settled[before][1] >= end


def _gutters(sentences: Iterable[Sentence]) -> Iterator[Gutter]:
    paragraphs = groupby(sentences, key=lambda one: one.paragraph)
    for number, (start, inside) in enumerate(paragraphs, 1):
        yield Gutter(start, number, tuple(inside))


def _stretch(sentence: Sentence) -> str:
    if sentence.cover is Cover.CLAIMED:
        return f'<i class="f{sentence.weight}"></i>'
    return f'<i class="{sentence.cover} f{sentence.weight}" data-at="{sentence.at}"></i>'


def _left_open(places: Sequence[str]) -> str:
    if not places:
        return ""
    text = ngettext("sentence %(places)s open", "sentences %(places)s open", len(places))
    return text % {"places": ", ".join(places)}
