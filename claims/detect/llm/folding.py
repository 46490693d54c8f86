"""Finding words in a text although quotation marks, dashes and blanks are set otherwise; nothing else is forgiven."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left

from claims.detect.result import Span
from claims.detect.words import WITHOUT_BLANKS

_MARKS = "'‘’‚‛“”„‟«»‹›`´′″「」『』"
_DASHES = "‐‑‒–—―−"
_SAME = str.maketrans(dict.fromkeys(_MARKS, '"') | dict.fromkeys(_DASHES, "-"))


class Folded:
    """A text with its folded copy, and for each character of the copy where it stands in the text."""

    def __init__(self, text: str) -> None:
        self.text = text
        folded: list[str] = []
        self._starts: list[int] = []
        self._ends: list[int] = []
        for i, char in enumerate(text):
            blank = char.isspace()
            if blank and folded and folded[-1] == " ":
                self._ends[-1] = i + 1
                continue
            folded.append(" " if blank else char.translate(_SAME))
            self._starts.append(i)
            self._ends.append(i + 1)
        self._folded = "".join(folded)

    def find(self, words: str, start: int, end: int) -> Span | None:
        """Where `words` stand in text[start:end] as whole words: letter by letter if they do, else folded."""
        if not any(char.isalnum() for char in words):
            return None
        return self._exactly(words, start, end) or self._folded_alike(words, start, end)

    def _exactly(self, words: str, start: int, end: int) -> Span | None:
        at = self.text.find(words, start, end)
        while at >= 0:
            if _is_whole(self.text, at, at + len(words)):
                return Span(at, at + len(words))
            at = self.text.find(words, at + 1, end)
        return None

    def _folded_alike(self, words: str, start: int, end: int) -> Span | None:
        words = " ".join(words.split()).translate(_SAME)
        at = self._folded.find(words, bisect_left(self._starts, start))
        while at >= 0:
            found = Span(self._starts[at], self._ends[at + len(words) - 1])
            if found.end > end:
                return None
            if _is_whole(self.text, found.start, found.end):
                return found
            at = self._folded.find(words, at + 1)
        return None


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether no word or figure is cut: "31 million" does not stand in "131 million", nor "500" in "1,500"."""
    return not (_joins(text, start) or _joins(text, end))


def _joins(text: str, at: int) -> bool:
    """Whether what stands before and after this place belongs to one word or one figure."""
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    if unicodedata.category(after).startswith("M"):
        return True
    if before.isalnum() and after.isalnum():
        return not (WITHOUT_BLANKS.match(before) or WITHOUT_BLANKS.match(after))
    if after.isdigit() and before in ".,":
        return text[at - 2 : at - 1].isdigit()
    if before.isdigit() and after in ".,":
        return text[at + 1 : at + 2].isdigit()
    return False
