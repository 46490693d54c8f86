"""All reports of a desk: `./run export_desk --desk City --format csv --out export/`."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, cast

from django.core.management.base import BaseCommand, CommandError

from claims.actions.exporting import export_desk
from claims.reports.desk import reports, write_lines, write_tables
from claims.vocabulary import Profile
from factdesk.core.errors import DeskError
from factdesk.core.models import User
from factdesk.core.terminal import editor_of

STDOUT = "-"
TABLES = ("claims.csv", "evidence.csv")


class Command(BaseCommand):
    help = "Writes the report of every article: as lines of JSON, or as tables of claims and of evidence."
    requires_system_checks = ()  # pages are none of its business, and reading them all takes a second

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--desk", required=True, help="the desk's name")
        parser.add_argument("--as", dest="email", help="the editor who takes it out; the desk's first if not given")
        parser.add_argument("--format", choices=["json", "csv"], required=True)
        parser.add_argument("--out", required=True, help="json: a file, or - for standard output; csv: a folder")
        parser.add_argument(
            "--profile",
            choices=[Profile.INTERNAL.value, Profile.LEGAL.value],
            default=Profile.INTERNAL.value,
            help="legal holds what was said for lawyers alone",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        form, to, profile = options["format"], options["out"], Profile(options["profile"])
        if form == "csv" and to == STDOUT:
            raise CommandError("The tables are two files: give a folder.")
        editor, desk_id = editor_of(options["desk"], options["email"])
        try:
            export_desk(desk_id=desk_id, actor=editor, profile=profile, form=form)
            write = _write_lines if form == "json" else _write_tables
            count = write(to, desk_id, editor, profile)
        except DeskError as error:
            raise CommandError(str(error.text)) from error
        except OSError as error:
            raise CommandError(f"{to}: {error.strerror}") from error
        self.stderr.write(f"{count} reports written{'' if to == STDOUT else f' to {to}'}.")


def _write_lines(to: str, desk_id: int, editor: User, profile: Profile) -> int:
    found = reports(desk_id, made_by=editor, profile=profile)
    if to == STDOUT:
        return write_lines(found, sys.stdout.buffer)
    with _whole(Path(to)) as (out,):
        return write_lines(found, cast("Any", out))


def _write_tables(to: str, desk_id: int, editor: User, profile: Profile) -> int:
    folder = Path(to)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _whole(*(folder / name for name in TABLES), text=True) as (claims, evidence):
        return write_tables(reports(desk_id, made_by=editor, profile=profile), claims, evidence)


@contextmanager
def _whole(*paths: Path, text: bool = False) -> Iterator[list[IO[Any]]]:
    """Files for the owner's eyes alone that are there when they are whole, or not at all."""
    parts = [path.with_name(f"{path.name}.part") for path in paths]
    how: dict[str, Any] = {"mode": "w", "encoding": "utf-8", "newline": ""} if text else {"mode": "wb"}
    files: list[IO[Any]] = []
    try:
        files += [open(part, opener=_private, **how) for part in parts]  # noqa: SIM115  pathlib takes no opener
        yield files
        for file in files:
            file.close()
        for part, path in zip(parts, paths, strict=True):
            part.replace(path)
    finally:
        for file in files:
            file.close()
        for part in parts:
            part.unlink(missing_ok=True)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
