"""The lines of a PDF into paragraphs: joined over line ends, columns and pages, headings told by their type."""

import itertools
import re
import statistics
from collections import Counter
from collections.abc import Iterator, Sequence

from articles.extract.assembling import Piece
from articles.extract.document import BlockKind
from articles.extract.pdf_lines import Line
from articles.extract.pdf_spacing import close_up, words_of

_BULLET = re.compile(r"(?:[-–*•·▪‣◦●■✓✔➤o\uf0b7\uf0a7]|\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})[.)])\s+(?=\S)")
_STOPS = tuple(".!?:;。！？…")
_CLOSERS = "\"'”’»›)]"
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_UNBROKEN = re.compile(r"\w[-\u2010–]$|(?:://|www\.)\S*[/@=&?]$|\w@$")  # what a line ends with and no word does
_HYPHENS = ("-", "\u2010", "\u00ad")
_LONGEST_HEADING = 200
_FULL_LINE = 30
_MOST_LINES_OF_TITLE = 4


class Typography:
    """What is usual in this document: the size of its body, the distance of its lines, their length."""

    def __init__(self, lines: Sequence[Line]) -> None:
        sizes: Counter[float] = Counter()
        for line in lines:
            sizes[line.size] += len(line.text)
        self.body = sizes.most_common(1)[0][0] if sizes else 0.0
        gaps: dict[int, list[float]] = {}
        lengths: dict[int, list[int]] = {}
        for before, line in itertools.pairwise(lines):
            lengths.setdefault(round(line.size), []).append(len(line.text))
            gap = before.y - line.y
            if before.page == line.page and before.size == line.size and 0.5 * line.size < gap < 3 * line.size:
                gaps.setdefault(round(line.size), []).append(gap)
        self._leading = {size: statistics.median_low(found) for size, found in gaps.items()}
        self._length = {size: statistics.quantiles([*found, *found], n=4)[2] for size, found in lengths.items()}
        self.words = words_of(lines)

    def leading(self, line: Line) -> float:
        return self._leading.get(round(line.size), 1.3 * line.size)

    def is_short(self, line: Line, share: float) -> bool:
        return len(line.text) < share * self._length.get(round(line.size), 60)

    def is_large(self, line: Line) -> bool:
        return line.size > 1.12 * self.body


def paragraphs(pages: Sequence[list[Line]]) -> Iterator[Piece]:
    """Paragraphs in order; what belongs to a page and not to the text comes after the paragraph it stands in."""
    body = [line for lines in pages for line in lines if not line.repeated]
    told = Typography(body)
    close_up(body, told.words)
    group: list[Line] = []
    aside: list[Line] = []
    title = _title_size(pages, told)
    for line in (line for lines in pages for line in lines):
        if line.repeated:
            aside.append(line)
            continue
        if group and _parts(group[-1], line, told):
            yield from _piece(group, told, title)
            group = []
        if not group:
            yield from (Piece(BlockKind.FURNITURE, each.text) for each in aside)
            aside = []
        group.append(line)
    yield from _piece(group, told, title)
    yield from (Piece(BlockKind.FURNITURE, each.text) for each in aside)


def _title_size(pages: Sequence[list[Line]], told: Typography) -> float:
    """The largest type of the first page, when it is used for a title's few lines at its head."""
    first = [line for line in (pages[0] if pages else []) if not line.repeated and any(map(str.isalpha, line.text))]
    largest = max((line.size for line in first[:15]), default=0.0)
    lines = sum(line.size == largest for line in first)
    return largest if largest > 1.2 * told.body and lines <= _MOST_LINES_OF_TITLE else 0.0


def _parts(before: Line, line: Line, told: Typography) -> bool:
    """Whether a new paragraph begins with the line."""
    gap = before.y - line.y
    same_page = before.page == line.page
    if same_page and abs(gap) < 0.3 * line.size and abs(before.size - line.size) < 0.4 * line.size:
        return False  # one line, drawn in two parts
    if _BULLET.match(line.text) or abs(before.size - line.size) > 0.12 * max(before.size, line.size):
        return True
    if told.is_large(line):
        return not (same_page and 0 < gap < 1.6 * line.size)
    if before.bold is not line.bold and told.is_short(before if before.bold else line, 0.9):
        return True
    stopped = before.text.rstrip(_CLOSERS).endswith(_STOPS)
    if not same_page or gap < 0:
        full = len(before.text) >= _FULL_LINE and not told.is_short(before, 0.7)
        return stopped or not (line.text[0].islower() or full)
    if gap > 1.25 * told.leading(line):
        return True
    indented = 0.6 * line.size < line.x - before.x < 6 * line.size
    if stopped:
        return told.is_short(before, 0.85) or indented
    return told.is_short(before, 0.6) and not line.text[0].islower()


def _piece(group: list[Line], told: Typography, title: float) -> Iterator[Piece]:
    if not group:
        return
    text = _joined(group, told.words)
    kind, mark = BlockKind.BODY, ""
    short = len(text) <= _LONGEST_HEADING
    if short and title and group[0].page == 0 and group[0].size == title:
        kind = BlockKind.HEADLINE
    elif short and told.is_large(group[0]):
        kind = BlockKind.HEADING
    elif match := _BULLET.match(text):
        kind, mark = BlockKind.LIST, match[0]
    elif group[0].bold and len(text) <= 120 and not text.endswith(_STOPS):
        kind = BlockKind.HEADING
    if kind is BlockKind.HEADING and not any(map(str.isalpha, text)):
        kind = BlockKind.BODY
    yield Piece(kind, text[len(mark) :], mark=mark)


def _joined(group: list[Line], words: set[str]) -> str:
    parts = [group[0].text]
    for line in group[1:]:
        before = parts[-1]
        if before.endswith(_HYPHENS) and before[-2:-1].isalpha() and line.text[0].islower():
            if not _keeps_hyphen(before, line.text, words):
                parts[-1] = before[:-1]
            parts.append(line.text)
        elif _UNBROKEN.search(before[-80:]) or (_is_wide(before[-1]) and _is_wide(line.text[0])):
            parts.append(line.text)
        else:
            parts += (" ", line.text)
    return "".join(parts)


def _keeps_hyphen(before: str, after: str, words: set[str]) -> bool:
    """Whether the document writes the word with its hyphen elsewhere, and never without."""
    if before.endswith("\u00ad"):
        return False
    head = _WORD.findall(before[-60:].casefold())
    tail = _WORD.match(after[:60].casefold())
    if not head or tail is None:
        return False
    return f"{head[-1]}-{tail[0]}" in words and f"{head[-1]}{tail[0]}" not in words


def _is_wide(character: str) -> bool:
    """Whether it is of a script that is written without blanks."""
    return "\u3040" <= character <= "\u30ff" or "\u3400" <= character <= "\u9fff" or "\u3000" <= character <= "\u303f"
