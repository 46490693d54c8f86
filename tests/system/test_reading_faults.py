"""Workers die while they read, the broker forgets: every file becomes one article with one original."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from pytest_django import Settings

from articles.models import Arrival
from bench.detect import article as text_of
from factdesk.core.models import Job, User
from tests.system.arrivals import (
    FILES,
    bring_file,
    faults_of_arrival,
    faults_of_desk,
    long_page,
    readers,
    reading_of,
)
from tests.system.rig import Rig, database_url, eventually, pid_of

pytestmark = [pytest.mark.system, pytest.mark.django_db(transaction=True)]

PAGE = long_page(text_of(300))


@pytest.fixture
def rig(transactional_db: None, settings: Settings) -> Iterator[Rig]:
    one = Rig()
    settings.DATA_DIR = one.home
    try:
        yield one
    finally:
        one.close()


def wait_for_all(rig: Rig, arrivals: list[Arrival]) -> None:
    try:
        rig.wait_until_done(60)
    except AssertionError as error:
        error.add_note(rig.talk())
        raise
    assert {arrival.pk: faults_of_arrival(arrival) for arrival in arrivals} == {one.pk: [] for one in arrivals}
    assert faults_of_desk() == []


def held_reader(rig: Rig) -> tuple[int, int]:
    """A reader of this rig's in the middle of its file, which goes no further, and the process that waits for it."""
    group = pid_of(rig.workers[0])

    def here() -> tuple[int, int] | None:
        mine = ((pid, of) for pid, of in readers().items() if _group_of(of) == group)
        return next((one for one in mine if _is_shut_in(one[0])), None)

    reader, process = eventually(here, "somebody reads")
    os.kill(reader, signal.SIGSTOP)
    return reader, process


def _is_shut_in(reader: int) -> bool:
    """Past its own start, with the file before it."""
    try:
        return "Seccomp:\t2" in Path(f"/proc/{reader}/status").read_text()
    except OSError:
        return False


def _group_of(process: int) -> int:
    try:
        return os.getpgid(process)
    except ProcessLookupError:
        return 0


def kill_the_worker(rig: Rig, _process: int) -> None:
    rig.kill(rig.workers[0])
    rig.start_worker()


def kill_its_process(_rig: Rig, process: int) -> None:
    os.kill(process, signal.SIGKILL)


@pytest.mark.parametrize("blow", [kill_the_worker, kill_its_process])
def test_a_worker_killed_while_it_reads_leaves_no_reader(rig: Rig, ada: User, blow: Callable[[Rig, int], None]) -> None:
    rig.broker.start()
    rig.start_worker()
    arrival = bring_file(ada, PAGE, "draft.html")
    reader, process = held_reader(rig)
    assert reading_of(arrival).state == Job.State.RUNNING
    blow(rig, process)
    eventually(lambda: reader not in readers(), "the reader went with its worker", 5)
    wait_for_all(rig, [arrival])
    assert reading_of(arrival).attempts == 2


def test_a_worker_killed_before_its_last_word_wrote_none(rig: Rig, ada: User) -> None:
    """The text is read; the article, its original and the end of the job are not committed yet."""
    rig.broker.start()
    arrival = bring_file(ada, FILES[0][1], FILES[0][0])
    with psycopg.connect(database_url()) as holder:
        holder.execute("SELECT 1 FROM core_auditchain WHERE chain = %s FOR UPDATE", [arrival.audit_chain])
        rig.start_worker()
        eventually(lambda: _waits(holder), "a worker has come to the lock")
        rig.kill(rig.workers[0])
    rig.start_worker()
    wait_for_all(rig, [arrival])
    assert reading_of(arrival).attempts == 2


def _waits(holder: psycopg.Connection) -> bool:
    query = "SELECT count(*) FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"
    row = holder.execute(query).fetchone()
    return row is not None and row[0] > 0


def test_a_broker_flushed_while_files_wait_loses_none(rig: Rig, ada: User) -> None:
    rig.broker.start()
    arrivals = [bring_file(ada, data, name) for name, data in FILES[::3]]
    rig.flush()
    rig.start_worker()
    wait_for_all(rig, arrivals)


def test_a_reader_that_is_stuck_is_ended_and_said(rig: Rig, ada: User) -> None:
    """It stands still; the time it may take runs on, the lease is kept, and nobody takes the file a second time."""
    rig.broker.start()
    rig.start_worker()
    arrival = bring_file(ada, PAGE, "draft.html")
    reader, _process = held_reader(rig)
    rig.wait_until_done(60)
    arrival.refresh_from_db()
    assert (arrival.state, arrival.why, reading_of(arrival).attempts) == ("refused", "too_slow", 1)
    assert reader not in readers()
