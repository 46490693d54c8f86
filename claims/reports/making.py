"""From a frozen report to the bytes of one form of it."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import IO, Any

from django.utils.module_loading import import_string
from msgspec.structs import replace

from claims.reports.formats import casefile
from claims.reports.profiles import for_profile
from claims.reports.report import Report
from claims.reports.shelf import REPORTS
from claims.vocabulary import Format, Profile

Beat = Callable[[], None]
EVERY = 1.0  # seconds
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
IN_A_CASE = (Format.HTML, Format.PDF, Format.DOCX, Format.JSON)
# By name: the libraries that set pages are for the processes that do.
MAKERS: Mapping[str, str] = {
    Format.HTML: "claims.reports.formats.html.render",
    Format.PDF: "claims.reports.formats.pdf.render",
    Format.DOCX: "claims.reports.formats.docx.render",
    Format.CSV: "claims.reports.formats.csv.render_claims",
    Format.EVIDENCE: "claims.reports.formats.csv.render_evidence",
    Format.JSON: "claims.reports.formats.json.render",
}


def narrowed(report: Report, profile: str, *, public_url: str = "") -> Report:
    """What the profile may hold of it. `public_url` is where the fact check is published."""
    found = for_profile(report, Profile(profile))
    return replace(found, about=replace(found.about, public_url=public_url)) if public_url else found


def render(report: Report, form: str, beat: Beat | None = None) -> bytes:
    """The report in one form; `beat` is called now and then while it is made. A case file: `case_file`."""
    maker: Callable[..., bytes] = import_string(MAKERS[form])
    more: dict[str, Any] = {"beat": beat} if form == Format.PDF else {}
    return maker(report, **more)


@contextmanager
def case_file(
    whole: Report, profile: str, copies: casefile.Copies, *, public_url: str, beat: Beat
) -> Iterator[IO[bytes]]:
    """Every form of the report, of which `whole` holds everything, with the copies it speaks of; in a file that is gone
    afterwards. With an address where it is published, what was found on the claims of others is marked up as well.
    """
    report = narrowed(whole, profile, public_url=public_url)
    public = narrowed(whole, Profile.PUBLIC, public_url=public_url) if public_url else None
    files = {}
    for form in IN_A_CASE:
        files[f"report{SUFFIXES[form]}"] = render(report, form, beat)
        beat()
    REPORTS.folder().mkdir(parents=True, exist_ok=True, mode=0o750)
    # Beside the files of the desk: what /tmp is may be small, and in memory.
    with tempfile.TemporaryFile(dir=REPORTS.folder()) as out:
        casefile.write(report, files, lambda sha256: _kept(copies(sha256), beat), out, public=public)
        out.seek(0)
        yield out


def beating(pieces: Iterable[bytes], beat: Beat) -> Iterator[bytes]:
    """The same pieces, with a beat before each."""
    for piece in pieces:
        beat()
        yield piece


def _kept(pieces: Iterable[bytes] | None, beat: Beat) -> Iterable[bytes] | None:
    return None if pieces is None else beating(pieces, beat)


def seldom(beat: Beat) -> Beat:
    """The same, once a second at most, however often it is called."""
    last = 0.0

    def now_and_then() -> None:
        nonlocal last
        if time.monotonic() - last >= EVERY:
            last = time.monotonic()
            beat()

    return now_and_then
