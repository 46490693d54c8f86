"""How well the proposer does on labelled text: `python -m bench.proposer_eval DIRECTORY`.

The directory holds `news_dev/news_dev.json` and `claimbuster/dev.csv.gz`; without it (and without
FACTDESK_DATA) there is nothing to measure, which is said, and no failure. The texts are not ours to ship.
"""

import csv
import gzip
import json
import os
import sys
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from articles.extract.plain import read_text
from claims.detect import Detection, Reach, best, detect, score_sentence

THRESHOLD = best().thresholds[Reach.STANDARD]
Scored = tuple[float, bool]


def average_precision(rows: Iterable[Scored]) -> float:
    """Area under precision and recall; rows of equal score are taken in together."""
    ordered = sorted(rows, key=lambda row: -row[0])
    positives = sum(label for _, label in ordered)
    hits, area, i = 0, 0.0, 0
    while i < len(ordered):
        tied = [label for score, label in ordered[i:] if score == ordered[i][0]]
        hits += sum(tied)
        i += len(tied)
        area += sum(tied) / positives * hits / i
    return area


def at_threshold(rows: Sequence[Scored], threshold: float) -> tuple[float, float]:
    """Precision and recall of everything at or over the threshold."""
    hits = sum(label for score, label in rows if score >= threshold)
    proposed = sum(score >= threshold for score, _ in rows)
    return hits / max(1, proposed), hits / max(1, sum(label for _, label in rows))


def line(name: str, rows: Sequence[Scored]) -> str:
    precision, recall = at_threshold(rows, THRESHOLD)
    best = max(2 * p * r / (p + r) for t, _ in rows for p, r in [at_threshold(rows, t)] if p + r)
    return (
        f"{name:24} {len(rows):5} sentences  AP {average_precision(rows):.3f}  best F1 {best:.3f}"
        f"  at {THRESHOLD}: precision {precision:.3f} recall {recall:.3f}"
    )


def debates(folder: Path) -> list[Scored]:
    with gzip.open(folder / "claimbuster" / "dev.csv.gz", "rt", encoding="utf-8") as file:
        return [(score_sentence(row["Text"]), row["Verdict"] == "1") for row in csv.DictReader(file)]


def news(folder: Path, *, verbose: bool) -> list[str]:
    data = json.loads((folder / "news_dev" / "news_dev.json").read_text(encoding="utf-8"))
    tally: Counter[str] = Counter()
    rows: list[Scored] = []
    for article in data["articles"]:
        document = read_text(article["text"])
        found = detect(document.text, document.blocks)
        for item in article["items"]:
            rows += _compare(item, found, tally, verbose=verbose)
        tally["spans"] += len(found.within(Reach.STANDARD))
    return [
        line("news_dev", rows),
        f"  sentences cut where people cut them: {tally['same']} of {tally['items']}",
        f"  headings proposed: {tally['heading proposed']}, questions proposed: {tally['question proposed']}",
        (
            f"  spans proposed: {tally['spans']}, of them labelled claims: {tally['hit']}"
            f" ({tally['hit'] / max(1, tally['spans'] - tally['borderline proposed']):.3f} without borderline ones)"
        ),
        f"  chief type as labelled: {tally['type']} of {tally['typed']}",
    ]


def _compare(item: dict[str, Any], found: Detection, tally: Counter[str], *, verbose: bool) -> list[Scored]:
    """One labelled sentence against what was found there."""
    start, end = item["start"], item["end"]
    tally["items"] += 1
    tally["same"] += any((s.start, s.end) == (start, end) for s in found.sentences)
    best = max(found.sentences, key=lambda s: min(s.end, end) - max(s.start, start))
    proposal = next((p for p in found.within(Reach.STANDARD) if min(p.end, end) - max(p.start, start) > 0), None)
    label = item["label"]
    if proposal:
        tally[f"{label} proposed"] += 1
        tally["borderline proposed"] += item["borderline"]
        tally["hit"] += label == "check_worthy" and not item["borderline"]
        if label == "check_worthy" and item["type"]:
            tally["typed"] += 1
            tally["type"] += item["type"] == proposal.type
    if verbose:
        kind = f"{proposal.type} < {proposal.attributed_to}" if proposal else best.label
        mark = "*" if item["borderline"] else " "
        sys.stdout.write(
            f"{best.score:.2f} {label[:8]:8}{mark} {item['type'] or '-':20} {kind:40} {item['text'][:100]}\n"
        )
    return [] if item["borderline"] else [(best.score, label == "check_worthy")]


def speed(folder: Path) -> str:
    data = json.loads((folder / "news_dev" / "news_dev.json").read_text(encoding="utf-8"))
    text = "\n\n".join(article["text"] for article in data["articles"]) * 20
    document = read_text(text)
    begun = time.process_time()
    found = detect(document.text, document.blocks)
    return f"{len(found.sentences) / (time.process_time() - begun):,.0f} sentences per CPU-second"


def main(arguments: Sequence[str]) -> int:
    verbose = "-v" in arguments
    named = [argument for argument in arguments if not argument.startswith("-")]
    folder = Path(named[0] if named else os.environ.get("FACTDESK_DATA", "."))
    if not (folder / "news_dev" / "news_dev.json").exists():
        print("No labelled texts here: name their directory, or set FACTDESK_DATA. Nothing was measured.")
        return 0
    print("\n".join(news(folder, verbose=verbose)))
    print(line("claimbuster dev", debates(folder)))
    print(speed(folder))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
