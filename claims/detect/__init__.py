"""The proposer: text and blocks in, sentences and the claims worth checking out. Pure; nothing is stored here."""

from claims.detect.proposer import THRESHOLD, detect
from claims.detect.reasons import explain
from claims.detect.result import ClaimType, Detection, Proposal, Reason, Sentence, Span

PROPOSER = "cues-en"
PROPOSER_VERSION = "1.0"

__all__ = [
    "PROPOSER",
    "PROPOSER_VERSION",
    "THRESHOLD",
    "ClaimType",
    "Detection",
    "Proposal",
    "Reason",
    "Sentence",
    "Span",
    "detect",
    "explain",
]
