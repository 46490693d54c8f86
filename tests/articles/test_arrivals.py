"""What comes in: stored once, looked over, frozen with its original, and gone without a trace when removed."""

from __future__ import annotations

import hashlib
import os
import uuid
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.test import TestCase

from articles.actions.arriving import READING, Particulars, Upload, drop, receive, receive_link, try_again
from articles.actions.reading import read_as, refuse
from articles.actions.taking import Told, choose, take, take_all
from articles.extract.document import BlockKind
from articles.extract.plain import read_text
from articles.models import Arrival, Article, Original, Version
from articles.originals import ORIGINALS
from articles.states import ArrivalState
from factdesk.core.errors import Conflict, Denied, Missing, Refused
from factdesk.core.models import AuditEntry, Job, User
from factdesk.core.verifying import verify
from tests.factories import TEXT, arrive, commit, taken

pytestmark = pytest.mark.usefixtures("data_dir")
DATA = TEXT.encode()


def came_in(actor: User, token: uuid.UUID, data: bytes = DATA, **options: object) -> Arrival:
    upload = Upload("../draft\x00.docx", [data[:10], data[10:]])
    return receive(
        desk_id=next(iter(actor.roles)),
        actor=actor,
        token=token,
        upload=upload,
        about=Particulars(),
        **options,  # type: ignore[arg-type]  # the test names them
    )


def on_disk() -> list[str]:
    return list(ORIGINALS.names(at_rest=-1))


def test_a_file_is_stored_as_it_came_and_a_worker_is_asked(ada: User) -> None:
    arrival = came_in(ada, uuid.uuid4())
    assert ORIGINALS.read(arrival.file) == DATA
    assert (arrival.original_name, arrival.size) == ("draft.docx", len(DATA))
    assert arrival.sha256 == hashlib.sha256(DATA).hexdigest()
    assert Job.objects.get(kind=READING, target_id=arrival.pk).state == Job.State.QUEUED
    line = AuditEntry.objects.get(action="arrival.came_in")
    assert line.chain == f"desk:{arrival.desk_id}"
    assert "draft" not in str(line.changes)


def test_the_same_form_arrives_once(ada: User) -> None:
    token = uuid.uuid4()
    assert came_in(ada, token) == came_in(ada, token)
    assert len(on_disk()) == Job.objects.filter(kind=READING).count() == 1
    with pytest.raises(Conflict, match="sent already"):
        came_in(ada, token, b"Something else")
    assert len(on_disk()) == 1


def test_who_may_not_bring_in_leaves_no_file(ada: User, ben: User, sam: User) -> None:
    for stranger in (ben, sam):
        with pytest.raises(Denied):
            receive(
                desk_id=next(iter(ada.roles)),
                actor=stranger,
                token=uuid.uuid4(),
                upload=Upload("a", [DATA]),
                about=Particulars(),
            )
    assert not on_disk()


def test_endless_and_empty_files_are_refused_while_they_come(ada: User) -> None:
    def endless() -> Iterator[bytes]:
        while True:
            yield b"x" * 1_000_000

    for chunks, problem in ((endless(), "larger than 25 MB"), (iter([]), "empty")):
        with pytest.raises(Refused, match=problem):
            receive(
                desk_id=next(iter(ada.roles)),
                actor=ada,
                token=uuid.uuid4(),
                upload=Upload("a", chunks),
                about=Particulars(),
            )
    assert not on_disk()
    assert not Arrival.objects.exists()


def test_what_was_looked_over_is_frozen_with_its_original(ada: User) -> None:
    arrival = arrive(ada, name="tram.docx")
    article = taken(arrival, ada, writer="Nadia Brandt")
    original = Original.objects.get(version=article.head)
    assert (article.head.text, article.writer, article.head.origin) == (TEXT, "Nadia Brandt", Version.Origin.FILE)
    assert ORIGINALS.read(original.name) == DATA
    assert (original.original_name, original.by) == ("tram.docx", ada)
    assert Job.objects.filter(kind="claims.propose", target_id=article.head.pk).exists()
    arrival.refresh_from_db()
    assert (arrival.state, arrival.document, arrival.original_name, arrival.file) == ("taken", None, "", "")
    commit()
    assert verify()[1] is None


