"""What an import is about: the report, the article that comes of it, and where everything is put."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from articles.models import Article, Version
from claims import models
from claims.actions.importing.order import Order
from claims.actions.importing.people import People
from claims.copies import Stored
from claims.reports import report as parts
from factdesk.core.models import User

Files = Mapping[tuple[int, str], Stored]
"""Kept copies that came with the report, on the shelf by now: by the source's number and the hash."""


@dataclass
class OfClaim:
    """A claim of the report, and its rows as far as they were written."""

    told: parts.Claim
    row: models.Claim = field(init=False)
    places: dict[int, models.Anchor] = field(default_factory=dict)
    findings: list[models.Finding] = field(default_factory=list)
    verdicts: list[models.Verdict] = field(default_factory=list)

    @property
    def came(self) -> bool:
        """Whether there is such a claim by now."""
        return hasattr(self, "row")


@dataclass
class Importing:
    report: parts.Report
    article: Article
    actor: User
    people: People
    files: Files
    order: Order = field(default_factory=Order)
    versions: dict[int, Version] = field(default_factory=dict)
    runs: dict[int, models.ProposalRun] = field(default_factory=dict)
    sources: dict[int, models.Source] = field(default_factory=dict)
    claims: dict[int, OfClaim] = field(init=False)

    def __post_init__(self) -> None:
        self.claims = {claim.number: OfClaim(claim) for claim in self.report.claims}

    def row_of(self, number: int | None) -> models.Claim | None:
        return None if number is None else self.claims[number].row
