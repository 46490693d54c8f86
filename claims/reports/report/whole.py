"""The report itself, and what it says of itself."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from claims.reports.report import codes
from claims.reports.report.article import Correction, Reply, SignOff, Version, Writer
from claims.reports.report.claim import Claim
from claims.reports.report.gathered import Source
from claims.reports.report.parts import NOBODY, Moment, Part, Person

SCHEMA = 1


class Inputs(Part):
    """SHA-256 of what the report was made from, each by itself, so that it can be said what changed since."""

    version: str
    verdicts: str
    evidence: str
    content: str = ""
    audit_seq: int = 0
    audit_hash: str = ""


class About(Part):
    """What a report says of itself. All else in it is the same for the same article, on whatever desk."""

    code: str
    edition: codes.Edition
    profile: codes.Profile
    made_at: Moment
    newsroom: str
    desk: str
    inputs: Inputs
    made_by: Person = NOBODY
    article: int = 0
    public_url: str = ""


class Report(Part, kw_only=True, omit_defaults=False):
    """One article's verification report on its newest version. Unlike its parts it leaves nothing out that is empty:
    whoever opens a file finds first of all which schema it is of.
    """

    schema: Annotated[int, Meta(ge=SCHEMA, le=SCHEMA, extra_json_schema={"const": SCHEMA})] = SCHEMA
    about: About
    title: str
    created_at: Moment
    versions: tuple[Version, ...]
    created_by: Person = NOBODY
    writer: str = ""
    confidential: bool = False
    needs_legal: bool = False
    due_at: Moment | None = None
    signed_off: bool = False
    reach: str = ""
    writers: tuple[Writer, ...] = ()
    claims: tuple[Claim, ...] = ()
    sources: tuple[Source, ...] = ()
    replies: tuple[Reply, ...] = ()
    sign_offs: tuple[SignOff, ...] = ()
    corrections: tuple[Correction, ...] = ()

    @property
    def version(self) -> Version:
        """The one that the report is about: the newest."""
        return self.versions[-1]
