"""The report as a whole: its head, its numbers, and the parts in their order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.extract.document import Block, BlockKind
from claims.reports.digest.article import coverage, marks, stretches
from claims.reports.digest.changes import correction_rows, since
from claims.reports.digest.lines import Count, Digest, Line, Meta, Section, Sheet
from claims.reports.digest.method import method, trail
from claims.reports.digest.sheets import Sheets
from claims.reports.digest.tables import must_read, reply_rows, sign_off_rows, source_rows
from claims.reports.digest.words import on_the_day, status_of, who, word
from claims.reports.reading import is_overridden
from claims.reports.report import Report, SignOff
from claims.vocabulary import Edition, Profile, Standing

COUNTED = tuple(Standing)
ALWAYS = (Standing.SOURCED, Standing.DISPUTED, Standing.UNVERIFIED, Standing.UNCHECKED)


def digest(report: Report) -> Digest:
    """What the readers of this profile get. Pure: the same report in the same language gives the same."""
    version = report.version
    blocks = blocks_of(report)
    sheets = tuple(_sheets(report, blocks))
    sentence, changed = since(report)
    log, log_hash = trail(report)
    return Digest(
        code=report.about.code,
        edition=report.about.edition,
        kind=_kind(report),
        newsroom=report.about.newsroom,
        banner=tuple(_banner(report)),
        title=report.title,
        meta=tuple(_meta(report)),
        counts=tuple(_counts(report)),
        overrides=sum(is_overridden(claim) for claim in report.claims),
        late=_late(report),
        must_read=must_read(report, sheets),
        article=tuple(stretches(version.text, blocks, marks(report))),
        sheets=sheets,
        replies=reply_rows(report),
        sources=source_rows(report),
        since=sentence,
        changes=changed,
        corrections=correction_rows(report),
        sign_offs=sign_off_rows(report),
        audit=log,
        audit_hash=log_hash,
        method=tuple(method(report)),
        version=_version(report),
        sha256=version.sha256,
        language=next((value for about, value, _origin in version.facts if about == "language"), ""),
        cover=coverage(report, blocks),
        titles={section.value: f"{section.value} {title}" for section, title in _titles().items()},
    )


def blocks_of(report: Report) -> tuple[Block, ...]:
    return tuple(Block(BlockKind(kind), start, end) for kind, start, end in report.version.blocks)


def _titles() -> dict[Section, str]:
    return {
        Section.SUMMARY: _("Summary"),
        Section.FIRST: _("Read these first"),
        Section.ARTICLE: _("Article as checked"),
        Section.CLAIMS: _("Claim by claim"),
        Section.REPLIES: _("Right of reply"),
        Section.SOURCES: _("Sources and what rests on them"),
        Section.CHANGES: _("Changes and corrections"),
        Section.SIGN_OFFS: _("Sign-offs"),
        Section.AUDIT: _("Audit trail"),
        Section.METHOD: _("Method"),
    }


def _sheets(report: Report, blocks: tuple[Block, ...]) -> Iterator[Sheet]:
    """In reading order; what was cut comes where it stood."""
    number = report.version.number
    sheets = Sheets(report.version, blocks, {source.id: source for source in report.sources})
    placed = [(claim, here) for claim in report.claims if (here := claim.place_in(number))]
    placed.sort(key=lambda one: (one[1].start, one[1].end, one[0].number))
    place = 0
    for claim, here in placed:
        place += here.end > here.start
        yield sheets.sheet(claim, here, place)


def _kind(report: Report) -> str:
    parts = [_("Verification report")]
    if report.confidential:
        parts.append(_("confidential"))
    return ", ".join(parts)


def _banner(report: Report) -> Iterator[Line]:
    edition = report.about.edition
    signed = next((one for one in reversed(report.sign_offs) if one.act == "sign"), None)
    if edition == Edition.DRAFT or signed is None:
        yield Line(" ".join(_left(report)), _("Draft, not signed off."))
        return
    if edition == Edition.CORRECTED:
        said = _("What was corrected stands in section %(n)d; the earlier report is kept.") % {
            "n": Section.CHANGES.value
        }
        yield Line(said, _("Corrected."))
    yield _signed(signed)
    if signed.open_points:
        with_ = ngettext("With one open point.", "With %(n)d open points.", signed.open_points)
        yield Line(strong=with_ % {"n": signed.open_points}, quote=signed.reason)


def _signed(signed: SignOff) -> Line:
    told = {"name": who(signed.by), "when": on_the_day(signed.at)}
    text = _("By %(name)s, %(when)s.") % told if told["name"] else f"{told['when']}."
    return Line(text, _("Version %(number)d signed off.") % {"number": signed.version})


def _left(report: Report) -> Iterator[str]:
    """What is still to do, in the banner of a draft."""
    found = Counter(claim.standing for claim in report.claims)
    due = sum(reply.is_open for reply in report.replies)
    if n := found[Standing.UNCHECKED]:
        yield ngettext("One claim is unchecked.", "%(n)d claims are unchecked.", n) % {"n": n}
    if n := found[Standing.STALE]:
        yield ngettext("One is stale.", "%(n)d are stale.", n) % {"n": n}
    if due:
        yield ngettext("One reply is due.", "%(n)d replies are due.", due) % {"n": due}


def _meta(report: Report) -> Iterator[Meta]:
    about, version = report.about, report.version
    by = ", ".join(filter(None, [report.writer, about.desk]))
    yield Meta(_("By"), by)
    yield Meta(_("Version"), f"{version.number}, {on_the_day(version.at)}")
    yield Meta(_("Profile"), word(Profile, about.profile))
    made = on_the_day(about.made_at)
    yield Meta(_("Made"), f"{made}, {who(about.made_by)}" if who(about.made_by) else made)
    yield Meta(_("Report"), about.code, mono=True)
    yield Meta(_("Text hash"), version.sha256, mono=True)


def _counts(report: Report) -> Iterator[Count]:
    found = Counter(claim.standing for claim in report.claims)
    for standing in COUNTED:
        if found[standing] or standing in ALWAYS:
            yield Count(status_of(standing), found[standing])


def _late(report: Report) -> int:
    """Deadlines that had passed when the report was made: answers that did not come, claims and the article itself."""
    now = report.about.made_at
    replies = sum(reply.is_open and reply.deadline < now for reply in report.replies)
    work = {Standing.UNCHECKED, Standing.STALE}
    claims = sum(claim.standing in work and claim.due_at is not None and claim.due_at < now for claim in report.claims)
    article = not report.signed_off and report.due_at is not None and report.due_at < now
    return replies + claims + article


def _version(report: Report) -> str:
    """For the head of every page."""
    text = _("Version %(number)d") % {"number": report.version.number}
    return f"{text}, {_('draft')}" if report.about.edition == Edition.DRAFT else text
