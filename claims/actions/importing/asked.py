"""Who wrote the article, and who was asked to answer."""

from __future__ import annotations

from claims import models
from claims.actions.importing.order import Kind, after_each_other
from claims.actions.importing.rows import change, put
from claims.actions.importing.told import Importing
from claims.reports import report as parts


def note_asked(here: Importing) -> None:
    begun = here.report.created_at
    times = after_each_other([one.at for one in here.report.writers], not_before=begun)
    for told, at in zip(here.report.writers, times, strict=True):
        here.order.note(at, Kind.WRITER, _wrote, here, told)
    times = after_each_other([one.created_at for one in here.report.replies], not_before=begun)
    for reply, at in zip(here.report.replies, times, strict=True):
        row = models.ReplyRequest()
        here.order.note(at, Kind.REPLY, _ask, here, reply, row)
        if reply.settled_at is not None:
            here.order.note(max(at, reply.settled_at), Kind.REPLY, _settle, here, reply, row)
        if reply.reflected_at is not None:
            here.order.note(max(at, reply.reflected_at), Kind.REPLY, _reflect, here, reply, row)


def _wrote(here: Importing, told: parts.Writer) -> None:
    user, by = here.people.of(told.person), here.people.of(told.added_by)
    put(models.Writer(article=here.article, user=user, added_by=by, at=told.at))


def _ask(here: Importing, told: parts.Reply, row: models.ReplyRequest) -> None:
    for name in ("addressee", "put", "channel", "sent_at", "deadline", "created_at"):
        setattr(row, name, getattr(told, name))
    row.article, row.created_by = here.article, here.people.of(told.by)
    put(row)
    for number in told.claims:
        put(models.ReplyPoint(request=row, claim=here.claims[number].row))
    for one in told.tries:
        by = here.people.of(one.by)
        put(models.ReplyAttempt(request=row, channel=one.channel, outcome=one.outcome, by=by, at=one.at))


def _settle(here: Importing, told: parts.Reply, row: models.ReplyRequest) -> None:
    change(
        row,
        state=told.state,
        outcome=told.outcome or "",
        answer=told.answer,
        settled_at=told.settled_at,
        settled_by=here.people.maybe(told.settled_by),
    )


def _reflect(here: Importing, told: parts.Reply, row: models.ReplyRequest) -> None:
    change(row, reflected_at=told.reflected_at, reflected_by=here.people.maybe(told.reflected_by))
