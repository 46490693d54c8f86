"""The report itself, and what it says of itself."""

from __future__ import annotations

import datetime as dt

from claims.reports.report import codes
from claims.reports.report.article import Correction, Reply, SignOff, Version, Writer
from claims.reports.report.claim import Claim
from claims.reports.report.gathered import Source
from claims.reports.report.parts import NOBODY, Part, Person

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
    made_at: dt.datetime
    newsroom: str
    desk: str
    inputs: Inputs
    made_by: Person = NOBODY
    article: int = 0
    public_url: str = ""


class Report(Part):
    """One article's verification report on its newest version."""

    about: About
    title: str
    created_at: dt.datetime
    versions: tuple[Version, ...]
    schema: int = SCHEMA
    created_by: Person = NOBODY
    writer: str = ""
    confidential: bool = False
    needs_legal: bool = False
    due_at: dt.datetime | None = None
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
