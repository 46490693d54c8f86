"""What hangs on the article itself: its texts, replies, sign-offs and corrections."""

from __future__ import annotations

from claims.reports.building.context import Context, made
from claims.reports.report import Correction, Passed, Reply, Run, Sent, SignOff, Try, Version, Writer
from claims.reports.rows import Row


def version(context: Context, row: Row) -> Version:
    key = row["id"]
    return made(
        Version,
        row,
        *("number", "text", "blocks", "sha256", "origin", "remarks", "notes", "facts"),
        at=row["created_at"],
        by=context.who(row["submitted_by_id"]),
        runs=tuple(_run(one) for one in context.of("runs", key)),
        sent=tuple(made(Sent, one, "host", "model", "sentences", "at") for one in context.of("sent", key)),
        passed=tuple(_passed(context, one) for one in context.of("passed", key)),
    )


def writer(context: Context, row: Row) -> Writer:
    return made(Writer, row, "at", person=context.who(row["user_id"]), added_by=context.who(row["added_by_id"]))


def reply(context: Context, row: Row, numbers: dict[int, int]) -> Reply:
    """`numbers` are those of the article's claims, by id."""
    key = row["id"]
    points = (numbers.get(one["claim_id"]) for one in context.of("points", key))
    return made(
        Reply,
        row,
        *("addressee", "put", "channel", "sent_at", "deadline", "state", "answer", "created_at"),
        *("settled_at", "reflected_at"),
        outcome=row["outcome"] or None,
        claims=tuple(sorted(number for number in points if number is not None)),
        tries=tuple(_try(context, one) for one in context.of("tries", key)),
        settled_by=context.person(row["settled_by_id"]),
        reflected_by=context.person(row["reflected_by_id"]),
        by=context.who(row["created_by_id"]),
    )


def sign_off(context: Context, row: Row, version_number: int) -> SignOff:
    return made(
        SignOff,
        row,
        *("act", "at", "version_sha256", "verdicts_sha256"),
        version=version_number,
        by=context.who(row["by_id"]),
        reason=row["override_reason"],
        open_points=row["blockers"],
    )


def correction(context: Context, row: Row, versions: dict[int, int], numbers: dict[int, int]) -> Correction:
    """Without who reported it: that is often a reader, and stands in no report."""
    return made(
        Correction,
        row,
        *("start", "old_words", "new_words", "public_note", "severity", "root_cause", "reported_at", "at"),
        before=versions[row["version_before_id"]],
        after=versions[row["version_after_id"]],
        claim=numbers.get(row["claim_id"]),
        by=context.who(row["by_id"]),
    )


def _run(row: Row) -> Run:
    return made(Run, row, "proposer", "proposer_version", "sentences", "finished_at", "reading", "notices")


def _passed(context: Context, row: Row) -> Passed:
    return made(
        Passed,
        row,
        *("start", "end", "at", "taken_back_at"),
        by=context.who(row["by_id"]),
        taken_back_by=context.person(row["taken_back_by_id"]),
    )


def _try(context: Context, row: Row) -> Try:
    return made(Try, row, "channel", "at", "outcome", by=context.who(row["by_id"]))
