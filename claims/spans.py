"""Stretches of a text as people mark them: whole characters, no blanks at the ends. Pure; offsets are code points."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

Span = tuple[int, int]

ZERO_WIDTH_JOINER = "\u200d"
# Between the parts of a sentence, and part of neither.
BETWEEN_PARTS = frozenset(",;:–—")


def tidy(text: str, start: int, end: int) -> Span:
    """Without blanks at the ends, and never through the middle of what readers see as one character.

    Empty (start == end) when nothing but blanks was marked. Expects 0 <= start <= end <= len(text).
    """
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    empty = start == end
    while _inside_a_character(text, start):
        start -= 1
    if empty:
        return start, start
    while _inside_a_character(text, end):
        end += 1
    return start, end


def core(text: str, start: int, end: int) -> Span:
    """From the first to the last letter or figure: a full stop more or less makes no other statement."""
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum():
        end -= 1
    return start, end


def cut(text: str, whole: Span, part: Span) -> list[Span]:
    """The pieces of `whole` when it is cut before and after `part`; pieces without a word or figure fall away."""
    edges = [whole[0], *(min(max(at, whole[0]), whole[1]) for at in tidy(text, *part)), whole[1]]
    pieces = (_without_joints(text, *tidy(text, start, end), whole) for start, end in pairwise(edges))
    return [(start, end) for start, end in pieces if any(char.isalnum() for char in text[start:end])]


def find(text: str, words: str) -> list[int]:
    """Where the very words stand, in order; words copied from a page may be parted by other blanks."""
    found = []
    at = text.find(words) if words else -1
    while at >= 0:
        found.append(at)
        at = text.find(words, at + len(words))
    return found


def _without_joints(text: str, start: int, end: int, whole: Span) -> Span:
    """A comma at a cut belongs to neither side. At the ends of the whole nothing was cut."""

    def joint(char: str) -> bool:
        return char.isspace() or char in BETWEEN_PARTS

    while start > whole[0] and start < end and joint(text[start]):
        start += 1
    while end < whole[1] and end > start and joint(text[end - 1]):
        end -= 1
    return start, end


def _inside_a_character(text: str, at: int) -> bool:
    """Whether a cut here would part a letter from its accent, or an emoji from what makes it one."""
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    if unicodedata.category(after).startswith("M") or after == ZERO_WIDTH_JOINER or _modifies(after):
        return True
    if before == ZERO_WIDTH_JOINER:
        return True
    if _is_flag_half(before) and _is_flag_half(after):
        return _flag_halves_before(text, at) % 2 == 1
    return False


def _modifies(char: str) -> bool:
    """Skin tones, and the tags that spell the flags of regions."""
    return "\U0001f3fb" <= char <= "\U0001f3ff" or "\U000e0020" <= char <= "\U000e007f"


def _is_flag_half(char: str) -> bool:
    return "\U0001f1e6" <= char <= "\U0001f1ff"


def _flag_halves_before(text: str, at: int) -> int:
    n = 0
    while n < at and _is_flag_half(text[at - 1 - n]):
        n += 1
    return n
