"""Evidence with its sources, copies and sums; and what was tried."""

from __future__ import annotations

from claims.reports.building.context import Context, made
from claims.reports.report import Attempt, Calculation, Copy, Evidence, Kept, Retraction, Source
from claims.reports.rows import Row


def evidence(context: Context, claim_id: int, at: dict[int, int]) -> tuple[Evidence, ...]:
    """Of one claim; `at` are the indexes of its places by id."""
    rows = context.of("evidence", claim_id)
    if not rows:
        return ()
    kept = {row["evidence_id"]: _kept(context, row) for row in context.of("kept", claim_id)}
    sums = {row["evidence_id"]: _calculation(row) for row in context.of("calculations", claim_id)}
    same = ("stance", "rank", "quote", "locator", "note", "archive_url")
    return tuple(
        made(
            Evidence,
            row,
            *same,
            source=context.source(row["source_id"], row),
            place=at[row["anchor_id"]],
            at=row["created_at"],
            by=context.who(row["supplied_by_id"]),
            kept=kept.get(row["id"]),
            calculation=sums.get(row["id"]),
            retracted=_retraction(context, row),
        )
        for row in rows
    )


def sources(context: Context) -> tuple[Source, ...]:
    """Those that were spoken of, in the order in which they were; call it last."""
    return tuple(made(Source, row, *row) for row in context.sources.values())


def attempt(context: Context, row: Row) -> Attempt:
    return made(Attempt, row, "channel", "at", "what", "outcome", by=context.who(row["by_id"]))


def _kept(context: Context, row: Row) -> Kept:
    copy = made(
        Copy,
        {name.removeprefix("copy."): value for name, value in row.items() if name.startswith("copy.")},
        *("sha256", "size", "media_type", "at", "pasted"),
        by=context.who(row["copy.by_id"]),
        name=row["copy.original_name"],
    )
    return made(Kept, row, "found", "line", "diff", copy=copy)


def _calculation(row: Row) -> Calculation:
    return made(Calculation, row, "expression", "result", "exact", "figures", "places")


def _retraction(context: Context, row: Row) -> Retraction | None:
    if row["retracted_at"] is None:
        return None
    return made(
        Retraction, row, at=row["retracted_at"], by=context.who(row["retracted_by_id"]), reason=row["retract_reason"]
    )
