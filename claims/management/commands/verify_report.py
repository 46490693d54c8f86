"""Whether a file is a report of this desk, and whether all is as it was: `./run verify_report FILE`."""

from __future__ import annotations

import zipfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from claims.reports.formats import casecheck
from claims.reports.verifying import Touch, Verification, print_of, verify
from factdesk.core.models import User

PIECE = 1 << 20
SAID = {
    Touch.UNTOUCHED: "Untouched: these are the very bytes that were issued.",
    Touch.CHANGED: "CHANGED: it says that it is this report, and is not the file that was issued.",
    Touch.DAMAGED: "DAMAGED: the desk's own copy is not what was issued.",
}


class Command(BaseCommand):
    help = "Says which report a file is, whether it is untouched, and whether the desk's data still match it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *_args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            with path.open("rb") as file:
                found = verify(print_of(iter(lambda: file.read(PIECE), b"")), reader=User.objects.system())
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}") from None
        if found.touch is Touch.UNKNOWN:
            raise CommandError("This is no report that this desk issued, or nothing is left in it by which to tell.")
        self.stdout.write(_told(found))
        if found.touch is Touch.CHANGED and zipfile.is_zipfile(path):
            with path.open("rb") as case:
                self.stdout.write("\n".join(casecheck.verify(case)))
        if not found.holds:
            raise CommandError("It does not hold.")


def _told(found: Verification) -> str:
    made = f"{found.made_at:%Y-%m-%d %H:%M} UTC, {found.made_by}" if found.made_at else ""
    lines = [f"{found.which}: {found.title}", f"{found.code}, issued {made}", SAID[found.touch]]
    lines += [f"{match.what}: {match.told}" for match in found.matches]
    return "\n".join(lines)
