"""What people made of a claim: findings, second reads, verdicts, and what they said to each other."""

from __future__ import annotations

from claims.reports.report import codes
from claims.reports.report.parts import NOBODY, Moment, Part, Person


class Finding(Part):
    status: codes.Status
    sub_reason: codes.SubReason
    at: Moment
    place: int = 0
    note: str = ""
    proposed_text: str = ""
    by: Person = NOBODY


class SecondRead(Part):
    """`finding` is an index into the claim's findings."""

    finding: int
    status: codes.Status
    agrees: bool
    blind: bool
    at: Moment
    note: str = ""
    by: Person = NOBODY


class SentBack(Part):
    finding: int
    at: Moment
    reason: str = ""
    by: Person = NOBODY


class Verdict(Part):
    """`agrees`: with the finding it judges. If not, `override_reason` says why."""

    finding: int
    status: codes.Status
    agrees: bool
    resolution: codes.Resolution
    at: Moment
    wording: str = ""
    override_reason: str = ""
    alone_reason: str = ""
    by: Person = NOBODY


class Comment(Part):
    """`edits` are later words for the same, [words, when]."""

    text: str
    at: Moment
    by: Person = NOBODY
    edits: tuple[tuple[str, Moment], ...] = ()
    mentions: tuple[Person, ...] = ()

    @property
    def words(self) -> str:
        return self.edits[-1][0] if self.edits else self.text


class Thread(Part):
    """One question about a claim. Privileged: for legal, and in no other profile."""

    started_at: Moment
    started_by: Person = NOBODY
    comments: tuple[Comment, ...] = ()
    privileged: bool = False
    resolved_by: Person | None = None
    resolved_at: Moment | None = None
