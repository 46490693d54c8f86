"""An article's corrections as people read them: what was changed, and what readers are told."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from articles.models import Article
from claims.models import Correction
from claims.worddiff import Run, word_diff


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
