"""What was changed in a text, as stretches that were taken out and the words that were put in their place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import takewhile

from claims.worddiff import GONE, SAME, WORD, word_diff

FARTHEST = 1000  # code points
STOPS = tuple('.!?…。！？»”"')


@dataclass(frozen=True, slots=True)
class Edit:
    """The words of the old text from `start` to `end` became `words`. Code points, half-open; empty is an insertion."""

    start: int
    end: int
    words: str


def edits_between(text: str, start: int, end: int, words: str) -> tuple[Edit, ...]:
    """One replacement as the smaller ones it is made of: a sentence written anew with another figure changes the
    figure. Where old and new share little it stays one.
    """
    ahead, behind = _shared(text[start:end], words)
    edits: list[Edit] = []
    at = start + ahead
    for run in word_diff(text[at : end - behind], words[ahead : len(words) - behind]):
        if run.kind == SAME:
            at += len(run.text)
        elif run.kind == GONE:
            edits.append(Edit(at, at + len(run.text), ""))
            at += len(run.text)
        elif edits and edits[-1].end == at and not edits[-1].words:
            edits[-1] = Edit(edits[-1].start, at, run.text)
        else:
            edits.append(Edit(at, at, run.text))
    return tuple(_between_sentences(text, edits, start))


def _shared(before: str, after: str) -> tuple[int, int]:
    """How many code points of whole words both begin with, and how many of the rest both end with."""
    old, new = WORD.findall(before), WORD.findall(after)
    ahead = _alike(old, new)
    behind = _alike(old[ahead:][::-1], new[ahead:][::-1])
    return sum(map(len, old[:ahead])), sum(map(len, old[len(old) - behind :]))


def _alike(one: list[str], other: list[str]) -> int:
    return sum(1 for _pair in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _between_sentences(text: str, edits: Iterable[Edit], start: int) -> Iterator[Edit]:
    """Of the places where the same words may have come or gone, the one where a sentence ends, if there is one:
    in "It rains. It snows." the new sentence is "It rains.", not "rains. It".
    """
    for edit in edits:
        found = next((one for one in _slid(text, edit, start) if _after_a_stop(text, one.start)), edit)
        yield found
        start = found.end


def _slid(text: str, edit: Edit, start: int) -> Iterator[Edit]:
    """The edit, and all that come to the same with an earlier place, back to `start`."""
    yield edit
    if edit.words and edit.start < edit.end:
        return
    words = edit.words or text[edit.start : edit.end]
    at = edit.start
    while at > max(start, edit.start - FARTHEST) and text[at - 1] == words[-1]:
        words = words[-1] + words[:-1]
        at -= 1
        yield Edit(at, at, words) if edit.words else Edit(at, at + len(words), "")


def _after_a_stop(text: str, at: int) -> bool:
    return text[max(0, at - 3) : at].rstrip().endswith(STOPS)
