"""A run of the proposer as the database keeps it, and back again: nothing it found is lost at any reach."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject

from articles.models import Version
from claims.detect import ClaimType, Detection, Mark, Proposal, Reach, Reason, Span
from claims.models import NothingToCheck, ProposalRun
from factdesk.core.prepared import prepared

Row = list[Any]


@dataclass(frozen=True)
class NewestReading:
    """What the newest run of a version read, and what people marked in it as nothing to check."""

    sentences: list[Row]
    counts: dict[str, int]
    notices: list[Row]
    passed: list[tuple[int, int]]


def newest_reading(version: Version) -> NewestReading | None:
    """One query, whatever the length of the text; without the proposals, which are claims by now."""
    run = next(iter(prepared(_newest_run, version.pk)), None)
    if run is None:
        return None
    passed = [(mark["start"], mark["end"]) for mark in run["passed"]]
    return NewestReading(run["reading__sentences"] or [], run["reading__counts"] or {}, run["notices"], passed)


def _newest_run(version_id: int) -> QuerySet[ProposalRun, Any]:
    marks = NothingToCheck.objects.standing().filter(version=OuterRef("version"))
    runs = ProposalRun.objects.filter(version=version_id).order_by("-pk")
    read = runs.values("notices", "reading__counts", "reading__sentences")
    return read.annotate(passed=ArraySubquery(marks.values(place=JSONObject(start="start", end="end"))))[:1]


def stored(detection: Detection) -> dict[str, Any]:
    """Sentences as [start, end, block, score, label], proposals with all their findings, thresholds by reach."""
    return {
        "counts": {str(reach): len(detection.within(reach)) for reach in Reach},
        "thresholds": {str(reach): least for reach, least in detection.thresholds.items()},
        "sentences": [[s.start, s.end, s.block, s.score, s.label] for s in detection.sentences],
        "proposals": [_row(proposal) for proposal in detection.proposals],
    }


def proposals_of(run: ProposalRun, text: str, reach: Reach) -> list[Proposal]:
    """The proposals of a run that belong to a reach, in reading order; `text` is that of the run's version."""
    least = run.reading["thresholds"][str(reach)]
    found = (_proposal(row, text) for row in run.reading["proposals"])
    return [proposal for proposal in found if proposal.score >= least]


def _row(found: Proposal) -> Row:
    return [
        found.start,
        found.end,
        [str(kind) for kind in found.types],
        found.attributed_to,
        _pairs(found.hedges),
        found.score,
        [[reason.code, reason.words] for reason in found.reasons],
        _pairs(found.repeats),
        found.carried,
        found.vague_source,
        _marks(found.marks),
        _marks(found.perishable),
    ]


def _proposal(row: Row, text: str) -> Proposal:
    start, end, kinds, who, hedges, score, reasons, repeats, carried, vague, marks, perishable = row
    types = tuple(ClaimType(kind) for kind in kinds)
    return Proposal(
        start=start,
        end=end,
        exact=text[start:end],
        type=types[0],
        types=types,
        attributed_to=who,
        hedges=_spans(hedges),
        score=score,
        reasons=tuple(Reason(code, words) for code, words in reasons),
        repeats=_spans(repeats),
        carried=carried,
        vague_source=vague,
        marks=tuple(Mark(*mark) for mark in marks),
        perishable=tuple(Mark(*mark) for mark in perishable),
    )


def _marks(marks: tuple[Mark, ...]) -> list[Row]:
    return [[mark.start, mark.end, mark.kind] for mark in marks]


def _pairs(spans: tuple[Span, ...]) -> list[Row]:
    return [[span.start, span.end] for span in spans]


def _spans(pairs: list[Row]) -> tuple[Span, ...]:
    return tuple(Span(start, end) for start, end in pairs)
