"""Scores for other programs: `./run score_sentences --jsonl < sentences.jsonl`."""

from __future__ import annotations

from claims.jsonl import score
from claims.management.proposer_command import JsonLinesCommand


class Command(JsonLinesCommand):
    help = "Scores each sentence on standard input by itself; stores nothing."
    ask = staticmethod(score)
