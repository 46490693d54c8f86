"""What was gathered for a claim: sources, evidence with copies and sums, what was tried."""

from __future__ import annotations

from decimal import Decimal

from claims.reports.report import codes
from claims.reports.report.parts import NOBODY, Moment, Part, Person


class Source(Part):
    """`id` counts within this report. Of a confidential one the title is a pseudonym, and `description` what readers
    may know; who it is stands in no report.
    """

    id: int
    kind: codes.SourceKind
    title: str = ""
    url: str = ""
    confidential: bool = False
    description: str = ""


class Copy(Part):
    """A file that was kept of a source. Its bytes are in the case file, found by their hash."""

    sha256: str
    size: int
    media_type: str
    at: Moment
    by: Person = NOBODY
    name: str = ""
    pasted: bool = False


class Kept(Part):
    """Where in the copy the quote stands; `diff` are [kind, words] where it stands there otherwise."""

    copy: Copy
    found: codes.Found
    line: int | None = None
    diff: tuple[tuple[str, str], ...] = ()


class Calculation(Part):
    """`figures` are [name, figure as it is set, where it is from]."""

    expression: str
    result: Decimal
    exact: bool
    figures: tuple[tuple[str, str, str], ...] = ()
    places: int | None = None


class Retraction(Part):
    at: Moment
    by: Person = NOBODY
    reason: str = ""


class Evidence(Part):
    """What one source says about the claim; `source` is the id of one of the report's."""

    source: int
    stance: codes.Stance
    at: Moment
    rank: codes.Rank = "primary"
    place: int = 0
    quote: str = ""
    locator: str = ""
    note: str = ""
    archive_url: str = ""
    by: Person = NOBODY
    kept: Kept | None = None
    calculation: Calculation | None = None
    retracted: Retraction | None = None


class Attempt(Part):
    channel: codes.Channel
    at: Moment
    what: str = ""
    outcome: str = ""
    by: Person = NOBODY
