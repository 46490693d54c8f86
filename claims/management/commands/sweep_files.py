"""Kept copies in order: `./run sweep_files`. Files that no row speaks of go; rows without their file are named."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from claims.copies import names_on_disk, path_of, remove
from claims.models import Copy


class Command(BaseCommand):
    help = "Removes files of an hour and more that no kept copy speaks of, and names copies whose file is gone."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--look", action="store_true", help="only count, remove nothing")

    def handle(self, *_args: Any, **options: Any) -> None:
        # The files before the rows: read the other way round, a copy that is kept in between would look like an orphan.
        names = list(names_on_disk())
        known = dict(Copy.objects.values_list("name", "pk"))
        orphans = [name for name in names if name not in known]
        if not options["look"]:
            for name in orphans:
                remove(name)
        self.stdout.write(f"{len(orphans)} files without a row{'' if options['look'] else ' removed'}.")
        lost = sorted(pk for name, pk in known.items() if not path_of(name).exists())
        if lost:
            raise CommandError(f"Copies without their file: {', '.join(map(str, lost))}")