def test_frozen_twice_it_is_one_article_and_a_colleague_is_told(ada: User, eve: User) -> None:
    arrival = arrive(ada)
    assert taken(arrival, ada) == taken(arrival, ada)
    with pytest.raises(Conflict, match="Somebody else froze"):
        taken(arrival, eve)
    assert Article.objects.count() == 1


def test_parts_are_chosen_and_left_out(ada: User) -> None:
    arrival = arrive(ada)
    kinds = [block.kind for block in arrival.as_read().blocks]
    choose(arrival_id=arrival.pk, actor=ada, seen=0, block=1, kind=BlockKind.QUOTE)
    with pytest.raises(Conflict, match="Somebody chose"):
        choose(arrival_id=arrival.pk, actor=ada, seen=0, block=2, kind=None)
    choose(arrival_id=arrival.pk, actor=ada, seen=1, block=2, kind=None)
    row = choose(arrival_id=arrival.pk, actor=ada, seen=2, block=2, kind=None)
    assert row.choices == {"1": "quote", "2": "out"}
    with pytest.raises(Conflict, match="Somebody chose"):
        taken(arrival, ada)
    article = taken(row, ada)
    version = article.head
    assert "passengers a day by 2030" not in version.text
    assert [block.kind for block in version.block_list()] == [kinds[0], BlockKind.QUOTE, *kinds[3:]]
    for block in version.block_list():
        assert version.text[block.start : block.end].strip() == version.text[block.start : block.end]


def test_a_choice_taken_back_is_none(ada: User) -> None:
    arrival = arrive(ada)
    was = arrival.as_read().blocks[1].kind
    choose(arrival_id=arrival.pk, actor=ada, seen=0, block=1, kind=None)
    assert choose(arrival_id=arrival.pk, actor=ada, seen=1, block=1, kind=was).choices == {}


def test_a_text_with_nothing_left_is_not_frozen(ada: User) -> None:
    arrival = arrive(ada)
    for at in range(len(arrival.as_read().blocks)):
        arrival = choose(arrival_id=arrival.pk, actor=ada, seen=at, block=at, kind=None)
    with pytest.raises(Refused, match="Nothing is left"):
        taken(arrival, ada)
    assert take_all(actor=ada, arrival_ids=[arrival.pk]) == 0


def test_all_that_were_read_are_frozen_at_once(ada: User, sam: User) -> None:
    offered = [arrive(ada, TEXT + name, name).pk for name in ("one.docx", "two.docx")]
    offered += [came_in(ada, uuid.uuid4()).pk, arrive(sam).pk]
    later = arrive(ada, TEXT + "Later.")
    assert take_all(actor=ada, arrival_ids=offered) == 2
    assert Arrival.objects.get(pk=later.pk).state == "ready"
    states = Arrival.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["taken", "taken", "waiting", "ready", "ready"]


def test_what_is_frozen_while_files_are_swept_keeps_its_file(ada: User, monkeypatch: pytest.MonkeyPatch) -> None:
    """The sweeper reads the rows one table after the other; a file goes from one to the other between."""
    arrival = arrive(ada)
    name = arrival.file
    os.utime(ORIGINALS.path_of(name), (0, 0))
    kept = Original.objects.values_list

    def frozen_meanwhile(*fields: str) -> object:
        taken(arrival, ada)
        return kept(*fields)

    monkeypatch.setattr(Original.objects, "values_list", frozen_meanwhile)
    call_command("sweep_files", stdout=StringIO())
    assert ORIGINALS.read(name) == DATA


def test_who_is_no_editor_any_more_freezes_nothing_unseen(ada: User, eve: User) -> None:
    arrival = came_in(ada, uuid.uuid4(), straight=True)
    ada.memberships.all().delete()
    read_as(arrival.pk, read_text(TEXT))
    arrival.refresh_from_db()
    assert arrival.state == "ready"
    assert Arrival.objects.visible_to(eve).filter(pk=arrival.pk).exists()


