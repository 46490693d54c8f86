"""A report that comes in as a file: JSON alone, or a case file, which is a ZIP with the kept copies beside it. Pure.

Nothing of a ZIP becomes a file by the name that it has there: members are looked up by their hashes.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from claims.reports.formats.json import NotReadable, read
from claims.reports.report import Report

REPORT = "report.json"
COPY = re.compile(r"evidence/(?P<sha256>[0-9a-f]{64})(-[^/]*)?")
MOST_ENTRIES = 5_000
MOST_REPORT = 200_000_000  # bytes, unpacked
MOST_COPY = 25_000_000
_MARK = b"PK\x03\x04"
_PLAIN = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""Of other methods Python unpacks a chunk whole: 600 bytes can be 800 MB."""
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError)


class Copies(Mapping[str, bytes]):
    """The kept files of a case file by their SHA-256, each unpacked when it is asked for. Whether the bytes are those
    of the hash is for who takes them to say.
    """

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        named = ((COPY.fullmatch(info.filename), info) for info in archive.infolist())
        self._found = {match["sha256"]: info for match, info in named if match}

    def __getitem__(self, sha256: str) -> bytes:
        return _unpacked(self._archive, self._found[sha256], MOST_COPY)

    def __iter__(self) -> Iterator[str]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)


def arrived(data: bytes) -> tuple[Report, Mapping[str, bytes]]:
    """The report, and the kept files that came with it. NotReadable says what is wrong with the file."""
    if not data.startswith(_MARK):
        return read(data), {}
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        infos = archive.infolist()
    except _BROKEN:
        raise _damaged() from None
    if len(infos) > MOST_ENTRIES:
        raise NotReadable(_("This case file holds more than %(most)d files.") % {"most": MOST_ENTRIES})
    reports = [info for info in infos if info.filename == REPORT]
    if len(reports) != 1:
        raise NotReadable(_("This ZIP is no case file: there is no report.json in it."))
    return read(_unpacked(archive, reports[0], MOST_REPORT)), Copies(archive)


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo, most: int) -> bytes:
    """What an archive says of its sizes may be a lie, so what comes out is counted."""
    if info.compress_type not in _PLAIN:
        raise _damaged()
    try:
        with archive.open(info) as file:
            data = file.read(most + 1)
    except _BROKEN:
        raise _damaged() from None
    if len(data) > most:
        text = _("“%(name)s” in this case file is larger than %(most)d MB.")
        raise NotReadable(text % {"name": info.filename, "most": most // 1_000_000})
    return data


def _damaged() -> NotReadable:
    return NotReadable(_("This ZIP is damaged or locked with a password."))
