"""Claims, with everything that hangs on them."""

from __future__ import annotations

from typing import Any

from claims.reports.building.context import Context, made
from claims.reports.building.gathered import attempt, evidence
from claims.reports.building.judged import finding, second_read, sent_back, thread, verdict
from claims.reports.report import Claim, Offer, Place
from claims.reports.rows import Row
from claims.states import ClaimState
from claims.vocabulary import Standing


def claim_parts(context: Context, article_id: int, numbers: dict[int, int]) -> list[Claim]:
    """All claims of an article, by their numbers. `numbers` are those of its versions, by id."""
    rows = sorted(context.of("claims", article_id), key=lambda row: row["number"])
    runs = {
        run["id"]: place for place, run in enumerate(run for version in numbers for run in context.of("runs", version))
    }
    by_id = {row["id"]: row["number"] for row in rows}
    return [_claim(context, row, numbers, runs, by_id) for row in rows]


def _claim(context: Context, row: Row, versions: dict[int, int], runs: dict[int, int], by_id: dict[int, int]) -> Claim:
    key = row["id"]
    places = context.of("places", key)
    at = {place["id"]: index for index, place in enumerate(places)}
    findings = context.of("findings", key)
    found = {one["id"]: index for index, one in enumerate(findings)}
    verdicts = context.of("verdicts", key)
    statuses = {one["id"]: one["status"] for one in findings}
    return made(
        Claim,
        row,
        *("number", "state", "type", "created_at", "due_at", "priority", "legal"),
        standing=standing(row["state"], findings, verdicts),
        speaker=row["attributed_to"],
        offer=_offer(row, runs),
        places=tuple(_place(place, versions, at, by_id) for place in places),
        reviewer=context.person(row["reviewer_id"]),
        dismiss_reason=row["dismiss_reason"] or None,
        split_from=by_id.get(row["split_from_id"]),
        merged_into=by_id.get(row["merged_into_id"]),
        sent_back=found.get(row["sent_back_id"]),
        evidence=evidence(context, key, at),
        attempts=tuple(attempt(context, one) for one in context.of("attempts", key)),
        findings=tuple(finding(context, one, at) for one in findings),
        second_reads=tuple(second_read(context, one, found) for one in context.of("second_reads", key)),
        returns=tuple(sent_back(context, one, found) for one in context.of("returns", key)),
        verdicts=tuple(verdict(context, one, found, statuses) for one in verdicts),
        threads=tuple(thread(context, one) for one in context.of("threads", key)),
    )


def standing(state: str, findings: list[Row], verdicts: list[Row]) -> str:
    """How a reader sees it first; the same as `ClaimQuerySet.with_standing`, which asks the database."""
    if state in {ClaimState.DISMISSED, ClaimState.STALE, ClaimState.WITHDRAWN}:
        return state
    if state == ClaimState.DECIDED:
        return str(verdicts[-1]["status"])
    if state == ClaimState.FOUND:
        return str(findings[-1]["status"])
    return Standing.UNCHECKED


def _offer(row: Row, runs: dict[int, int]) -> Offer | None:
    if row["run_id"] is None:
        return None
    same = ("score", "reasons", "types", "hedges", "marks")
    return made(
        Offer, row, *same, run=runs[row["run_id"]], type=row["offered_type"], speaker=row["offered_attributed_to"]
    )


def _place(row: Row, versions: dict[int, int], at: dict[int, int], by_id: dict[int, int]) -> Place:
    selector: tuple[dict[str, Any], dict[str, Any]] = (
        {"type": "TextQuoteSelector", "exact": row["exact"], "prefix": row["prefix"], "suffix": row["suffix"]},
        {"type": "TextPositionSelector", "start": row["start"], "end": row["end"]},
    )
    return made(
        Place,
        row,
        *("state", "shift", "retired_at"),
        version=versions[row["version_id"]],
        selector=selector,
        repeat=not row["is_primary"],
        carried_from=at.get(row["carried_from_id"]),
        lent_by=by_id.get(row["lent_by_id"]),
    )
