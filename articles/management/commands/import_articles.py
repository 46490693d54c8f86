"""A folder of files into articles: `./run import_articles DIR`. Each is read by the worker, as an upload is."""

from __future__ import annotations

import hashlib
import time
import uuid
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles.actions.arriving import Particulars, Upload, receive, try_again
from articles.arrivals import Line, lines
from articles.models import Arrival
from articles.states import ArrivalState
from factdesk.core.errors import DeskError
from factdesk.core.models import User
from factdesk.core.terminal import editor_of

POLL_SECONDS = 0.5
CHUNK = 1 << 20


class Command(BaseCommand):
    help = "Brings in every file of a folder. Run again, it brings in only what is new."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--desk", help="the desk they go to; the first one if not given")
        parser.add_argument("--as", dest="email", help="the editor who brings them in; the desk's first if not given")
        parser.add_argument("--confidential", action="store_true", help="their texts never leave the desk")
        parser.add_argument("--look-over", action="store_true", help="freeze none: somebody looks each over first")
        parser.add_argument("--wait", type=float, default=3600, help="seconds to wait for the worker")

    def handle(self, *_args: Any, **options: Any) -> None:
        folder: Path = options["folder"]
        if not folder.is_dir():
            raise CommandError(f"{folder} is no folder.")
        editor, desk_id = editor_of(options["desk"], options["email"])
        about = Particulars(confidential=options["confidential"])
        arrived: dict[int, Path] = {}
        failed = 0
        for path in sorted(path for path in folder.rglob("*") if path.is_file() and not path.name.startswith(".")):
            try:
                arrival = _receive(path, desk_id, editor, about, straight=not options["look_over"])
            except (OSError, DeskError) as error:
                failed += 1
                self.stderr.write(f"{path}: {getattr(error, 'text', None) or getattr(error, 'strerror', '')}")
            else:
                arrived[arrival.pk] = path
                self._mind(arrival, path, editor, about)
        failed += self._await(arrived, options["wait"])
        if failed:
            raise CommandError(f"{failed} of {len(arrived) + failed} files are no article.")

    def _mind(self, arrival: Arrival, path: Path, editor: User, about: Particulars) -> None:
        """What came in before is not brought in anew; where that is not what was asked for, it is said."""
        known = arrival.article or arrival
        if known.confidential != about.confidential:
            self.stderr.write(f"{path}: came in before as {'' if known.confidential else 'not '}confidential.")
        if arrival.state == ArrivalState.REFUSED:
            try_again(arrival_id=arrival.pk, actor=editor)
        elif arrival.state == ArrivalState.DROPPED:
            self.stderr.write(f"{path}: came in before and was removed. Bring it in on the page New article.")

    def _await(self, arrived: dict[int, Path], seconds: float) -> int:
        """Say of each what became of it, as it does; how many are no article."""
        end = time.monotonic() + seconds
        refused = 0
        waiting = set(arrived)
        while waiting:
            for line in _settled(waiting):
                path = arrived[line.arrival.pk]
                waiting.discard(line.arrival.pk)
                refused += line.stage in {"stopped", ArrivalState.REFUSED}
                became = f"article {line.arrival.article_id}" if line.arrival.article_id else line.stage_label
                self.stdout.write(f"{path}: {became}{f'. {line.reason}' if line.reason else ''}")
            if waiting and time.monotonic() > end:
                raise CommandError(f"{len(waiting)} files are not read yet. They are kept; a worker reads them.")
            time.sleep(POLL_SECONDS if waiting else 0)
        return refused


def _receive(path: Path, desk_id: int, editor: User, about: Particulars, *, straight: bool) -> Arrival:
    """The same bytes are the same form: a folder that was brought in half is brought in whole the next time."""
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    token = uuid.uuid5(uuid.NAMESPACE_OID, digest)
    return receive(
        desk_id=desk_id,
        actor=editor,
        token=token,
        upload=Upload(path.name, _chunks(path)),
        about=about,
        straight=straight,
    )


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk


def _settled(waiting: set[int]) -> list[Line]:
    rows = Arrival.objects.filter(pk__in=waiting).select_related("desk", "by").defer("document")
    return [line for line in lines(rows) if not line.moves]
