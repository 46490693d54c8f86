"""Two texts side by side, word by word. Pure: words in, pieces out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

WORD = re.compile(r"\w+|\s+|[^\w\s]")
MOST = 4_000  # words and blanks of one text; longer ones are compared as wholes, for a person must not wait for it

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
    if max(len(old), len(new)) > MOST:
        yield from (Run(kind, text) for kind, text in ((GONE, before), (NEW, after)) if text)
        return
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield Run(SAME, "".join(old[a:b]))
            continue
        if b > a:
            yield Run(GONE, "".join(old[a:b]))
        if d > c:
            yield Run(NEW, "".join(new[c:d]))
