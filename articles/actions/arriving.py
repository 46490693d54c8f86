"""Something comes in: a file, a page, a rich paste. It is stored as it came, and a worker is asked to read it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import partial
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Arrival
from articles.originals import ORIGINALS
from articles.permissions import can_bring_in, can_look_over
from articles.states import ARRIVAL_FLOW, ArrivalState
from factdesk.core.audit import Action, moving, record
from factdesk.core.errors import Conflict, Missing, Refused
from factdesk.core.jobs import enqueue
from factdesk.core.models import Job, User
from factdesk.core.permissions import require
from factdesk.core.shelf import NoRoom, Nothing, Shelved, TooLarge
from factdesk.core.uploads import plain_name

READING = "articles.read"
WORDS = ("original_name", "link", "declared", "file", "title", "writer")


@dataclass(frozen=True)
class Particulars:
    """What the desk must know of an article, as the form said; what is empty is taken from the document."""

    title: str = ""
    writer: str = ""
    due_at: dt.datetime | None = None
    needs_legal: bool = False
    confidential: bool = False


@dataclass(frozen=True)
class Upload:
    """One file of a form, or what was pasted with its markup; `place` tells it from the others of the form."""

    name: str
    chunks: Iterable[bytes]
    place: int = 0
    pasted: bool = False


def receive(
    *, desk_id: int, actor: User, token: UUID, upload: Upload, about: Particulars, straight: bool = False
) -> Arrival:
    """Store a file as it came and have it read. The same form sent twice (token, place, person) arrives once.

    `straight`: frozen as soon as it is read, without a look.
    """
    require(can_bring_in(actor, desk_id))
    with in_words(), ORIGINALS.held(upload.chunks) as file:
        return arrive(desk_id, actor, token, upload, file, about=about, straight=straight)


@transaction.atomic
def receive_link(
    *, desk_id: int, actor: User, token: UUID, link: str, about: Particulars, straight: bool = False
) -> Arrival:
    """Have a page fetched and read, by the worker."""
    require(can_bring_in(actor, desk_id))
    facts = {"link": link, "straight": straight, **asdict(about)}
    arrival, created = Arrival.objects.get_or_create(desk_id=desk_id, by=actor, token=token, place=0, defaults=facts)
    if created:
        record(Action.ARRIVED, arrival, actor=actor, changes={"link": True})
        enqueue(READING, target_id=arrival.pk, requested_by=actor)
    return arrival


@transaction.atomic
def try_again(*, arrival_id: int, actor: User) -> Arrival:
    """Read it once more: after a reader that gave up, or a server that was away."""
    arrival = lock_arrival(arrival_id, actor=actor)
    require(can_look_over(actor, arrival))
    if arrival.state == ArrivalState.WAITING:
        if not has_given_up(arrival):
            return arrival
    else:
        step(arrival, "try_again")
        arrival.why = ""
        _forget_page(arrival)
        arrival.save(update_fields=["state", "why", "file"])
    record(Action.ARRIVAL_AGAIN, arrival, actor=actor)
    enqueue(READING, target_id=arrival.pk, requested_by=actor)
    return arrival


@transaction.atomic
def drop(*, arrival_id: int, actor: User) -> Arrival:
    """Nobody wants it: its words and its file go."""
    # The job before the arrival, as a worker that ends with it holds them.
    reading = Job.objects.filter(kind=READING, target_id=arrival_id, state__in=Job.UNFINISHED)
    jobs = list(reading.select_for_update().values_list("pk", flat=True))
    arrival = lock_arrival(arrival_id, actor=actor)
    require(can_look_over(actor, arrival))
    if arrival.state == ArrivalState.DROPPED:
        return arrival
    file = arrival.file
    step(arrival, "drop")
    empty(arrival)
    Job.objects.filter(pk__in=jobs).update(
        state=Job.State.FAILED, error="Dropped", lease_until=None, finished_at=timezone.now()
    )
    record(Action.ARRIVAL_DROPPED, arrival, actor=actor)
    if file:
        transaction.on_commit(partial(ORIGINALS.remove, file), robust=True)
    return arrival


def _forget_page(arrival: Arrival) -> None:
    """What a site sent the last time may have been a page that only asked to wait."""
    if arrival.link and arrival.file:
        transaction.on_commit(partial(ORIGINALS.remove, arrival.file), robust=True)
        arrival.file = ""


def lock_arrival(arrival_id: int, *, actor: User) -> Arrival:
    found = Arrival.objects.visible_to(actor).select_related("desk").select_for_update(no_key=True, of=("self",))
    arrival = found.filter(pk=arrival_id).first()
    if arrival is None:
        raise Missing
    return arrival


def step(arrival: Arrival, name: str) -> None:
    """One step along its flow; the caller holds the row and saves it."""
    before = arrival.state
    arrival.state = ARRIVAL_FLOW.after(name, before)
    moving(arrival, "state", before, arrival.state)


def empty(arrival: Arrival) -> None:
    """No word of it stays; the row does, so that the same form sent again makes nothing new."""
    for name in WORDS:
        setattr(arrival, name, "")
    arrival.document, arrival.choices = None, {}
    arrival.save()


def has_given_up(arrival: Arrival) -> bool:
    """Whether no worker will come to it any more."""
    jobs = Job.objects.filter(kind=READING, target_id=arrival.pk)
    return not jobs.filter(state__in=Job.UNFINISHED).exists()


@contextmanager
def in_words() -> Iterator[None]:
    """What a shelf refuses, as the form says it."""
    try:
        yield
    except TooLarge:
        raise Refused({"file": too_large()}) from None
    except NoRoom:
        raise Refused({"file": no_room()}) from None
    except Nothing:
        raise Refused({"file": _("This file is empty.")}) from None


def too_large() -> str:
    return _("This file is larger than 25 MB. Save the text alone, without pictures, and choose it again.")


def no_room() -> str:
    return _("The desk could not store this file. Whoever runs the desk can make room.")


@transaction.atomic
def arrive(
    desk_id: int,
    actor: User,
    token: UUID,
    upload: Upload,
    file: Shelved,
    *,
    about: Particulars,
    straight: bool,
    parent: Arrival | None = None,
) -> Arrival:
    """A row for a file on the shelf, and the work of reading it. `parent` is the archive that it was in."""
    facts = {
        "original_name": plain_name(upload.name),
        "pasted": upload.pasted,
        "file": file.name,
        "sha256": file.sha256,
        "size": file.size,
        "straight": straight,
        "parent": parent,
        **asdict(about),
    }
    arrival, created = Arrival.objects.get_or_create(
        desk_id=desk_id, by=actor, token=token, place=upload.place, defaults=facts
    )
    if not created:
        if arrival.sha256 != file.sha256:
            raise Conflict(
                _("This form was sent already, with another file. Open the page New article again for this one.")
            )
        return arrival
    file.taken = True
    record(Action.ARRIVED, arrival, actor=actor, changes={"size": file.size})
    enqueue(READING, target_id=arrival.pk, requested_by=actor)
    return arrival
