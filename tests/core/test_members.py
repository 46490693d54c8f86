"""The people of a desk: who may change what, what is on record, and that somebody is always there to open the door."""

from __future__ import annotations

import datetime as dt
import io
import re
import threading
from collections.abc import Callable

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from factdesk.core.actions.members import admit, give_role, take_off
from factdesk.core.errors import Denied, Missing
from factdesk.core.models import AuditEntry, Desk, Membership, Role, SecondFactor, User
from tests.conftest import SignIn
from tests.factories import PASSWORD, add_person, commit


def race(*steps: Callable[[], object]) -> list[BaseException | None]:
    """Each in a thread of its own, all at once; what each of them raised."""
    gate = threading.Barrier(len(steps))
    raised: list[BaseException | None] = [None] * len(steps)

    def run(number: int) -> None:
        try:
            gate.wait()
            steps[number]()
        except (DatabaseError, Denied) as error:
            raised[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(len(steps))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


NEW = {"name": "Dora Lind", "email": "Dora@factdesk.example", "role": "reviewer"}
FIRST = "dora-chose-this-one"


def last(desk: Desk) -> AuditEntry:
    return AuditEntry.objects.filter(chain=desk.audit_chain).order_by("-seq")[0]


def place(user: User) -> Membership:
    return user.memberships.get()


def test_the_page_lists_who_is_there(signed_in: SignIn, ada: User, ben: User, omar: User, desk: Desk) -> None:
    page = signed_in(ada).get(f"/desks/{desk.pk}/").content.decode()
    for words in ("Ada Verhoeven", "Ben Okoro", "Omar Haddad", "No second factor", "since", "ben@factdesk.example"):
        assert words in page
    assert "The last editor of a desk stays" in page
    assert "Make editor" not in page
    assert 'href="/desk/"' in page
    assert 'href="/desk/"' not in signed_in(ben).get("/").content.decode()


def test_the_page_asks_the_database_as_often_for_many_as_for_few(signed_in: SignIn, ada: User, desk: Desk) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(f"/desks/{desk.pk}/").status_code == 200
        return len(queries)

    browser = signed_in(ada)
    few = asked()
    for n in range(30):
        add_person(f"Person{n} Name", desk, Role.REVIEWER)
    assert asked() == few <= 10


def test_somebody_new_starts_with_a_link_that_works_once(signed_in: SignIn, ada: User, desk: Desk) -> None:
    answer = signed_in(ada).post(f"/desks/{desk.pk}/members/", NEW)
    link = link_on(answer.content.decode())
    assert "shown only now" in answer.content.decode()
    dora = User.objects.get(email="dora@factdesk.example")
    assert (place(dora).role, dora.has_usable_password()) == (Role.REVIEWER, False)
    entry = last(desk)
    assert (entry.action, entry.changes) == (
        "desk.member_added",
        {"user": dora.pk, "role": "reviewer", "from": None},
    )
    browser = Client()
    opened = browser.get(link)
    assert opened["Location"].endswith("/now/")  # the token leaves the address
    assert "Set your password" in browser.get(opened["Location"]).content.decode()
    bad = browser.post(opened["Location"], {"new_password1": "dora-lind-12", "new_password2": "dora-lind-12"})
    assert bad.status_code == 422
    answer = browser.post(opened["Location"], {"new_password1": FIRST, "new_password2": FIRST})
    assert answer["Location"] == "/sign-in/?started"
    assert "Your password is kept" in browser.get(answer["Location"]).content.decode()
    assert browser.post("/sign-in/", {"username": NEW["email"], "password": FIRST})["Location"] == "/"
    assert "does not work any more" in Client().get(link, follow=True).content.decode()
    assert AuditEntry.objects.filter(action="person.started", actor=dora).count() == 1


def link_on(page: str) -> str:
    found = re.search(r'id="start-link"[^>]*value="https?://[^/"]+(/start/[^"]+)"', page)
    assert found, page
    return found[1]


def test_a_newer_link_makes_the_older_one_void(signed_in: SignIn, ada: User, desk: Desk) -> None:
    browser = signed_in(ada)
    old = link_on(browser.post(f"/desks/{desk.pk}/members/", NEW).content.decode())
    dora = User.objects.get(email="dora@factdesk.example")
    new = link_on(browser.post(f"/members/{place(dora).pk}/start-link/").content.decode())
    assert last(desk).action == "desk.start_link_issued"
    assert "does not work any more" in Client().get(old, follow=True).content.decode()
    assert "does not work any more" not in Client().get(new, follow=True).content.decode()


def test_a_link_ends_after_three_days(
    signed_in: SignIn, ada: User, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = link_on(signed_in(ada).post(f"/desks/{desk.pk}/members/", NEW).content.decode())
    now = dt.datetime.now()  # noqa: DTZ005  as the library does
    monkeypatch.setattr(
        "django.contrib.auth.tokens.PasswordResetTokenGenerator._now",
        lambda _self: now + dt.timedelta(days=3, seconds=5),
    )
    assert "does not work any more" in Client().get(link, follow=True).content.decode()


def test_who_has_an_account_keeps_it(signed_in: SignIn, ada: User, sam: User, desk: Desk) -> None:
    answer = signed_in(ada).post(f"/desks/{desk.pk}/members/", NEW | {"email": sam.email, "name": "Not Sam"})
    assert answer.status_code == 303
    assert not answer.content
    sam.refresh_from_db()
    assert (sam.name, sam.check_password(PASSWORD)) == ("Sam Lind", True)
    assert sam.memberships.count() == 2
    page = signed_in(ada).get(answer["Location"]).content.decode()
    assert "Sam Lind" in page
    assert "Sport" not in page
    again = signed_in(ada).post(f"/desks/{desk.pk}/members/", NEW | {"email": sam.email})
    assert again.status_code == 422
    assert "This person is on the desk" in again.content.decode()


def test_a_link_is_no_way_into_an_account_of_another_desk_too(
    signed_in: SignIn, ada: User, sam: User, desk: Desk, other_desk: Desk
) -> None:
    """Sam's desk made the account. Whoever could make its link anew would be that person, there as well."""
    admitted = admit(desk_id=other_desk.pk, actor=sam, email="dora@factdesk.example", name="Dora", role=Role.REVIEWER)
    dora = admitted.membership.user
    here = admit(desk_id=desk.pk, actor=ada, email=dora.email, name="Dora", role=Role.REVIEWER).membership
    answer = signed_in(ada).post(f"/members/{here.pk}/start-link/")
    assert answer.status_code == 403


@pytest.mark.parametrize("role", ["editor", "owner", ""])
def test_editors_are_not_made_here(signed_in: SignIn, ada: User, ben: User, desk: Desk, role: str) -> None:
    browser = signed_in(ada)
    assert browser.post(f"/desks/{desk.pk}/members/", NEW | {"role": role}).status_code == 422
    assert browser.post(f"/members/{place(ben).pk}/role/", {"role": role}).status_code in {403, 422}
    assert place(ben).role == Role.REVIEWER
    with pytest.raises(Denied):
        admit(desk_id=desk.pk, actor=ada, email="x@factdesk.example", name="X", role=Role.EDITOR)


def test_a_role_changes_with_before_and_after_on_record(signed_in: SignIn, ada: User, ben: User, desk: Desk) -> None:
    assert signed_in(ada).post(f"/members/{place(ben).pk}/role/", {"role": "observer"}).status_code == 303
    assert place(ben).role == Role.OBSERVER
    entry = last(desk)
    assert (entry.action, entry.actor) == ("desk.role_changed", ada)
    assert entry.changes == {"user": ben.pk, "from": "reviewer", "to": "observer"}


@pytest.mark.parametrize("who", ["ben", "omar"])
def test_nobody_raises_their_own_role(signed_in: SignIn, request: pytest.FixtureRequest, ada: User, who: str) -> None:
    user = request.getfixturevalue(who)
    before = place(user).role
    for role in Role.values:
        assert signed_in(user).post(f"/members/{place(user).pk}/role/", {"role": role}).status_code == 403
    assert place(user).role == before


def test_somebody_is_taken_off_and_what_they_wrote_stays(signed_in: SignIn, ada: User, ben: User, desk: Desk) -> None:
    assert signed_in(ada).post(f"/members/{place(ben).pk}/remove/").status_code == 303
    assert not ben.memberships.exists()
    entry = last(desk)
    assert (entry.action, entry.changes) == (
        "desk.member_removed",
        {"user": ben.pk, "from": "reviewer", "to": None},
    )


def test_one_editor_does_not_send_another_away_but_may_go(signed_in: SignIn, ada: User, eve: User, desk: Desk) -> None:
    browser = signed_in(ada)
    assert browser.post(f"/members/{place(eve).pk}/remove/").status_code == 403
    assert browser.post(f"/members/{place(eve).pk}/role/", {"role": "reviewer"}).status_code == 403
    assert browser.post(f"/members/{place(ada).pk}/role/", {"role": "reviewer"})["Location"] == "/"
    assert place(ada).role == Role.REVIEWER
    assert signed_in(eve).post(f"/members/{place(eve).pk}/remove/").status_code == 403  # the last one


def test_people_of_another_desk_are_nobody_here(ada: User, sam: User) -> None:
    with pytest.raises(Missing):
        take_off(membership_id=place(sam).pk, actor=ada)
    with pytest.raises(Missing):
        give_role(membership_id=place(sam).pk, actor=ada, role=Role.OBSERVER)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE core_membership SET role = 'reviewer' WHERE role = 'editor'",
        "DELETE FROM core_membership WHERE role = 'editor'",
        "DELETE FROM core_membership",
    ],
)
def test_postgres_keeps_the_last_editor(ada: User, eve: User, ben: User, statement: str) -> None:
    def change() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
            commit()

    with pytest.raises(DatabaseError, match="last editor"):
        change()
    assert Membership.objects.filter(role="editor").count() == 2


