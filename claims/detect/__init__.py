"""The proposer: text and blocks in, sentences and the claims worth checking out. Pure; nothing is stored here."""

from claims.detect.proposer import detect, score_sentence
from claims.detect.reasons import explain
from claims.detect.result import ClaimType, Detection, Mark, Notice, Proposal, Reach, Reason, Sentence, Span
from claims.detect.scorers import CUES, Scorer, best

__all__ = [
    "CUES",
    "ClaimType",
    "Detection",
    "Mark",
    "Notice",
    "Proposal",
    "Reach",
    "Reason",
    "Scorer",
    "Sentence",
    "Span",
    "best",
    "detect",
    "explain",
    "score_sentence",
]
