"""Texts in, one answer a line out: what other programs send to the proposer and get back."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from articles.extract.layout import lay_out
from claims.detect import Detection, Mark, Proposal, Reach, Scorer, detect, explain, score_sentence

Row = dict[str, Any]


class BadLine(ValueError):
    """A line that asks for nothing that can be done; says why in plain words."""


def answers(lines: Iterable[str], answer: Callable[[str], Row]) -> Iterator[Row]:
    """An answer for every line that is not blank, in order: `id` and what was found, or `id` and `error`."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        found: Row = {"id": number}
        try:
            found["id"], text = _asked(line, number)
            found |= answer(text)
        except BadLine as error:
            found["error"] = str(error)
        yield found


def _asked(line: str, number: int) -> tuple[Any, str]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise BadLine(f"Line {number} is not JSON.") from error
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        raise BadLine(f'Line {number} needs a "text".')
    return row.get("id", number), row["text"]


def proposals(text: str, scorer: Scorer, threshold: float | None) -> Row:
    """Blocks, sentences and claims of a text; offsets are code points of the text as it was given."""
    found = detect(text, lay_out(text), scorer=scorer, threshold=threshold)
    offered = found.within(Reach.STANDARD) if threshold is None else found.proposals
    return {
        "blocks": [{"start": b.start, "end": b.end, "kind": str(b.kind)} for b in found.blocks],
        "sentences": _sentences(found),
        "claims": [_claim(proposal, text) for proposal in offered],
        "proposer": found.proposer,
        "version": found.version,
        "notices": list(found.notices),
    }


def score(text: str, scorer: Scorer, threshold: float | None) -> Row:
    """The score of one sentence; with a threshold also whether it would be proposed."""
    value = score_sentence(text, scorer)
    return {"score": value} if threshold is None else {"score": value, "proposed": value >= threshold}


def _sentences(found: Detection) -> list[Row]:
    return [
        {"start": s.start, "end": s.end, "kind": str(found.blocks[s.block].kind), "score": s.score, "label": s.label}
        for s in found.sentences
    ]


def _mark(mark: Mark, text: str) -> Row:
    return {"start": mark.start, "end": mark.end, "kind": mark.kind, "text": text[mark.start : mark.end]}


def _claim(found: Proposal, text: str) -> Row:
    return {
        "start": found.start,
        "end": found.end,
        "text": found.exact,
        "type": str(found.type),
        "types": [str(kind) for kind in found.types],
        "attributed_to": found.attributed_to or None,
        "hedges": [text[span.start : span.end] for span in found.hedges],
        "hedge_spans": [{"start": span.start, "end": span.end} for span in found.hedges],
        "score": found.score,
        "reasons": [explain(reason) for reason in found.reasons],
        "carried": found.carried,
        "vague_source": found.vague_source,
        "marks": [_mark(mark, text) for mark in found.marks],
        "perishable": [_mark(mark, text) for mark in found.perishable],
        "repeats": [{"start": span.start, "end": span.end} for span in found.repeats],
    }
