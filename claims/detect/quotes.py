"""Where a block quotes somebody: spans between quotation marks, closed or left open at the end of a paragraph."""

import re
from bisect import bisect_right
from collections.abc import Sequence

from claims.detect.result import Span

_MARK = re.compile(r"[“”\"„«»「」『』]|(?<!\w)‘(?=\w)|(?<=[.,!?…])’(?!\w)")
_CLOSED_BY = {"“": "”", "„": "“”", "«": "»", "»": "«", "「": "」", "『": "』", "‘": "’", '"': '"'}
_ONLY_CLOSE = frozenset("”」』’")


def find_quotes(text: str, start: int, end: int) -> list[Span]:
    """Quotations in text[start:end], marks included, outermost only, in order."""
    found: list[Span] = []
    opened, closers = -1, ""
    for match in _MARK.finditer(text, start, end):
        mark = match[0]
        if opened < 0:
            if mark not in _ONLY_CLOSE:
                opened, closers = match.start(), _CLOSED_BY[mark]
        elif mark in closers:
            found.append(Span(opened, match.end()))
            opened = -1
    if opened >= 0 and closers != "’":
        found.append(Span(opened, end))  # a quotation that goes on in the next paragraph
    return found


def within(quotes: Sequence[Span], start: int, end: int) -> list[Span]:
    """The parts of start:end that stand in quotation marks; `quotes` are in order and disjoint."""
    parts = []
    for i in range(bisect_right(quotes, start, key=lambda quote: quote.end), len(quotes)):
        if quotes[i].start >= end:
            break
        parts.append(Span(max(quotes[i].start, start), min(quotes[i].end, end)))
    return parts
