"""The job that reads what came in: through the jail, over the broker's shoulder, and never twice."""

from __future__ import annotations

import io
import uuid
import zipfile
from dataclasses import replace

import pytest

from articles import tasks
from articles.actions.arriving import READING, Particulars, receive_link
from articles.arrivals import lines
from articles.extract.document import Document, Unreadable, Why
from articles.extract.plain import read_bytes
from articles.models import Arrival, Article
from articles.originals import ORIGINALS
from factdesk.core import jobs
from factdesk.core.models import Job, User
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
