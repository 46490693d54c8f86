"""What the desk reads in a file, for a person to see and for other programs: `./run extract_text FILE`."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles.extract.document import Unreadable
from articles.extract.jail import read_jailed
from articles.extract.lines import as_line
from articles.reasons import UNREADABLE


class Command(BaseCommand):
    help = "Prints the text of a file; with --jsonl, of each file named in a line of JSON on standard input."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, nargs="?")
        parser.add_argument("--url", default="", help="where the page comes from")
        parser.add_argument(
            "--jsonl",
            action="store_true",
            help='a line {"id", "file", "url"} in, a line {"id", "text", "title", …} out',
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        if options["jsonl"] == bool(options["file"]):
            raise CommandError("Name a file, or give --jsonl.")
        if options["jsonl"]:
            for line in sys.stdin:
                if line.strip():
                    self.stdout.write(json.dumps(answer(json.loads(line)), ensure_ascii=False))
                    self.stdout.flush()
            return
        try:
            document = read_jailed(options["file"].read_bytes(), name=options["file"].name, url=options["url"])
        except OSError as failure:
            raise CommandError(f"{options['file']}: {failure.strerror}") from None
        except Unreadable as failure:
            raise CommandError(f"{options['file']}: {UNREADABLE[failure.why]}") from None
        self.stdout.write(document.text)


def answer(asked: Mapping[str, Any]) -> dict[str, Any]:
    """One file, read as the desk reads it. What went wrong is said in its line, and the next is read all the same."""
    path = Path(asked["file"])
    try:
        document = read_jailed(path.read_bytes(), name=path.name, url=asked.get("url") or "")
    except (OSError, Unreadable) as failure:
        return {"id": asked.get("id"), "error": str(failure)}
    return {"id": asked.get("id"), **as_line(document)}
