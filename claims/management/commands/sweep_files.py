"""Files in order: `./run sweep_files`. Files that no row speaks of go; rows without their file are named."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterable
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles.models import Arrival, Original
from articles.originals import ORIGINALS
from claims.copies import SHELF
from claims.models import Copy, Report
from claims.reports.shelf import REPORTS
from factdesk.core.shelf import Shelf


class Command(BaseCommand):
    help = "Removes files of an hour and more that no row speaks of, and names rows whose file is gone."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--look", action="store_true", help="only count, remove nothing")

    def handle(self, *_args: Any, **options: Any) -> None:
        # The files before the rows: read the other way round, a file that comes in between would look like an orphan.
        on_disk = {shelf: list(shelf.names()) for shelf in (SHELF, ORIGINALS, REPORTS)}
        known = {SHELF: _copies(), ORIGINALS: _originals(), REPORTS: _reports()}
        orphans = [(shelf, name) for shelf, names in on_disk.items() for name in names if name not in known[shelf]]
        if not options["look"]:
            for shelf, name in orphans:
                shelf.remove(name)
        self.stdout.write(f"{len(orphans)} files without a row{'' if options['look'] else ' removed'}.")
        lost = [row for shelf, rows in known.items() for row in _lost(shelf, rows.items())]
        if lost:
            raise CommandError(f"Without their file: {', '.join(lost)}")


def _copies() -> dict[str, str]:
    return {name: f"copy {pk}" for pk, name in Copy.objects.values_list("pk", "name")}


def _originals() -> dict[str, str]:
    """Arrivals first: a file goes from an arrival to an original, and never back."""
    waiting = {name: f"arrival {pk}" for pk, name in Arrival.objects.exclude(file="").values_list("pk", "file")}
    return waiting | {name: f"original {pk}" for pk, name in Original.objects.values_list("pk", "name")}


def _reports() -> dict[str, str]:
    return {name: f"report {pk}" for pk, name in Report.objects.exclude(file="").values_list("pk", "file")}


def _lost(shelf: Shelf, rows: Iterable[tuple[str, str]]) -> list[str]:
    return sorted(row for name, row in rows if not shelf.path_of(name).exists())
