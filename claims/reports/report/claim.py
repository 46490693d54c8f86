"""One claim with all that hangs on it."""

from __future__ import annotations

from typing import Any

from claims.reports.report import codes
from claims.reports.report.gathered import Attempt, Evidence
from claims.reports.report.judged import Finding, SecondRead, SentBack, Thread, Verdict
from claims.reports.report.parts import Moment, Part, Person, Place


class Offer(Part):
    """What the proposer said of a claim: `run` counts the runs of the versions. Offsets in `hedges` and `marks` are
    those of the text it read.
    """

    run: int
    score: float | None = None
    reasons: tuple[Any, ...] = ()
    types: tuple[str, ...] = ()
    hedges: tuple[Any, ...] = ()
    marks: tuple[Any, ...] = ()
    type: str = ""
    speaker: str = ""


class Claim(Part):
    """Something the article says. `number` is its name for good; lists are in the order in which they came."""

    number: int
    standing: codes.Standing
    state: codes.Claiming
    type: str
    places: tuple[Place, ...]
    created_at: Moment
    speaker: str = ""
    offer: Offer | None = None
    reviewer: Person | None = None
    due_at: Moment | None = None
    priority: codes.Priority = "normal"
    legal: bool = False
    dismiss_reason: codes.DismissReason | None = None
    split_from: int | None = None
    merged_into: int | None = None
    sent_back: int | None = None
    evidence: tuple[Evidence, ...] = ()
    attempts: tuple[Attempt, ...] = ()
    findings: tuple[Finding, ...] = ()
    second_reads: tuple[SecondRead, ...] = ()
    returns: tuple[SentBack, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    threads: tuple[Thread, ...] = ()

    @property
    def code(self) -> str:
        """The permanent number as people say it."""
        return f"C{self.number:03d}"

    def place_in(self, version: int) -> Place | None:
        """Where it stands first in a version; of a claim that was cut, where it stood."""
        here = (one for one in self.places if one.version == version and not one.repeat and one.retired_at is None)
        return next(here, None)

    def places_in(self, version: int) -> tuple[Place, ...]:
        """Every place that holds words of it in a version, the first one first."""
        here = (place for place in self.places if place.version == version and place.retired_at is None)
        return tuple(sorted((place for place in here if place.end > place.start), key=lambda place: place.repeat))
