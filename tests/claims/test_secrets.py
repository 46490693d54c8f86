"""Confidential sources: named people alone, every reading on record, and nothing in the database tells."""

from __future__ import annotations

import datetime as dt
import threading
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, connections, transaction
from django.utils import timezone
from pytest_django import Settings

from claims.actions.secrets import grant_identity, read_identity, reseal, take_back
from claims.models import Claim, Evidence, Source, SourceGrant, SourceReading, SourceSecret
from claims.secrets import Confided, Identity, known_to, live_grant
from factdesk.core.errors import Denied, Missing, Refused
from factdesk.core.models import AuditEntry, Membership, User
from tests.factories import article_with_claims, confide, support

NAME = "Rosa Vandermeer"


@pytest.fixture
def claims(ada: User) -> list[Claim]:
    return article_with_claims(ada)[1]


@pytest.fixture
def source(claims: list[Claim], ben: User) -> Source:
    """Entered by Ben, a reviewer."""
    return confide(claims[0], ben, name=NAME, contact="+31 6 5550 1234", kept="").source


def read(source: Source, by: User, reason: str = "To call her back", *, minutes_ago: int = 1) -> Identity:
    at = timezone.now() - dt.timedelta(minutes=minutes_ago)
    return read_identity(source_id=source.pk, actor=User.objects.get(pk=by.pk), reason=reason, password_at=at)


def fresh(user: User) -> User:
    """As the next request sees them."""
    return User.objects.get(pk=user.pk)


def test_who_entered_it_reads_it_and_leaves_a_line(source: Source, ben: User) -> None:
    found = read(source, ben)
    assert (found.name, found.contact) == (NAME, "+31 6 5550 1234")
    reading = SourceReading.objects.get()
    assert (reading.grant.user, reading.reason) == (ben, "To call her back")
    entry = AuditEntry.objects.get(action="source.identity_read")
    assert (entry.actor, entry.object_id, entry.chain) == (ben, source.pk, f"desk:{source.desk_id}")
    assert entry.changes == {"reading": reading.pk, "grant": reading.grant_id}
    assert NAME not in repr(found)


def test_being_editor_is_not_enough(source: Source, ada: User, ben: User) -> None:
    with pytest.raises(Denied):
        read(source, ada)
    with pytest.raises(Denied):
        grant_identity(source_id=source.pk, actor=ada, user_id=ada.pk)
    assert not SourceReading.objects.exists()
    grant = grant_identity(source_id=source.pk, actor=ben, user_id=ada.pk)
    assert read(source, ada).name == NAME
    entry = AuditEntry.objects.get(action="source.granted")
    assert entry.changes == {"grant": grant.pk, "user": ada.pk}
    assert known_to([source.pk]) == {source.pk: ["Ben Okoro", "Ada Verhoeven"]}


def test_another_desk_and_who_observes_know_of_no_source(source: Source, sam: User, omar: User, ben: User) -> None:
    for person in (sam, omar):
        with pytest.raises(Missing):
            read(source, person)
        with pytest.raises(Refused, match="checks on this desk"):
            grant_identity(source_id=source.pk, actor=ben, user_id=person.pk)


@pytest.mark.parametrize("minutes", [16, -1])
def test_the_password_counts_for_a_quarter_of_an_hour(source: Source, ben: User, minutes: int) -> None:
    with pytest.raises(Refused) as refusal:
        read(source, ben, minutes_ago=minutes)
    assert set(refusal.value.fields) == {"password"}
    with pytest.raises(Refused):
        read_identity(source_id=source.pk, actor=ben, reason="x", password_at=None)
    with pytest.raises(Refused) as refusal:
        read(source, ben, reason="  ")
    assert set(refusal.value.fields) == {"reason"}
    assert not SourceReading.objects.exists()


def test_nothing_is_unsealed_when_the_line_cannot_be_written(
    source: Source, ben: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_args: object, **_kwargs: object) -> None:
        raise DatabaseError("no room")

    def never(*_args: object, **_kwargs: object) -> None:
        pytest.fail("unsealed without a line")

    monkeypatch.setattr("claims.actions.secrets.record", fails)
    monkeypatch.setattr("claims.actions.secrets.unseal", never)
    with pytest.raises(DatabaseError):
        read(source, ben)


@pytest.mark.django_db(transaction=True)
def test_a_reading_inside_another_transaction_is_refused(source: Source, ben: User) -> None:
    """It could be rolled back, and the name would have been read by nobody."""
    with transaction.atomic(), pytest.raises(RuntimeError):
        read(source, ben)
    assert read(source, ben).name == NAME


