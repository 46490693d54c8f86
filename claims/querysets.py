"""Reading claims: always as somebody, always with how they stand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Self, TypeVar

from django.apps import apps
from django.db import models
from django.db.models import Case, CharField, Count, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, Now

from claims.states import ClaimState, ReplyState
from claims.vocabulary import Fate, Standing
from factdesk.core.models import Role, User

WIDE = ("types", "reasons", "hedges", "marks", "attributed_to", "offered_attributed_to")
"""What only the claim's own card shows."""

Row = TypeVar("Row", bound=models.Model)


@dataclass(frozen=True)
class Counts:
    """How many claims stand how. Dismissed and withdrawn ones are counted, but are work for nobody."""

    sourced: int = 0
    disputed: int = 0
    unverified: int = 0
    unchecked: int = 0
    stale: int = 0
    dismissed: int = 0
    withdrawn: int = 0

    @classmethod
    def of(cls, standings: Iterable[tuple[str, int]]) -> Self:
        """From what `ClaimQuerySet.standings` gives."""
        return cls(**dict(standings))

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
                When(state=ClaimState.STALE, then=Value(Standing.STALE)),
                When(state=ClaimState.WITHDRAWN, then=Value(Standing.WITHDRAWN)),
                When(state=ClaimState.DECIDED, then=_newest("Verdict")),
                When(state=ClaimState.FOUND, then=_newest("Finding")),
                default=Value(Standing.UNCHECKED),
                output_field=CharField(),
            )
        )

    def with_relatives(self) -> Self:
        """Reads with each claim who has it, the run that proposed it (but not all that the run found), and the claims
        it was merged into or split from.
        """
        related = self.select_related("reviewer", "run", "merged_into", "split_from")
        wide = [f"{name}__{column}" for name in ("merged_into", "split_from") for column in WIDE]
        return related.defer("run__reading", "run__notices", *wide)

    def with_finder(self) -> Self:
        """Adds `finder_id`: who recorded the newest finding, if anybody did."""
        return self.annotate(finder_id=_newest("Finding", "by_id"))

    def with_second_read(self) -> Self:
        """Adds `read_again_by` and `agreed_by`: who read the newest finding a second time, and who of them agreed."""
        reads = apps.get_model("claims", "SecondRead")._default_manager.filter(
            claim=OuterRef("pk"), finding__superseded_by=None
        )
        return self.annotate(
            read_again_by=Subquery(reads.values("by_id")[:1]),
            agreed_by=Subquery(reads.filter(agrees=True).values("by_id")[:1]),
        )

    def with_eyes(self) -> Self:
        """Adds `alone`: the verdict that counts was given without other eyes, by the exception for small desks."""
        verdicts = apps.get_model("claims", "Verdict")._default_manager.filter(claim=OuterRef("pk"), superseded_by=None)
        alone = Exists(verdicts.exclude(alone_reason=""))
        return self.annotate(alone=Case(When(state=ClaimState.DECIDED, then=alone), default=False))

    def with_replies(self) -> Self:
        """Adds `replies_asked` and `replies_open`: how often somebody was asked to reply, and who still may."""
        points = apps.get_model("claims", "ReplyPoint")._default_manager.filter(claim=OuterRef("pk")).order_by()
        return self.annotate(
            replies_asked=_count(points), replies_open=_count(points.filter(request__state=ReplyState.OPEN))
        )

    def in_reading_order(self, version_id: int) -> Self:
        """Adds the primary anchor's offsets and words in this version, and orders by them. What a narrower reach
        holds back is not there.
        """
        return (
            self.exclude(state=ClaimState.HELD)
            .filter(anchors__version=version_id, anchors__is_primary=True, anchors__retired_at=None)
            .annotate(
                anchor_id=F("anchors"),
                start=F("anchors__start"),
                end=F("anchors__end"),
                exact=F("anchors__exact"),
                anchor_state=F("anchors__state"),
            )
            .order_by("start", "end", "number")
        )

    def with_fate(self) -> Self:
        """Adds `fate`: what people made of an offer, and how else a claim came to be. See `Fate` for the answers.

        Beside it `words_edited`, `kind_edited` and `speaker_edited` say what people corrected in what the proposer
        offered (also in what they dismissed or split later). The offer itself stays: `score`, `reasons`, `run`,
        `offered_type`, `offered_attributed_to`, and as its words `Anchor.objects.offered()`.
        """
        anchors = apps.get_model("claims", "Anchor")._default_manager.filter(claim=OuterRef("pk"))
        children = apps.get_model("claims", "Claim")._default_manager.filter(split_from=OuterRef("pk"))
        offered = Q(run__isnull=False)
        rows = self.annotate(
            words_edited=Exists(anchors.filter(is_primary=True, retired_at__isnull=False)),
            kind_edited=Case(When(offered & ~Q(type=F("offered_type")), then=True), default=False),
            speaker_edited=Case(When(offered & ~Q(attributed_to=F("offered_attributed_to")), then=True), default=False),
        )
        return rows.annotate(
            fate=Case(
                When(run__isnull=True, split_from__isnull=False, then=Value(Fate.SPLIT_OFF)),
                When(run__isnull=True, then=Value(Fate.ADDED)),
                When(state__in=(ClaimState.PROPOSED, ClaimState.HELD), then=Value(Fate.WAITING)),
                When(merged_into__isnull=False, then=Value(Fate.MERGED)),
                When(~Q(dismiss_reason=""), then=Value(Fate.DISMISSED)),
                # Cut before anybody had it.
                When(state=ClaimState.WITHDRAWN, reviewer=None, then=Value(Fate.WAITING)),
                When(Exists(children), then=Value(Fate.SPLIT)),
                When(Q(words_edited=True) | Q(kind_edited=True) | Q(speaker_edited=True), then=Value(Fate.EDITED)),
                default=Value(Fate.ACCEPTED),
                output_field=CharField(),
            )
        )

    def standings(self) -> models.QuerySet[Any, Any]:
        """Standing and how many claims stand so; without those that a narrower reach holds back."""
        shown = self.exclude(state=ClaimState.HELD).with_standing().order_by()
        return shown.values_list("standing").annotate(n=Count("pk"))


