"""Whether a case file is as it was written: every member hashed again, within bounds. Pure."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO

from django.utils.translation import gettext as _

from claims.reports.formats.casefile import MANIFEST
from claims.reports.formats.casenames import is_member

PIECE = 1 << 20
MOST_MEMBERS = 20_000
MOST_MANIFEST = 16 * 1024**2
MOST_MEMBER = 512 * 1024**2
MOST_BYTES = 16 * 1024**3
"""Unpacked, all together. A hundred times what a case of some size holds; beyond it nothing is read."""
SHA256 = 64


def verify(data: bytes | BinaryIO) -> list[str]:
    """What is wrong with it, in words; nothing, if it is whole. That copies are missing is told by the file itself."""
    source = io.BytesIO(data) if isinstance(data, bytes) else data
    try:
        with zipfile.ZipFile(source) as packed:
            return list(_faults(packed))
    except (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError):
        return [_("This is no case file that can be read.")]


def _faults(packed: zipfile.ZipFile) -> Iterator[str]:
    infos = {info.filename: info for info in packed.infolist()}
    if len(packed.infolist()) > MOST_MEMBERS or sum(info.file_size for info in infos.values()) > MOST_BYTES:
        yield _("It holds more than any case file.")
        return
    if len(infos) < len(packed.infolist()):
        yield _("It holds several files of the same name.")
    listed = _listed(packed, infos.get(MANIFEST))
    if listed is None:
        yield _("It has no manifest.json that can be read.")
        return
    yield from (_("%s is no name for a file in it.") % ascii(name) for name in infos if not is_member(name))
    yield from (_("%s is not in the list.") % name for name in sorted(infos.keys() - listed.keys() - {MANIFEST}))
    for name, (size, sha256) in listed.items():
        if name not in infos:
            yield _("%s is missing.") % name
        elif not _is(packed, infos[name], size, sha256):
            yield _("%s was changed.") % name


def _listed(packed: zipfile.ZipFile, info: zipfile.ZipInfo | None) -> dict[str, tuple[int, str]] | None:
    """Name → size and hash, as the manifest has them; None where it cannot be taken at its word."""
    if info is None or info.file_size > MOST_MANIFEST:
        return None
    try:
        with packed.open(info) as member:
            told: Any = json.loads(member.read(MOST_MANIFEST + 1))
        listed = {str(one["name"]): (one["size"], one["sha256"]) for one in told["files"]}
    except (ValueError, KeyError, TypeError, RecursionError, RuntimeError):
        return None
    sound = all(
        isinstance(size, int) and isinstance(sha256, str) and len(sha256) == SHA256 for size, sha256 in listed.values()
    )
    return listed if sound and len(listed) == len(told["files"]) else None


def _is(packed: zipfile.ZipFile, info: zipfile.ZipInfo, size: int, sha256: str) -> bool:
    """Read no further than it should be long."""
    if info.file_size != size or size > MOST_MEMBER or info.flag_bits & 1:
        return False
    digest, left = hashlib.sha256(), size
    try:
        with packed.open(info) as member:
            while piece := member.read(min(PIECE, left + 1)):
                left -= len(piece)
                if left < 0:
                    return False
                digest.update(piece)
    except (zipfile.BadZipFile, zlib.error, EOFError):
        return False
    return left == 0 and digest.hexdigest() == sha256