def test_a_grant_ends_by_time_by_hand_and_with_the_desk(source: Source, ada: User, ben: User, cleo: User) -> None:
    hours = [timezone.now() - dt.timedelta(hours=ago) for ago in (2, 1)]
    place = Membership.objects.get(user=ada)
    SourceGrant.objects.create(source=source, user=ada, membership=place, granted_by=ben, at=hours[0], until=hours[1])
    with pytest.raises(Denied):
        read(source, ada)
    # One that ran out stands in nobody's way.
    again = grant_identity(source_id=source.pk, actor=ben, user_id=ada.pk)
    take_back(source_id=source.pk, grant_id=again.pk, actor=ben)
    with pytest.raises(Denied):
        read(source, ada)
    assert AuditEntry.objects.filter(action="source.grant_revoked").get().changes == {
        "grant": again.pk,
        "user": ada.pk,
    }
    grant_identity(source_id=source.pk, actor=ben, user_id=cleo.pk)
    place = Membership.objects.get(user=cleo)
    place.delete()
    with pytest.raises(Missing):
        read(source, cleo)
    # Coming back opens nothing: another place, and the old grant has nothing to stand on.
    Membership.objects.create(desk_id=source.desk_id, user=cleo, role=place.role)
    with pytest.raises(Denied):
        read(source, cleo)
    assert grant_identity(source_id=source.pk, actor=ben, user_id=cleo.pk)
    Membership.objects.filter(user=cleo).update(role="observer")
    with pytest.raises(Missing):
        read(source, cleo)
    assert known_to([source.pk]) == {source.pk: ["Ben Okoro"]}


def test_who_takes_back_what(source: Source, ada: User, ben: User, cleo: User) -> None:
    to_ada = grant_identity(source_id=source.pk, actor=ben, user_id=ada.pk)
    to_cleo = grant_identity(source_id=source.pk, actor=fresh(ada), user_id=cleo.pk)
    with pytest.raises(Denied):  # neither gave it nor holds it
        take_back(source_id=source.pk, grant_id=to_ada.pk, actor=fresh(cleo))
    take_back(source_id=source.pk, grant_id=to_cleo.pk, actor=ben)  # who entered it may
    take_back(source_id=source.pk, grant_id=to_ada.pk, actor=fresh(ada))  # and who holds it
    with pytest.raises(Denied):
        take_back(source_id=source.pk, grant_id=to_ada.pk, actor=fresh(ada))
    assert [grant.user for grant in SourceGrant.objects.live()] == [ben]
    with pytest.raises(Denied, match="the last"):
        take_back(source_id=source.pk, grant_id=live(source, ben).pk, actor=ben)
    with pytest.raises(Missing):
        take_back(source_id=source.pk, grant_id=10**6, actor=ben)


def test_granting_twice_is_granting_once(source: Source, ada: User, ben: User) -> None:
    first = grant_identity(source_id=source.pk, actor=ben, user_id=ada.pk)
    assert grant_identity(source_id=source.pk, actor=ben, user_id=ada.pk) == first
    assert AuditEntry.objects.filter(action="source.granted").count() == 1
    with pytest.raises(Refused, match="past"):
        grant_identity(source_id=source.pk, actor=ben, user_id=ada.pk, until=timezone.now())


def test_a_pseudonym_is_used_by_those_who_know_it(
    source: Source, claims: list[Claim], ada: User, ben: User, cleo: User
) -> None:
    nobody = {"name": ""}
    assert confide(claims[1], ben, "nurse a", **nobody).source == source
    with pytest.raises(Denied):
        confide(claims[1], cleo, **nobody)
    with pytest.raises(Refused) as refusal:
        confide(claims[2], ben, name="Somebody else")
    assert set(refusal.value.fields) == {"source_title"}
    with pytest.raises(Refused) as refusal:
        confide(claims[1], cleo, "Nurse B", **nobody)
    assert set(refusal.value.fields) == {"identity"}
    support(claims[1], cleo)
    with pytest.raises(Refused) as refusal:
        confide(claims[1], cleo, "City of Velmar, budget book")
    assert set(refusal.value.fields) == {"source_title"}
    assert Source.objects.filter(confidential=True).count() == 1
    assert Evidence.objects.filter(source=source).count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_people_take_one_pseudonym_at_once(ada: User, ben: User, cleo: User) -> None:
    """In different articles, so that only the desk keeps them apart."""
    takers = [(ben, article_with_claims(ada)[1][0]), (cleo, article_with_claims(ada)[1][0])]
    gate, outcomes = threading.Barrier(2), []

    def take(person: User, claim: Claim) -> None:
        gate.wait()
        try:
            confide(claim, person, name=f"Somebody {person.pk}")
            outcomes.append("taken")
        except (Refused, Denied):  # at the very same moment, or a moment after the other
            outcomes.append("refused")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=take, args=taker) for taker in takers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["refused", "taken"]
    assert SourceSecret.objects.count() == 1


