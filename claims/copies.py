"""Kept copies on disk: under names of our own, whole or not there at all, never where the web server looks."""

from __future__ import annotations

import hashlib
import os
import secrets
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError
from django.utils.translation import gettext as _

from claims.copied import LOOKED_AT, TEXT, media_type, plain_name
from factdesk.core.errors import Refused

MAX_BYTES: int = settings.UPLOAD_MOST_BYTES
IN_FLIGHT_SECONDS = 3600  # a file without a row may be one whose row is being written
PART = ".part"


@dataclass(frozen=True)
class Incoming:
    """Something to keep: an uploaded file, or what a person pasted (`pasted`)."""

    name: str
    chunks: Iterable[bytes]
    pasted: bool = False


@dataclass
class Stored:
    """A file that is on disk by now. `taken` when a row speaks of it; if none does, it goes again."""

    name: str
    original_name: str
    sha256: str
    size: int
    media_type: str
    pasted: bool
    taken: bool = False


def pasted(text: str) -> Incoming | None:
    """What somebody pasted, as a file to keep; None when that is nothing."""
    text = text.replace("\r\n", "\n").replace("\x00", "")
    if not text.strip():
        return None
    return Incoming("", [text.encode("utf-8", "replace")], pasted=True)


def folder() -> Path:
    return Path(settings.DATA_DIR) / "media" / "copies"


def path_of(name: str) -> Path:
    return folder() / name[:2] / name


@contextmanager
def held(incoming: Incoming | None) -> Iterator[Stored | None]:
    """The file first, then the row: within this the row is written, and a file that got none is removed."""
    if incoming is None:
        yield None
        return
    stored = _write(incoming)
    try:
        yield stored
    except DatabaseError:
        raise  # whether the row came through is not known; `sweep_files` finds out
    except BaseException:
        remove(stored.name)
        raise
    if not stored.taken:
        remove(stored.name)


def read(name: str) -> bytes:
    return path_of(name).read_bytes()


def remove(name: str) -> None:
    path_of(name).unlink(missing_ok=True)


def names_on_disk(*, at_rest: float = IN_FLIGHT_SECONDS) -> Iterator[str]:
    """Files that nobody has touched for so many seconds, unfinished ones included."""
    before = time.time() - at_rest
    for path in folder().glob("??/*"):
        if path.is_file() and path.stat().st_mtime <= before:
            yield path.name


def _write(incoming: Incoming) -> Stored:
    name = secrets.token_hex(16)
    path = path_of(name)
    part = path.with_name(name + PART)
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o750)
        size, digest, head = _pour(incoming.chunks, part)
        part.rename(path)
        _sync(path.parent)
    except OSError:
        part.unlink(missing_ok=True)
        raise Refused({"copy": no_room()}) from None
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    media = TEXT if incoming.pasted else media_type(head)
    return Stored(name, plain_name(incoming.name), digest, size, media, incoming.pasted)


def _pour(chunks: Iterable[bytes], part: Path) -> tuple[int, str, bytes]:
    size, digest, head = 0, hashlib.sha256(), b""
    with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o640), "wb") as file:  # noqa: PTH123  pathlib takes no flags: never over a file that is there
        for chunk in chunks:
            size += len(chunk)
            if size > MAX_BYTES:
                raise Refused({"copy": too_large()})
            digest.update(chunk)
            if len(head) < LOOKED_AT:
                head += chunk[: LOOKED_AT - len(head)]
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    if not size:
        raise Refused({"copy": _("This file is empty.")})
    return size, digest.hexdigest(), head


def too_large() -> str:
    return _("This file is larger than 25 MB. Keep the pages that matter.")


def no_room() -> str:
    return _("The desk could not store the file, so nothing was saved. Whoever runs the desk can make room.")


def _sync(directory: Path) -> None:
    """The name is on disk too, not only the bytes."""
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
