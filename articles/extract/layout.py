"""Lines into blocks: paragraphs joined over hard wraps, then named by what they are to a reader."""

import itertools
import re
from collections import Counter
from collections.abc import Sequence

from articles.extract.document import Block, BlockKind
from articles.extract.furniture import (
    byline_of,
    credit_at_end,
    is_biography,
    is_furniture,
    is_role,
    names_in,
    opens_furniture,
)

_LINE = re.compile(r"[^\n\v\f\x85\u2028\u2029]+")
_EDGE = "".join(map(chr, [*range(0x09, 0x0E), *range(0x1C, 0x21), 0x85, 0xA0, 0x1680, *range(0x2000, 0x2010)]))
_EDGE += "\u2028\u2029\u202f\u205f\u2060\u3000\ufeff"
_BULLET = r"[-–*•·▪‣◦●■✓✔➤](?=[ \t\xa0])|\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})[.)](?=[ \t\xa0])"
_MARK = re.compile(
    rf"(?:(?P<bullet>{_BULLET})|(?P<heading>#{{1,6}}(?= ))|(?P<quote>>{{1,3}})"
    r"|(?P<caption>(?i:(?:image|photo|picture|video) caption\b:?|(?:photo(?:graph)?|picture|image|caption)s?:)))"
    r"[ \t\xa0]*(?=\S)"
)
_STOPS = ".!?…。！？｡؟۔।॥:;,，；：、"
_CLOSERS = "\"'”’»›)]）」』】》*_"
_INSIDE_STOP = re.compile(r"[a-z0-9)”\"’][.!?]['”\"’)]? +[A-Z“\"‘]|[。！？]")
_QUOTED = re.compile(r"[“\"‘'«][^“”\"‘«»]{1,80}[”\"’'»]")
_DATELINE = re.compile(r"[^\W\d_a-z][^\W\d_a-z .,'’\-]{2,40}(?:,? [\w. ]{1,30})?(?: ?\([\w. /]{2,30}\))? ?[—–\-] ?\S")


def lay_out(text: str) -> tuple[Block, ...]:
    """Every line that holds anything, as blocks in reading order."""
    paragraphs = [span for group in _groups(text) for span in _joined(text, group)]
    return tuple(_Layout(text, paragraphs).blocks())


def _groups(text: str) -> list[list[tuple[int, int]]]:
    """Runs of lines with no blank line between them, edges trimmed."""
    groups: list[list[tuple[int, int]]] = []
    last_end = -2
    for match in _LINE.finditer(text):
        start, end = _trimmed(text, match.start(), match.end())
        if start == end:
            continue
        if groups and match.start() == last_end + 1:
            groups[-1].append((start, end))
        else:
            groups.append([(start, end)])
        last_end = match.end()
    return groups


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    return start, end


