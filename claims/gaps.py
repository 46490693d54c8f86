"""An article's coverage as the database knows it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from articles.models import Version
from claims.coverage import Coverage, Sentence, cover
from claims.models import Anchor, NothingToCheck
from claims.runs import NewestReading, newest_reading
from claims.spans import Span
from claims.states import ClaimState


@dataclass(frozen=True)
class Line:
    """One sentence in a list: its words and where they stand."""

    at: str
    start: int
    words: str


@dataclass(frozen=True)
class Gap:
    """A paragraph with the sentences in it that are open."""

    start: int
    number: int
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class PassedLine:
    """What a person marked as nothing to check."""

    at: str
    start: int
    words: str
    by: str
    when: dt.datetime


def coverage_on(version: Version, reading: NewestReading | None, claimed: Iterable[Span]) -> Coverage | None:
    """None before the version was read. `claimed` are the places of its claims, dismissed ones too."""
    if reading is None:
        return None
    return cover(reading.sentences, version.block_list(), claimed, reading.passed)


def coverage_of(version: Version) -> Coverage | None:
    """Two queries, whatever the length of the text."""
    return coverage_on(version, newest_reading(version), claimed_places(version))


def claimed_places(version: Version) -> list[Span]:
    """Where claims stand that somebody can see; what was merged lent its places to the other claim."""
    anchors = Anchor.objects.with_words().filter(version=version, claim__merged_into=None)
    return list(anchors.exclude(claim__state=ClaimState.HELD).values_list("start", "end"))


def gaps(version: Version, coverage: Coverage) -> list[Gap]:
    """The paragraphs that have open sentences, in reading order."""
    left: dict[int, list[Sentence]] = {}
    for sentence in coverage.open:
        left.setdefault(sentence.paragraph, []).append(sentence)
    return [
        Gap(
            start,
            coverage.gutters[start].number,
            tuple(Line(one.at, one.start, version.text[one.start : one.end]) for one in found),
        )
        for start, found in left.items()
    ]


def passed(version: Version) -> list[PassedLine]:
    """What people marked as nothing to check, in reading order; one query."""
    marks = NothingToCheck.objects.standing().filter(version=version).select_related("by").order_by("start")
    return [
        PassedLine(f"{mark.start}-{mark.end}", mark.start, version.text[mark.start : mark.end], mark.by.name, mark.at)
        for mark in marks
    ]
