"""Background work on what came in: fetch it, read it in its jail, take archives apart."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress

import structlog
from django.conf import settings

from articles.actions import reading
from articles.actions.arriving import READING
from articles.actions.reading import Member
from articles.extract.document import Document, Unreadable, Why
from articles.extract.jail import read_jailed
from articles.extract.members import members
from articles.fetching import NotFetched, fetch
from articles.models import Arrival
from articles.originals import ORIGINALS
from articles.states import ArrivalState
from factdesk.core.jobs import JobRun, handles
from factdesk.core.models import User
from factdesk.core.shelf import Nothing, TooLarge

log = structlog.stdlib.get_logger("factdesk.arrivals")

NOT_ENABLED = "fetch_off"
LOST = "lost"  # the row is there, its file is not


@handles(READING)
def read(run: JobRun) -> None:
    """Whatever comes of it, the row says it. What is the machine's fault and not the file's has the job run again:
    a worker that died, a child that could not start, a disk that does not answer.
    """
    arrival = Arrival.objects.get(pk=run.target_id)
    # Made outside the transaction: the very first reading of a desk must not hold up all others while it writes.
    User.objects.system()
    if arrival.state != ArrivalState.WAITING:
        with run.finishing():
            return
    run.progress(0, 2 if arrival.link and not arrival.file else 1)
    if arrival.link and not arrival.file and not _fetch(run, arrival):
        return
    _read(run, arrival)


def _fetch(run: JobRun, arrival: Arrival) -> bool:
    """Whether there are bytes to read now."""
    if not settings.FETCH_LINKS:
        _refuse(run, arrival, NOT_ENABLED)
        return False
    try:
        page = fetch(arrival.link)
    except NotFetched as error:
        _refuse(run, arrival, str(error.code))
        return False
    run.progress(1, 2)  # fetching takes most of a lease; what comes now has a whole one
    if not page.body:
        _refuse(run, arrival, str(Why.EMPTY))
        return False
    with ORIGINALS.held([page.body]) as file:
        reading.fetched(arrival.pk, file=file, link=page.url, declared=page.declared)
    arrival.refresh_from_db()
    return True


def _read(run: JobRun, arrival: Arrival) -> None:
    try:
        data = ORIGINALS.read(arrival.file)
    except FileNotFoundError:
        log.error("original_lost", arrival=arrival.pk)
        _refuse(run, arrival, LOST)
        return
    try:
        document = _jailed(run, arrival, data)
    except Unreadable as error:
        if error.why is Why.ARCHIVE and arrival.parent_id is None:
            _unpack(run, arrival, data)
        else:
            _refuse(run, arrival, str(error.why))
        return
    with run.finishing():
        reading.read_as(arrival.pk, document)


def _jailed(run: JobRun, arrival: Arrival, data: bytes) -> Document:
    done, total = (1, 2) if arrival.link else (0, 1)
    return read_jailed(
        data,
        name=arrival.original_name,
        declared=arrival.declared,
        url=arrival.link,
        pasted=arrival.pasted,
        beat=lambda: run.progress(done, total),
    )


def _unpack(run: JobRun, arrival: Arrival, data: bytes) -> None:
    """Files first, then their rows with the end of the job; what got no row goes again."""
    with ExitStack() as held:
        try:
            files = list(_all_stored(run, data, held))
            if not files:
                raise Unreadable(Why.EMPTY)
        except TooLarge:
            why = Why.TOO_LARGE
        except Unreadable as error:
            why = error.why
        else:
            with run.finishing():
                reading.unpack(arrival.pk, files)
            return
    _refuse(run, arrival, str(why))


def _all_stored(run: JobRun, data: bytes, held: ExitStack) -> Iterator[Member]:
    """Its files; one that says to hold something and holds nothing is none."""
    for name, content in members(data):
        with suppress(Nothing):
            yield held.enter_context(_stored(run, name, content))


@contextmanager
def _stored(run: JobRun, name: str, content: Iterator[bytes]) -> Iterator[Member]:
    """One file of an archive on the shelf. The lease is kept for each: a slow disk takes its time over hundreds."""
    with ORIGINALS.held(content) as file:
        run.progress(0, 1)
        yield name, file


def _refuse(run: JobRun, arrival: Arrival, why: str) -> None:
    with run.finishing():
        reading.refuse(arrival.pk, why)
