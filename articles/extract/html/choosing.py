"""Which of the stretches of a page are the article."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from articles.extract.document import BlockKind
from articles.extract.furniture import is_biography, is_furniture, opens_furniture
from articles.extract.html.around import is_around, may_be_around
from articles.extract.html.blocks import Box, Seen, Stretch
from articles.extract.html.second import Opinion, tokens

_END = re.compile(r"[.!?…:;。！？」』”\"’»)।؟۔]\W*$")
_MOST = 0.85
"""The article's box holds so much of what is taken for the article."""
_NO_BOX = frozenset(("p", "li", "ul", "ol", "dl", "blockquote", "tr", "h1", "h2", "h3", "h4", "h5", "h6"))
_LINKED = 0.5
"""A stretch with more of it in links leads elsewhere."""


@dataclass(slots=True)
class _Weighed:
    """A stretch and what speaks for it."""

    stretch: Stretch
    words: int
    taken: bool
    told: bool
    prose: bool
    linked: float
    around: bool = False
    inside: bool = False


@dataclass(frozen=True, slots=True)
class Chosen:
    """The article's stretches by their places; `furniture` are those inside it that only surround it."""

    body: tuple[int, ...]
    furniture: tuple[int, ...]
    first: int  # where its prose begins
    within: tuple[bool, ...]  # of each box, whether it is the article's or stands in it

    def holds(self, box: int) -> bool:
        return 0 <= box < len(self.within) and self.within[box]


def choose(seen: Seen, second: Opinion | None, told: Opinion | None) -> Chosen:
    """The article: the box that holds most of what the opinions and our own reading take, cleared of what is around."""
    rows = [_weigh(stretch, second, told) for stretch in seen.stretches]
    _read_ourselves(seen, rows)
    mass = _masses(seen, [(row.stretch.box, row.words if row.taken and row.prose else 0) for row in rows])
    around, perhaps = _around(seen, mass, is_around), _around(seen, mass, may_be_around)
    for row in rows:
        doubted = perhaps[row.stretch.box] and not (row.taken and row.prose)
        row.around = around[row.stretch.box] or doubted
    mass = _masses(seen, [(r.stretch.box, r.words if r.taken and r.prose and not r.around else 0) for r in rows])
    box = _descend(seen, mass)
    within = _within(seen, box)
    for row in rows:
        row.inside = within[row.stretch.box]
    return _kept(rows, within)


def _weigh(stretch: Stretch, second: Opinion | None, told: Opinion | None) -> _Weighed:
    words = tokens(stretch.text)
    size = len(stretch.text)
    linked = stretch.linked / size if size else 0.0
    said = told is not None and told.has(words)
    taken = said or (second is not None and second.has(words))
    prose = len(words) >= 8 and linked < _LINKED and (_END.search(stretch.text) is not None or len(words) >= 25)
    prose = prose and stretch.kind not in (BlockKind.HEADING, BlockKind.CAPTION)
    return _Weighed(stretch, len(words), taken, said, prose, linked)


def _read_ourselves(seen: Seen, rows: Sequence[_Weighed]) -> None:
    """Take what we read when the opinions say little or nothing.

    We read prose that stands in nothing called a menu, a footer or the like, in the box that holds most of it close by.
    """
    bad = [False] * len(seen.boxes)
    for i, box in enumerate(seen.boxes):
        bad[i] = is_around(box) or may_be_around(box) or (box.parent >= 0 and bad[box.parent])
    good = [row for row in rows if row.prose and not bad[row.stretch.box]]
    said = sum(row.words for row in rows if row.taken)
    if good and said:
        within = _within(seen, _densest(seen, good))
        good = [row for row in good if within[row.stretch.box]]
    if sum(row.words for row in good) > 2 * said:
        for row in good:
            row.taken = True
    if not any(row.taken for row in rows):
        for row in rows:
            row.taken = row.linked < _LINKED and not bad[row.stretch.box]


def _densest(seen: Seen, rows: Sequence[_Weighed]) -> int:
    """The box with most prose in it or just below: whole for its own paragraphs, half for those one further down."""
    score = [0.0] * len(seen.boxes)
    for row in rows:
        share = float(row.words)
        at = row.stretch.box
        if seen.boxes[at].tag in _NO_BOX:
            at = seen.boxes[at].parent
        for _ in range(3):
            if at < 0:
                break
            score[at] += share
            share /= 2
            at = seen.boxes[at].parent
    return max(range(len(score)), key=score.__getitem__)


