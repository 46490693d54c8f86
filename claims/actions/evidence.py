"""What a reviewer gathers before there is a finding."""

from __future__ import annotations

import copy as copying
from dataclasses import asdict, dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from claims.actions.locking import current_anchor, expect_version, lock_claim, lock_evidence, newest_finding, touch
from claims.actions.secrets import source_for
from claims.actions.sourcing import Match, keep, look_in, same_entry, show_working
from claims.calculation import Worked
from claims.copies import Incoming, Stored, held
from claims.gates import needs, on_words
from claims.models import Attempt, Claim, Evidence
from claims.permissions import can_check, can_retract
from claims.replies import was_denied
from claims.secrets import Confided
from claims.states import CLAIM_FLOW, ClaimState
from claims.vocabulary import Channel, SourceKind, SourceRank, Stance
from factdesk.core.audit import Action, record
from factdesk.core.errors import Refused
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
    confided: Confided | None


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
    confided: Confided | None = None,
) -> Evidence:
    """Put a source beside the claim's words. The same entry sent twice is one entry.

    With `confided` it is a confidential source, and `title` its pseudonym.

    A proposal that is given evidence becomes somebody's claim: work that counts. A `worked` calculation is its own
    quote, and says where its figures are from.
    """
    if worked is not None:
        quote = worked.equation
        locator = locator or "; ".join(figure.origin for figure in worked.figures)[:200]
    entry = Entry(stance, rank, quote, locator, note, archive_url)
    with held(copy) as stored:
        named = Named(title, kind, url, source_id, confided)
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
    source = source_for(claim.article, actor=actor, **vars(named))
    before = _take_on(claim, actor)
    evidence = Evidence.objects.create(claim=claim, anchor=anchor, source=source, supplied_by=actor, **asdict(entry))
    changes: dict[str, object] = {"evidence": evidence.pk, "stance": str(entry.stance), **before}
    if stored is not None:
        changes["copy"] = keep(evidence, stored, match, actor=actor).copy_id
    if worked is not None:
        changes["calculation"] = show_working(evidence, worked).pk
    record(Action.EVIDENCE_ADDED, claim, actor=actor, changes=changes, rows=[evidence])
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
    record(Action.ATTEMPT_LOGGED, claim, actor=actor, changes={"attempt": attempt.pk}, rows=[attempt])
    return attempt


@transaction.atomic
def retract_evidence(*, evidence_id: int, actor: User, seen: int, reason: str) -> Evidence:
    """Take an entry back, with a reason that stays beside it; it is never deleted.

    A finding that does not hold without it goes stale, and with it the claim, at once.
    """
    claim, evidence = lock_evidence(evidence_id, actor=actor)
    if evidence.retracted_at is not None:
        return evidence
    expect_version(claim, seen, actor=actor)
    require(can_retract(actor, claim))
    if not reason.strip():
        raise Refused({"reason": _("Say why. The reason stays beside the entry.")})
    replaced = copying.copy(evidence)
    strike(evidence, actor=actor, reason=reason)
    rest = on_words(claim.evidence.select_related("anchor"), current_anchor(claim))
    # Where it spoke of other words, nothing rests on it any more.
    before = [replaced if item.pk == evidence.pk else item for item in rest]
    settled = claim.state in (ClaimState.FOUND, ClaimState.DECIDED)
    stale = settled and _holds(claim, before) and not _holds(claim, rest)
    touch(claim, "go_stale" if stale else None)
    changes = {"evidence": evidence.pk, "stance": evidence.stance, "stale": stale}
    record(Action.EVIDENCE_RETRACTED, claim, actor=actor, changes=changes, rows=[evidence])
    return evidence


def strike(evidence: Evidence, *, actor: User, reason: str) -> None:
    """The entry counts no more. What that means for its claim is the caller's to say."""
    evidence.retracted_at, evidence.retracted_by, evidence.retract_reason = timezone.now(), actor, reason
    evidence.save(update_fields=["retracted_at", "retracted_by", "retract_reason"])


def holds(claim: Claim) -> bool:
    """Whether what counts now has what it needs, in the evidence for the words as they stand."""
    return _holds(claim, on_words(claim.evidence.select_related("anchor"), current_anchor(claim)))


def _holds(claim: Claim, evidence: list[Evidence]) -> bool:
    """Whether what counts now, the verdict or else the finding, has in this evidence what it needs."""
    finding = newest_finding(claim)
    if finding is None:
        return True
    verdict = claim.verdicts.order_by("-pk").first() if claim.state == ClaimState.DECIDED else None
    status = verdict.status if verdict else finding.status
    lines = needs(
        status,
        sub_reason=finding.sub_reason if status == finding.status else "",
        note=finding.note,
        evidence=evidence,
        attempts=list(claim.attempts.all()),
        denied=was_denied(claim),
    )
    return all(line.ok for line in lines if line.field == "status")


def _take_on(claim: Claim, actor: User) -> dict[str, object]:
    """Where and whose the claim was before, for who takes it back."""
    before: dict[str, object] = {"from": claim.state, "reviewer": claim.reviewer_id}
    waiting = CLAIM_FLOW.allows("take_on", claim.state)
    touch(claim, "take_on" if waiting else None, reviewer=claim.reviewer or actor)
    return before
