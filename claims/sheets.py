"""One claim as people read it: its words in their place, what was gathered, found and decided.

The workspace's card and the report's claim sheet are both made from this, so that they cannot disagree.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from articles.extract.document import Block
from articles.models import Version
from claims.detect import Reason, explain
from claims.inplace import reworded, surroundings, words_at
from claims.kept import CalculationLine, KeptLine, calculation_lines, kept_lines
from claims.labels import kind_label, label
from claims.marks import Perishable, Piece
from claims.models import Anchor, Attempt, Calculation, Claim, Evidence, Finding, Kept, SecondRead, Verdict
from claims.second_reads import of_finding
from claims.states import ClaimState
from claims.vocabulary import GLYPHS, OWN_KINDS, STANCE_GLYPHS, SourceKind, Stance, Standing
from claims.worddiff import Run
from factdesk.core.gather import ALL, Hanging, gather

WHO = ("id", "name")  # what is read of a person
EVIDENCE = (("source", ALL), ("supplied_by", WHO), ("retracted_by", WHO), ("anchor", ("id", "wording")))
FOUND = (("by", WHO), ("anchor", ("id", "wording", "exact")))


@dataclass(frozen=True)
class EvidenceLine:
    id: int
    stance: str
    stance_label: str
    glyph: str
    source_id: int
    source: str
    kind_label: str
    url: str
    quote: str
    locator: str
    note: str
    by: str
    at: dt.datetime
    # Of a confidential source `source` is the pseudonym; the rest is set by claims.secrets for who may see it.
    confidential: bool = False
    description: str = ""
    known_to: tuple[str, ...] = ()
    page: str = ""
    retracted_by: str = ""
    retracted_at: dt.datetime | None = None
    retract_reason: str = ""
    rank_label: str = ""
    archive_url: str = ""
    wants_copy: bool = False
    kept: KeptLine | None = None
    calculation: CalculationLine | None = None
    # It was given for words that a correction replaced, and counts for these no more.
    outdated: bool = False


@dataclass(frozen=True)
class AttemptLine:
    what: str
    channel_label: str
    outcome: str
    by: str
    at: dt.datetime


@dataclass(frozen=True)
class FindingLine:
    status: str
    status_label: str
    sub_reason_label: str
    note: str
    proposed_text: str
    by: str
    at: dt.datetime


@dataclass(frozen=True)
class SecondReadLine:
    status: str
    status_label: str
    agrees: bool
    blind: bool
    note: str
    by: str
    at: dt.datetime


@dataclass(frozen=True)
class VerdictLine:
    status: str
    status_label: str
    agreed: bool
    override_reason: str
    resolution_label: str
    by: str
    at: dt.datetime
    wording: str = ""
    alone_reason: str = ""


@dataclass(frozen=True)
class Sheet:
    """Everything a reader needs to judge one claim without opening anything else."""

    number: int
    code: str
    standing: str
    standing_label: str
    glyph: str
    start: int
    end: int
    before: str
    exact: str
    after: str
    repeats: int
    type_label: str
    attributed_to: str
    pieces: tuple[Piece, ...]
    hedges: tuple[str, ...]
    reworded: tuple[Run, ...]  # the words that the finding spoke of and those now, where a correction changed them
    perishable: tuple[Perishable, ...]
    reasons: tuple[str, ...]
    proposer: str
    dismissed_because: str
    same_as: int | None
    reviewer: str
    evidence: tuple[EvidenceLine, ...]
    retracted: tuple[EvidenceLine, ...]
    attempts: tuple[AttemptLine, ...]
    finding: FindingLine | None
    second_read: SecondReadLine | None
    verdict: VerdictLine | None


def with_everything(claims: Sequence[Claim], version: Version, *more: Hanging) -> None:
    """Load all that `sheet` reads, and `more` that hangs on the claims, in one query for however many of them.

    The claims come with their run, reviewer and relatives: `ClaimQuerySet.with_relatives`.
    """
    gather(
        claims,
        Hanging(
            "anchors_here",
            Anchor,
            "claim_id",
            (("carried_from", ("id", "exact")),),
            where={"version_id": version.pk, "retired_at": None},
        ),
        Hanging("evidence", Evidence, "claim_id", EVIDENCE),
        Hanging("kept", Kept, "claim_id", (("copy", ALL),)),
        Hanging("calculations", Calculation, "claim_id"),
        Hanging("attempts", Attempt, "claim_id", (("by", WHO),)),
        Hanging(
            "findings", Finding, "claim_id", (("by", WHO), ("anchor", ("id", "wording", "exact"))), newest_first=True
        ),
        Hanging("second_reads", SecondRead, "claim_id", (("by", WHO),), newest_first=True),
        Hanging("verdicts", Verdict, "claim_id", (("by", WHO), ("finding", ALL)), newest_first=True),
        *more,
    )


def sheet(claim: Claim, version: Version, blocks: Sequence[Block]) -> Sheet:
    """The claim on this version's words; call `with_everything` first, and `with_standing` on the queryset."""
    anchors: list[Anchor] = claim.anchors_here
    anchor = next(anchor for anchor in anchors if anchor.is_primary)
    words = words_at(version.text, anchor, claim)
    gone = anchor.state == Anchor.State.ORPHANED
    before, after = ("", "") if gone else surroundings(version.text, blocks, anchor.start, anchor.end)
    standing = Standing(claim.standing)
    return Sheet(
        number=claim.number,
        code=claim.code,
        standing=standing,
        standing_label=label(standing),
        glyph=GLYPHS[standing],
        start=anchor.start,
        end=anchor.end,
        before=before,
        exact=anchor.exact,
        after=after,
        repeats=len(anchors) - 1,
        type_label=kind_label(claim.type),
        attributed_to=claim.attributed_to,
        pieces=words.pieces() or (Piece(anchor.exact),),
        hedges=words.hedges(),
        reworded=reworded(claim, anchor),
        perishable=words.perishable(),
        reasons=tuple(str(explain(Reason(code, words))) for code, words in claim.reasons),
        proposer=f"{claim.run.proposer} {claim.run.proposer_version}" if claim.run else "",
        dismissed_because=claim.get_dismiss_reason_display() if claim.dismiss_reason else "",
        same_as=claim.merged_into.number if claim.merged_into else None,
        reviewer=claim.reviewer.name if claim.reviewer else "",
        evidence=tuple(_evidence(claim, anchor)),
        retracted=tuple(_evidence(claim, anchor, retracted=True)),
        attempts=tuple(_attempt(item) for item in claim.attempts.all()),
        finding=_finding(claim),
        second_read=_second_read(claim),
        verdict=_verdict(claim),
    )


