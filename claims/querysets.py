"""Reading claims: always as somebody, always with how they stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self, TypeVar

from django.apps import apps
from django.db import models
from django.db.models import Case, CharField, Count, F, OuterRef, Subquery, Value, When

from claims.states import ClaimState
from claims.vocabulary import Standing
from factdesk.core.models import User

Row = TypeVar("Row", bound=models.Model)


@dataclass(frozen=True)
class Counts:
    """How many claims stand how. Dismissed ones are counted, but are work for nobody."""

    sourced: int = 0
    disputed: int = 0
    unverified: int = 0
    unchecked: int = 0
    stale: int = 0
    dismissed: int = 0

    @property
    def checked(self) -> int:
        return self.sourced + self.disputed + self.unverified

    @property
    def total(self) -> int:
        return self.checked + self.unchecked + self.stale


class ClaimQuerySet(models.QuerySet[Row]):
    def visible_to(self, user: User) -> Self:
        """Claims of the person's own desks; twin of articles' rule."""
        return self.filter(article__desk__in=list(user.roles))

    def with_standing(self) -> Self:
        """Adds `standing`: what a reader sees first. A reopened claim is unchecked again."""
        return self.annotate(
            standing=Case(
                When(state=ClaimState.DISMISSED, then=Value(Standing.DISMISSED)),
                When(state=ClaimState.DECIDED, then=_newest("Verdict")),
                When(state=ClaimState.FOUND, then=_newest("Finding")),
                default=Value(Standing.UNCHECKED),
                output_field=CharField(),
            )
        )

    def with_finder(self) -> Self:
        """Adds `finder_id`: who recorded the newest finding, if anybody did."""
        return self.annotate(finder_id=_newest("Finding", "by_id"))

    def in_reading_order(self, version_id: int) -> Self:
        """Adds the primary anchor's offsets and words in this version, and orders by them. What a narrower reach
        holds back is not there.
        """
        return (
            self.exclude(state=ClaimState.HELD)
            .filter(anchors__version=version_id, anchors__is_primary=True)
            .annotate(
                anchor_id=F("anchors"),
                start=F("anchors__start"),
                end=F("anchors__end"),
                exact=F("anchors__exact"),
            )
            .order_by("start", "end", "number")
        )

    def counts(self) -> dict[int, Counts]:
        """Article id → counts, in one query for however many articles."""
        rows = (
            self.exclude(state=ClaimState.HELD)
            .with_standing()
            .order_by()
            .values_list("article_id", "standing")
            .annotate(n=Count("pk"))
        )
        tally: dict[int, dict[str, int]] = {}
        for article_id, standing, n in rows:
            tally.setdefault(article_id, {})[standing] = n
        return {article_id: Counts(**found) for article_id, found in tally.items()}


def _newest(model: str, column: str = "status") -> Subquery:
    rows = apps.get_model("claims", model)._default_manager.filter(claim=OuterRef("pk"))
    return Subquery(rows.order_by("-pk").values(column)[:1])
