"""The report as plain data: everything that any profile may hold, read once, frozen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.conf import settings
from django.utils import timezone

from articles.models import Article
from claims.reports.building import article as of_article
from claims.reports.building.claims import claim_parts
from claims.reports.building.context import Context
from claims.reports.building.gathered import sources
from claims.reports.report import About, Inputs, Person, Report, SignOff
from claims.reports.rows import Rows, one_moment, read_rows
from claims.reports.seal import seal
from claims.vocabulary import Edition, Profile
from factdesk.core.models import User


def build_report(article: Article, *, made_by: User) -> Report:
    """The article as it stands at one moment, in a fixed number of queries. It holds all that the legal profile does:
    what is shown or leaves the desk goes through `claims.reports.profiles.for_profile` first.
    """
    with one_moment():
        now = Article.objects.select_related("desk").get(pk=article.pk)
        return build_reports([now], made_by=made_by)[0]


def build_reports(articles: Sequence[Article], *, made_by: User) -> list[Report]:
    """Of several at once, in as many queries. The articles come with their desks."""
    rows = read_rows(articles)
    now = timezone.now()
    return [_report(article, rows, made_by, now) for article in articles]


def _report(article: Article, rows: Rows, made_by: User, now: dt.datetime) -> Report:
    context = Context(rows, article.desk_id)
    created_by = context.who(article.created_by_id)
    texts = sorted(context.of("versions", article.pk), key=lambda row: int(row["number"]))
    versions = {row["id"]: row["number"] for row in texts}
    numbers = {row["id"]: row["number"] for row in context.of("claims", article.pk)}
    corrections = context.of("corrections", article.pk)
    about = About(
        code="",
        edition=_edition(article, corrected=bool(corrections)),
        profile=Profile.LEGAL,
        made_at=now,
        made_by=_maker(made_by, article.desk_id),
        newsroom=settings.NEWSROOM_NAME,
        desk=article.desk.name,
        inputs=Inputs(version="", verdicts="", evidence=""),
        article=article.pk,
    )
    report = Report(
        about=about,
        title=article.title,
        created_at=article.created_at.astimezone(dt.UTC),
        created_by=created_by,
        writer=article.writer,
        confidential=article.confidential,
        needs_legal=article.needs_legal,
        due_at=article.due_at.astimezone(dt.UTC) if article.due_at else None,
        signed_off=article.is_signed_off,
        reach=next((row["reach"] for row in context.of("reaches", article.pk)), ""),
        versions=tuple(of_article.version(context, row) for row in texts),
        writers=tuple(of_article.writer(context, row) for row in context.of("writers", article.pk)),
        claims=tuple(claim_parts(context, article.pk, versions)),
        replies=tuple(of_article.reply(context, row, numbers) for row in context.of("replies", article.pk)),
        sign_offs=_sign_offs(context, versions),
        corrections=tuple(of_article.correction(context, row, versions, numbers) for row in corrections),
        sources=sources(context),
    )
    return seal(report, *rows.chains.get(article.audit_chain, (0, "")))


def _sign_offs(context: Context, versions: dict[int, int]) -> tuple[SignOff, ...]:
    """All of them, those of older versions first."""
    return tuple(
        of_article.sign_off(context, row, number)
        for key, number in versions.items()
        for row in context.of("sign_offs", key)
    )


def _edition(article: Article, *, corrected: bool) -> str:
    if not article.is_signed_off:
        return Edition.DRAFT
    return Edition.CORRECTED if corrected else Edition.FINAL


def _maker(user: User, desk_id: int) -> Person:
    return Person(name=user.name, role=user.role_on(desk_id) or "")