def test_a_closed_account_is_no_editor_to_rely_on(ada: User, eve: User) -> None:
    User.objects.filter(pk=eve.pk).update(is_active=False)
    Membership.objects.filter(user=ada).update(role=Role.REVIEWER)
    with pytest.raises(DatabaseError, match="last editor"), transaction.atomic():
        commit()
    Membership.objects.filter(user=ada).update(role=Role.EDITOR)


def test_a_place_stays_that_persons_and_that_desks(ada: User, eve: User, ben: User, other_desk: Desk) -> None:
    for change in ({"user": ben}, {"desk": other_desk}):
        with pytest.raises((DatabaseError, IntegrityError)), transaction.atomic():
            Membership.objects.filter(user=eve).update(**change)


def test_the_switch_says_what_leaves_and_asks_who_you_are(
    signed_in: SignIn, ada: User, desk: Desk, settings: Settings
) -> None:
    settings.MODEL_ENDPOINT_URL = "https://name:key-in-it@models.example.org/v1"
    settings.MODEL_ENDPOINT_KEY = "sk-very-secret"
    browser = signed_in(ada)
    page = browser.get(f"/desks/{desk.pk}/").content.decode()
    assert "models.example.org" in page
    assert "key-in-it" not in page
    assert "sk-very" not in page
    url = f"/desks/{desk.pk}/model-endpoint/"
    assert browser.post(url, {"switch": "on"}).status_code == 422
    assert not AuditEntry.objects.filter(action="person.step_up_refused").exists()  # nothing was guessed
    assert browser.post(url, {"switch": "on", "password": "no"}).status_code == 422
    assert AuditEntry.objects.filter(action="person.step_up_refused", actor=ada).count() == 1
    desk.refresh_from_db()
    assert not desk.uses_model_endpoint
    assert browser.post(url, {"switch": "on", "password": PASSWORD}).status_code == 303
    desk.refresh_from_db()
    assert desk.uses_model_endpoint
    assert (last(desk).action, last(desk).changes) == ("desk.model_endpoint_set", {"on": True})
    assert browser.post(url, {"switch": "off"}).status_code == 303  # proved a moment ago
    settings.MODEL_ENDPOINT_URL = ""
    assert browser.post(url, {"switch": "on"}).status_code == 422


