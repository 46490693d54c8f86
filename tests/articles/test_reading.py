"""The job that reads what came in: through the jail, over the broker's shoulder, and never twice."""

from __future__ import annotations

import io
import struct
import subprocess
import uuid
import zipfile
from collections.abc import Callable
from dataclasses import replace

import pytest
from pytest_django import Settings

from articles import tasks
from articles.actions.arriving import READING, Particulars, receive_link, try_again
from articles.addresses import Trouble
from articles.arrivals import lines
from articles.extract import jail
from articles.extract.document import Document, Unreadable, Why
from articles.extract.plain import read_bytes
from articles.fetching import Fetched
from articles.models import Arrival, Article
from articles.originals import ORIGINALS
from articles.reasons import NOT_READ
from factdesk.core import jobs
from factdesk.core.models import Job, User
from factdesk.core.shelf import Shelf
from tests.factories import TEXT, came_in

pytestmark = pytest.mark.usefixtures("data_dir")


def worked(arrival: Arrival) -> Arrival:
    """After a worker came to it."""
    jobs.run(Job.objects.get(kind=READING, target_id=arrival.pk, state=Job.State.QUEUED).pk)
    arrival.refresh_from_db()
    return arrival


def zipped(*files: tuple[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return buffer.getvalue()


def test_a_text_is_read_in_the_jail_and_ready(ada: User) -> None:
    arrival = worked(came_in(ada, TEXT.encode()))
    assert (arrival.state, arrival.as_read().text) == ("ready", TEXT)
    assert Job.objects.get(kind=READING).state == Job.State.DONE


def test_what_cannot_be_read_says_why_and_the_job_is_done(ada: User) -> None:
    arrival = worked(came_in(ada, b"\x7fELF\x02\x01\x01\x00" * 40, "draft.txt"))
    assert (arrival.state, arrival.why) == ("refused", "not_text")
    assert Job.objects.get(kind=READING).state == Job.State.DONE


@pytest.mark.parametrize("why", list(Why))
def test_every_reason_has_words(ada: User, why: Why, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuses(*_args: object, **_named: object) -> Document:
        raise Unreadable(why)

    monkeypatch.setattr(tasks, "read_jailed", refuses)
    arrival = came_in(ada, b"x")
    assert worked(arrival).state == "refused"
    assert len(str(lines([arrival])[0].reason)) > 20


def test_an_archive_becomes_its_files(ada: User) -> None:
    data = zipped(
        ("a/one.txt", b"One story."), ("../two.txt", b"Two stories."), ("__MACOSX/._one.txt", b"x"), ("e.txt", b"")
    )
    arrival = came_in(ada, data, "both.zip")
    worked(arrival)
    assert (arrival.state, arrival.file) == ("unpacked", "")
    files = list(arrival.members.order_by("place"))
    assert [(file.original_name, ORIGINALS.read(file.file)) for file in files] == [
        ("one.txt", b"One story."),
        ("two.txt", b"Two stories."),
    ]
    assert [worked(file).state for file in files] == ["ready", "ready"]


def test_files_that_hold_nothing_are_no_files(ada: User) -> None:
    data = bytearray(zipped(("a.txt", b""), ("b.txt", b"One story.")))
    at = data.index(b"PK\x01\x02")
    struct.pack_into("<I", data, at + 24, 5)
    arrival = worked(came_in(ada, bytes(data), "lies.zip"))
    assert [member.original_name for member in arrival.members.all()] == ["b.txt"]
    empty = worked(came_in(ada, zipped(("a.txt", b"")), "empty.zip"))
    assert (empty.state, empty.why) == ("refused", "empty")


def test_an_archive_in_an_archive_is_not_opened(ada: User) -> None:
    arrival = came_in(ada, zipped(("inner.zip", zipped(("one.txt", b"One.")))), "outer.zip")
    inner = worked(arrival).members.get()
    assert (worked(inner).state, inner.why) == ("refused", "archive")


def test_a_bomb_leaves_no_file_behind(ada: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("articles.extract.members.MOST_BYTES", 5_000_000)
    arrival = worked(came_in(ada, zipped(("a.txt", bytes(3_000_000)), ("b.txt", bytes(3_000_000))), "bomb.zip"))
    assert (arrival.state, arrival.why) == ("refused", "too_large")
    assert list(ORIGINALS.names(at_rest=-1)) == [arrival.file]


def test_frozen_without_a_look_it_is_one_article(ada: User) -> None:
    arrival = worked(came_in(ada, TEXT.encode(), straight=True))
    assert arrival.article == Article.objects.get()


def test_a_file_that_is_gone_is_said(ada: User) -> None:
    arrival = came_in(ada, TEXT.encode())
    ORIGINALS.remove(arrival.file)
    assert worked(arrival).why == "lost"


def test_a_desk_that_fetches_nothing_fetches_nothing(ada: User, monkeypatch: pytest.MonkeyPatch) -> None:
    def dials(_link: str) -> None:
        pytest.fail("a page was asked for")

    monkeypatch.setattr(tasks, "fetch", dials)
    arrival = receive_link(
        desk_id=next(iter(ada.roles)),
        actor=ada,
        token=uuid.uuid4(),
        link="https://news.example/tram",
        about=Particulars(),
    )
    assert worked(arrival).why == tasks.NOT_ENABLED


def test_a_reader_that_lost_its_lease_writes_nothing(ada: User, monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(data: bytes, **_named: object) -> Document:
        Job.objects.filter(kind=READING).update(attempts=2)
        return replace(read_bytes(data))

    monkeypatch.setattr(tasks, "read_jailed", slow)
    arrival = worked(came_in(ada, TEXT.encode()))
    assert (arrival.state, arrival.document) == ("waiting", None)


def test_a_child_that_cannot_start_has_the_job_tried_again(ada: User, monkeypatch: pytest.MonkeyPatch) -> None:
    """It says nothing about the file: after three tries somebody may try once more, and nothing is refused."""
    with monkeypatch.context() as broken:
        broken.setattr(jail, "_start", _without_a_reader(jail._start))
        arrival = came_in(ada, TEXT.encode())
        for state in ("queued", "queued", "failed"):
            assert (worked(arrival).state, Job.objects.get().state) == ("waiting", state)
    assert Job.objects.get().error == "ChildProcessError"
    try_again(arrival_id=arrival.pk, actor=ada)
    assert worked(arrival).state == "ready"


def _without_a_reader(start: Callable[..., subprocess.Popen[bytes]]) -> Callable[..., subprocess.Popen[bytes]]:
    return lambda given, answer, limits: start(given, answer, replace(limits, reader="articles.extract.nowhere:read"))


@pytest.mark.parametrize("error", [PermissionError, InterruptedError, BlockingIOError])
def test_a_disk_that_does_not_answer_loses_no_file(
    ada: User, monkeypatch: pytest.MonkeyPatch, error: type[OSError]
) -> None:
    def fails(_shelf: Shelf, _name: str) -> bytes:
        raise error

    arrival = came_in(ada, TEXT.encode())
    with monkeypatch.context() as broken:
        broken.setattr(Shelf, "read", fails)
        assert worked(arrival).state == "waiting"
    assert worked(arrival).state == "ready"


def test_the_lease_is_kept_while_an_archive_is_taken_apart(ada: User, monkeypatch: pytest.MonkeyPatch) -> None:
    beats: list[int] = []
    kept = jobs.JobRun.progress

    def counted(run: jobs.JobRun, done: int, total: int) -> None:
        beats.append(len(list(ORIGINALS.names(at_rest=-1))))
        kept(run, done, total)

    arrival = came_in(ada, zipped(*((f"{n}.txt", b"One story.") for n in range(5))), "five.zip")
    monkeypatch.setattr(jobs.JobRun, "progress", counted)
    worked(arrival)
    assert beats[-5:] == [2, 3, 4, 5, 6]


def test_an_archive_that_somebody_else_took_leaves_no_file(ada: User, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its lease was over in the middle: what this one had unpacked goes, and the other's files are the only ones."""
    kept = jobs.JobRun.progress

    def lost(run: jobs.JobRun, done: int, total: int) -> None:
        if len(list(ORIGINALS.names(at_rest=-1))) > 3:
            Job.objects.filter(pk=run.job_id).update(attempts=2)
        kept(run, done, total)

    arrival = came_in(ada, zipped(*((f"{n}.txt", b"One story.") for n in range(5))), "five.zip")
    monkeypatch.setattr(jobs.JobRun, "progress", lost)
    assert worked(arrival).state == "waiting"
    assert list(ORIGINALS.names(at_rest=-1)) == [arrival.file]


def fetching(actor: User) -> Arrival:
    link = "https://news.example/tram"
    return receive_link(
        desk_id=next(iter(actor.roles)), actor=actor, token=uuid.uuid4(), link=link, about=Particulars()
    )


def test_a_page_is_kept_as_it_was_sent_and_fetched_anew_when_it_is_tried_again(
    ada: User, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    settings.FETCH_LINKS = True
    bodies = iter([b"\x7fELF\x01\x02", TEXT.encode()])

    def fetch(link: str) -> Fetched:
        return Fetched(f"{link}/final", next(bodies), "text/plain; charset=utf-8", 200)

    monkeypatch.setattr(tasks, "fetch", fetch)
    arrival = worked(fetching(ada))
    assert (arrival.why, arrival.link) == ("not_text", "https://news.example/tram/final")
    arrival = worked(try_again(arrival_id=arrival.pk, actor=ada))
    assert (arrival.state, ORIGINALS.read(arrival.file)) == ("ready", TEXT.encode())


def test_an_empty_page_and_every_trouble_has_words(
    ada: User, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    settings.FETCH_LINKS = True
    monkeypatch.setattr(tasks, "fetch", lambda link: Fetched(link, b"", "", 200))
    assert worked(fetching(ada)).why == "empty"
    assert not set(map(str, Trouble)) & set(map(str, Why))
    assert {*map(str, Trouble), *map(str, Why), tasks.NOT_ENABLED, tasks.LOST} == set(map(str, NOT_READ))


def test_what_is_read_between_two_looks_has_not_stopped(ada: User) -> None:
    """The row was asked for before the worker was done, its job afterwards."""
    seen_before = came_in(ada, TEXT.encode())
    seen_before.refresh_from_db()
    worked(Arrival.objects.get())
    line = lines([seen_before])[0]
    assert (line.stage, line.moves) == ("reading", True)
    assert lines(Arrival.objects.all())[0].stage == "ready"
