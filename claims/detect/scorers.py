"""Who gives a sentence its score: cues alone, or cues and the trained reader together."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Protocol

from claims.detect import transformer
from claims.detect.result import Reach
from claims.detect.transformer import Transformer
from claims.detect.weights import cue_logit


class Scorer(Protocol):
    """Scores a sentence between 0 and 1, by its words and the cues found in them; always the same for the same."""

    name: str
    version: str
    thresholds: Mapping[Reach, float]

    def score(self, sentence: str, codes: Iterable[str]) -> float: ...


class CueScorer:
    """Cues alone: no model, in any language what needs no language."""

    name = "cues-en"
    version = "1.1"
    thresholds: Mapping[Reach, float] = {Reach.STRICT: 0.65, Reach.STANDARD: 0.45, Reach.WIDE: 0.3}

    def score(self, _sentence: str, codes: Iterable[str]) -> float:
        return _probability(cue_logit(codes))


class CombinedScorer:
    """The trained reader and the cues, each where it knows more."""

    name = "minilm-cues-en"
    version = f"2.0-{transformer.MODEL_SHA256[:8]}"
    thresholds: Mapping[Reach, float] = {Reach.STRICT: 0.65, Reach.STANDARD: 0.45, Reach.WIDE: 0.3}

    def __init__(self, reader: Transformer) -> None:
        self._reader = reader

    def score(self, sentence: str, codes: Iterable[str]) -> float:
        return _probability(0.5 * self._reader.logit(sentence) + 0.5 * cue_logit(codes))


CUES = CueScorer()


def best() -> Scorer:
    """The best scorer this machine can run."""
    reader = transformer.load()
    return CombinedScorer(reader) if reader else CUES


def _probability(logit: float) -> float:
    return round(1 / (1 + math.exp(-max(-50.0, min(50.0, logit)))), 4)
