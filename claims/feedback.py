"""What the desk's own decisions say about the proposer: which offers were of use, and what it missed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from claims.models import Claim, ProposalRun
from claims.vocabulary import DismissReason, Fate

USED = (Fate.ACCEPTED, Fate.EDITED, Fate.SPLIT)
OF_NO_USE = (DismissReason.OPINION, DismissReason.NOT_FACTUAL, DismissReason.PROPOSER_ERROR)
LEAST = 200
"""Fewer decisions than this tell little."""


@dataclass
class Feedback:
    """One proposer's offers by what became of them, and the claims that people made beside them.

    A claim merged into another or dismissed as a double was right and is counted neither way.
    """

    proposer: str
    fates: Counter[str] = field(default_factory=Counter)
    dismissed: Counter[str] = field(default_factory=Counter)
    corrected: Counter[str] = field(default_factory=Counter)
    decided: list[tuple[float, bool]] = field(default_factory=list)
    missed: list[float] = field(default_factory=list)

    @property
    def used(self) -> int:
        return sum(self.fates[fate] for fate in USED)

    @property
    def no_use(self) -> int:
        return sum(self.dismissed[reason] for reason in OF_NO_USE)

    @property
    def precision(self) -> float | None:
        """Of the offers people decided on, the share that was of use."""
        return self.used / (self.used + self.no_use) if self.used + self.no_use else None

    @property
    def recall(self) -> float | None:
        """Of the claims people worked on, the share that was offered; what nobody made a claim of is not known."""
        return self.used / (self.used + len(self.missed)) if self.used + len(self.missed) else None

    def at(self, threshold: float) -> tuple[int, int, int]:
        """Offers of use, offers of no use, and claims missed, had this been the least score offered."""
        used = sum(good for score, good in self.decided if score >= threshold)
        no_use = sum(not good for score, good in self.decided if score >= threshold)
        return used, no_use, self.used - used + sum(score < threshold for score in self.missed)


def feedback(desk_id: int) -> list[Feedback]:
    """A desk's decisions, by proposer and version."""
    found: dict[str, Feedback] = {}
    for claim in Claim.objects.filter(article__desk=desk_id, run__isnull=False).select_related("run").with_fate():
        run = claim.run
        if run is not None:
            _count(found.setdefault(_name(run), Feedback(_name(run))), claim)
    for name, score in _missed(desk_id):
        found.setdefault(name, Feedback(name)).missed.append(score)
    return sorted(found.values(), key=lambda one: one.proposer)


def _count(one: Feedback, claim: Claim) -> None:
    one.fates[claim.fate] += 1
    if claim.fate == Fate.DISMISSED:
        one.dismissed[claim.dismiss_reason] += 1
    for what in ("words", "kind", "speaker"):
        one.corrected[what] += getattr(claim, f"{what}_edited")
    if claim.fate in USED or claim.dismiss_reason in OF_NO_USE:
        one.decided.append((claim.score or 0.0, claim.fate in USED))


def _missed(desk_id: int) -> Iterator[tuple[str, float]]:
    """Claims made by hand, with the score that the newest reading before them gave the sentence they stand on."""
    made = Claim.objects.filter(article__desk=desk_id, run=None, split_from=None)  # Fate.ADDED
    # Where it was made: a correction carries it on, and reads nothing anew.
    places = made.filter(anchors__is_primary=True, anchors__retired_at=None, anchors__carried_from=None)
    rows = places.order_by("pk").values_list("anchors__version", "anchors__start", "anchors__end", "created_at")
    readings: dict[int, list[ProposalRun]] = {}
    for version, start, end, at in rows:
        if version not in readings:
            readings[version] = list(ProposalRun.objects.filter(version=version).order_by("-pk"))
        run = next((run for run in readings[version] if run.finished_at <= at), None)
        if run is not None:
            yield _name(run), _score_at(run, start, end)


def _score_at(run: ProposalRun, start: int, end: int) -> float:
    scores = [
        score for first, last, _block, score, _label in run.reading.get("sentences", []) if first < end and start < last
    ]
    return max(scores, default=0.0)


def _name(run: ProposalRun) -> str:
    return f"{run.proposer} {run.proposer_version}"
