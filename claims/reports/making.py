"""From a frozen report to the bytes of one form of it."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import IO

from msgspec.structs import replace

from claims.reports.formats import casefile, csv, docx, html, json, pdf
from claims.reports.profiles import for_profile
from claims.reports.report import Report
from claims.vocabulary import Format, Profile

Beat = Callable[[], None]
SLOW = frozenset({Format.PDF, Format.DOCX, Format.ZIP})
"""What a worker makes; the others are there at once."""
SUFFIXES: Mapping[str, str] = {
    Format.HTML: ".html",
    Format.PDF: ".pdf",
    Format.DOCX: ".docx",
    Format.CSV: "-claims.csv",
    Format.EVIDENCE: "-evidence.csv",
    Format.JSON: ".json",
    Format.ZIP: ".zip",
}


def narrowed(report: Report, profile: str, *, public_url: str = "") -> Report:
    """What the profile may hold of it. `public_url` is where the fact check is published."""
    found = for_profile(report, Profile(profile))
    return replace(found, about=replace(found.about, public_url=public_url)) if public_url else found


def render(report: Report, form: str, beat: Beat = lambda: None) -> bytes:
    """The report in one form; `beat` is called now and then while it is made. A case file: `case_file`."""
    makers: Mapping[str, Callable[[], bytes]] = {
        Format.HTML: lambda: html.render(report),
        Format.PDF: lambda: pdf.render(report, beat),
        Format.DOCX: lambda: docx.render(report),
        Format.CSV: lambda: csv.render_claims(report),
        Format.EVIDENCE: lambda: csv.render_evidence(report),
        Format.JSON: lambda: json.render(report),
    }
    return makers[form]()


@contextmanager
def case_file(report: Report, copies: casefile.Copies, beat: Beat = lambda: None) -> Iterator[IO[bytes]]:
    """Every form of the report with the copies it speaks of, in a file that is gone afterwards."""
    files = {}
    for form in (Format.HTML, Format.PDF, Format.DOCX, Format.JSON):
        files[f"report{SUFFIXES[form]}"] = render(report, form, beat)
        beat()
    with tempfile.TemporaryFile() as out:
        casefile.write(report, files, copies, out)
        out.seek(0)
        yield out
