"""What the commands that ask the proposer have in common: lines in, lines out, which proposer, which threshold."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Callable
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from claims.detect import CUES, Scorer, best
from claims.jsonl import Row, answers


class JsonLinesCommand(BaseCommand):
    """Reads `{"id", "text"}` a line from standard input and answers each line at once."""

    ask: Callable[[str, Scorer, float | None], Row]

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--jsonl", action="store_true", required=True, help="lines of JSON in and out")
        add_proposer_arguments(parser)

    def handle(self, *_args: Any, **options: Any) -> None:
        scorer = scorer_named(options["proposer"])
        ask, threshold = type(self).ask, options["threshold"]
        failed = 0
        for row in answers(sys.stdin, lambda text: ask(text, scorer, threshold)):
            failed += "error" in row
            self.stdout.write(json.dumps(row))
            self.stdout.flush()
        if failed:
            raise CommandError(f"{failed} lines could not be read; their answers say why.")


def add_proposer_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--proposer", choices=["best", "cues"], default="best", help="who scores the sentences")
    parser.add_argument(
        "--threshold", type=_share, help="the least score proposed, from 0 to 1; the shipped one if not given"
    )


def scorer_named(name: str) -> Scorer:
    return CUES if name == "cues" else best()


def _share(value: str) -> float:
    try:
        number = float(value)
    except ValueError:
        number = -1.0
    if not 0 <= number <= 1:
        raise ArgumentTypeError(f"{value} is not a number from 0 to 1")
    return number
