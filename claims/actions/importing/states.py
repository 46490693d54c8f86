"""Where a claim stood meanwhile. A report tells where it stands now; the way there is the one that its flow allows."""

from __future__ import annotations

from collections import deque

from claims.actions.importing.rows import change, damaged
from claims.actions.importing.told import OfClaim
from claims.reports.reading import wording
from claims.reports.report import Place
from claims.states import CLAIM_FLOW, SET_ASIDE, ClaimState
from claims.vocabulary import DismissReason

JUDGED = (ClaimState.FOUND, ClaimState.DECIDED)
CHANGED = ("reworded", "ambiguous")


def walk(claim: OfClaim, to: str) -> None:
    """Along the flow, by the fewest moves; each of them is one that Postgres lets through."""
    row = claim.row
    for state in _way(row.state, to, claim):
        leaves = row.state == ClaimState.DISMISSED and state != ClaimState.WITHDRAWN
        reason = "" if leaves else row.dismiss_reason
        if state == ClaimState.DISMISSED:
            reason = claim.told.dismiss_reason or DismissReason.PROPOSER_ERROR
        change(row, state=state, dismiss_reason=reason)


def take_on(claim: OfClaim) -> None:
    """Somebody works on it; one that was set aside was taken up again."""
    if claim.row.state in (ClaimState.PROPOSED, ClaimState.OPEN, ClaimState.DISMISSED):
        walk(claim, ClaimState.IN_CHECK)


def settle(claim: OfClaim) -> None:
    """It stood in nobody's way when the article was signed without open points: decided, or set aside."""
    if claim.row.state not in (ClaimState.DECIDED, *SET_ASIDE):
        walk(claim, ClaimState.DECIDED if claim.verdicts else ClaimState.DISMISSED)


def on_other_words(claim: OfClaim, place: int) -> None:
    """What was found on other words than those of the place counts no more."""
    if claim.row.state in JUDGED and claim.findings:
        newest = claim.told.findings[len(claim.findings) - 1]
        if wording(claim.told, newest.place) != wording(claim.told, place):
            walk(claim, ClaimState.STALE)


def carried(claim: OfClaim, places: list[Place], *, failed: bool) -> None:
    """What a new version does to a claim (`claims.actions.correcting`)."""
    if any(place.state == "orphaned" and not place.repeat for place in places):
        walk(claim, ClaimState.WITHDRAWN)
    elif any(place.state in CHANGED for place in places):
        if claim.row.state in JUDGED:
            walk(claim, ClaimState.STALE)
        elif claim.row.state == ClaimState.DISMISSED and claim.told.merged_into is None:
            walk(claim, ClaimState.OPEN)
    elif failed and CLAIM_FLOW.allows("reopen", claim.row.state):
        walk(claim, ClaimState.IN_CHECK)


def _way(start: str, end: str, claim: OfClaim) -> list[str]:
    ways: dict[str, list[str]] = {start: []}
    waiting = deque([start])
    while waiting and end not in ways:
        here = waiting.popleft()
        for source, target in sorted(CLAIM_FLOW.pairs()):
            if source == here and target not in ways:
                ways[target] = [*ways[here], target]
                waiting.append(target)
    if end not in ways:
        damaged(f"claims, number {claim.told.number}: state")
    return ways[end]
