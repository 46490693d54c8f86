"""The reports that were issued of an article, and those that are being made, as people see them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.models import Article
from claims.labels import label
from claims.models import Report, ReportOrder, SignOff
from claims.permissions import can_read_issued, is_editor
from claims.vocabulary import Edition, Format, Profile
from factdesk.core.models import Job, User

MOST = 200  # lines of the list; more are there, and nobody reads them

ORDER = "claims.report"
"""The kind of job that makes a file which takes its time."""


@dataclass(frozen=True)
class IssuedLine:
    """One file. `stands` until the sign-off it was issued with is taken back."""

    id: int
    version: int
    profile: str
    profile_label: str
    form: str
    format_label: str
    edition: str
    edition_label: str
    size: int
    at: dt.datetime
    by: str
    url: str
    stands: bool


@dataclass(frozen=True)
class OrderLine:
    """A file that is being made, or that did not come to be."""

    profile_label: str
    format_label: str
    at: dt.datetime
    moves: bool
    why: str


def issued_for(user: User, article: Article) -> list[IssuedLine]:
    """The files that the person may have, newest first and so many at most: none is ever replaced. One query."""
    mine = Report.objects.filter(version__article=article)
    if not is_editor(user, article):
        mine = mine.filter(profile=Profile.PUBLIC)
    rows = (
        mine.annotate(newest=_newest_act())
        .order_by("-pk")
        .values_list(
            *("pk", "version__number", "profile", "format", "edition", "size", "made_at", "made_by__name"),
            *("sign_off", "newest"),
        )[:MOST]
    )
    lines = map(_of(article), rows)
    return [line for line in lines if can_read_issued(user, article, line.profile, stands=line.stands)]


def orders_for(user: User, article: Article) -> list[OrderLine]:
    """What this person asked for and has no file yet: being made, or failed. What was made since is not among them. Two
    queries.
    """
    made = Report.objects.filter(version=OuterRef("version"), profile=OuterRef("profile"), format=OuterRef("format"))
    waiting = ReportOrder.objects.filter(version__article=article, by=user, report=None)
    moving = Job.objects.filter(kind=ORDER, target_id=OuterRef("pk"), state__in=Job.UNFINISHED)
    waiting = waiting.exclude(Exists(made.filter(made_at__gt=OuterRef("at"))) & ~Exists(moving))
    orders = list(waiting.order_by("-pk")[:10])
    found = Job.objects.filter(kind=ORDER, target_id__in=[order.pk for order in orders]).order_by("pk")
    jobs = {job.target_id: job for job in found}
    return [_order(order, jobs.get(order.pk)) for order in orders]


def printed(lines: Iterable[IssuedLine]) -> list[IssuedLine]:
    """Of each sign-off the page that people read, for short lists."""
    return [line for line in lines if line.form == Format.HTML and line.edition != Edition.DRAFT]


def stands(report: Report) -> bool:
    """Whether the very sign-off it was issued with is the last word on its version; of a draft there is none."""
    acts = SignOff.objects.filter(version=report.version_id).order_by("-pk")
    return report.sign_off_id is not None and acts.values_list("pk", flat=True).first() == report.sign_off_id


def profile_of(report: Report) -> str:
    """What was issued before there were profiles is internal."""
    return report.profile or Profile.INTERNAL


def why_not(code: str) -> str:
    """Why a file was not made, in words."""
    words = {
        "too_long": _("The report is too long to be set as pages. The other forms hold all of it."),
        "not_set": _("The pages could not be set. The other forms hold all of the report."),
        "too_large": _("The kept copies are too large for one file. Take the report in another form."),
        "no_room": _("The desk has no room for it. Whoever runs the desk can make room."),
        "damaged": _("What was stored with the sign-off cannot be read. Whoever runs the desk can look into it."),
        "gone": _("What it is made from is not there any more."),
    }
    return words.get(code, _("The desk could not make it. Ask for it again."))


def _of(article: Article) -> Callable[[tuple[Any, ...]], IssuedLine]:
    def line(row: tuple[Any, ...]) -> IssuedLine:
        pk, number, profile, form, edition, size, at, name, sign_off, newest = row
        kind = Profile(profile or Profile.INTERNAL)
        return IssuedLine(
            id=pk,
            version=number,
            profile=kind,
            profile_label=label(kind),
            form=form,
            format_label=label(Format(form)),
            edition=edition,
            edition_label=label(Edition(edition)) if edition else "",
            size=size,
            at=at,
            by=name,
            url=reverse("report-file", kwargs={"article_id": article.pk, "report_id": pk}),
            stands=sign_off is not None and newest == sign_off,
        )

    return line


def _order(order: ReportOrder, job: Job | None) -> OrderLine:
    moves = job is not None and job.state in Job.UNFINISHED
    return OrderLine(
        profile_label=label(Profile(order.profile)),
        format_label=label(Format(order.format)),
        at=order.at,
        moves=moves,
        why="" if moves else why_not(order.why),
    )


def _newest_act() -> Subquery:
    return Subquery(SignOff.objects.filter(version=OuterRef("version")).order_by("-pk").values("pk")[:1])
