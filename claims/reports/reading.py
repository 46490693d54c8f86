"""Which of a claim's findings, verdicts and evidence counts. Pure."""

from __future__ import annotations

from claims.reports.report import Claim, Evidence, Finding, SecondRead, Verdict
from claims.states import ClaimState

JUDGED = (ClaimState.FOUND, ClaimState.DECIDED)
THE_VERY_WORDS = ("exact", "moved")


def finding_of(claim: Claim) -> Finding | None:
    """The newest, unless the claim was reopened since and is unchecked again."""
    return claim.findings[-1] if claim.state in JUDGED else None


def second_read_of(claim: Claim) -> SecondRead | None:
    """Of the finding that counts."""
    if claim.state not in JUDGED:
        return None
    newest = len(claim.findings) - 1
    return next((read for read in claim.second_reads if read.finding == newest), None)


def verdict_of(claim: Claim) -> Verdict | None:
    return claim.verdicts[-1] if claim.state == ClaimState.DECIDED else None


def is_overridden(claim: Claim) -> bool:
    verdict = verdict_of(claim)
    return verdict is not None and not verdict.agrees


def evidence_of(claim: Claim) -> tuple[Evidence, ...]:
    """What was gathered and not retracted, whichever words it was given for."""
    return tuple(item for item in claim.evidence if item.retracted is None)


def is_outdated(claim: Claim, item: Evidence, version: int) -> bool:
    """Whether it was given for words that a correction replaced. Of words that were cut nothing is."""
    for place in claim.places:
        if place.version == version and not place.repeat and place.retired_at is None:
            return place.state != "orphaned" and wording(claim, item.place) != wording(claim, claim.places.index(place))
    return False


def wording(claim: Claim, place: int) -> int:
    """The place since which the claim stands on these very words; the same for all places that hold them."""
    here = claim.places[place]
    while here.carried_from is not None and here.state in THE_VERY_WORDS:
        place = here.carried_from
        here = claim.places[place]
    return place
