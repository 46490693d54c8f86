"""One claim as people read it: its words in their place, what was gathered, found and decided.

The workspace's card and the report's claim sheet are both made from this, so that they cannot disagree.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, prefetch_related_objects

from articles.extract.document import Block
from articles.models import Version
from claims.detect import Reason, explain
from claims.kept import CalculationLine, KeptLine, RetractedLine, rest_of
from claims.marks import Perishable, Piece, Words
from claims.models import Anchor, Attempt, Claim, Evidence, Finding, Verdict
from claims.states import ClaimState
from claims.vocabulary import GLYPHS, STANCE_GLYPHS, TYPE_LABELS, Stance, Standing

CONTEXT = 110  # code points shown on each side of a claim's words
ELLIPSIS = "…"
WITH_EVIDENCE = ("source", "supplied_by", "retracted_by", "kept__copy", "calculation")


@dataclass(frozen=True)
class EvidenceLine:
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
    id: int
    rank_label: str
    archive_url: str
    wants_copy: bool
    kept: KeptLine | None
    calculation: CalculationLine | None
    retracted: RetractedLine | None


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
class VerdictLine:
    status: str
    status_label: str
    agreed: bool
    override_reason: str
    resolution_label: str
    by: str
    at: dt.datetime


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
    verdict: VerdictLine | None


def with_everything(claims: Sequence[Claim], version: Version) -> None:
    """Load all that `sheet` reads, in a fixed number of queries for however many claims."""
    prefetch_related_objects(
        list(claims),
        "run",
        "reviewer",
        "merged_into",
        "split_from",
        Prefetch("anchors", Anchor.objects.standing().filter(version=version), to_attr="anchors_here"),
        Prefetch("evidence", Evidence.objects.select_related(*WITH_EVIDENCE).order_by("pk")),
        Prefetch("attempts", Attempt.objects.select_related("by").order_by("pk")),
        Prefetch("findings", Finding.objects.select_related("by").order_by("-pk")),
        Prefetch("verdicts", Verdict.objects.select_related("by", "finding").order_by("-pk")),
    )


def sheet(claim: Claim, version: Version, blocks: Sequence[Block]) -> Sheet:
    """The claim on this version's words; call `with_everything` first, and `with_standing` on the queryset."""
    anchors: list[Anchor] = claim.anchors_here
    anchor = next(anchor for anchor in anchors if anchor.is_primary)
    words = Words(version.text, anchor.start, anchor.end, claim.hedges, claim.marks)
    before, after = surroundings(version.text, blocks, anchor.start, anchor.end)
    standing = Standing(claim.standing)
    return Sheet(
        number=claim.number,
        code=claim.code,
        standing=standing,
        standing_label=str(standing.label),
        glyph=GLYPHS[standing],
        start=anchor.start,
        end=anchor.end,
        before=before,
        exact=anchor.exact,
        after=after,
        repeats=len(anchors) - 1,
        type_label=str(TYPE_LABELS.get(claim.type, claim.type)),
        attributed_to=claim.attributed_to,
        pieces=words.pieces(),
        hedges=words.hedges(),
        perishable=words.perishable(),
        reasons=tuple(str(explain(Reason(code, words))) for code, words in claim.reasons),
        proposer=f"{claim.run.proposer} {claim.run.proposer_version}" if claim.run else "",
        dismissed_because=claim.get_dismiss_reason_display() if claim.dismiss_reason else "",
        same_as=claim.merged_into.number if claim.merged_into else None,
        reviewer=claim.reviewer.name if claim.reviewer else "",
        evidence=tuple(_evidence(item for item in claim.evidence.all() if item.retracted_at is None)),
        retracted=tuple(_evidence(item for item in claim.evidence.all() if item.retracted_at is not None)),
        attempts=tuple(_attempt(item) for item in claim.attempts.all()),
        finding=_finding(claim),
        verdict=_verdict(claim),
    )


def surroundings(text: str, blocks: Sequence[Block], start: int, end: int) -> tuple[str, str]:
    """The words before and after within the same paragraph, cut at a word and marked where cut."""
    block = next((block for block in blocks if block.start <= start < block.end), None)
    low, high = (block.start, block.end) if block else (0, len(text))
    before, after = text[max(low, start - CONTEXT) : start], text[end : min(high, end + CONTEXT)]
    if start - CONTEXT > low:
        before = f"{ELLIPSIS} {before.partition(' ')[2]}"
    if end + CONTEXT < high:
        after = f"{after.rpartition(' ')[0]} {ELLIPSIS}"
    return before, after


def _evidence(items: Iterable[Evidence]) -> Iterable[EvidenceLine]:
    for item in items:
        stance = Stance(item.stance)
        yield EvidenceLine(
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
            **rest_of(item),
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
    )
