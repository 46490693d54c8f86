"""Claims and the words that they stand on, from version to version."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

from claims import models
from claims.actions.importing import states
from claims.actions.importing.order import Kind
from claims.actions.importing.rows import change, put
from claims.actions.importing.texts import time_of
from claims.actions.importing.told import Importing, OfClaim
from claims.reports import report as parts
from claims.states import ClaimState

Times = dict[int, dt.datetime]


def note_claims(here: Importing) -> Times:
    """Every claim and all its places; when each claim came."""
    came: Times = {}
    for number, claim in here.claims.items():
        told = claim.told
        parent = came.get(told.split_from, told.created_at) if told.split_from else told.created_at
        came[number] = max(told.created_at, parent, time_of(here, told.places[0].version))
        here.order.note(came[number], Kind.CLAIM, _make, here, claim)
    carried: dict[int, list[tuple[OfClaim, list[parts.Place]]]] = defaultdict(list)
    for number, claim in here.claims.items():
        times = place_times(here, claim.told, came)
        _note_places(here, claim, times)
        for version in {place.version for place in claim.told.places[1:]}:
            at = time_of(here, version)
            with_it = [
                place
                for place, time in zip(claim.told.places, times, strict=True)
                if place.version == version and time == at
            ]
            if with_it and came[number] < at:
                carried[version].append((claim, with_it))
    for version, claims in carried.items():
        here.order.note(time_of(here, version), Kind.CARRIED, _carry, here, version, claims)
    return came


def place_times(here: Importing, claim: parts.Claim, came: Times) -> list[dt.datetime]:
    """When a claim came to stand where: with its text, or when it was put on other words. No report says it; it is the
    earliest moment that fits with all that a report does say.
    """
    times: list[dt.datetime] = []
    last = came[claim.number]
    given_up: dict[int, dt.datetime] = {}  # by version: since when its first place there was free
    for place in claim.places:
        last = max(last, time_of(here, place.version))
        if not place.repeat:
            last = max(last, given_up.get(place.version, last))
            if place.retired_at is not None:
                given_up[place.version] = place.retired_at
        elif place.lent_by is not None:
            last = max(last, came[place.lent_by])
        times.append(last)
    return times


def _note_places(here: Importing, claim: OfClaim, times: list[dt.datetime]) -> None:
    for index, (place, at) in enumerate(zip(claim.told.places, times, strict=True)):
        here.order.note(at, Kind.PLACE, _stand, here, claim, index)
        if place.retired_at is not None:
            here.order.note(max(at, place.retired_at), Kind.RETIRED, _retire, claim, index)


def _make(here: Importing, claim: OfClaim) -> None:
    """As the proposer offered it, or as a person made it; what people made of it later comes later."""
    told, offer = claim.told, claim.told.offer
    parent = here.row_of(told.split_from)
    row = models.Claim(
        article=here.article,
        number=told.number,
        state=ClaimState.PROPOSED if offer else ClaimState.OPEN,
        type=offer.type if offer else told.type,
        types=list(offer.types) if offer else parent.types if parent else [told.type],
        attributed_to=offer.speaker if offer else told.speaker,
        run=here.runs[offer.run] if offer else None,
        score=offer.score if offer else None,
        reasons=list(offer.reasons) if offer else [],
        hedges=list(offer.hedges) if offer else parent.hedges if parent else [],
        marks=list(offer.marks) if offer else parent.marks if parent else [],
        due_at=told.due_at,
        priority=told.priority,
        legal=told.legal,
        split_from=parent,
        created_at=told.created_at,
    )
    claim.row = put(row)


def _stand(here: Importing, claim: OfClaim, index: int) -> None:
    told = claim.told.places[index]
    words, _where = told.selector
    row = models.Anchor(
        claim=claim.row,
        version=here.versions[told.version],
        start=told.start,
        end=told.end,
        exact=told.exact,
        prefix=words.prefix,
        suffix=words.suffix,
        state=told.state,
        is_primary=not told.repeat,
        carried_from=None if told.carried_from is None else claim.places[told.carried_from],
        lent_by=here.row_of(told.lent_by),
        shift=told.shift,
    )
    claim.places[index] = put(row)
    if not told.repeat:
        states.on_other_words(claim, index)


def _retire(claim: OfClaim, index: int) -> None:
    change(claim.places[index], retired_at=claim.told.places[index].retired_at)


def _carry(here: Importing, version: int, claims: list[tuple[OfClaim, list[parts.Place]]]) -> None:
    failed = {one.claim for one in here.report.corrections if one.after == version}
    for claim, places in claims:
        states.carried(claim, places, failed=claim.told.number in failed)


def finish(here: Importing, claim: OfClaim) -> None:
    """As it stands in the report."""
    told, row = claim.told, claim.row
    states.walk(claim, told.state)
    change(
        row,
        type=told.type,
        attributed_to=told.speaker,
        reviewer=here.people.maybe(told.reviewer),
        dismiss_reason=told.dismiss_reason or "",
        merged_into=here.row_of(told.merged_into),
        sent_back=None if told.sent_back is None else claim.findings[told.sent_back],
    )