class AnchorQuerySet(models.QuerySet[Row]):
    def standing(self) -> Self:
        """The places claims stand on now; without those they stood on before."""
        return self.filter(retired_at=None)

    def with_words(self) -> Self:
        """Of those the ones that hold words of their version; of a withdrawn claim there is only a place."""
        return self.standing().filter(end__gt=F("start"))

    def offered(self) -> Self:
        """The words the proposer offered, one anchor for each proposed claim, whatever people marked since."""
        first = self.model._default_manager.filter(
            claim=OuterRef("claim"), version=OuterRef("claim__run__version"), is_primary=True
        )
        return self.filter(pk=Subquery(first.order_by("pk").values("pk")[:1]))


class NothingToCheckQuerySet(models.QuerySet[Row]):
    def standing(self) -> Self:
        """The marks that hold now; without those that were taken back."""
        return self.filter(taken_back_at=None)


class GrantQuerySet(models.QuerySet[Row]):
    def live(self) -> Self:
        """Those that open an identity now. The database asks the same before a reading is written."""
        over = Q(until__isnull=False, until__lte=Now())
        checks = Q(membership__user=F("user"), membership__role__in=(Role.EDITOR, Role.REVIEWER))
        return self.filter(checks, revoked_at=None, user__is_active=True).exclude(over)


def _count(rows: models.QuerySet[models.Model]) -> Coalesce:
    return Coalesce(Subquery(rows.values("claim").annotate(n=Count("pk")).values("n")), 0)


class CopyQuerySet(models.QuerySet[Row]):
    def visible_to(self, user: User) -> Self:
        """Copies that the person's own desks keep; twin of articles' rule."""
        return self.filter(source__desk__in=list(user.roles))


def _newest(model: str, column: str = "status") -> Subquery:
    rows = apps.get_model("claims", model)._default_manager.filter(claim=OuterRef("pk"))
    return Subquery(rows.order_by("-pk").values(column)[:1])
