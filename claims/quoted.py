"""Whether a quote stands in the text of its source: to the letter, with other words, or not at all. Pure."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from claims.detect.llm.folding import Folded

LONGEST_TEXT = 1_000_000  # code points; a longer copy is for a person to search
MOST_WORDS = 400  # of a quote that is looked for with differences
ENOUGH = 0.6  # of the words; below that it is another sentence, and a diff would only mislead
COMMON = 200  # a word that stands in the text more often than this says nothing of the place
BEST = 8  # places that are looked at closely

EXACT, DIFFERS, MISSING = "exact", "differs", "missing"
SAME, GONE, NEW = "", "del", "ins"

_WORD = re.compile(r"\w+(?:[.,:'’\-]\w+)*|[^\w\s]")
_LEFT_OUT = re.compile(r"\s*[\[(]?(?:…|\.{3,})[\])]?\s*")
_MARKS = re.compile("[‘’‚‛“”„‟«»‹›`´′″'\"]")
_DASHES = re.compile("[‐‑‒–—―−]")


@dataclass(frozen=True)
class Found:
    """`line` counts from 1. `diff` goes from quote to copy: `del` is only in the quote, `ins` only in the copy."""

    outcome: str
    line: int | None = None
    diff: tuple[tuple[str, str], ...] = ()


def look_for(quote: str, text: str) -> Found:
    """The best place of the quote. Quotation marks, dashes, blanks and line breaks may be set otherwise, and where the
    quote says "…" words may be left out; nothing else is forgiven without being shown.
    """
    quote = quote.strip()
    folded = Folded(text)
    pieces = [piece for piece in _LEFT_OUT.split(quote) if any(char.isalnum() for char in piece)]
    at = _in_order(folded, [quote]) if pieces else None
    if at is None and pieces:
        at = _in_order(folded, pieces)
    if at is not None:
        return Found(EXACT, _line(text, at))
    return _alike(quote, text)


def _in_order(folded: Folded, pieces: Sequence[str]) -> int | None:
    """Where the first piece starts, when all of them stand in the text one after the other."""
    first = None
    at = 0
    for piece in pieces:
        found = folded.find(piece, at, len(folded.text))
        if found is None:
            return None
        first, at = found.start if first is None else first, found.end
    return first


def _alike(quote: str, text: str) -> Found:
    wanted, there = list(_WORD.finditer(quote)), list(_WORD.finditer(text))
    if not 2 <= len(wanted) <= MOST_WORDS or not there:
        return Found(MISSING)
    low, words = [_plain(word).casefold() for word in wanted], [_plain(word).casefold() for word in there]
    best, window = 0.0, (0, 0)
    for start in _likely(low, words):
        slack = len(low) // 3 + 2
        begin, end = max(0, start - slack), min(len(words), start + len(low) + slack)
        blocks = SequenceMatcher(None, low, words[begin:end], autojunk=False).get_matching_blocks()[:-1]
        if not blocks:
            continue
        held = begin + blocks[0].b, begin + blocks[-1].b + blocks[-1].size
        held = max(0, held[0] - blocks[0].a), min(len(words), held[1] + len(low) - blocks[-1].a - blocks[-1].size)
        share = SequenceMatcher(None, low, words[slice(*held)], autojunk=False).ratio()
        if share > best:
            best, window = share, held
    if best < ENOUGH:
        return Found(MISSING)
    places = there[slice(*window)]
    return Found(DIFFERS, _line(text, places[0].start()), _diff(wanted, places))


def _likely(wanted: Sequence[str], words: Sequence[str]) -> list[int]:
    """Where the quote would have to start for most of its rarer words to stand where they do."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    look = set(wanted)
    for at, word in enumerate(words):
        if word in look and len(places[word]) <= COMMON:
            places[word].append(at)
    votes: Counter[int] = Counter()
    width = max(2, len(wanted) // 2)
    for i, word in enumerate(wanted):
        if word and len(places[word]) <= COMMON:
            votes.update({max(0, at - i) // width for at in places[word]})
    # Words that are a little off fall into the next bin; both starts are then looked at.
    return [place * width for place, _n in votes.most_common(BEST)]


def _diff(quote: Sequence[re.Match[str]], copy: Sequence[re.Match[str]]) -> tuple[tuple[str, str], ...]:
    runs: list[tuple[str, str]] = []
    left, right = [_plain(word) for word in quote], [_plain(word) for word in copy]
    for kind, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if kind == "equal":
            runs.append((SAME, _stretch(quote, a, b)))
            continue
        if b > a:
            runs.append((GONE, _stretch(quote, a, b)))
        if d > c:
            runs.append((NEW, _stretch(copy, c, d)))
    return tuple(runs)


def _stretch(words: Sequence[re.Match[str]], start: int, end: int) -> str:
    """These words as they are set, with the blank after them when another word follows."""
    last = words[end] if end < len(words) else None
    stretch = words[start].string[words[start].start() : last.start() if last else words[end - 1].end()]
    return re.sub(r"\s+", " ", stretch)


def _plain(word: re.Match[str]) -> str:
    return _DASHES.sub("-", _MARKS.sub('"', word.group()))


def _line(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1
