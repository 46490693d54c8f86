"""Every report of a desk, one after the other: a batch of articles is read at a time, whatever the desk holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import BinaryIO

import msgspec
from django.db.models import QuerySet

from articles.models import Article
from articles.states import ArticleState
from claims.reports.build import build_reports
from claims.reports.formats import csv
from claims.reports.profiles import for_profile
from claims.reports.report import Report
from claims.reports.rows import one_moment
from claims.vocabulary import Profile
from factdesk.core.models import User

BATCH = 50
_ENCODER = msgspec.json.Encoder()


def reports(desk_id: int, *, made_by: User, profile: Profile, batch: int = BATCH) -> Iterator[Report]:
    """Of all articles of the desk, the oldest first; what was purged has none. Each batch is read as of one moment."""
    last = 0
    while True:
        with one_moment():
            articles = list(_articles(desk_id).filter(pk__gt=last)[:batch])
            made = build_reports(articles, made_by=made_by) if articles else []
        while made:
            yield for_profile(made.pop(0), profile)
        if len(articles) < batch:
            return
        last = articles[-1].pk


def write_lines(found: Iterable[Report], out: BinaryIO) -> int:
    """JSON Lines: each line a report as the JSON format has it. How many there were."""
    count = 0
    for report in found:
        out.write(_ENCODER.encode(report) + b"\n")
        count += 1
    return count


def write_tables(found: Iterable[Report], claims: csv.Out, evidence: csv.Out) -> int:
    """The two tables, with the rows of all reports below each other. How many reports there were."""
    for out, columns in ((claims, csv.CLAIMS), (evidence, csv.EVIDENCE)):
        out.write(csv.BOM)
        csv.write_rows(out, [columns])
    count = 0
    for report in found:
        csv.write_rows(claims, csv.claim_rows(report))
        csv.write_rows(evidence, csv.evidence_rows(report))
        count += 1
    return count


def _articles(desk_id: int) -> QuerySet[Article]:
    kept = Article.objects.filter(desk=desk_id).exclude(state=ArticleState.PURGED)
    return kept.select_related("desk").order_by("pk")
