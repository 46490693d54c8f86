"""A claim's words in their place: what stands around them, what the proposer marked, what a correction changed."""

from __future__ import annotations

from collections.abc import Sequence

from articles.extract.document import Block
from claims.marks import Words
from claims.models import Anchor, Claim
from claims.worddiff import Run, word_diff

CONTEXT = 110  # code points shown on each side of a claim's words
ELLIPSIS = "…"


def words_at(text: str, anchor: Anchor, claim: Claim) -> Words:
    """What the proposer marked, where it stands now; nothing of it in words that a correction replaced."""
    if anchor.shift is None:
        return Words(text, anchor.start, anchor.end, (), ())
    hedges, marks = (
        [[int(row[0]) + anchor.shift, int(row[1]) + anchor.shift, *row[2:]] for row in rows]
        for rows in (claim.hedges, claim.marks)
    )
    return Words(text, anchor.start, anchor.end, hedges, marks)


def reworded(claim: Claim, anchor: Anchor) -> tuple[Run, ...]:
    """The words that the newest finding spoke of and those of the anchor in one; empty where they are the same."""
    finding = next(iter(claim.findings.all()), None)
    gone = anchor.state == Anchor.State.ORPHANED
    if finding is None or gone or finding.anchor.words_key == anchor.words_key:
        return ()
    return word_diff(finding.anchor.exact, anchor.exact)


def surroundings(text: str, blocks: Sequence[Block], start: int, end: int) -> tuple[str, str]:
    """The words before and after within the same paragraph, cut at a word and marked where cut."""
    block = next((block for block in blocks if block.start <= start < block.end), None)
    low, high = (block.start, block.end) if block else (0, len(text))
    before, after = text[max(low, start - CONTEXT) : start], text[end : min(high, end + CONTEXT)]
    if start - CONTEXT > low:
        before = f"{ELLIPSIS} {before.partition(' ')[2]}"
    if end + CONTEXT < high:
        after = f"{after.rpartition(' ')[0]} {ELLIPSIS}"
    return before, after