def _masses(seen: Seen, sizes: Sequence[tuple[int, int]]) -> list[int]:
    """How many taken words each box holds, those inside it included."""
    mass = [0] * len(seen.boxes)
    for box, size in sizes:
        mass[box] += size
    for i in range(len(seen.boxes) - 1, 0, -1):
        if seen.boxes[i].parent >= 0:
            mass[seen.boxes[i].parent] += mass[i]
    return mass


def _around(seen: Seen, mass: Sequence[int], called: Callable[[Box], bool]) -> list[bool]:
    """Boxes that only surround the article. One that holds much of it is not what its name says."""
    total = max(mass, default=0)
    found = [False] * len(seen.boxes)
    for i, box in enumerate(seen.boxes):
        found[i] = (box.parent >= 0 and found[box.parent]) or (called(box) and mass[i] < 0.4 * total)
    return found


def _descend(seen: Seen, mass: Sequence[int]) -> int:
    """The innermost box that still holds most of what is taken."""
    total = max(mass, default=0)
    at = 0
    for i, box in enumerate(seen.boxes):
        if box.parent == at and total and mass[i] >= _MOST * total and box.tag not in _NO_BOX:
            at = i
    return _with_its_like(seen, mass, at)


def _with_its_like(seen: Seen, mass: Sequence[int], at: int) -> int:
    """The box around it when the article goes on in boxes beside it that are called the same."""
    box = seen.boxes[at]
    beside = (i for i, other in enumerate(seen.boxes) if other.parent == box.parent and i != at and mass[i])
    alike = any(seen.boxes[i].tag == box.tag and seen.boxes[i].label.split() == box.label.split() for i in beside)
    return box.parent if alike and box.parent > 0 else at


def _within(seen: Seen, box: int) -> list[bool]:
    found = [False] * len(seen.boxes)
    for i, at in enumerate(seen.boxes):
        found[i] = i == box or (at.parent >= 0 and found[at.parent])
    return found


def _kept(rows: Sequence[_Weighed], within: Sequence[bool]) -> Chosen:
    firm = [i for i, row in enumerate(rows) if row.taken and row.prose and not row.around and row.inside]
    if not firm:
        firm = [i for i, row in enumerate(rows) if row.taken and not row.around]
    first, last = (firm[0], firm[-1]) if firm else (0, -1)
    body: list[int] = []
    furniture: list[int] = []
    for i, row in enumerate(rows):
        if not _belongs(row, within=first <= i <= last, before=i < first):
            continue
        early = i < first and len(firm) > 2 and row.stretch.kind is BlockKind.BODY and not _END.search(row.stretch.text)
        (furniture if early or _surrounds(row, late=i > last - 3) else body).append(i)
    body = _without_teasers(rows, body)
    lone = _lone_headings(rows, body)
    return Chosen(tuple(i for i in body if i not in lone), tuple(sorted({*furniture, *lone})), first, tuple(within))


def _without_teasers(rows: Sequence[_Weighed], body: list[int]) -> list[int]:
    """Without the other stories at the end: headings that are links, each with a line or so under it."""
    end = len(body)
    found = 0
    for at in range(len(body) - 1, -1, -1):
        row = rows[body[at]]
        if row.stretch.kind is BlockKind.HEADING:
            if row.linked < _LINKED:
                break
            found += 1
            end = at
        elif row.told or len(row.stretch.text) > 350 or end - at > 2:
            break
    if found < 3:
        return body
    while end and rows[body[end - 1]].stretch.kind is BlockKind.HEADING:
        end -= 1
    return body[:end]


def _lone_headings(rows: Sequence[_Weighed], body: Sequence[int]) -> set[int]:
    """Headings at the end, with nothing under them."""
    lone: set[int] = set()
    for i in reversed(body):
        if rows[i].stretch.kind is not BlockKind.HEADING:
            break
        lone.add(i)
    return lone if len(lone) < len(body) else set()


def _belongs(row: _Weighed, *, within: bool, before: bool) -> bool:
    kind = row.stretch.kind
    if row.around and not row.told:
        return False
    if kind is BlockKind.CAPTION:
        return row.inside and row.linked < _LINKED
    if not row.inside:
        return row.taken and row.prose and (within or before)
    if row.linked >= 0.8 and not row.told:
        return False
    if row.taken:
        return True
    if not within:
        return False
    if kind is BlockKind.BODY and row.stretch.tag == "p":
        return row.linked < 0.2
    return row.prose or (kind is not BlockKind.BODY and row.linked < _LINKED)


def _surrounds(row: _Weighed, *, late: bool) -> bool:
    """Whether the words alone say that they are no part of the story."""
    text = row.stretch.text
    if row.stretch.kind is BlockKind.TABLE:
        return False
    if row.stretch.kind is BlockKind.HEADING:
        return opens_furniture(text)
    return is_furniture(text) or (late and is_biography(text))
