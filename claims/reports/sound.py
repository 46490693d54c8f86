"""Whether a report from a file holds together: every number in it is one of something that it tells. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

import msgspec

from claims.reports.report import Claim, Report, Run
from claims.vocabulary import ClaimKind

Notice = Annotated[list[Any], msgspec.Meta(min_length=1)]
Sentence = tuple[int, int, Any, Any, Any]
Span = tuple[int, int]
Marked = tuple[int, int, str]


def first_fault(report: Report) -> str | None:
    """Where it does not, as a path; None when it does."""
    return next(_faults(report), None)


def _faults(report: Report) -> Iterator[str]:
    versions = [version.number for version in report.versions]
    numbers = [claim.number for claim in report.claims]
    if not versions or versions != list(range(1, len(versions) + 1)):
        yield "versions"
    elif numbers != sorted(set(numbers)) or min(numbers, default=1) < 1:
        yield "claims"
    else:
        yield from _faults_around(report, set(versions), set(numbers))
        for claim in report.claims:
            for fault in _faults_of(claim, report, set(numbers)):
                yield f"claims, number {claim.number}: {fault}"


def _faults_around(report: Report, versions: set[int], numbers: set[int]) -> Iterator[str]:
    if len({source.id for source in report.sources}) != len(report.sources):
        yield "sources"
    if not all(_read(run) for version in report.versions for run in version.runs):
        yield "versions: runs"
    if not {one.version for one in report.sign_offs} <= versions:
        yield "sign_offs: version"
    if not {number for reply in report.replies for number in reply.claims} <= numbers:
        yield "replies: claims"
    for one in report.corrections:
        told = one.severity and one.reported_at
        if not told or not {one.before, one.after} <= versions or one.claim not in {None, *numbers}:
            yield f"corrections, version {one.after}"


def _read(run: Run) -> bool:
    """Whether what it read has the shape in which it is kept; of the oldest readings nothing was."""
    try:
        reading = msgspec.convert(run.reading, dict[str, Any])
        msgspec.convert(reading.get("sentences", []), tuple[Sentence, ...])
        msgspec.convert(run.notices, tuple[Notice, ...])
    except msgspec.ValidationError:
        return False
    return True


def _faults_of(claim: Claim, report: Report, numbers: set[int]) -> Iterator[str]:
    kin = {claim.split_from, claim.merged_into, *(place.lent_by for place in claim.places)} - {None}
    if not kin <= numbers or claim.number in kin or (claim.split_from or 0) > claim.number:
        yield "split_from, merged_into or lent_by"
    if claim.type not in ClaimKind.values:
        yield "type"
    if claim.offer is not None and not _offered(claim, sum(len(version.runs) for version in report.versions)):
        yield "offer"
    if not claim.places or any(not 1 <= place.version <= len(report.versions) for place in claim.places):
        yield "places"
    for index, place in enumerate(claim.places):
        if place.carried_from is not None and not 0 <= place.carried_from < index:
            yield f"places[{index}].carried_from"
    sources = {source.id for source in report.sources}
    if any(item.source not in sources for item in claim.evidence):
        yield "evidence: source"
    places = [*(item.place for item in claim.evidence), *(finding.place for finding in claim.findings)]
    if any(not 0 <= place < len(claim.places) for place in places):
        yield "evidence or findings: place"
    named = [read.finding for read in claim.second_reads] + [verdict.finding for verdict in claim.verdicts]
    named += [one.finding for one in claim.returns] + ([] if claim.sent_back is None else [claim.sent_back])
    if any(not 0 <= one < len(claim.findings) for one in named):
        yield "finding"


def _offered(claim: Claim, runs: int) -> bool:
    offer = claim.offer
    if offer is None or not 0 <= offer.run < runs or not {offer.type, *offer.types} <= set(ClaimKind.values):
        return False
    try:
        msgspec.convert(offer.hedges, tuple[Span, ...])
        msgspec.convert(offer.marks, tuple[Marked, ...])
        msgspec.convert(offer.reasons, tuple[tuple[str, str], ...])
    except msgspec.ValidationError:
        return False
    return True
