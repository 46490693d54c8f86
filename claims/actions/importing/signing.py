"""Sign-offs, and how everything stood when there was one."""

from __future__ import annotations

import datetime as dt

from articles.actions import move
from claims import models
from claims.actions.importing import states
from claims.actions.importing.claims import finish
from claims.actions.importing.order import Kind, after_each_other
from claims.actions.importing.rows import damaged, put
from claims.actions.importing.told import Importing
from claims.reports import report as parts

LAST = dt.datetime.max.replace(tzinfo=dt.UTC)


def note_signing(here: Importing) -> None:
    """An article that is signed off now is as the report tells it when it is signed last; any other at the end."""
    signatures = here.report.sign_offs
    last = len(signatures) - 1 if here.report.signed_off else None
    if here.report.signed_off and (not signatures or signatures[-1].act != models.SignOff.Act.SIGN):
        damaged("signed_off")
    times = after_each_other([one.at for one in signatures], not_before=here.report.created_at)
    for index, (told, at) in enumerate(zip(signatures, times, strict=True)):
        if index == last:
            here.order.note(at, Kind.SETTLED, _finish, here)
        elif told.act == models.SignOff.Act.SIGN and not told.reason.strip():
            here.order.note(at, Kind.SETTLED, _settle, here)
        here.order.note(at, Kind.SIGN_OFF, _sign, here, told)
    if last is None:
        here.order.note(LAST, Kind.SETTLED, _finish, here)


def _finish(here: Importing) -> None:
    for claim in here.claims.values():
        finish(here, claim)


def _settle(here: Importing) -> None:
    for claim in here.claims.values():
        if claim.came:
            states.settle(claim)


def _sign(here: Importing, told: parts.SignOff) -> None:
    put(
        models.SignOff(
            version=here.versions[told.version],
            act=told.act,
            version_sha256=told.version_sha256,
            verdicts_sha256=told.verdicts_sha256,
            override_reason=told.reason,
            blockers=told.open_points,
            by=here.people.of(told.by),
            at=told.at,
        )
    )
    move(here.article, "sign_off" if told.act == models.SignOff.Act.SIGN else "reopen")