def _evidence(claim: Claim, anchor: Anchor, *, retracted: bool = False) -> Iterable[EvidenceLine]:
    """What counts; or what was retracted, which stays to be read."""
    kept, calculations = kept_lines(claim), calculation_lines(claim)
    for item in claim.evidence.all():
        if (item.retracted_at is not None) == retracted:
            stance, kind = Stance(item.stance), item.source.kind
            yield EvidenceLine(
                id=item.pk,
                stance=stance,
                stance_label=str(stance.label),
                glyph=STANCE_GLYPHS[stance],
                source_id=item.source_id,
                source=item.source.title,
                kind_label=item.source.get_kind_display(),
                url=item.source.url,
                quote=item.quote,
                locator=item.locator,
                note=item.note,
                by=item.supplied_by.name,
                at=item.created_at,
                confidential=item.source.confidential,
                description=item.source.public_description,
                retracted_by=item.retracted_by.name if item.retracted_by else "",
                retracted_at=item.retracted_at,
                retract_reason=item.retract_reason,
                rank_label="" if kind in OWN_KINDS else item.get_rank_display(),
                archive_url=item.archive_url,
                wants_copy=not item.source.confidential and kind not in OWN_KINDS and kind != SourceKind.PERSON,
                kept=kept.get(item.pk),
                calculation=calculations.get(item.pk),
                outdated=anchor.state != Anchor.State.ORPHANED and item.anchor.words_key != anchor.words_key,
            )


def _attempt(item: Attempt) -> AttemptLine:
    return AttemptLine(
        what=item.what,
        channel_label=item.get_channel_display(),
        outcome=item.outcome,
        by=item.by.name,
        at=item.at,
    )


def _finding(claim: Claim) -> FindingLine | None:
    """The newest finding, unless the claim was reopened since and is unchecked again."""
    if claim.state not in {ClaimState.FOUND, ClaimState.DECIDED}:
        return None
    finding = claim.findings.all()[0]
    return FindingLine(
        status=finding.status,
        status_label=finding.get_status_display(),
        sub_reason_label=finding.get_sub_reason_display(),
        note=finding.note,
        proposed_text=finding.proposed_text,
        by=finding.by.name,
        at=finding.at,
    )


def _second_read(claim: Claim) -> SecondReadLine | None:
    """Of the newest finding, and only while that counts."""
    if claim.state not in {ClaimState.FOUND, ClaimState.DECIDED}:
        return None
    read = of_finding(claim, claim.findings.all()[0])
    if read is None:
        return None
    return SecondReadLine(
        status=read.status,
        status_label=read.get_status_display(),
        agrees=read.agrees,
        blind=read.blind,
        note=read.note,
        by=read.by.name,
        at=read.at,
    )


def _verdict(claim: Claim) -> VerdictLine | None:
    if claim.state != ClaimState.DECIDED:
        return None
    verdict = claim.verdicts.all()[0]
    return VerdictLine(
        status=verdict.status,
        status_label=verdict.get_status_display(),
        agreed=verdict.agrees,
        override_reason=verdict.override_reason,
        resolution_label=verdict.get_resolution_display(),
        by=verdict.by.name,
        at=verdict.at,
        wording=verdict.wording,
        alone_reason=verdict.alone_reason,
    )
