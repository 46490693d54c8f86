"""An article's corrections as people read them: what was changed, what readers are told, and the reports there are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import OuterRef, Subquery
from django.urls import reverse

from articles.models import Article
from claims.models import Anchor, Claim, Correction, Report, SignOff
from claims.permissions import can_read_issued
from claims.worddiff import Run, word_diff
from factdesk.core.models import User


@dataclass(frozen=True)
class CorrectionLine:
    """`runs` are the old words and the new in one; `reported_by` is empty but for who may know."""

    id: int
    before: int
    after: int
    at: dt.datetime
    by: str
    severity: str
    severity_label: str
    root_cause_label: str
    claim: int | None
    runs: tuple[Run, ...]
    note: str
    reported_at: dt.datetime
    reported_by: str = ""


@dataclass(frozen=True)
class Reworded:
    number: int
    runs: tuple[Run, ...]


@dataclass(frozen=True)
class Changes:
    """What became of the claims of the version before, and which are new."""

    since: int
    carried: tuple[int, ...]
    reworded: tuple[Reworded, ...]
    new: tuple[int, ...]
    cut: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class IssuedLine:
    """`stands` until the sign-off it was issued with is taken back."""

    version: int
    at: dt.datetime
    by: str
    url: str
    stands: bool


def correction_lines(article: Article, *, names: bool = False) -> tuple[CorrectionLine, ...]:
    """Oldest first, in one query. `names`: with who reported it, for those who may know."""
    found = Correction.objects.filter(article=article).order_by("pk")
    return tuple(
        CorrectionLine(
            id=one.pk,
            before=one.version_before.number,
            after=one.version_after.number,
            at=one.at,
            by=one.by.name,
            severity=one.severity,
            severity_label=one.get_severity_display(),
            root_cause_label=one.get_root_cause_display(),
            claim=one.claim.number if one.claim else None,
            runs=word_diff(one.old_words, one.new_words),
            note=one.public_note,
            reported_at=one.reported_at,
            reported_by=one.reported_by if names else "",
        )
        for one in found.select_related("version_before", "version_after", "by", "claim").defer(
            "version_before__text", "version_after__text", "version_before__blocks", "version_after__blocks"
        )
    )


def changes(number: int, claims: Sequence[Claim]) -> Changes | None:
    """For the claims of version `number`, which come `with_everything`; None for the first version."""
    if number == 1:
        return None
    places = [(claim, next(place for place in claim.anchors_here if place.is_primary)) for claim in claims]
    carried, reworded, new, cut = [], [], [], []
    for claim, place in places:
        if place.carried_from is None:
            new.append(claim.number)
        elif place.state == Anchor.State.ORPHANED:
            cut.append((claim.number, place.exact))
        elif place.state == Anchor.State.REWORDED:
            reworded.append(Reworded(claim.number, word_diff(place.carried_from.exact, place.exact)))
        else:
            carried.append(claim.number)
    return Changes(number - 1, tuple(carried), tuple(reworded), tuple(new), tuple(cut))


def issued_for(user: User, article: Article) -> list[IssuedLine]:
    """Every report that was issued and that the person may read, newest first: none is ever replaced. One query."""
    return [line for line in _issued(article) if can_read_issued(user, article, stands=line.stands)]


def _issued(article: Article) -> tuple[IssuedLine, ...]:
    reports = (
        Report.objects.filter(version__article=article)
        .annotate(newest=_newest_act())
        .order_by("-pk")
        .values_list("pk", "version__number", "made_at", "made_by__name", "newest")
    )
    return tuple(
        IssuedLine(
            version=number,
            at=at,
            by=name,
            url=reverse("report-file", kwargs={"article_id": article.pk, "report_id": pk}),
            stands=newest == SignOff.Act.SIGN,
        )
        for pk, number, at, name, newest in reports
    )


def stands(report: Report) -> bool:
    """Whether the version it was issued for is signed off still; a correction is another version."""
    acts = SignOff.objects.filter(version=report.version_id).order_by("-pk")
    return acts.values_list("act", flat=True).first() == SignOff.Act.SIGN


def _newest_act() -> Subquery:
    return Subquery(SignOff.objects.filter(version=OuterRef("version")).order_by("-pk").values("act")[:1])
