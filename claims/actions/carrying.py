"""Taking everything that hangs on a version's words along to the next one: claims, marks and the reading."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from articles.models import Version
from claims.carry import Carried, Change, Outcome, carried_sentences
from claims.models import Anchor, NothingToCheck, ProposalRun
from claims.remembered import CONTEXT

Outcomes = dict[int, Outcome]

BY_WORRY = (Outcome.EXACT, Outcome.MOVED, Outcome.REWORDED, Outcome.ORPHANED)


def carry_anchors(before: Version, after: Version, change: Change) -> Outcomes:
    """Put every claim of the one version on its words in the other; the old rows stay. Claim id → what became of it.

    A claim is reworded when any of its places is, for nobody has seen whether it is still the same statement. One whose
    first place was cut goes on from the next.
    """
    places: dict[int, list[Anchor]] = {}
    for anchor in Anchor.objects.standing().filter(version=before).order_by("-is_primary", "start", "pk"):
        places.setdefault(anchor.claim_id, []).append(anchor)
    made: list[Anchor] = []
    outcomes: Outcomes = {}
    for claim_id, anchors in places.items():
        new = _carried_claim(anchors, after, change)
        made += new
        outcomes[claim_id] = max((Outcome(anchor.state) for anchor in new), key=BY_WORRY.index)
    Anchor.objects.bulk_create(made)
    return outcomes


def _carried_claim(anchors: list[Anchor], after: Version, change: Change) -> list[Anchor]:
    first, *others = [(anchor, _carried(anchor, change)) for anchor in anchors]
    rest = [(anchor, place) for anchor, place in others if place.outcome is not Outcome.ORPHANED]
    old, place = first
    if place.outcome is Outcome.ORPHANED and rest:
        place = _in_its_place(old, rest.pop(0), change)
    return [_anchor(old, after, place), *(_anchor(anchor, after, spot) for anchor, spot in rest)]


def _carried(anchor: Anchor, change: Change) -> Carried:
    found = change.span(anchor.start, anchor.end)
    if anchor.start == anchor.end:  # cut already
        return Carried(found.start, found.start, Outcome.ORPHANED)
    return found


def _in_its_place(old: Anchor, other: tuple[Anchor, Carried], change: Change) -> Carried:
    """Where the claim is said again, seen from where it stood first."""
    place = other[1]
    same = change.text[place.start : place.end] == old.exact
    outcome = Outcome.MOVED if same and place.start != old.start else Outcome.EXACT if same else Outcome.REWORDED
    return Carried(place.start, place.end, outcome)


def _anchor(old: Anchor, after: Version, place: Carried) -> Anchor:
    text, start, end = after.text, place.start, place.end
    shift = old.shift + start - old.start if place.stands and old.shift is not None else None
    return Anchor(
        claim_id=old.claim_id,
        version=after,
        start=start,
        end=end,
        exact=text[start:end] if start < end else old.exact,
        prefix=text[max(0, start - CONTEXT) : start],
        suffix=text[end : end + CONTEXT],
        state=place.outcome,
        is_primary=old.is_primary,
        carried_from=old,
        lent_by_id=old.lent_by_id,
        shift=shift,
    )


def carry_marks(before: Version, after: Version, change: Change) -> int:
    """Sentences with nothing to check, as their people said; how many. One with other words is open again."""
    marks = [
        (mark, change.span(mark.start, mark.end))
        for mark in NothingToCheck.objects.standing().filter(version=before).order_by("pk")
    ]
    kept = {(place.start, place.end): mark for mark, place in marks if place.stands}
    NothingToCheck.objects.bulk_create(
        NothingToCheck(version=after, start=start, end=end, by_id=mark.by_id, at=mark.at)
        for (start, end), mark in kept.items()
    )
    return len(kept)


def carry_reading(before: Version, after: Version, change: Change) -> None:
    """The newest reading, so that coverage and reach go on without asking the proposer again."""
    run = ProposalRun.objects.filter(version=before).order_by("-pk").first()
    if run is None:
        return
    sentences = carried_sentences(change, run.reading.get("sentences", []))
    proposals = [_proposal(row, change) for row in run.reading.get("proposals", [])]
    reading = run.reading | {"sentences": sentences, "proposals": [row for row in proposals if row is not None]}
    ProposalRun.objects.create(
        version=after,
        proposer=run.proposer,
        proposer_version=run.proposer_version,
        sentences=len(sentences),
        reading=reading,
        notices=run.notices,
        finished_at=run.finished_at,
    )


def _proposal(row: list[Any], change: Change) -> list[Any] | None:
    """A row of `claims.runs`, with every place in it moved along; None when any of its words changed."""
    start, end, kinds, who, hedges, score, reasons, repeats, carried, vague, marks, perishable = row
    whole = change.span(start, end)
    lists = [_moved(places, change) for places in (hedges, repeats, marks, perishable)]
    if not whole.stands or any(places is None for places in lists):
        return None
    hedges, repeats, marks, perishable = lists
    return [*whole.span, kinds, who, hedges, score, reasons, repeats, carried, vague, marks, perishable]


def _moved(places: Iterable[list[Any]], change: Change) -> list[list[Any]] | None:
    found = [(change.span(int(row[0]), int(row[1])), row[2:]) for row in places]
    if not all(place.stands for place, _rest in found):
        return None
    return [[*place.span, *rest] for place, rest in found]
