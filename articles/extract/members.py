"""The files in a ZIP that somebody brought in: looked into in memory, under bounds; no name of it becomes a path."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator

from articles.extract.document import Unreadable, Why

MOST_FILES = 500
MOST_BYTES = 200_000_000
CHUNK = 1 << 16
_ENCRYPTED = 0x1
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""What archives are packed with. Of bzip2 and LZMA Python unpacks a chunk whole: 600 bytes can be 800 MB."""
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError)
"""ValueError: of places before the file's first byte, and of names that are no UTF-8."""
_CLUTTER = ("__MACOSX/", ".", "Thumbs.db", "desktop.ini")


def members(data: bytes) -> Iterator[tuple[str, Iterator[bytes]]]:
    """Name and content of each file. Each content is read before the next is asked for.

    Unreadable when the archive is damaged, locked, empty, or holds more than a desk takes at once.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        infos = [info for info in archive.infolist() if not info.is_dir() and not _is_clutter(info.filename)]
    except _BROKEN:
        raise Unreadable(Why.DAMAGED) from None
    if not infos:
        raise Unreadable(Why.EMPTY)
    if len(infos) > MOST_FILES or sum(info.file_size for info in infos) > MOST_BYTES:
        raise Unreadable(Why.TOO_LARGE)
    if any(info.flag_bits & _ENCRYPTED for info in infos):
        raise Unreadable(Why.PASSWORD)
    if any(info.compress_type not in _METHODS for info in infos):
        raise Unreadable(Why.DAMAGED)
    left = [MOST_BYTES]
    for info in infos:
        if info.file_size:
            yield info.filename, _content(archive, info, left)


def _content(archive: zipfile.ZipFile, info: zipfile.ZipInfo, left: list[int]) -> Iterator[bytes]:
    """`left` is what all of them together may still unpack to: what an archive says of itself may be a lie."""
    try:
        with archive.open(info) as file:
            while chunk := file.read(CHUNK):
                left[0] -= len(chunk)
                if left[0] < 0:
                    raise Unreadable(Why.TOO_LARGE)
                yield chunk
    except Unreadable:
        raise
    except _BROKEN:
        raise Unreadable(Why.DAMAGED) from None


def _is_clutter(name: str) -> bool:
    """What systems add to folders by themselves."""
    return name.startswith(_CLUTTER[0]) or name.rsplit("/", 1)[-1].startswith(_CLUTTER[1:])
