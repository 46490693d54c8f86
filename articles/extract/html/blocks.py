"""A tree into what a reader of the page sees, top to bottom: stretches of words, each with the boxes it stands in."""

import itertools
import re
from collections.abc import Collection
from dataclasses import dataclass, field

from lxml.etree import _Element as Element
from lxml.etree import iterwalk

from articles.extract.document import BlockKind
from articles.extract.html.hidden import is_for_machines, is_hidden
from articles.extract.html.tree import INLINE, UNREAD, label_of, squeezed, tag_of, words_of

_KINDS = {
    "li": BlockKind.LIST,
    "dd": BlockKind.LIST,
    "dt": BlockKind.LIST,
    "blockquote": BlockKind.QUOTE,
    "figcaption": BlockKind.CAPTION,
    "caption": BlockKind.CAPTION,
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), BlockKind.HEADING),
}
_CAPTION = re.compile(
    r"(?:^|[\s_-])(?:caption|figcaption|wp-caption-text|bildunterschrift|legende)(?:$|[\s_-])|imagecaption|photo-?caption"
)
_LONGEST_HEADING = 250
_WORD = re.compile(r"\w")
_LOOKED_AT = 2000
"""Elements of a table that are asked whether it is there for its rows or for the page's shape."""


@dataclass(slots=True)
class Box:
    """An element that holds stretches. `parent` is the place of the one around it, -1 for none."""

    parent: int
    tag: str
    label: str
    kind: BlockKind
    element: Element


@dataclass(slots=True)
class Stretch:
    """Words that stand together. Lengths are code points."""

    kind: BlockKind
    text: str
    box: int
    linked: int = 0  # how much of it is a link
    strong: int = 0  # how much of it is bold
    tag: str = ""


@dataclass(slots=True)
class Seen:
    """A page as a reader sees it, and where words were left out that they would not see."""

    stretches: list[Stretch] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    hidden: list[tuple[int, int, Element]] = field(default_factory=list)  # before which stretch, in which box


def see(root: Element) -> Seen:
    """What is shown. A page that hides all of itself until a script runs is taken as shown."""
    shown: set[Element] = set()
    for _ in range(3):
        walk = _Walk(root, shown)
        seen = walk.seen
        if sum(len(stretch.text) for stretch in seen.stretches) > 250:
            break
        veils = [element for _, _, element in seen.hidden if len(words_of(element)) > 400]
        if not veils:
            break
        shown |= set(veils)
    return seen


class _Walk:
    """One way through the tree; the state is what has been said since the last stretch ended."""

    def __init__(self, root: Element, shown: Collection[Element]) -> None:
        self.seen = Seen()
        self.shown = shown
        self.said: list[str] = []
        self.linked = self.strong = self.length = self.breaks = 0
        self.links = self.bolds = 0
        self.pre = 0
        self.box = -1
        self._through(root)
        self._end()

    def _through(self, root: Element) -> None:
        walk = iterwalk(root, events=("start", "end"))
        skipped: Element | None = None
        for event, element in walk:
            if event == "start":
                if self._is_left_out(element):
                    skipped = element
                    walk.skip_subtree()
                else:
                    self._open(element)
                    self._say(element.text)
                    if tag_of(element) == "table" and _is_data(element):
                        self._rows(element)
                        skipped = element
                        walk.skip_subtree()
                        self._close(element)
                continue
            if element is not skipped:
                self._close(element)
            skipped = None
            if element is not root:
                self._say(element.tail)

    def _is_left_out(self, element: Element) -> bool:
        tag = tag_of(element)
        if tag in UNREAD or is_for_machines(element):
            return True
        if element in self.shown or tag in ("html", "body") or not is_hidden(element):
            return False
        if tag not in INLINE:
            self._end()
        self.seen.hidden.append((len(self.seen.stretches), self.box, element))
        return True

    def _open(self, element: Element) -> None:
        tag = tag_of(element)
        if tag == "br":
            self.breaks += 1
            if self.breaks > 1:
                self._end()
            else:
                self.said.append(" ")
        elif tag == "a":
            self.links += 1
        elif tag in ("b", "strong"):
            self.bolds += "normal" not in (element.get("style") or "")  # Google Docs wraps all it copies in such a <b>
        elif tag == "q":
            self.said.append("“")
        if tag in INLINE:
            return
        self._end()
        self.pre += tag == "pre"
        label = label_of(element)
        kind = self.seen.boxes[self.box].kind if self.box >= 0 else BlockKind.BODY
        kind = BlockKind.CAPTION if _CAPTION.search(label) and kind is not BlockKind.LIST else _KINDS.get(tag, kind)
        self.seen.boxes.append(Box(self.box, tag, label, kind, element))
        self.box = len(self.seen.boxes) - 1

    def _close(self, element: Element) -> None:
        tag = tag_of(element)
        if tag == "a":
            self.links -= 1
        elif tag in ("b", "strong"):
            self.bolds -= "normal" not in (element.get("style") or "")
        elif tag == "q":
            self.said.append("”")
        if tag in INLINE:
            return
        self._end()
        self.pre -= tag == "pre"
        self.box = self.seen.boxes[self.box].parent

    def _say(self, words: str | None) -> None:
        if not words:
            return
        if self.pre and "\n\n" in words:
            for part in re.split(r"\n[ \t]*\n", words):
                self._say(part)
                self._end()
            return
        size = len(words.strip())
        if size:
            self.breaks = 0
        self.said.append(words)
        self.length += size
        self.linked += size if self.links > 0 else 0
        self.strong += size if self.bolds > 0 else 0

    def _end(self) -> None:
        """The stretch is over: keep it when it has a letter or a figure."""
        text = squeezed("".join(self.said)).strip()
        if _WORD.search(text) and self.box >= 0:
            box = self.seen.boxes[self.box]
            kind = box.kind
            if kind is BlockKind.HEADING and len(text) > _LONGEST_HEADING:
                kind = BlockKind.BODY  # of a heading that was never closed
            self.seen.stretches.append(Stretch(kind, text, self.box, self.linked, self.strong, box.tag))
        self.said = []
        self.linked = self.strong = self.length = self.breaks = 0

    def _rows(self, table: Element) -> None:
        """A stretch a row, its cells parted by tabs."""
        self._end()
        for row in table.iter("tr", "caption"):
            if tag_of(row) == "caption":
                cells, kind = [words_of(row)], BlockKind.CAPTION
            else:
                cells, kind = (
                    [words_of(c) for c in row if tag_of(c) in ("td", "th") and not is_hidden(c)],
                    BlockKind.TABLE,
                )
            text = "\t".join(cells).strip()
            if _WORD.search(text):
                linked = sum(len(words_of(link)) for link in itertools.islice(row.iter("a"), 200))
                self.seen.stretches.append(Stretch(kind, text, self.box, linked, 0, "tr"))


def _is_data(table: Element) -> bool:
    """Whether it is a table to a reader: rows of short cells, no table nor prose within."""
    rows = cells = 0
    for element in itertools.islice(table.iter(), 1, _LOOKED_AT):
        tag = tag_of(element)
        if (
            is_hidden(element)
            or tag in ("table", "article", "form", "h1", "ul", "ol", "iframe")
            or (tag == "p" and len(words_of(element)) > 200)
        ):
            return False
        rows += tag == "tr"
        if tag in ("td", "th"):
            cells += 1
            if len(words_of(element, 500)) > 400:
                return False
    return rows > 1 and cells >= 2 * rows