def test_without_a_look_where_that_was_said(ada: User) -> None:
    arrival = came_in(ada, uuid.uuid4(), straight=True)
    read_as(arrival.pk, read_text(TEXT))
    arrival.refresh_from_db()
    assert arrival.article is not None
    assert arrival.article.head.text == TEXT


def test_what_could_not_be_read_says_why_and_is_tried_again(ada: User) -> None:
    arrival = came_in(ada, uuid.uuid4())
    Job.objects.update(state=Job.State.DONE)
    refuse(arrival.pk, "damaged")
    arrival.refresh_from_db()
    assert (arrival.state, arrival.why) == (ArrivalState.REFUSED, "damaged")
    again = try_again(arrival_id=arrival.pk, actor=ada)
    assert (again.state, again.why) == (ArrivalState.WAITING, "")
    assert Job.objects.filter(kind=READING, state=Job.State.QUEUED).count() == 1
    try_again(arrival_id=arrival.pk, actor=ada)
    assert Job.objects.filter(kind=READING, state=Job.State.QUEUED).count() == 1


def test_what_is_removed_holds_no_word_and_does_not_come_back(ada: User) -> None:
    arrival = arrive(ada, name="secret.docx")
    dropped = drop(arrival_id=arrival.pk, actor=ada)
    assert (dropped.state, dropped.document, dropped.original_name) == ("dropped", None, "")
    assert drop(arrival_id=arrival.pk, actor=ada).state == "dropped"
    read_as(arrival.pk, read_text(TEXT))
    arrival.refresh_from_db()
    assert arrival.document is None
    with pytest.raises(Conflict):
        take(arrival_id=arrival.pk, actor=ada, seen=0, about=Particulars(), told=Told())


def test_the_file_goes_when_the_removal_is_committed(ada: User) -> None:
    arrival = arrive(ada)
    with TestCase.captureOnCommitCallbacks(execute=True):
        drop(arrival_id=arrival.pk, actor=ada)
    assert not on_disk()


def test_nobody_else_sees_it(ada: User, ben: User, sam: User) -> None:
    arrival = arrive(ada)
    for stranger in (ben, sam):
        assert not Arrival.objects.visible_to(stranger).exists()
        for action in (try_again, drop):
            with pytest.raises(Missing):
                action(arrival_id=arrival.pk, actor=stranger)


def test_a_link_arrives_once(ada: User) -> None:
    token = uuid.uuid4()
    asked = {"desk_id": next(iter(ada.roles)), "actor": ada, "token": token, "about": Particulars()}
    first = receive_link(link="https://news.example/a", **asked)  # type: ignore[arg-type]
    assert receive_link(link="https://news.example/a", **asked) == first  # type: ignore[arg-type]
    assert Job.objects.filter(kind=READING).count() == 1


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE articles_arrival SET state = 'taken'",
        "UPDATE articles_arrival SET state = 'waiting'",
        "UPDATE articles_arrival SET by_id = by_id + 1",
        "UPDATE articles_arrival SET document = NULL",
        "UPDATE articles_arrival SET file = '../../etc/passwd'",
        "DELETE FROM articles_arrival",
        "UPDATE articles_original SET name = repeat('0', 32)",
        "DELETE FROM articles_original",
    ],
)
def test_the_database_holds_it_too(ada: User, statement: str) -> None:
    taken(arrive(ada, TEXT + "Another one."), ada)
    arrive(ada)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_an_original_that_was_changed_is_found(ada: User) -> None:
    taken(arrive(ada), ada)
    commit()
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("UPDATE articles_original SET sha256 = repeat('0', 64)")
        cursor.execute("SET session_replication_role = origin")
    assert verify()[1] is not None


def test_files_have_names_of_our_own_in_one_folder(ada: User, data_dir: Path) -> None:
    came_in(ada, uuid.uuid4())
    (path,) = [path for path in data_dir.rglob("*") if path.is_file()]
    assert path.parent.parent == data_dir / "media" / "originals"
    assert len(path.name) == 32
