"""How well the proposer does on labelled text: `./run evaluate_proposer [--data DIRECTORY]`."""

from __future__ import annotations

import os
import resource
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from claims.detect import Reach, Scorer
from claims.management.proposer_command import add_proposer_arguments, scorer_named
from claims.measures import Findings, Scored, at_threshold, average_precision, debates, labelled, news

LABELS = Path("training") / "news_labels.tsv"


class Command(BaseCommand):
    help = "Measures the proposer on labelled sentences that are not part of this repository; without them it says so."

    def add_arguments(self, parser: ArgumentParser) -> None:
        beside = os.environ.get("FACTDESK_DATA", settings.BASE_DIR.parent / "shared" / "data")
        parser.add_argument("--data", type=Path, default=Path(beside), help="holds claims/ and documents/")
        add_proposer_arguments(parser)

    def handle(self, *_args: Any, **options: Any) -> None:
        scorer, folder = scorer_named(options["proposer"]), options["data"]
        least = options["threshold"] or scorer.thresholds[Reach.STANDARD]
        self.stdout.write(f"{scorer.name} {scorer.version}, threshold {least}")
        if not (folder / "claims" / "news_dev" / "news_dev.json").exists():
            self.stdout.write("No labelled texts here: name their directory with --data. Nothing was measured.")
            return
        begun = time.process_time()
        sentences = debates(folder / "claims", scorer)
        spent = time.process_time() - begun
        self._scores("ClaimBuster dev", sentences, least)
        self._articles("news_dev", news(folder / "claims", scorer), least)
        self._own(folder, scorer, least)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        self.stdout.write(f"{len(sentences) / spent:,.0f} sentences per CPU-second, peak memory {peak:.0f} MB")

    def _own(self, folder: Path, scorer: Scorer, least: float) -> None:
        labels = settings.BASE_DIR / LABELS
        if not labels.exists() or not (folder / "documents").exists():
            return
        for part in ("read", "blind"):
            self._articles(f"own labels, {part}", labelled(labels, folder / "documents", scorer, part), least)

    def _scores(self, name: str, rows: list[Scored], least: float) -> None:
        precision, recall = at_threshold(rows, least)
        self.stdout.write(
            f"{name}: {len(rows)} sentences, AP {average_precision(rows):.3f},"
            f" at {least}: precision {precision:.3f}, recall {recall:.3f}"
        )

    def _articles(self, name: str, found: Findings, least: float) -> None:
        self._scores(name, found.scored, least)
        tally = found.tally
        sure = tally["spans"] - tally["borderline proposed"]
        precise, complete = tally["claims proposed"] / max(1, sure), found.share("claims proposed", "claims")
        lines = [
            f"cut where people cut: {tally['cut alike']} of {tally['items']}",
            f"spans proposed: {tally['spans']}; precision of the sure ones {precise:.3f}, recall {complete:.3f}",
            f"chief type: {found.share('type right', 'typed'):.3f} of {tally['typed']}",
        ]
        lines += [f"{kind} proposed: {tally[f'{kind} proposed']}" for kind in ("heading", "question", "furniture")]
        if tally["sources"]:
            lines += [
                f"attribution right: {found.share('attribution right', 'typed'):.3f} of {tally['typed']}",
                f"sources found: {found.share('sources found', 'sources'):.3f} of {tally['sources']}",
                f"named sources right: {found.share('named right', 'named'):.3f} of {tally['named']}",
                f"hedges found: {found.share('hedges found', 'hedges'):.3f} of {tally['hedges']}",
            ]
        self.stdout.write("\n".join(f"    {line}" for line in lines))
