"""The article as it was checked: its blocks as styles of their own, the words of every claim marked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from lxml.etree import _Element as Element

from claims.reports.digest import Digest, Segment, Status, Stretch
from claims.reports.digest.tables import WORST_FIRST
from claims.reports.formats.docx.letters import END_ISOLATE, ISOLATE, TURNS, is_rtl
from claims.reports.formats.docx.lines import sheet_name
from claims.reports.formats.docx.page import WIDTH
from claims.reports.formats.docx.paragraphs import Paragraph
from claims.reports.formats.docx.tables import Table
from claims.reports.report import Report
from claims.vocabulary import Standing

STYLES = {
    "headline": "Heading2",
    "dek": "Subtitle",
    "heading": "Heading3",
    "body": "BodyText",
    "list": "ListBullet",
    "caption": "Caption",
    "quote": "Quote",
    "furniture": "Furniture",
}
POINTED = re.compile(r"\s*(?:[-–—*•‣◦▪·]|\w{1,3}[.)])\s")  # the text brings its own bullet or number
MOST_CELLS = 60  # word processors hold 63 in a row


@dataclass(slots=True)
class Spread:
    """The first and the last run of a claim's words."""

    first: Element
    last: Element


@dataclass
class Article:
    """Writes the blocks, and remembers where the words of each claim came to stand."""

    parent: Element
    digest: Digest
    report: Report
    spread: dict[int, Spread] = field(default_factory=dict)

    def __post_init__(self) -> None:
        number = self.report.version.number
        self._marked = {n: status for n, status in self.digest.statuses.items() if status.code in WORST_FIRST}
        places = ((claim.number, claim.place_in(number)) for claim in self.report.claims)
        self._places = {n: (here.start, here.end) for n, here in places if here and n in self._marked}

    def write(self) -> None:
        starts = (start for _kind, start, _end in self.report.version.blocks)
        placed = zip(starts, self.digest.article, strict=True)
        for kind, group in groupby(placed, key=lambda one: one[1].kind):
            if kind == "table":
                self._table(list(group))
            else:
                for start, stretch in group:
                    self._block(self.parent, style_of(stretch), start, stretch.segments)

    def _table(self, rows: Sequence[tuple[int, Stretch]]) -> None:
        split = [list(_cells(start, stretch.segments)) for start, stretch in rows]
        columns = max(map(len, split))
        if columns > MOST_CELLS:
            for start, stretch in rows:
                self._block(self.parent, "BodyText", start, stretch.segments)
            return
        words = "\n".join(map(_text, (stretch.segments for _start, stretch in rows)))
        table = Table(self.parent, "Grid", [WIDTH // columns] * columns, rtl=is_rtl(words))
        for row in split:
            cells = table.row(longest=sum(len(one.text) for _at, cell in row for one in cell))
            for place, cell in enumerate(cells):
                start, segments = row[place] if place < len(row) else (0, [])
                self._block(cell, "TableWords", start, segments)
        Paragraph(self.parent, "Gap")

    def _block(self, parent: Element, style: str, start: int, segments: Iterable[Segment]) -> None:
        segments = tuple(segments)
        text = _text(segments)
        paragraph = Paragraph(parent, style, text)
        turns = TURNS.search(text) is not None
        at = start
        for segment in segments:
            here = [number for number in dict.fromkeys(segment.claims) if number in self._marked]
            for number in dict.fromkeys(segment.begin):
                if number in self._marked:
                    self._number(paragraph, number, turns=turns)
            runs = paragraph.cut(segment.text, mark_of(self._marked[number] for number in here))
            for number in here:
                self._remember(number, at, at + len(segment.text), runs)
            at += len(segment.text)

    def _number(self, paragraph: Paragraph, number: int, *, turns: bool) -> None:
        """Number and glyph before the first word, each time that the claim is said; the way back leads to the first."""
        if number not in self.spread:
            paragraph.bookmark(mark_name(number), number)
        open_, close = (ISOLATE, END_ISOLATE) if turns else ("", "")
        figure = (f"{open_}{number}", "ClaimNumber")
        glyph = (f"{self._marked[number].glyph}{close}\N{NO-BREAK SPACE}", "ClaimGlyph")
        paragraph.link(figure, glyph, to=sheet_name(number))

    def _remember(self, number: int, start: int, end: int, runs: Sequence[Element]) -> None:
        """Of a claim that is said again, only the place that was checked counts."""
        low, high = self._places.get(number, (0, 0))
        if not runs or start < low or end > high:
            return
        if number in self.spread:
            self.spread[number].last = runs[-1]
        else:
            self.spread[number] = Spread(runs[0], runs[-1])


def mark_name(number: int) -> str:
    """The bookmark of a claim's first words."""
    return f"words_{number}"


def mark_of(statuses: Iterable[Status]) -> str:
    """The line under words that claims stand on; of several the worst one's."""
    found = sorted(WORST_FIRST.index(Standing(status.code)) for status in statuses)
    return f"{WORST_FIRST[found[0]].capitalize()}Mark" if found else ""


def style_of(stretch: Stretch) -> str:
    style = STYLES[stretch.kind]
    if style == "ListBullet" and POINTED.match(_text(stretch.segments[:1])):
        return "ListTyped"
    return style


def _text(segments: Iterable[Segment]) -> str:
    return "".join(segment.text for segment in segments)


def _cells(start: int, segments: Iterable[Segment]) -> Iterator[tuple[int, list[Segment]]]:
    """A row's segments cut at its tabs: each cell with where it begins."""
    cell: list[Segment] = []
    at = first = start
    for segment in segments:
        begin = segment.begin
        for place, piece in enumerate(segment.text.split("\t")):
            if place:
                yield first, cell
                at += 1
                cell, first = [], at
            if piece:
                cell.append(Segment(piece, segment.claims, begin))
                begin = ()
            at += len(piece)
    yield first, cell
