"""The report as plain data: everything a format needs, read once, frozen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Article
from claims.corrections import Changes, CorrectionLine, changes, correction_lines
from claims.markup import Paragraph
from claims.models import Claim, SignOff
from claims.querysets import Counts
from claims.rail import counts
from claims.replies import ReplyLine, reply_lines
from claims.sheets import Sheet, sheet, with_everything
from claims.text import marked_text
from claims.vocabulary import Standing
from factdesk.core.models import AuditEntry, User

WORRYING = (Standing.DISPUTED, Standing.UNVERIFIED)


@dataclass(frozen=True)
class MustRead:
    """A claim that no reader of the report may miss, and why."""

    sheet: Sheet
    why: str


@dataclass(frozen=True)
class SourceLine:
    """A source and what rests on it; `alone` are claims that nothing else supports."""

    title: str
    kind_label: str
    url: str
    claims: tuple[int, ...]
    alone: tuple[int, ...]
    description: str = ""  # what readers may know of a confidential source


@dataclass(frozen=True)
class SignOffLine:
    version: int
    act: str
    act_label: str
    by: str
    at: dt.datetime
    sha256: str
    reason: str
    open_points: int


@dataclass(frozen=True)
class Report:
    """One article's verification report on one version of its text."""

    newsroom: str
    title: str
    writer: str
    desk: str
    version: int
    version_at: dt.datetime
    sha256: str
    made_at: dt.datetime
    made_by: str
    confidential: bool
    signed: SignOffLine | None
    counts: Counts
    overrides: int
    proposed: int
    proposer: str
    paragraphs: tuple[Paragraph, ...]
    must_read: tuple[MustRead, ...]
    sheets: tuple[Sheet, ...]
    sources: tuple[SourceLine, ...]
    replies: tuple[ReplyLine, ...]
    sign_offs: tuple[SignOffLine, ...]
    changes: Changes | None
    corrections: tuple[CorrectionLine, ...]
    audit_seq: int
    audit_hash: str


def build_report(article: Article, *, made_by: User) -> Report:
    """Read the article's newest version with all that hangs on it, in a fixed number of queries."""
    version = article.head
    blocks = version.block_list()
    claims = list(Claim.objects.filter(article=article).with_standing().in_reading_order(version.pk).with_relatives())
    with_everything(claims, version)
    sheets = tuple(sheet(claim, version, blocks) for claim in claims)
    sign_offs = sign_off_lines(article)
    last = AuditEntry.objects.filter(chain=article.audit_chain).order_by("-seq").first()
    return Report(
        newsroom=settings.NEWSROOM_NAME,
        title=article.title,
        writer=article.writer,
        desk=article.desk.name,
        version=version.number,
        version_at=version.created_at,
        sha256=version.sha256,
        made_at=timezone.now(),
        made_by=made_by.name,
        confidential=article.confidential,
        signed=sign_offs[-1] if article.is_signed_off else None,
        counts=counts(article),
        overrides=sum(bool(item.verdict and not item.verdict.agreed) for item in sheets),
        proposed=sum(bool(item.proposer) for item in sheets),
        proposer=next((item.proposer for item in sheets if item.proposer), ""),
        paragraphs=tuple(marked_text(version, claims, href=lambda number: f"#claim-{number}")),
        must_read=tuple(_must_read(sheets)),
        sheets=sheets,
        sources=_sources(sheets),
        replies=reply_lines(article),
        sign_offs=sign_offs,
        changes=changes(version.number, claims),
        corrections=correction_lines(article) if version.number > 1 else (),
        audit_seq=last.seq if last else 0,
        audit_hash=last.hash if last else "",
    )


def _must_read(sheets: Sequence[Sheet]) -> list[MustRead]:
    """Disputed, unverified and overridden claims, in that order, each with the words that say why."""
    found = []
    for item in sheets:
        overridden = bool(item.verdict and not item.verdict.agreed)
        if item.standing not in WORRYING and not overridden:
            continue
        why = item.finding.note if item.finding else ""
        if overridden and item.verdict:
            why = _("Overridden: %(reason)s") % {"reason": item.verdict.override_reason}
        found.append(MustRead(item, why))
    order = {Standing.DISPUTED: 0, Standing.UNVERIFIED: 1}
    return sorted(found, key=lambda line: (order.get(Standing(line.sheet.standing), 2), line.sheet.number))


def _sources(sheets: Sequence[Sheet]) -> tuple[SourceLine, ...]:
    """Every source with its claims; a claim whose only support it is, is named: one weak source is a risk."""
    sheets = [item for item in sheets if item.standing != Standing.WITHDRAWN]
    lines = {line.source_id: line for item in sheets for line in item.evidence}
    claims: dict[int, list[int]] = {}
    alone: dict[int, list[int]] = {}
    for item in sheets:
        used = {line.source_id for line in item.evidence}
        supports = {line.source_id for line in item.evidence if line.stance == "supports" and not line.outdated}
        for source_id in used:
            claims.setdefault(source_id, []).append(item.number)
        if len(supports) == 1:
            alone.setdefault(supports.pop(), []).append(item.number)
    return tuple(
        SourceLine(
            title=line.source,
            kind_label=line.kind_label,
            url=line.url,
            claims=tuple(claims[source_id]),
            alone=tuple(alone.get(source_id, ())),
            description=line.description,
        )
        for source_id, line in sorted(lines.items(), key=lambda pair: claims[pair[0]][0])
    )


def sign_off_lines(article: Article) -> tuple[SignOffLine, ...]:
    acts = SignOff.objects.filter(version__article=article).select_related("version", "by").order_by("pk")
    return tuple(
        SignOffLine(
            version=act.version.number,
            act=act.act,
            act_label=act.get_act_display(),
            by=act.by.name,
            at=act.at,
            sha256=act.version_sha256,
            reason=act.override_reason,
            open_points=act.blockers,
        )
        for act in acts
    )
