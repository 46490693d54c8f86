"""What a purge takes away: everything that hangs on an article, and the sources that nothing else stands on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection
from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.models import Article, Original, Purge, Version
from articles.originals import ORIGINALS
from claims import models
from claims.copies import SHELF
from claims.reports.shelf import REPORTS
from factdesk.core.shelf import Shelf

# Model → the way to its article, in the order in which they go: what names another row goes before it, and what tells
# the database which article a row is of stays until that is told. A test holds that no model is forgotten.
PARTS: tuple[tuple[type[Model], str], ...] = (
    (models.Notification, "claim__article"),
    (models.Draft, "claim__article"),
    (models.Presence, "article"),
    (models.ArticleReach, "article"),
    (models.Writer, "article"),
    (models.CommentEdit, "comment__thread__claim__article"),
    (models.Mention, "comment__thread__claim__article"),
    (models.Comment, "thread__claim__article"),
    (models.Thread, "claim__article"),
    (models.ReplyAttempt, "request__article"),
    (models.ReplyPoint, "request__article"),
    (models.ReplyRequest, "article"),
    (models.Correction, "article"),
    (models.ReportOrder, "version__article"),
    (models.Report, "version__article"),
    (models.SignOff, "version__article"),
    (models.SentBack, "claim__article"),
    (models.Verdict, "claim__article"),
    (models.SecondRead, "claim__article"),
    (models.Finding, "claim__article"),
    (models.Calculation, "claim__article"),
    (models.Kept, "claim__article"),
    (models.Evidence, "claim__article"),
    (models.Attempt, "claim__article"),
    (models.NothingToCheck, "version__article"),
    (models.Anchor, "claim__article"),
    (models.Claim, "article"),
    (models.ProposalRun, "version__article"),
    (models.TextSent, "version__article"),
    (Original, "version__article"),
    (Version, "article"),
)
OF_A_SOURCE: tuple[tuple[type[Model], str], ...] = (
    (models.SourceReading, "grant__source"),
    (models.SourceGrant, "source"),
    (models.SourceSecret, "source"),
    (models.Source, "pk"),
)


OnShelf = tuple[Shelf, str]
"""A file by the shelf it is on and its name."""


@dataclass(frozen=True)
class Loss:
    """One kind of thing that will be gone, in words with its number."""

    text: str


@dataclass(frozen=True)
class Leftovers:
    """What is the desk's and has no use without the article: sources, and copies with their files."""

    sources: tuple[int, ...]
    confidential: int
    copies: tuple[int, ...]
    files: tuple[OnShelf, ...]


def standing_purge(article: Article) -> Purge | None:
    """The one that was asked for and not ended."""
    asked = Purge.objects.filter(article=article, withdrawn_at=None, purged_at=None)
    return asked.select_related("asked_by").first()


def leftovers(article: Article) -> Leftovers:
    used = models.Evidence.objects.filter(claim__article=article).values("source")
    elsewhere = models.Evidence.objects.exclude(claim__article=article).values("source")
    sources = models.Source.objects.filter(pk__in=used).exclude(pk__in=elsewhere)
    found = dict(sources.values_list("pk", "confidential"))
    shown_here = models.Kept.objects.filter(claim__article=article).values("copy")
    shown_elsewhere = models.Kept.objects.exclude(claim__article=article).values("copy")
    copies = models.Copy.objects.filter(source__in=found) | models.Copy.objects.filter(pk__in=shown_here)
    files = dict(copies.exclude(pk__in=shown_elsewhere).values_list("pk", "name"))
    originals = Original.objects.filter(version__article=article).values_list("name", flat=True)
    reports = models.Report.objects.filter(version__article=article).exclude(file="").values_list("file", flat=True)
    on_disk = [
        *((SHELF, name) for name in files.values()),
        *((ORIGINALS, name) for name in originals),
        *((REPORTS, name) for name in reports),
    ]
    return Leftovers(tuple(found), sum(found.values()), tuple(files), tuple(on_disk))


def losses(article: Article) -> list[Loss]:
    """What will be gone, for who asks and for who agrees."""
    rest = leftovers(article)
    claims = models.Claim.objects.filter(article=article)
    evidence = models.Evidence.objects.filter(claim__article=article).count()
    said = models.Comment.objects.filter(thread__claim__article=article).count()
    replies = models.ReplyRequest.objects.filter(article=article).count()
    reports = models.Report.objects.filter(version__article=article).count()
    versions = article.versions.count()
    found = claims.count()
    lines = [
        (versions, ngettext("%(n)d version of the text", "%(n)d versions of the text", versions)),
        (found, ngettext("%(n)d claim, with all that was found", "%(n)d claims, with all that was found", found)),
        (evidence, ngettext("%(n)d entry of evidence", "%(n)d entries of evidence", evidence)),
        (said, ngettext("%(n)d comment", "%(n)d comments", said)),
        (replies, ngettext("%(n)d request for a reply", "%(n)d requests for a reply", replies)),
        (reports, ngettext("%(n)d issued report", "%(n)d issued reports", reports)),
        (len(rest.sources), _("%(n)d of the desk's sources, used nowhere else")),
        (rest.confidential, _("among them %(n)d confidential, with who it is")),
        (len(rest.files), ngettext("%(n)d kept file", "%(n)d kept files", len(rest.files))),
    ]
    return [Loss(text % {"n": n}) for n, text in lines if n]


def delete_all(article: Article) -> tuple[OnShelf, ...]:
    """Every row of it; the files to remove once that is committed.

    Part of a purge, in its transaction: Postgres lets no row go without one that two people agreed on.
    """
    rest = leftovers(article)
    for model, way in PARTS:
        _delete(model._meta.db_table, model._default_manager.filter(**{way: article.pk}).values_list("pk", flat=True))
    _delete(models.Copy._meta.db_table, rest.copies)
    for model, way in OF_A_SOURCE:
        rows = model._default_manager.filter(**{f"{way}__in": rest.sources})
        _delete(model._meta.db_table, rows.values_list("pk", flat=True))
    return rest.files


def _delete(table: str, ids: Iterable[int]) -> None:
    """With the rights of who owns the table: the application's own role may not delete these."""
    gone = list(ids)
    with connection.cursor() as cursor:
        if gone and table in UNGUARDED:
            cursor.execute(f"DELETE FROM {table} WHERE id = ANY(%s)", [gone])  # noqa: S608  a table of ours
        elif gone:
            cursor.execute("SELECT articles_purge_rows(%s::regclass, %s)", [table, gone])


FREE = (models.Notification, models.Draft, models.Presence, models.ArticleReach, models.Writer)
UNGUARDED = {model._meta.db_table for model in FREE}
