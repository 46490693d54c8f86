"""How well the proposer serves this newsroom: `./run proposer_report [--desk NAME]`."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from claims.detect import CUES, Reach, best
from claims.feedback import LEAST, USED, Feedback, feedback
from factdesk.core.models import Desk

GRID = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8)


class Command(BaseCommand):
    help = "Precision and recall of the proposer on the desk's own decisions. Prints numbers, never a word of a text."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--desk", help="one desk; all of them if not given")

    def handle(self, *_args: Any, **options: Any) -> None:
        desks = Desk.objects.order_by("name")
        if options["desk"]:
            desks = desks.filter(name__iexact=options["desk"])
        if not desks:
            raise CommandError("There is no such desk.")
        for desk in desks:
            found = feedback(desk.pk)
            self.stdout.write(desk.name)
            if not found:
                self.stdout.write("  Nothing was proposed here yet.")
            for one in found:
                self._print(one)

    def _print(self, one: Feedback) -> None:
        fates, decided = one.fates, one.used + one.no_use
        doubles = fates["merged"] + one.dismissed["duplicate"]
        lines = [
            f"  {one.proposer}",
            f"    offered {sum(fates.values())}: waiting {fates['waiting']}, of use {one.used}, of no use {one.no_use}",
            f"    doubles {doubles}, added by hand {len(one.missed)}",
            f"    precision {_share(one.precision)}, recall {_share(one.recall)}",
        ]
        used = ", ".join(f"{fate} {fates[fate]}" for fate in USED)
        lines.append(f"    of use: {used}; corrected: " + ", ".join(f"{k} {v}" for k, v in one.corrected.items()))
        lines.append("    of no use: " + (", ".join(f"{k} {v}" for k, v in sorted(one.dismissed.items())) or "none"))
        lines.append("    had the least score been   of use   of no use   missed")
        for threshold in sorted({*GRID, *_shipped(one.proposer)}):
            good, bad, missed = one.at(threshold)
            lines.append(f"    {threshold:>23.2f} {good:>9} {bad:>11} {missed:>8}")
        if decided < LEAST:
            lines.append(f"    Only {decided} decisions: fewer than {LEAST} tell little.")
        self.stdout.write("\n".join(lines))


def _shipped(proposer: str) -> list[float]:
    scorer = CUES if proposer.startswith(CUES.name) else best()
    return [scorer.thresholds[reach] for reach in Reach]


def _share(value: float | None) -> str:
    return "not known" if value is None else f"{value:.3f}"
