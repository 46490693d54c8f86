"""Files on disk: under names of our own, whole or not there at all, never where the web server looks."""

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

IN_FLIGHT_SECONDS = 3600  # a file without a row may be one whose row is being written
HEAD = 65_536  # bytes that tell what a file is
PART = ".part"
PIECE = 1 << 20


class NotShelved(Exception):
    """Nothing was stored."""


class NoRoom(NotShelved):
    """The disk took no more."""


class TooLarge(NotShelved):
    """More than the shelf takes."""


class Nothing(NotShelved):
    """Not one byte."""


@dataclass
class Shelved:
    """A file that is on disk by now. `taken` when a row speaks of it; if none does, it goes again."""

    name: str
    sha256: str
    size: int
    head: bytes
    taken: bool = False


@dataclass(frozen=True)
class Shelf:
    """One folder of the desk's media. `most` bytes go into a file of it; as many as into an upload when it is 0."""

    label: str
    most: int = 0

    def folder(self) -> Path:
        return Path(settings.DATA_DIR) / "media" / self.label

    def path_of(self, name: str) -> Path:
        return self.folder() / name[:2] / name

    def read(self, name: str) -> bytes:
        return self.path_of(name).read_bytes()

    def pieces(self, name: str) -> Iterator[bytes]:
        """The file a piece at a time, for those that may be large."""
        with self.path_of(name).open("rb") as file:
            yield from iter(lambda: file.read(PIECE), b"")

    def remove(self, name: str) -> None:
        self.path_of(name).unlink(missing_ok=True)

    @contextmanager
    def held(self, chunks: Iterable[bytes]) -> Iterator[Shelved]:
        """The file first, then the row: within this the row is written, and a file that got none is removed."""
        shelved = self._write(chunks)
        try:
            yield shelved
        except DatabaseError:
            raise  # whether the row came through is not known; `sweep_files` finds out
        except BaseException:
            self.remove(shelved.name)
            raise
        if not shelved.taken:
            self.remove(shelved.name)

    def names(self, *, at_rest: float = IN_FLIGHT_SECONDS) -> Iterator[str]:
        """Files that nobody has touched for so many seconds, unfinished ones included."""
        before = time.time() - at_rest
        for path in self.folder().glob("??/*"):
            if path.is_file() and path.stat().st_mtime <= before:
                yield path.name

    def _write(self, chunks: Iterable[bytes]) -> Shelved:
        name = secrets.token_hex(16)
        path = self.path_of(name)
        part = path.with_name(name + PART)
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o750)
            size, digest, head = _pour(chunks, part, self.most or settings.UPLOAD_MOST_BYTES)
            part.rename(path)
            _sync(path.parent)
        except OSError as error:
            part.unlink(missing_ok=True)
            raise NoRoom from error
        except BaseException:
            part.unlink(missing_ok=True)
            raise
        return Shelved(name, digest, size, head)


def _pour(chunks: Iterable[bytes], part: Path, most: int) -> tuple[int, str, bytes]:
    size, digest, head = 0, hashlib.sha256(), b""
    with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o640), "wb") as file:  # noqa: PTH123  pathlib takes no flags: never over a file that is there
        for chunk in chunks:
            size += len(chunk)
            if size > most:
                raise TooLarge
            digest.update(chunk)
            if len(head) < HEAD:
                head += chunk[: HEAD - len(head)]
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    if not size:
        raise Nothing
    return size, digest.hexdigest(), head


def _sync(directory: Path) -> None:
    """The name is on disk too, not only the bytes."""
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
