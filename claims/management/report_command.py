"""What the commands that write reports share."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from articles.models import Article
from articles.states import ArticleState
from claims.actions.issuing import Gone
from claims.actions.reporting import issue_now
from claims.issued import why_not
from claims.models import Report
from claims.reports.not_made import ReportNotMade
from claims.reports.shelf import REPORTS
from claims.vocabulary import Format
from factdesk.core.errors import DeskError
from factdesk.core.models import User

BY_SUFFIX: Mapping[str, Format] = {f".{form}": form for form in Format if form != Format.EVIDENCE} | {
    ".htm": Format.HTML
}
ENDINGS = ", ".join(suffix for suffix in BY_SUFFIX if suffix != ".htm")


def article_of(number: int) -> Article:
    """By the number in its address; of a purged one nothing is left to report."""
    kept = Article.objects.select_related("desk").exclude(state=ArticleState.PURGED)
    article = kept.filter(pk=number).first()
    if article is None:
        raise CommandError(f"There is no article {number}.")
    return article


def form_of(path: Path) -> Format:
    """What the name of the file asks for."""
    form = BY_SUFFIX.get(path.suffix.lower())
    if form is None:
        raise CommandError(f"{path}: reports are written as {ENDINGS}.")
    return form


def write_report(
    command: BaseCommand,
    article: Article,
    editor: User,
    profile: str,
    path: Path,
    *,
    form: Format | None = None,
    url: str = "",
) -> None:
    """Issue the report in the form that the name asks for, and write it. A table of claims has that of the evidence
    beside it.
    """
    form = form or form_of(path)
    _write(command, _issued(article, editor, profile, form, url), path)
    if form == Format.CSV:
        beside = path.with_name(f"{path.stem}-evidence{path.suffix}")
        _write(command, _issued(article, editor, profile, Format.EVIDENCE, url), beside)


def _issued(article: Article, editor: User, profile: str, form: Format, url: str) -> Report:
    try:
        return issue_now(article_id=article.pk, actor=editor, profile=profile, form=form, public_url=url)
    except (Gone, ReportNotMade) as error:
        raise CommandError(why_not(str(error))) from None
    except OSError as error:
        raise CommandError(f"This machine could not start to make it: {error}") from None
    except DeskError as error:
        raise CommandError(str(error.text)) from None


def _write(command: BaseCommand, report: Report, path: Path) -> None:
    try:
        if report.file:
            shutil.copyfile(REPORTS.path_of(report.file), path)
        else:
            path.write_bytes(bytes(report.content))
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}") from error
    command.stderr.write(f"Report written to {path}")
