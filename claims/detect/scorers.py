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
        known = list(codes)
        score = _probability(cue_logit(known))
        return round(score / 2, 4) if "opinion" in known else score


class CombinedScorer:
    """The trained reader and the cues, each where it knows more.

    The reader learnt mostly from debates, so it has to be told what sort of sentence it reads: one that addresses
    somebody ("you voted for …") is checked more often than it thinks, one that speaks of its speaker less often, and
    in a written article, where nearly every sentence states something, the same score means less. The weights
    were fitted on labelled sentences that the reader had not seen (docs/proposer.md).
    """

    name = "minilm-cues-en"
    version = f"2.0-{transformer.MODEL_SHA256[:8]}"
    thresholds: Mapping[Reach, float] = {Reach.STRICT: 0.6, Reach.STANDARD: 0.3, Reach.WIDE: 0.12}

    _READER = 1.12
    _CUES = 0.36
    _ADDED = {"second_person": 1.28, "first_person": -0.35, "name": 0.15, "written": -0.9}
    _BIAS = 0.2

    def __init__(self, reader: Transformer) -> None:
        self._reader = reader

    def score(self, sentence: str, codes: Iterable[str]) -> float:
        known = list(codes)
        added = sum(weight for code, weight in self._ADDED.items() if code in known)
        logit = self._READER * self._reader.logit(sentence) + self._CUES * cue_logit(known) + added + self._BIAS
        return _probability(logit)


CUES = CueScorer()


def best() -> Scorer:
    """The best scorer this machine can run."""
    reader = transformer.load()
    return CombinedScorer(reader) if reader else CUES


def _probability(logit: float) -> float:
    return round(1 / (1 + math.exp(-max(-50.0, min(50.0, logit)))), 4)
