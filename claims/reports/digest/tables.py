"""What is told in tables: what to read first, replies, sources, sign-offs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from claims.reports.digest.evidence import title_of
from claims.reports.digest.lines import Line, MustRead, ReplyRow, Sheet, SignOffRow, SourceRow
from claims.reports.digest.words import when, who, word
from claims.reports.reading import evidence_of, finding_of, is_outdated, is_overridden, verdict_of
from claims.reports.report import Claim, Reply, Report
from claims.vocabulary import ReplyOutcome, SourceKind, Stance, Standing, SubReason
from factdesk.core.models import Role

WORST_FIRST = (Standing.DISPUTED, Standing.UNVERIFIED, Standing.STALE, Standing.UNCHECKED, Standing.SOURCED)


def must_read(report: Report, sheets: Sequence[Sheet]) -> tuple[MustRead, ...]:
    """Disputed, unverified and stale claims, those that were overridden or go to the lawyer, and those that somebody
    may still answer; the worst first.
    """
    claims = {claim.number: claim for claim in report.claims}
    due = {number for reply in report.replies if reply.is_open for number in reply.claims}
    found = []
    for sheet in sheets:
        claim = claims[sheet.number]
        if claim.standing in WORST_FIRST and (why := tuple(_why(claim, answer_due=claim.number in due))):
            found.append(MustRead(sheet.number, sheet.code, sheet.exact, sheet.status, why))
    return tuple(sorted(found, key=lambda one: WORST_FIRST.index(Standing(one.status.code))))


def _why(claim: Claim, *, answer_due: bool) -> Iterator[str]:
    verdict, finding = verdict_of(claim), finding_of(claim)
    if is_overridden(claim) and verdict:
        yield (_("Overridden: %(reason)s") % {"reason": verdict.override_reason}).removesuffix(": ")
    elif claim.standing in {Standing.DISPUTED, Standing.UNVERIFIED} and finding:
        yield finding.note or f"{word(SubReason, finding.sub_reason)}."
    elif claim.standing == Standing.STALE:
        yield _("The words changed after it was checked.") if _reworded(claim) else _("What it stood on was retracted.")
    if claim.legal:
        yield _("Legal read.")
    if answer_due:
        yield _("A reply is due.")


def _reworded(claim: Claim) -> bool:
    return any(place.state == "reworded" for place in claim.places)


def reply_rows(report: Report) -> tuple[ReplyRow, ...]:
    """Those still open first, by deadline."""
    ordered = sorted(report.replies, key=lambda reply: (not reply.is_open, reply.deadline))
    return tuple(_reply(reply, report.about.made_at) for reply in ordered)


def _reply(reply: Reply, now: dt.datetime) -> ReplyRow:
    if reply.is_open:
        answer = Line(_("Outstanding, late.") if reply.deadline < now else _("Outstanding."))
    else:
        answer = Line(strong=f"{word(ReplyOutcome, reply.outcome)}.", quote=reply.answer, by=who(reply.settled_by))
    in_copy = _("No")
    if reply.reflected_at:
        in_copy = _("Yes, %(name)s") % {"name": who(reply.reflected_by)} if who(reply.reflected_by) else _("Yes")
    return ReplyRow(
        addressee=reply.addressee,
        put=reply.put,
        claims=reply.claims,
        asked=(when(reply.sent_at), *(when(one.at) for one in reply.tries)),
        due=when(reply.deadline),
        answer=answer,
        in_copy=in_copy,
    )


def source_rows(report: Report) -> tuple[SourceRow, ...]:
    """Every source with its claims; a claim whose only support it is, is named."""
    carried: dict[int, list[int]] = {}
    alone: dict[int, list[int]] = {}
    for claim in report.claims:
        if claim.standing == Standing.WITHDRAWN:
            continue
        counts = evidence_of(claim)
        for source in dict.fromkeys(item.source for item in counts):
            carried.setdefault(source, []).append(claim.number)
        supports = {
            item.source
            for item in counts
            if item.stance == Stance.SUPPORTS and not is_outdated(claim, item, report.version.number)
        }
        if len(supports) == 1:
            alone.setdefault(supports.pop(), []).append(claim.number)
    return tuple(
        SourceRow(
            title=title_of(source),
            kind=word(SourceKind, source.kind),
            claims=tuple(carried[source.id]),
            alone=tuple(alone.get(source.id, ())),
            url=source.url,
        )
        for source in report.sources
        if source.id in carried
    )


def sign_off_rows(report: Report) -> tuple[SignOffRow, ...]:
    acts = {"sign": _("Signed off"), "revoke": _("Taken back")}
    return tuple(
        SignOffRow(
            version=one.version,
            act=acts[one.act],
            reason=one.reason,
            by=who(one.by),
            role=str(Role(one.by.role).label) if one.by.role else "",
            when=when(one.at),
            sha256=one.version_sha256,
        )
        for one in report.sign_offs
    )
