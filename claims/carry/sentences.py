"""The sentences of a text after a change, without reading it anew."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from claims.carry.change import Change
from claims.detect.sentences import split
from claims.spans import Span

NEW_LABEL = "minor"  # of a sentence that grew out of none


def carried_sentences(change: Change, rows: Iterable[Sequence[Any]]) -> list[list[Any]]:
    """Rows of a reading, [start, end, block, score, label], in the new text. Where words changed the sentences are
    cut anew; nobody scored those, so they have no score.
    """
    kept: list[list[Any]] = []
    changed: list[tuple[Span, int, str]] = []
    last_block = 0
    for start, end, block, score, label in rows:
        carried = change.span(start, end)
        last_block = block
        if carried.stands:
            kept.append([*carried.span, block, score, label])
        elif carried.start < carried.end:
            changed.append((carried.span, block, label))
    for span in change.inserted():
        if any(char.isalnum() for char in change.text[slice(*span)]) and not _within(span, kept):
            near = max((row for row in kept if row[0] <= span[0]), default=None)
            changed.append((span, near[2] if near else last_block, NEW_LABEL))
    return sorted([*kept, *_cut_anew(change.text, changed)], key=lambda row: (row[0], row[1]))


def _within(span: Span, rows: Iterable[Sequence[Any]]) -> bool:
    return any(row[0] <= span[0] and span[1] <= row[1] for row in rows)


def _cut_anew(text: str, changed: list[tuple[Span, int, str]]) -> Iterable[list[Any]]:
    stretches: list[tuple[int, int, int, str]] = []
    for (start, end), block, label in sorted(changed):
        if stretches and start < stretches[-1][1]:
            first, last, of, how = stretches[-1]
            stretches[-1] = (first, max(last, end), of, how)
        else:
            stretches.append((start, end, block, label))
    for start, end, block, label in stretches:
        yield from ([first, last, block, 0.0, label] for first, last in split(text, start, end))
