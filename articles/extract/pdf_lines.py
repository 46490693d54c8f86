"""The lines of a PDF's pages as they are drawn: their words, where they stand, and how large and bold they are."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pypdf import PageObject

from articles.extract.document import Unreadable, Why

MAX_FRAGMENTS = 200_000
"""Of a page: strings that are drawn one by one."""

_LIGATURES = str.maketrans({0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st"})
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"(?:page|seite|pagina|página|p\.?|-|–|—|\|)?\s{0,3}(?:\d{1,4}|[ivxlc]{1,6})(?:\s{0,3}(?:of|von|de|sur|di|/|\|)\s{0,3}\d{1,4})?"
    r"\s{0,3}(?:-|–|—|\|)?",
    re.IGNORECASE,
)
_MARGIN = 0.14  # of a page's height, at its top and at its foot
_NEAR = 4  # points
_RAISED = 0.8  # of the size of the line, and less: indices and marks
_MOST_ROWS = 50


@dataclass(slots=True)
class Line:
    """One line. Points from the lower left corner of the page; y grows upwards."""

    page: int
    text: str
    x: float
    y: float
    size: float
    bold: bool
    repeated: bool = False  # a running head, a foot or a page number


@dataclass(frozen=True, slots=True)
class _Part:
    """A string as it is drawn."""

    text: str
    x: float
    y: float
    size: float
    bold: bool


class _Drawing:
    """Gathers what is drawn on a page into lines."""

    def __init__(self, page: int) -> None:
        self.page = page
        self.lines: list[Line] = []
        self._parts: list[_Part] = []
        self._count = 0

    def draw(
        self, text: str, cm: Sequence[float], tm: Sequence[float], font: Mapping[str, Any] | None, size: float
    ) -> None:
        """Called for every string drawn; a "\\n" in it ends a line."""
        self._count += 1
        if self._count > MAX_FRAGMENTS:
            raise Unreadable(Why.TOO_SLOW)
        x = cm[0] * tm[4] + cm[2] * tm[5] + cm[4]
        y = cm[1] * tm[4] + cm[3] * tm[5] + cm[5]
        height = abs(size) * max(abs(tm[3]), abs(tm[1])) * max(abs(cm[3]), abs(cm[1]))
        name = str((font or {}).get("/BaseFont", "")).lower()
        bold = any(word in name for word in ("bold", "black", "heavy", "-medi", "semibold"))
        first, *others = text.split("\n")
        self._add(first, x, y, height, bold=bold)
        for part in others:
            self.end_line()
            self._add(part, x, y, height, bold=bold)

    def _add(self, text: str, x: float, y: float, size: float, *, bold: bool) -> None:
        if text:
            self._parts.append(_Part(text, x, y, size, bold))

    def end_line(self) -> None:
        """Strings drawn side by side are a line; those of a table's cells may hang at several heights."""
        parts, self._parts = self._parts, []
        solid = [part for part in parts if part.text.strip()]
        if not solid:
            return
        largest = max(part.size for part in solid)
        heights = [part.y for part in solid if part.size > _RAISED * largest]
        if max(heights) - min(heights) <= 0.6 * largest:
            self.lines.append(self._line(parts, solid))
            return
        for row in _rows(solid):
            self.lines.append(self._line(row, row, " "))

    def _line(self, parts: list[_Part], solid: list[_Part], gap: str = "") -> Line:
        text = gap.join(part.text.strip() if gap else part.text for part in parts).translate(_LIGATURES).strip()
        sizes: Counter[float] = Counter()
        for part in solid:
            sizes[round(part.size, 1)] += len(part.text.strip())
        bold = all(part.bold for part in solid if any(map(str.isalnum, part.text)))
        return Line(self.page, text, solid[0].x, solid[0].y, sizes.most_common(1)[0][0], bold)


def _rows(parts: list[_Part]) -> list[list[_Part]]:
    """Strings by height, from the top; each row from the left. Raised and lowered ones keep to the nearest row."""
    rows: list[list[_Part]] = []
    largest = max(part.size for part in parts)
    for part in sorted(parts, key=lambda part: (part.size <= _RAISED * largest, -part.y)):
        near = min(rows, key=lambda row: abs(row[0].y - part.y), default=None)
        if near is not None and (part.size <= _RAISED * largest or abs(near[0].y - part.y) <= 0.5 * part.size):
            near.append(part)
        elif len(rows) < _MOST_ROWS:
            rows.append([part])
        else:
            rows[-1].append(part)
    return [sorted(row, key=lambda part: part.x) for row in rows]


def lines_of(page: PageObject, number: int) -> list[Line]:
    """The lines of a page in the order in which they are drawn, which is nearly always that of reading."""
    drawing = _Drawing(number)
    page.extract_text(visitor_text=drawing.draw)
    drawing.end_line()
    bottom, top = float(page.mediabox.bottom), float(page.mediabox.top)
    margin = _MARGIN * (top - bottom)
    for line in _outermost(drawing.lines):
        low, high = line.y < bottom + margin, line.y > top - margin
        line.repeated = (low or high) and _PAGE_NUMBER.fullmatch(line.text) is not None
    return drawing.lines


def mark_repeated(pages: Sequence[list[Line]]) -> None:
    """Lines that stand at the same height of several pages, but for their numbers, belong to the pages."""
    places: dict[str, list[Line]] = {}
    for lines in pages:
        for line in _outermost(lines):
            places.setdefault(_DIGITS.sub("#", line.text.casefold()), []).append(line)
    enough = 2 if len(pages) <= 4 else 3
    for found in places.values():
        found.sort(key=lambda line: line.y)
        start = 0
        for i in range(1, len(found) + 1):
            if i < len(found) and found[i].y - found[i - 1].y <= _NEAR:
                continue
            alike = found[start:i]
            if len({line.page for line in alike}) >= enough:
                for line in alike:
                    line.repeated = True
            start = i


def _outermost(lines: Sequence[Line]) -> list[Line]:
    """The few at the top and at the foot of a page."""
    by_height = sorted(lines, key=lambda line: line.y)
    return by_height if len(by_height) <= 8 else [*by_height[:4], *by_height[-4:]]
