"""The report as a PDF: for the lawyer, the archive, and whoever wants it on paper."""

from __future__ import annotations

from collections.abc import Callable

from claims.reports.digest import digest
from claims.reports.report import Report
from claims.reports.typeset.manuscript import manuscript
from claims.reports.typeset.press import typeset


def render(report: Report, beat: Callable[[], None] | None = None) -> bytes:
    """Pages of A4, or `ReportNotMade`. The same report in the same language gives the same bytes.

    `beat` is called about once a second; what it raises ends the work.
    """
    return typeset(manuscript(digest(report)), made_at=report.about.made_at, beat=beat)