def test_the_operator_lets_in_who_is_locked_out(client: Client, ada: User, desk: Desk, settings: Settings) -> None:
    settings.DESK_URL = "https://desk.example.org"
    client.force_login(ada)
    User.objects.filter(pk=ada.pk).update(is_active=False)
    SecondFactor.objects.create(user=ada, sealed=b"x", last_step=1, recovery=[])
    for _ in range(10):
        Client().post("/sign-in/", {"username": ada.email, "password": "no"}, REMOTE_ADDR="192.0.2.7")
    told = io.StringIO()
    call_command("let_in", "ADA@factdesk.example", stdout=told)
    found = re.search(r"https://desk\.example\.org(/start/\S+)", told.getvalue())
    assert found
    assert client.get("/session/").status_code == 302
    browser = Client()
    opened = browser.get(found[1])["Location"]
    browser.post(opened, {"new_password1": FIRST, "new_password2": FIRST})
    assert browser.post("/sign-in/", {"username": ada.email, "password": FIRST})["Location"] == "/"
    assert browser.get(f"/desks/{desk.pk}/").status_code == 200
    assert AuditEntry.objects.filter(action="person.recovered").count() == 1
    with pytest.raises(CommandError):
        call_command("let_in", "nobody@factdesk.example")


@pytest.mark.django_db(transaction=True)
def test_two_editors_who_go_at_once_do_not_both_go(desk: Desk, ada: User, eve: User) -> None:
    """Through the action, and past it: by the rows alone."""

    def leaves(user: User) -> None:
        take_off(membership_id=place(user).pk, actor=User.objects.get(pk=user.pk))

    outcomes = race(lambda: leaves(ada), lambda: leaves(eve))
    assert len([one for one in outcomes if isinstance(one, Denied)]) == 1
    assert Membership.objects.filter(role=Role.EDITOR).count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_round", range(10))
def test_postgres_keeps_one_of_two_who_go_at_once(desk: Desk, ada: User, eve: User, _round: int) -> None:
    def leaves(user: User) -> None:
        with transaction.atomic():
            Membership.objects.filter(user=user).update(role=Role.OBSERVER)

    outcomes = race(lambda: leaves(ada), lambda: leaves(eve))
    assert len([one for one in outcomes if isinstance(one, DatabaseError)]) == 1
    assert Membership.objects.filter(role=Role.EDITOR).count() == 1
