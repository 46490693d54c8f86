"""An article back from its report: `./run import_report report.json`, or a case file with the kept copies."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from claims.actions.importing import import_report
from claims.reports.arriving import arrived
from claims.reports.formats.json import NotReadable
from claims.reports.report import Report
from factdesk.core.errors import DeskError
from factdesk.core.terminal import editor_of

MOST = 2_000_000_000  # bytes


class Command(BaseCommand):
    help = "Imports an article with all that was checked in it, from a report (.json) or a case file (.zip)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--desk", help="the desk it goes to; the first one if not given")
        parser.add_argument("--as", dest="email", help="the editor who imports it; the desk's first if not given")

    def handle(self, *_args: Any, **options: Any) -> None:
        path: Path = options["file"]
        editor, desk_id = editor_of(options["desk"], options["email"])
        try:
            report, copies = arrived(_bytes(path))
            article = import_report(report=report, desk_id=desk_id, actor=editor, copies=copies)
        except NotReadable as error:
            raise CommandError(f"{path}: {error.text}") from error
        except DeskError as error:
            raise CommandError(str(error.text)) from error
        self.stdout.write(f"Article {article.pk}: {article.title}")
        self.stdout.write(f"{len(report.claims)} claims in {len(report.versions)} versions are on the desk.")
        if missing := _kept(report) - set(copies):
            self.stdout.write(
                f"{len(missing)} kept copies did not come with the report; their pages say they are lost."
            )


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > MOST:
            raise CommandError(f"{path}: larger than 2 GB.")
        return path.read_bytes()
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}") from error


def _kept(report: Report) -> set[str]:
    return {item.kept.copy.sha256 for claim in report.claims for item in claim.evidence if item.kept}
