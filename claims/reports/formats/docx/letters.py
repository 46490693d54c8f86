"""What a word processor can hold of a text, and which way it is read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

# XML 1.0 has no way to write these, not even escaped.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
REPLACED = "\N{REPLACEMENT CHARACTER}"
LINE_END = re.compile("\r\n?")

# Embeddings, overrides and isolates, and what ends them: their reach is the paragraph, unless they are closed.
TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
ISOLATE, END_ISOLATE, END_TURN = "\u2068", "\u2069", "\u202c"

_RTL = "\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
RTL = re.compile(f"[{_RTL}]")
_LTR_LETTER = rf"[^\W\d_{_RTL}]"
RTL_WORDS = re.compile(rf"[{_RTL}](?:(?:(?!{_LTR_LETTER}).)*[{_RTL}])?", re.DOTALL)
LTR_WORDS = re.compile(rf"{_LTR_LETTER}(?:[^{_RTL}]*{_LTR_LETTER})?")

JAPANESE = re.compile("[\u3040-\u30ff]")
KOREAN = re.compile("[\u1100-\u11ff\uac00-\ud7af]")
HEBREW = re.compile("[\u0590-\u05ff]")


def legible(text: str) -> str:
    """The text with line ends as they are everywhere else, and every letter that no file can hold shown as one."""
    if "\r" in text:
        text = LINE_END.sub("\n", text)
    return FORBIDDEN.sub(REPLACED, text)


def isolated(text: str) -> str:
    """The text so that no change of direction within it reaches what stands after it."""
    if not TURNS.search(text):
        return text
    opened: list[str] = []
    for letter in f"{ISOLATE}{text}":
        if letter in "\u2066\u2067\u2068":
            opened.append(END_ISOLATE)
        elif letter in "\u202a\u202b\u202d\u202e":
            opened.append(END_TURN)
        elif letter == END_TURN and opened and opened[-1] == END_TURN:
            opened.pop()
        elif letter == END_ISOLATE and END_ISOLATE in opened:
            while opened.pop() != END_ISOLATE:
                pass  # an isolate that ends takes with it whatever was opened inside
    return f"{ISOLATE}{text}{''.join(reversed(opened))}"


def is_rtl(text: str) -> bool:
    """Whether a paragraph of it runs from right to left: its first letter that has a direction says so."""
    if not RTL.search(text):
        return False
    directions = (unicodedata.bidirectional(letter) for letter in text)
    return next((one for one in directions if one in {"L", "R", "AL"}), "L") != "L"


def directed(text: str, *, rtl: bool) -> Iterator[tuple[str, bool]]:
    """The text in pieces, each with whether it runs from right to left, in a paragraph that does (`rtl`) or does not.

    A word processor asks this of every run; what has no direction of its own goes with the paragraph.
    """
    other = LTR_WORDS if rtl else RTL_WORDS
    if not rtl and not RTL.search(text):
        yield text, False
        return
    at = 0
    for found in other.finditer(text):
        if found.start() > at:
            yield text[at : found.start()], rtl
        yield found.group(), not rtl
        at = found.end()
    if at < len(text):
        yield text[at:], rtl
