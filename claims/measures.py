"""How well the proposer does on labelled text; needs no database, and knows two folders of labels by their layout."""

from __future__ import annotations

import csv
import gzip
import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from articles.extract.plain import read_text
from claims.detect import Detection, Proposal, Reach, Scorer, detect, score_sentence

Scored = tuple[float, bool]
Row = dict[str, Any]


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


@dataclass
class Findings:
    """What was counted on one set of articles."""

    scored: list[Scored] = field(default_factory=list)
    tally: Counter[str] = field(default_factory=Counter)

    def share(self, part: str, whole: str) -> float:
        return self.tally[part] / max(1, self.tally[whole])


def debates(folder: Path, scorer: Scorer) -> list[Scored]:
    """ClaimBuster's expert-labelled sentences, each on its own."""
    with gzip.open(folder / "claimbuster" / "dev.csv.gz", "rt", encoding="utf-8", newline="") as file:
        return [(score_sentence(row["Text"], scorer), row["Verdict"] == "1") for row in csv.DictReader(file)]


def news(folder: Path, scorer: Scorer) -> Findings:
    """`news_dev`: whole articles, sentences labelled by hand, with types."""
    found = Findings()
    data = json.loads((folder / "news_dev" / "news_dev.json").read_text(encoding="utf-8"))
    for article in data["articles"]:
        _compare(article["text"], article["items"], scorer, found)
    return found


def labelled(labels: Path, documents: Path, scorer: Scorer, part: str) -> Findings:
    """The project's own labels (`training/news_labels.tsv`) on the articles of `documents`; offsets only, no texts."""
    found = Findings()
    for text, items in _articles(labels, documents, part):
        _compare(text, items, scorer, found)
    return found


def _articles(labels: Path, documents: Path, part: str) -> Iterator[tuple[str, list[Row]]]:
    rows: dict[str, list[Row]] = defaultdict(list)
    with labels.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            if row["part"] == part:
                rows[row["document"]].append(row)
    for name, sentences in rows.items():
        text = (documents / name).read_text(encoding="utf-8").strip()
        yield text, [item for row in sentences if (item := _item(row, text))]


def _item(row: Row, text: str) -> Row | None:
    start, end = int(row["start"]), int(row["end"])
    if hashlib.sha256(text[start:end].encode()).hexdigest()[:8] != row["sha256"]:
        return None
    return {
        "start": start,
        "end": end,
        "label": row["label"],
        "type": row["type"] or None,
        "borderline": row["borderline"] == "1",
        "who": _cut(text, row["attributed_to"]),
        "hedges": [_cut(text, span) for span in row["hedges"].split(",") if span],
    }


def _cut(text: str, span: str) -> str:
    start, _, end = span.partition("-")
    return text[int(start) : int(end)] if end else ""


def _compare(text: str, items: list[Row], scorer: Scorer, found: Findings) -> None:
    """One article's labels against what was found there. Furniture and headings are judged by what is proposed."""
    document = read_text(text)
    all_of_them = detect(document.text, document.blocks, scorer=scorer, threshold=0.0)
    least = all_of_them.thresholds[Reach.STANDARD]
    spans = [p for p in all_of_them.proposals if p.score >= least]
    found.tally["spans"] += sum(1 + len(p.repeats) for p in spans)
    for item in items:
        _judge(item, all_of_them, least, found)


def _judge(item: Row, all_of_them: Detection, least: float, found: Findings) -> None:
    tally, label = found.tally, item["label"]
    best = max(all_of_them.sentences, key=lambda s: min(s.end, item["end"]) - max(s.start, item["start"]))
    at = _proposal_at(all_of_them.proposals, best.start)
    proposed = at is not None and at.score >= least
    tally["cut alike"] += (best.start, best.end) == (item["start"], item["end"])
    tally["items"] += 1
    tally[f"{label} proposed"] += proposed
    tally["borderline proposed"] += proposed and item["borderline"]
    if label not in ("heading", "furniture") and not item["borderline"]:
        found.scored.append((best.score, label == "check_worthy"))
        tally["claims proposed"] += proposed and label == "check_worthy"
        tally["claims"] += label == "check_worthy"
    if label == "check_worthy" and at is not None:
        _judge_reading(item, at, tally)


def _judge_reading(item: Row, at: Proposal, tally: Counter[str]) -> None:
    tally["typed"] += 1
    tally["type right"] += item["type"] == at.type
    if "who" not in item:
        return
    wanted, named = _plain(item["who"]), _plain(at.attributed_to)
    same = wanted == named or bool(wanted and named and (wanted in named or named in wanted))
    tally["attribution right"] += same
    tally["named"] += bool(named)
    tally["named right"] += bool(named) and same
    tally["sources"] += bool(wanted)
    tally["sources found"] += bool(wanted) and same
    words = [_plain(at.exact[span.start - at.start : span.end - at.start]) for span in at.hedges]
    for hedge in item["hedges"]:
        tally["hedges"] += 1
        tally["hedges found"] += any(word in _plain(hedge) or _plain(hedge) in word for word in words)


def _proposal_at(proposals: Sequence[Proposal], start: int) -> Proposal | None:
    for proposal in proposals:
        if proposal.start == start or any(span.start == start for span in proposal.repeats):
            return proposal
    return None


def _plain(words: str) -> str:
    """Names are compared without their article and the shape of their apostrophes."""
    plain = " ".join(words.lower().replace("’", "'").split())
    for article in ("the ", "a ", "an "):
        plain = plain.removeprefix(article)
    return plain
