"""Where a block quotes somebody: spans between quotation marks, closed or left open at the end of a paragraph."""

import re
from collections.abc import Iterator, Sequence

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


def within(quotes: Sequence[Span], start: int, end: int) -> Iterator[Span]:
    """The parts of start:end that stand in quotation marks."""
    for quote in quotes:
        if quote.start < end and start < quote.end:
            yield Span(max(quote.start, start), min(quote.end, end))
