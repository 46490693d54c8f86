"""A text, what was changed in it, and where its spans and blocks stand afterwards."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from articles.extract.document import Block
from claims.carry.edits import Edit
from claims.spans import Span, tidy

# Between two letters or figures they make one word of them: 31.5, 12,000, mid-May, o'clock.
JOINTS = frozenset(".,:/'’-")
SIGNS = frozenset("+-−–±<>≈~")


class Outcome(StrEnum):
    """What became of a span: the very words in their place, or elsewhere; other words; nothing."""

    EXACT = "exact"
    MOVED = "moved"
    REWORDED = "reworded"
    ORPHANED = "orphaned"


@dataclass(frozen=True, slots=True)
class Carried:
    """Where a span stands in the new text. An orphaned one is empty, where its words were."""

    start: int
    end: int
    outcome: Outcome

    @property
    def span(self) -> Span:
        return self.start, self.end

    @property
    def stands(self) -> bool:
        """Whether the very words stand there still."""
        return self.outcome in {Outcome.EXACT, Outcome.MOVED}


class Change:
    """The edits are in order and do not touch each other."""

    def __init__(self, text: str, edits: Sequence[Edit]) -> None:
        if any(before.end > after.start for before, after in pairwise(edits)):
            raise ValueError("edits overlap")
        self.old = text
        self.edits = tuple(edits)
        self.text = "".join(self._pieces())

    def span(self, start: int, end: int) -> Carried:
        """Any letter of the words that changed makes them others, and so does what now grows onto their ends."""
        new = (self._place(start, after=not self._cuts(start)), self._place(end, after=self._cuts(end)))
        touched = any(edit.start < end and start < edit.end for edit in self.edits)
        if not touched and not self._grown((start, end), new):
            return Carried(*new, Outcome.EXACT if new == (start, end) else Outcome.MOVED)
        first, last = tidy(self.text, *self._whole_words((start, end), new))
        if not any(char.isalnum() for char in self.text[first:last]):
            return Carried(first, first, Outcome.ORPHANED)
        return Carried(first, last, Outcome.REWORDED)

    def blocks(self, blocks: Sequence[Block]) -> tuple[Block, ...]:
        """The blocks around the same text. New words belong to the block that they begin in; empty blocks go."""
        owners = {edit: _owner(blocks, edit) for edit in self.edits}
        found: list[Block] = []
        for place, block in enumerate(blocks):
            mine = {edit for edit, owner in owners.items() if owner == place}
            new = [span for edit, span in zip(self.edits, self.inserted(), strict=True) if edit in mine]
            edges = [self._edge(block.start, mine, opens=True), self._edge(block.end, mine, opens=False)]
            edges += (at for span in new if span[0] < span[1] for at in span)
            start, end = tidy(self.text, min(edges), max(edges))
            if start < end:
                found.append(Block(block.kind, start, end))
        return tuple(found)

    def inserted(self) -> list[Span]:
        """Where new words stand in the new text."""
        spans, shift = [], 0
        for edit in self.edits:
            at = edit.start + shift
            spans.append((at, at + len(edit.words)))
            shift += len(edit.words) - (edit.end - edit.start)
        return spans

    def _pieces(self) -> Iterable[str]:
        at = 0
        for edit in self.edits:
            yield self.old[at : edit.start]
            yield edit.words
            at = edit.end
        yield self.old[at:]

    def _cuts(self, at: int) -> bool:
        """Whether the point lies inside words that were taken out."""
        return any(edit.start < at < edit.end for edit in self.edits)

    def _place(self, at: int, *, after: bool) -> int:
        """The point in the new text; `after` puts it behind new words that stand, or were put, right there."""
        shift = 0
        for edit in self.edits:
            if edit.end < at or (edit.end == at and (edit.start < at or after)):
                shift += len(edit.words) - (edit.end - edit.start)
            elif edit.start < at:
                return edit.start + shift + (len(edit.words) if after else 0)
            else:
                break
        return at + shift

    def _edge(self, at: int, mine: set[Edit], *, opens: bool) -> int:
        """Where a block opens or closes: around the new words that are its own, beside those of its neighbours."""
        here = next((edit for edit in self.edits if edit.start <= at <= edit.end), None)
        own = here in mine
        return self._place(at, after=here is not None and (not own if opens else own))

    def _grown(self, old: Span, new: Span) -> bool:
        """Whether an end that was the end of a word is in the middle of one now."""
        return any(
            _inside_a_word(self.text, there) and not _inside_a_word(self.old, here)
            for here, there in zip(old, new, strict=True)
        ) or (tidy(self.text, *new) != new and tidy(self.old, *old) == old)

    def _whole_words(self, old: Span, new: Span) -> Span:
        start, end = new
        if not _inside_a_word(self.old, old[0]):
            while _inside_a_word(self.text, start):
                start -= 1
        if not _inside_a_word(self.old, old[1]):
            while _inside_a_word(self.text, end):
                end += 1
        return start, end


def _owner(blocks: Sequence[Block], edit: Edit) -> int:
    """The place in the list of the block that the edit's words belong to."""
    for place, block in enumerate(blocks):
        if edit.start <= block.end and (edit.start >= block.start or edit.end > block.start):
            return place
        if block.start > edit.start:
            return place
    return len(blocks) - 1


def _inside_a_word(text: str, at: int) -> bool:
    """Whether a cut here would part a word, or a figure from its sign or unit."""
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    if _in_words(before) and _in_words(after):
        return True
    if before in SIGNS and after.isdigit():
        return True
    if before in JOINTS and _in_words(after):
        return at > 1 and _in_words(text[at - 2])
    return after in JOINTS and _in_words(before) and at + 1 < len(text) and _in_words(text[at + 1])


def _in_words(char: str) -> bool:
    return unicodedata.category(char)[0] in "LNM" or unicodedata.category(char) == "Sc" or char in "%‰_"