def test_a_name_may_be_kept_outside_the_desk(claims: list[Claim], ben: User) -> None:
    source = confide(claims[0], ben, name="", kept="Envelope 3, the editor's safe").source
    assert read(source, ben).kept == "Envelope 3, the editor's safe"


def test_the_tables_hold_no_plain_word(source: Source) -> None:
    with connection.cursor() as cursor:
        for model in (Source, SourceSecret, SourceGrant, SourceReading):
            cursor.execute(f'SELECT row_to_json(t)::text FROM "{model._meta.db_table}" t')
            dump = " ".join(row[0] for row in cursor.fetchall())
            for words in (NAME, "Rosa", "5550"):
                assert words not in dump
                assert words.encode().hex() not in dump


def test_keys_are_changed_and_old_ones_forgotten(source: Source, ben: User, settings: Settings) -> None:
    new = "a new key that is longer than 32 characters"
    settings.SOURCE_KEYS = [new]
    assert read(source, ben).name == NAME
    out = StringIO()
    call_command("reseal_sources", stdout=out)
    assert "1 identity" in out.getvalue()
    assert not reseal(source_id=source.pk, actor=User.objects.system())
    settings.SECRET_KEY = "lost"
    assert read(source, ben).name == NAME
    settings.SOURCE_KEYS = []
    with pytest.raises(Refused, match="SOURCE_KEYS"):
        read(source, ben)
    assert AuditEntry.objects.get(action="source.resealed").changes == {}


@pytest.mark.django_db
def test_a_key_that_can_be_guessed_is_reported(settings: Settings) -> None:
    from claims.checks import source_keys

    settings.SOURCE_KEYS = ["x" * 32, "short"]
    assert [found.id for found in source_keys()] == ["claims.E002"]
    settings.SOURCE_KEYS = []
    assert source_keys() == []


def test_postgres_lets_nobody_in_by_the_back_door(source: Source, ada: User, ben: User, omar: User, sam: User) -> None:
    def grant(user: User, by: User) -> None:
        place = Membership.objects.get(user=user)
        with transaction.atomic():
            SourceGrant.objects.create(source=source, user=user, membership=place, granted_by=by)

    for user, by in ((ada, ada), (ada, sam), (omar, ben), (sam, ben)):
        with pytest.raises(DatabaseError, match="FactDesk"):
            grant(user, by)
    grant(ada, ben)
    grants = SourceGrant.objects.filter(user=ada)
    for change in ({"until": None, "granted_by": ada}, {"user": ben}, {"revoked_at": timezone.now()}):
        with pytest.raises(DatabaseError), transaction.atomic():
            grants.update(**change)
    grants.update(revoked_at=timezone.now(), revoked_by=ben)
    with pytest.raises(DatabaseError), transaction.atomic():
        grants.update(revoked_at=None, revoked_by=None)
    with pytest.raises(DatabaseError, match="this grant is over"), transaction.atomic():
        SourceReading.objects.create(grant=grants.get(), reason="x")
    reading = SourceReading.objects.create(grant=live(source, ben), reason="x")
    secret = SourceSecret.objects.get()
    for row in (reading, grants.get(), secret):
        with pytest.raises(DatabaseError), transaction.atomic():
            row.delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        SourceReading.objects.update(reason="y")
    with pytest.raises(DatabaseError), transaction.atomic():
        SourceSecret.objects.update(entered_by=ada)


def live(source: Source, user: User) -> SourceGrant:
    grant = live_grant(source, user)
    assert grant
    return grant


def test_postgres_keeps_a_confidential_source_whole(source: Source, ben: User) -> None:
    rows = Source.objects.filter(pk=source.pk)
    for change in (
        {"confidential": False, "public_description": ""},
        {"public_description": ""},
        {"url": "https://a.b"},
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(**change)
    plain = Source.objects.create(desk_id=source.desk_id, title="Budget book", kind="document", created_by=ben)
    with pytest.raises(DatabaseError, match="only a confidential source"), transaction.atomic():
        SourceSecret.objects.create(source=plain, sealed=b"x", entered_by=ben)
    rows.model.objects.create(
        desk_id=source.desk_id,
        title="Nurse B",
        kind="person",
        confidential=True,
        public_description="a nurse",
        created_by=ben,
    )
    with connection.cursor() as cursor, pytest.raises(DatabaseError, match="has its identity sealed"):
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_what_is_confided_does_not_print_itself() -> None:
    assert NAME not in f"{Confided('a nurse', Identity(NAME, NAME, NAME))!r}"
    assert NAME not in str(Identity(NAME))
