"""Findings, second reads and verdicts; and what people said to each other."""

from __future__ import annotations

from claims.reports.building.context import Context, made
from claims.reports.report import Comment, Finding, SecondRead, SentBack, Thread, Verdict
from claims.reports.rows import Row


def finding(context: Context, row: Row, at: dict[int, int]) -> Finding:
    same = ("status", "sub_reason", "note", "proposed_text", "at")
    return made(Finding, row, *same, place=at[row["anchor_id"]], by=context.who(row["by_id"]))


def second_read(context: Context, row: Row, found: dict[int, int]) -> SecondRead:
    same = ("status", "agrees", "blind", "note", "at")
    return made(SecondRead, row, *same, finding=found[row["finding_id"]], by=context.who(row["by_id"]))


def sent_back(context: Context, row: Row, found: dict[int, int]) -> SentBack:
    return made(SentBack, row, "at", "reason", finding=found[row["finding_id"]], by=context.who(row["by_id"]))


def verdict(context: Context, row: Row, found: dict[int, int], statuses: dict[int, str]) -> Verdict:
    same = ("status", "resolution", "wording", "override_reason", "alone_reason", "at")
    key = row["finding_id"]
    agrees = statuses[key] == row["status"]
    return made(Verdict, row, *same, finding=found[key], agrees=agrees, by=context.who(row["by_id"]))


def thread(context: Context, row: Row) -> Thread:
    return made(
        Thread,
        row,
        *("privileged", "started_at", "resolved_at"),
        started_by=context.who(row["started_by_id"]),
        resolved_by=context.person(row["resolved_by_id"]),
        comments=tuple(_comment(context, one) for one in context.of("comments", row["id"])),
    )


def _comment(context: Context, row: Row) -> Comment:
    return made(
        Comment,
        row,
        "text",
        "at",
        by=context.who(row["by_id"]),
        edits=tuple((edit["text"], edit["at"]) for edit in context.of("edits", row["id"])),
        mentions=tuple(context.who(one["user_id"]) for one in context.of("mentions", row["id"])),
    )
