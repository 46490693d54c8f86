"""Two texts side by side, word by word. Pure: words in, pieces out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

WORD = re.compile(r"\w+|\s+|[^\w\s]")
MOST = 4_000  # words and blanks of one text; longer ones are compared as wholes, for a person must not wait for it
ALIKE = 0.5  # texts that share less than half are two texts, not one that was changed

SAME, GONE, NEW = "", "del", "ins"


@dataclass(frozen=True)
class Run:
    """A stretch that both have (`kind` is empty), only the first (`del`), or only the second (`ins`)."""

    kind: str
    text: str


def word_diff(before: str, after: str) -> tuple[Run, ...]:
    """The runs in order: without the `ins` they are `before`, without the `del` they are `after`, to the letter."""
    return tuple(_runs(before, after))


def _runs(before: str, after: str) -> Iterator[Run]:
    old, new = WORD.findall(before), WORD.findall(after)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    too_long = max(len(old), len(new)) > MOST
    if too_long or matcher.real_quick_ratio() < ALIKE or matcher.ratio() < ALIKE:
        yield from _change(before, after)
        return
    gone, come = "", ""
    for kind, a, b, c, d in matcher.get_opcodes():
        left, right = "".join(old[a:b]), "".join(new[c:d])
        if kind != "equal" or ((gone or come) and not left.strip()):
            # A blank between two changed words is read with them: "last week" for "this year", not word for word.
            gone, come = gone + left, come + right
            continue
        yield from _change(gone, come)
        gone, come = "", ""
        yield Run(SAME, left)
    yield from _change(gone, come)


def _change(gone: str, come: str) -> Iterator[Run]:
    if gone == come:
        if gone:
            yield Run(SAME, gone)
        return
    if gone:
        yield Run(GONE, gone)
    if come:
        yield Run(NEW, come)
