"""The labelled news sentences as text: joins `news_labels.tsv` with the articles it counts on.

    python training/news_sentences.py DOCUMENTS > sentences.jsonl

The labels are ours and hold offsets only; the articles belong to their publishers and are not in this repository.
DOCUMENTS holds the expected texts of two public test suites for article extraction (mozilla/readability at ab4027a8 and
newspaper4k); a sentence whose sha256 does not agree is left out and counted.
"""

from __future__ import annotations

import csv
import hashlib
import json
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

LABELS = Path(__file__).with_name("news_labels.tsv")


def sentences(documents: Path) -> Iterator[dict[str, Any]]:
    """Each labelled sentence with its text, its source and its hedges; offsets become words."""
    text_of = cache(lambda name: (documents / name).read_text(encoding="utf-8").strip())
    with LABELS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            text = text_of(row["document"])
            exact = text[int(row["start"]) : int(row["end"])]
            if hashlib.sha256(exact.encode()).hexdigest()[:8] != row["sha256"]:
                print(f"not as labelled: {row['document']} {row['start']}", file=sys.stderr)
                continue
            yield {
                "document": row["document"],
                "start": int(row["start"]),
                "text": " ".join(exact.split()),
                "label": row["label"],
                "borderline": row["borderline"] == "1",
                "type": row["type"],
                "attributed_to": _words(text, row["attributed_to"]),
                "hedges": [_words(text, span) for span in row["hedges"].split(",") if span],
            }


def _words(text: str, span: str) -> str:
    start, _, end = span.partition("-")
    return text[int(start) : int(end)] if end else ""


if __name__ == "__main__":
    for sentence in sentences(Path(sys.argv[1])):
        print(json.dumps(sentence, ensure_ascii=False))
