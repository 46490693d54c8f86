"""Kept copies of what sources said: files beside evidence, on a shelf of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from claims.copied import TEXT, media_type
from claims.models import Copy
from factdesk.core.errors import Refused
from factdesk.core.shelf import IN_FLIGHT_SECONDS, NoRoom, Nothing, Shelf, TooLarge
from factdesk.core.uploads import plain_name

MAX_BYTES: int = settings.UPLOAD_MOST_BYTES
SHELF = Shelf("copies")


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


def path_of(name: str) -> Path:
    return SHELF.path_of(name)


@contextmanager
def held(incoming: Incoming | None) -> Iterator[Stored | None]:
    """The file first, then the row: within this the row is written, and a file that got none is removed."""
    if incoming is None:
        yield None
        return
    with _in_words(), SHELF.held(incoming.chunks) as file:
        media = TEXT if incoming.pasted else media_type(file.head)
        name = plain_name(incoming.name)
        stored = Stored(file.name, name, file.sha256, file.size, media, incoming.pasted)
        yield stored
        file.taken = stored.taken


def read(name: str) -> bytes:
    return SHELF.read(name)


def remove(name: str) -> None:
    SHELF.remove(name)


def names_on_disk(*, at_rest: float = IN_FLIGHT_SECONDS) -> Iterator[str]:
    """Files that nobody has touched for so many seconds, unfinished ones included."""
    return SHELF.names(at_rest=at_rest)


def too_large() -> str:
    return _("This file is larger than 25 MB. Keep the pages that matter.")


def no_room() -> str:
    return _("The desk could not store the file, so nothing was saved. Whoever runs the desk can make room.")


@contextmanager
def _in_words() -> Iterator[None]:
    try:
        yield
    except TooLarge:
        raise Refused({"copy": too_large()}) from None
    except NoRoom:
        raise Refused({"copy": no_room()}) from None
    except Nothing:
        raise Refused({"copy": _("This file is empty.")}) from None


def of_desk(desk_id: int) -> Callable[[str], Iterator[bytes] | None]:
    """What finds a copy of this desk by its hash: its bytes in pieces; None where the desk has them no more."""

    def opened(sha256: str) -> Iterator[bytes] | None:
        names = Copy.objects.filter(source__desk=desk_id, sha256=sha256).order_by("pk").values_list("name", flat=True)
        name = next((name for name in names if path_of(name).exists()), None)
        return None if name is None else SHELF.pieces(name)

    return opened
