"""The article with its claims: cut wherever one begins or ends, and how much of it is accounted for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from articles.extract.document import Block
from claims.coverage import cover
from claims.markup import Marked, marks_by_block
from claims.reports.digest.lines import Cover, Segment, Stretch
from claims.reports.report import Report, Version


def marks(report: Report) -> tuple[Marked, ...]:
    """Every place where a claim stands in the newest version. Those of a merged claim are lent to the other."""
    number = report.version.number
    return tuple(
        Marked(place.start, place.end, claim.number, claim.standing)
        for claim in report.claims
        if claim.merged_into is None
        for place in claim.places_in(number)
    )


def stretches(text: str, blocks: Sequence[Block], found: Iterable[Marked]) -> Iterator[Stretch]:
    """Block by block, for formats that know no nesting: each segment says which claims stand on it."""
    for block, inside in marks_by_block(blocks, found):
        yield Stretch(str(block.kind), tuple(_segments(text, block, inside)))


def _segments(text: str, block: Block, inside: Sequence[Marked]) -> Iterator[Segment]:
    spans = [(max(mark.start, block.start), min(mark.end, block.end), mark.number) for mark in inside]
    cuts = sorted({block.start, block.end, *(at for start, end, _number in spans for at in (start, end))})
    for start, end in pairwise(cuts):
        here = tuple(number for low, high, number in spans if low <= start and end <= high)
        begin = tuple(number for low, _high, number in spans if low == start)
        yield Segment(text[start:end], here, begin)


def coverage(report: Report, blocks: Sequence[Block]) -> Cover | None:
    """None where nobody has read the text sentence by sentence, or the profile leaves that out."""
    version = report.version
    reading = _reading(version)
    if reading is None:
        return None
    passed = [(one.start, one.end) for one in version.passed if one.taken_back_at is None]
    covered = cover(reading, blocks, [(mark.start, mark.end) for mark in marks(report)], passed)
    return Cover(covered.accounted, covered.of, tuple(str(one.cover) for one in covered.sentences))


def _reading(version: Version) -> list[list[object]] | None:
    newest = version.runs[-1].reading if version.runs else None
    return newest.get("sentences") if newest else None