def _joined(text: str, lines: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Paragraphs of a group: lines broken at a fixed width belong together, other lines stand alone."""
    if len(lines) < 2 or not _is_wrapped(text, lines):
        return lines
    paragraphs = [lines[0]]
    width = max(end - start for start, end in lines)
    for (before, before_end), (start, end) in itertools.pairwise(lines):
        short = before_end - before < 0.6 * width and text[before_end - 1] in '.!?:”"'
        if short or _MARK.match(text, start, end):
            paragraphs.append((start, end))
        else:
            paragraphs[-1] = (paragraphs[-1][0], end)
    return paragraphs


def _is_wrapped(text: str, lines: list[tuple[int, int]]) -> bool:
    longest = max(end - start for start, end in lines)
    if not 40 <= longest <= 120:
        return False
    runs_on = sum(
        text[start].islower() and text[before_end - 1] not in _STOPS
        for (_, before_end), (start, _) in itertools.pairwise(lines)
    )
    return runs_on * 4 >= len(lines) - 1


def _has_stop_inside(line: str) -> bool:
    """Whether one sentence ends and another begins in the line; stops within a quotation do not count."""
    return _INSIDE_STOP.search(_QUOTED.sub("", line)) is not None


class _Layout:
    """One reading of the paragraphs from top to bottom; what a line is depends on what came before it."""

    def __init__(self, text: str, paragraphs: Sequence[tuple[int, int]]) -> None:
        self.text = text
        self.paragraphs = paragraphs
        self.lines = [text[start : min(end, start + 402)] for start, end in paragraphs]
        self.seen = Counter(line for line in self.lines if len(line) <= 80)
        stopped = sum(self._ends_with_stop(i) for i in range(len(paragraphs)))
        self.stops_tell = stopped * 3 >= len(paragraphs)
        self.tail = self._tail()
        self.headline = False
        self.dek = False
        self.body = False
        self.after_opener = False
        self.after_byline = False

    def blocks(self) -> list[Block]:
        found: list[Block] = []
        for i, (start, end) in enumerate(self.paragraphs):
            mark = _MARK.match(self.text, start, end)
            if mark:
                start = mark.end()  # the bullet is a mark, not a word of the article
            kind = self._kind(i, mark)
            self.headline |= kind is BlockKind.HEADLINE
            self.dek |= kind is BlockKind.DEK
            self.body |= kind in (BlockKind.BODY, BlockKind.LIST)
            found += self._caption(start, end) if kind is BlockKind.CAPTION else [Block(kind, start, end)]
        if self.body:
            return found
        return [Block(BlockKind.BODY, b.start, b.end) if b.kind is BlockKind.HEADING else b for b in found]

    def _caption(self, start: int, end: int) -> list[Block]:
        """A caption and the credit that ends it."""
        credit = start + credit_at_end(self.text[start:end])
        parts = ((BlockKind.CAPTION, start, credit), (BlockKind.FURNITURE, credit, end))
        spans = [(kind, *_trimmed(self.text, first, last)) for kind, first, last in parts]
        return [Block(kind, first, last) for kind, first, last in spans if first < last]

    def _kind(self, i: int, mark: re.Match[str] | None) -> BlockKind:
        line = self.lines[i]
        if mark and mark["heading"]:
            return BlockKind.HEADING if self.headline or self.body else BlockKind.HEADLINE
        if self._is_furniture(i):
            return BlockKind.FURNITURE
        if mark and mark["caption"]:
            return BlockKind.CAPTION
        if mark and mark["quote"]:
            return BlockKind.QUOTE
        if mark:
            return BlockKind.HEADING if self._is_numbered_heading(i, mark) else BlockKind.LIST
        if not self.headline and not self.body and self._is_headline(i):
            return BlockKind.HEADLINE
        if self._is_dek(i):
            return BlockKind.DEK
        if len(line) <= 400 and 12 <= credit_at_end(line) < len(line):
            return BlockKind.CAPTION
        return BlockKind.HEADING if self._is_heading(i) else BlockKind.BODY

    def _is_furniture(self, i: int) -> bool:
        line = self.lines[i]
        if opens_furniture(line) and i:
            self.after_opener = True
            return True
        stops = self._ends_with_stop(i)
        if is_furniture(line) or (self.seen[line] >= 3 and not stops):
            self.after_byline = bool(byline_of(line))
            return True
        if self.after_opener and (not stops or is_biography(line)):
            return True
        self.after_opener = False
        if self.headline and not self.body and not stops and (names_in(line) or (self.after_byline and is_role(line))):
            self.after_byline = True
            return True
        self.after_byline = False
        return self.body and i >= self.tail and is_biography(line)

    def _tail(self) -> int:
        """Where the last lines begin that are all furniture or about the author."""
        i = len(self.lines)
        while i and (is_furniture(self.lines[i - 1]) or is_biography(self.lines[i - 1])):
            i -= 1
        return i

    def _is_numbered_heading(self, i: int, mark: re.Match[str]) -> bool:
        """ "2. Improve site search" alone between paragraphs is a crosshead; among its like it is a list."""
        if not mark[0][0].isdigit() or not self._is_heading(i, mark.end() - mark.start()):
            return False
        around = (self.lines[j] for j in (i - 1, i + 1) if 0 <= j < len(self.lines))
        return not any(_MARK.match(line) for line in around)

    def _is_headline(self, i: int) -> bool:
        line = self.lines[i]
        if i + 1 >= len(self.lines) or len(line) > 180 or _DATELINE.match(line):
            return False
        return line.rstrip(_CLOSERS)[-1:] not in tuple(".。,:;") and not _has_stop_inside(line)

    def _is_dek(self, i: int) -> bool:
        if not self.headline or self.dek or self.body or i + 1 >= len(self.lines) or len(self.lines[i]) > 300:
            return False
        if _DATELINE.match(self.lines[i]):
            return False
        return not self._ends_with_stop(i) or bool(byline_of(self.lines[i + 1]))

    def _is_heading(self, i: int, marked: int = 0) -> bool:
        """A short line without a stop; `marked` code points at its start are a number or a bullet."""
        line = self.lines[i][marked:]
        if len(line) > 110 or self._ends_with_stop(i) or _has_stop_inside(line) or _DATELINE.match(line):
            return False
        return line.count(" ") + 1 <= (16 if self.stops_tell else 5)

    def _ends_with_stop(self, i: int) -> bool:
        end = self.paragraphs[i][1]
        return self.text[max(0, end - 6) : end].rstrip(_CLOSERS)[-1:] in tuple(_STOPS)
