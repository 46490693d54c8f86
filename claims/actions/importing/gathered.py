"""Sources, evidence with kept copies and sums, and what was tried."""

from __future__ import annotations

import datetime as dt
import secrets

from django.utils.translation import gettext as _

from claims import models
from claims.actions.evidence import holds
from claims.actions.importing import states
from claims.actions.importing.order import Kind, after_each_other
from claims.actions.importing.rows import change, put
from claims.actions.importing.told import Importing, OfClaim
from claims.actions.secrets import source_from_elsewhere
from claims.reports import report as parts
from factdesk.core.models import User
from factdesk.core.uploads import plain_name


def note_gathered(here: Importing, claim: OfClaim, came: dt.datetime) -> None:
    times = after_each_other([one.at for one in claim.told.evidence], not_before=came)
    for told, at in zip(claim.told.evidence, times, strict=True):
        row = models.Evidence()
        here.order.note(at, Kind.EVIDENCE, _add, here, claim, told, row)
        if told.retracted is not None:
            gone = max(at, told.retracted.at)
            here.order.note(gone, Kind.RETRACTION, _retract, here, claim, told.retracted, row)
    times = after_each_other([one.at for one in claim.told.attempts], not_before=came)
    for tried, at in zip(claim.told.attempts, times, strict=True):
        here.order.note(at, Kind.EVIDENCE, _try, here, claim, tried)


def _add(here: Importing, claim: OfClaim, told: parts.Evidence, row: models.Evidence) -> None:
    by = here.people.of(told.by)
    for name in ("stance", "rank", "quote", "locator", "note", "archive_url"):
        setattr(row, name, getattr(told, name))
    row.claim, row.anchor, row.supplied_by, row.created_at = claim.row, claim.places[told.place], by, told.at
    row.source = _source(here, told.source, by, told.at)
    states.take_on(claim)
    put(row)
    if told.kept is not None:
        copy = _copy(here, told.source, told.kept.copy)
        diff = [list(pair) for pair in told.kept.diff]
        put(
            models.Kept(evidence=row, claim=claim.row, copy=copy, found=told.kept.found, line=told.kept.line, diff=diff)
        )
    if told.calculation is not None:
        _sum(claim, told.calculation, row)


def _source(here: Importing, number: int, by: User, at: dt.datetime) -> models.Source:
    """The desk's own of this name, kind and link where it has it, as when evidence is added."""
    if number not in here.sources:
        told = next(one for one in here.report.sources if one.id == number)
        known = models.Source.objects.filter(
            desk=here.article.desk_id, title=told.title, kind=told.kind, url=told.url, confidential=False
        )
        hidden = models.Source.objects.filter(desk=here.article.desk_id, title__iexact=told.title, confidential=True)
        row = models.Source(
            desk=here.article.desk,
            title=told.title,
            kind=told.kind,
            url=told.url,
            confidential=told.confidential,
            public_description=told.description,
            created_by=by,
            created_at=at,
        )
        if told.confidential or hidden.exists():
            here.sources[number] = source_from_elsewhere(row, actor=here.actor, kept=_stayed(here))
        else:
            here.sources[number] = known.first() or put(row)
    return here.sources[number]


def _stayed(here: Importing) -> str:
    about = here.report.about
    return _("With the desk that the report comes from: %(desk)s, %(newsroom)s.") % {
        "desk": about.desk,
        "newsroom": about.newsroom,
    }


def _copy(here: Importing, source: int, told: parts.Copy) -> models.Copy:
    """A row also where no file came with the report: it is told as one that was lost."""
    of = here.sources[source]
    standing = models.Copy.objects.filter(source=of, sha256=told.sha256).first()
    if standing is not None:
        return standing
    file = here.files.get((source, told.sha256))
    if file is not None:
        file.taken = True
    return put(
        models.Copy(
            source=of,
            name=file.name if file else secrets.token_hex(16),
            original_name=plain_name(told.name),
            pasted=told.pasted,
            sha256=told.sha256,
            size=told.size,
            media_type=told.media_type,
            by=here.people.of(told.by),
            at=told.at,
        )
    )


def _sum(claim: OfClaim, told: parts.Calculation, evidence: models.Evidence) -> None:
    put(
        models.Calculation(
            evidence=evidence,
            claim=claim.row,
            figures=[list(figure) for figure in told.figures],
            expression=told.expression,
            result=told.result,
            places=told.places,
            exact=told.exact,
        )
    )


def _retract(here: Importing, claim: OfClaim, told: parts.Retraction, row: models.Evidence) -> None:
    """A finding that does not hold without it went stale with it."""
    settled = claim.row.state in states.JUDGED
    held = settled and holds(claim.row)
    change(row, retracted_at=told.at, retracted_by=here.people.of(told.by), retract_reason=told.reason)
    if held and not holds(claim.row):
        states.walk(claim, "stale")


def _try(here: Importing, claim: OfClaim, told: parts.Attempt) -> None:
    states.take_on(claim)
    by = here.people.of(told.by)
    put(models.Attempt(claim=claim.row, what=told.what, channel=told.channel, outcome=told.outcome, by=by, at=told.at))
