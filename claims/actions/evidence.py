"""What a reviewer gathers before there is a finding."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from django.db import transaction

from claims.actions.locking import current_anchor, expect_version, lock_claim, touch
from claims.actions.sourcing import Match, keep, look_in, same_entry, show_working, source_of
from claims.calculation import Worked
from claims.copies import Incoming, Stored, held
from claims.models import Attempt, Claim, Evidence
from claims.permissions import can_check
from claims.states import CLAIM_FLOW
from claims.vocabulary import Channel, SourceKind, SourceRank, Stance
from factdesk.core.audit import Action, record
from factdesk.core.models import User
from factdesk.core.permissions import require


@dataclass(frozen=True)
class Entry:
    """What a person writes down about one source and one claim's words."""

    stance: Stance
    rank: SourceRank
    quote: str
    locator: str
    note: str
    archive_url: str


@dataclass(frozen=True)
class Named:
    """The source as the form has it; `source_id` when it was chosen from the desk's own."""

    title: str
    kind: SourceKind
    url: str
    source_id: int | None


def add_evidence(
    *,
    claim_id: int,
    actor: User,
    seen: int,
    stance: Stance,
    title: str,
    kind: SourceKind,
    url: str = "",
    source_id: int | None = None,
    rank: SourceRank = SourceRank.PRIMARY,
    quote: str = "",
    locator: str = "",
    note: str = "",
    archive_url: str = "",
    copy: Incoming | None = None,
    worked: Worked | None = None,
) -> Evidence:
    """Put a source beside the claim's words. The same entry sent twice is one entry.

    A proposal that is given evidence becomes somebody's claim: work that counts. A `worked` calculation is its own
    quote, and says where its figures are from.
    """
    if worked is not None:
        quote = worked.equation
        locator = locator or "; ".join(figure.origin for figure in worked.figures)[:200]
    entry = Entry(stance, rank, quote, locator, note, archive_url)
    with held(copy) as stored:
        named = Named(title, kind, url, source_id)
        match = look_in(stored, quote)
        return _add(
            claim_id, actor=actor, seen=seen, named=named, entry=entry, stored=stored, match=match, worked=worked
        )


@transaction.atomic
def _add(
    claim_id: int,
    *,
    actor: User,
    seen: int,
    named: Named,
    entry: Entry,
    stored: Stored | None,
    match: Match,
    worked: Worked | None,
) -> Evidence:
    claim = lock_claim(claim_id, actor=actor)
    anchor = current_anchor(claim)
    same = claim.evidence.filter(
        supplied_by=actor, anchor=anchor, source__title=named.title, retracted_at=None, **asdict(entry)
    )
    if sent := same_entry(same.select_related("kept__copy"), stored):
        return sent
    expect_version(claim, seen, actor=actor)
    require(can_check(actor, claim))
    source = source_of(claim.article, actor=actor, **asdict(named))
    _take_on(claim, actor)
    evidence = Evidence.objects.create(claim=claim, anchor=anchor, source=source, supplied_by=actor, **asdict(entry))
    changes: dict[str, object] = {"evidence": evidence.pk, "stance": str(entry.stance)}
    if stored is not None:
        changes["copy"] = keep(evidence, stored, match, actor=actor).copy_id
    if worked is not None:
        changes["calculation"] = show_working(evidence, worked).pk
    record(Action.EVIDENCE_ADDED, claim, actor=actor, changes=changes)
    return evidence


@transaction.atomic
def log_attempt(*, claim_id: int, actor: User, seen: int, what: str, channel: Channel, outcome: str) -> Attempt:
    """Write down what was tried and what came of it; the ground on which "unverified" stands."""
    claim = lock_claim(claim_id, actor=actor)
    same = claim.attempts.filter(by=actor, what=what, channel=channel, outcome=outcome).first()
    if same is not None:
        return same
    expect_version(claim, seen, actor=actor)
    require(can_check(actor, claim))
    _take_on(claim, actor)
    attempt = Attempt.objects.create(claim=claim, what=what, channel=channel, outcome=outcome, by=actor)
    record(Action.ATTEMPT_LOGGED, claim, actor=actor, changes={"attempt": attempt.pk})
    return attempt


def _take_on(claim: Claim, actor: User) -> None:
    waiting = CLAIM_FLOW.allows("take_on", claim.state)
    touch(claim, "take_on" if waiting else None, reviewer=claim.reviewer or actor)
