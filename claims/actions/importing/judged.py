"""Findings, second reads and verdicts; and what people said to each other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import TypeVar

from claims import models
from claims.actions.importing import states
from claims.actions.importing.order import Kind, after_each_other
from claims.actions.importing.rows import change, put
from claims.actions.importing.told import Importing, OfClaim
from claims.reports import report as parts

Judged = TypeVar("Judged", parts.Finding, parts.SecondRead, parts.SentBack, parts.Verdict)


def note_judged(here: Importing, claim: OfClaim, came: dt.datetime) -> None:
    told = claim.told
    _note(here, claim, came, Kind.FINDING, told.findings, _find)
    _note(here, claim, came, Kind.SECOND_READ, told.second_reads, _read_again)
    _note(here, claim, came, Kind.SENT_BACK, told.returns, _send_back)
    _note(here, claim, came, Kind.VERDICT, told.verdicts, _decide)


def _note(
    here: Importing,
    claim: OfClaim,
    came: dt.datetime,
    kind: Kind,
    rows: Sequence[Judged],
    do: Callable[[Importing, OfClaim, Judged], None],
) -> None:
    for row, at in zip(rows, after_each_other([row.at for row in rows], not_before=came), strict=True):
        here.order.note(at, kind, do, here, claim, row)


def _find(here: Importing, claim: OfClaim, told: parts.Finding) -> None:
    states.take_on(claim)
    row = models.Finding(
        claim=claim.row,
        anchor=claim.places[told.place],
        status=told.status,
        sub_reason=told.sub_reason,
        note=told.note,
        proposed_text=told.proposed_text,
        by=here.people.of(told.by),
        at=told.at,
        supersedes=claim.findings[-1] if claim.findings else None,
    )
    claim.findings.append(put(row))
    states.walk(claim, "found")


def _read_again(here: Importing, claim: OfClaim, told: parts.SecondRead) -> None:
    put(
        models.SecondRead(
            claim=claim.row,
            finding=claim.findings[told.finding],
            status=told.status,
            agrees=told.agrees,
            blind=told.blind,
            note=told.note,
            by=here.people.of(told.by),
            at=told.at,
        )
    )


def _send_back(here: Importing, claim: OfClaim, told: parts.SentBack) -> None:
    finding, by = claim.findings[told.finding], here.people.of(told.by)
    put(models.SentBack(claim=claim.row, finding=finding, by=by, at=told.at, reason=told.reason))
    states.walk(claim, "in_check")


def _decide(here: Importing, claim: OfClaim, told: parts.Verdict) -> None:
    finding = claim.findings[told.finding]
    row = models.Verdict(
        claim=claim.row,
        anchor=finding.anchor,
        finding=finding,
        status=told.status,
        resolution=told.resolution,
        wording=told.wording,
        override_reason=told.override_reason,
        alone_reason=told.alone_reason,
        by=here.people.of(told.by),
        at=told.at,
        supersedes=claim.verdicts[-1] if claim.verdicts else None,
    )
    claim.verdicts.append(put(row))
    states.walk(claim, "decided")


def note_talk(here: Importing, claim: OfClaim, came: dt.datetime) -> None:
    """Threads, one after the other; each with its comments, their later words, and who was called in."""
    begun = after_each_other([thread.started_at for thread in claim.told.threads], not_before=came)
    for told, at in zip(claim.told.threads, begun, strict=True):
        thread = models.Thread(privileged=told.privileged, started_at=told.started_at)
        here.order.note(at, Kind.TALK, _start, here, claim, told, thread)
        said = list(after_each_other([one.at for one in told.comments], not_before=at))
        for comment, time in zip(told.comments, said, strict=True):
            here.order.note(time, Kind.TALK, _say, here, comment, thread)
        if told.resolved_at is not None:
            done = max(told.resolved_at, at, *said)
            here.order.note(done, Kind.TALK, _resolve, here, told, thread)


def _start(here: Importing, claim: OfClaim, told: parts.Thread, row: models.Thread) -> None:
    row.claim, row.started_by = claim.row, here.people.of(told.started_by)
    put(row)


def _say(here: Importing, told: parts.Comment, thread: models.Thread) -> None:
    """Later words with the first ones: nothing stands on when they came, and each says it."""
    by = here.people.of(told.by)
    comment = put(models.Comment(thread=thread, by=by, at=told.at, text=told.text))
    for words, at in told.edits:
        put(models.CommentEdit(comment=comment, by=by, at=at, text=words))
    for person in told.mentions:
        put(models.Mention(comment=comment, user=here.people.of(person)))


def _resolve(here: Importing, told: parts.Thread, row: models.Thread) -> None:
    change(row, resolved_by=here.people.maybe(told.resolved_by), resolved_at=told.resolved_at)
