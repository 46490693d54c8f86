"""Characters that would do something to the page other than stand on it. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

GONE = "\ufffd"
# Neither letters nor blanks, and no font has them: noncharacters, control characters, halves of pairs.
UNPRINTABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]")

FIRST_STRONG, POP_ISOLATE, POP = "\u2068", "\u2069", "\u202c"
_ISOLATES = "\u2066\u2067\u2068"
_EMBEDDINGS = "\u202a\u202b\u202d\u202e"


def tamed(text: str) -> str:
    """The same words, of which none reaches beyond its own field: each line that runs from right to left, or turns its
    direction, is set apart (Unicode's isolates), and closes what it opened.
    """
    text = _printable(text)
    if text.isascii() or not (TURNING.search(text) or RIGHT_TO_LEFT.search(text)):
        return text
    return "\n".join(f"{FIRST_STRONG}{_closed(line)}{POP_ISOLATE}" if line else "" for line in text.split("\n"))


def tamed_pieces(texts: Sequence[str]) -> list[str]:
    """Of one paragraph that is cut in pieces: what turns the direction ends with the piece it stands in."""
    return [_closed(_printable(text)) if TURNING.search(text) else _printable(text) for text in texts]


def width(text: str) -> int:
    """In widths of a Latin letter, about."""
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text)


def _printable(text: str) -> str:
    """U+FEFF is a blank without width, or a mark that a text began; what is kept for long may not hold one."""
    return UNPRINTABLE.sub(GONE, BREAKS.sub("\n", text)).replace("\t", "  ").replace("\ufeff", "\u2060")


def _closed(line: str) -> str:
    """Without ends that nothing began, with ends for all that was begun."""
    kept: list[str] = []
    opened: list[str] = []
    for one in line:
        if one in _ISOLATES:
            opened.append(POP_ISOLATE)
        elif one in _EMBEDDINGS:
            opened.append(POP)
        elif one in (POP_ISOLATE, POP):
            if not opened or opened[-1] != one:
                continue
            opened.pop()
        kept.append(one)
    return "".join([*kept, *reversed(opened)])
