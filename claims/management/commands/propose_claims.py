"""Claims for other programs: `./run propose_claims --jsonl < texts.jsonl`."""

from __future__ import annotations

from claims.jsonl import proposals
from claims.management.proposer_command import JsonLinesCommand


class Command(JsonLinesCommand):
    help = "Proposes claims for each text on standard input; stores nothing."
    ask = staticmethod(proposals)
