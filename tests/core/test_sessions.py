"""How long a sign-in lasts, and what ends it at once."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from factdesk.core.models import AuditEntry, Desk, User
from tests.factories import PASSWORD

HOUR, DAY = 60 * 60, 24 * 60 * 60
NEW_PASSWORD = "a-quite-other-password"
Later = Callable[[float], None]


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Later:
    """Move the clock on, by so many seconds from where it stands."""
    at = {"now": time.time()}
    real_now = __import__("django.utils.timezone", fromlist=["now"]).now
    started = time.time()

    def now() -> object:
        import datetime as dt

        return real_now() + dt.timedelta(seconds=at["now"] - started)

    monkeypatch.setattr("factdesk.core.sessions.time.time", lambda: at["now"])
    monkeypatch.setattr("django.utils.timezone.now", now)

    def move(seconds: float) -> None:
        at["now"] += seconds

    return move


def sign_in(client: Client, email: str = "ada@factdesk.example", password: str = PASSWORD) -> int:
    return client.post("/sign-in/", {"username": email, "password": password}).status_code


def is_in(client: Client) -> bool:
    return client.get("/session/").status_code == 200


def test_the_sessions_name_changes_at_the_door(client: Client, ada: User) -> None:
    client.get("/sign-in/")
    session = client.session
    session["planted"] = "by a stranger"
    session.save()
    before = session.session_key
    client.cookies["sessionid"] = str(before)
    assert sign_in(client) == 302
    assert client.session.session_key != before
    assert not Session.objects.filter(pk=before).exists()


def test_it_ends_twelve_hours_after_it_was_last_used(client: Client, ada: User, later: Later) -> None:
    sign_in(client)
    for _ in range(3):
        later(11 * HOUR)
        assert is_in(client)
    later(12 * HOUR + 1)
    assert not is_in(client)


def test_it_ends_after_seven_days_however_much_it_is_used(client: Client, ada: User, later: Later) -> None:
    sign_in(client)
    for _ in range(14):
        assert is_in(client)
        later(12 * HOUR - 60)
    assert is_in(client)  # six days, 23 hours and 46 minutes
    later(13 * 60)
    assert is_in(client)
    later(2 * 60)
    assert not is_in(client)


def test_use_is_written_down_now_and_then_alone(client: Client, ada: User, later: Later) -> None:
    sign_in(client)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        for _ in range(5):
            later(100)
            client.get("/session/")
    assert not [query for query in queries if "UPDATE" in query["sql"]]
    assert len(queries) == 5 * 2  # the session and the person with their roles
    later(101)
    with CaptureQueriesContext(connection) as queries:
        client.get("/session/")
    assert len([query for query in queries if "UPDATE" in query["sql"]]) == 1


def test_another_password_ends_every_other_sign_in(client: Client, ada: User) -> None:
    here, elsewhere = client, Client()
    for browser in (here, elsewhere):
        assert sign_in(browser) == 302
    key = here.session.session_key
    sent = {"old_password": PASSWORD, "new_password1": NEW_PASSWORD, "new_password2": NEW_PASSWORD}
    assert here.post("/account/password/", sent).status_code == 303
    assert is_in(here)
    assert here.session.session_key != key
    assert not is_in(elsewhere)
    assert sign_in(Client()) == 422
    assert sign_in(Client(), password=NEW_PASSWORD) == 302
    (entry,) = AuditEntry.objects.filter(action="person.password_changed")
    assert (entry.chain, entry.actor, entry.changes) == (f"person:{ada.pk}", ada, {})


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"old_password": "not this one"}, "Your old password was entered incorrectly"),
        ({"new_password2": "another-one-again"}, "two password fields"),
        ({"new_password1": "short", "new_password2": "short"}, "at least 12 characters"),
        ({"new_password1": "ada-verhoeven-1", "new_password2": "ada-verhoeven-1"}, "too similar"),
    ],
)
def test_a_password_is_changed_by_who_knows_it_and_to_a_good_one(
    client: Client, ada: User, changes: dict[str, str], said: str
) -> None:
    sign_in(client)
    sent = {"old_password": PASSWORD, "new_password1": NEW_PASSWORD, "new_password2": NEW_PASSWORD} | changes
    answer = client.post("/account/password/", sent)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    ada.refresh_from_db()
    assert ada.check_password(PASSWORD)


def test_an_open_screen_is_no_place_to_guess_the_password(client: Client, ada: User) -> None:
    sign_in(client)
    sent = {"old_password": "guess", "new_password1": NEW_PASSWORD, "new_password2": NEW_PASSWORD}
    for _ in range(5):
        client.post("/account/password/", sent)
    answer = client.post("/account/password/", sent | {"old_password": PASSWORD})
    assert answer.status_code == 422
    assert "Too many refusals" in answer.content.decode()
    assert AuditEntry.objects.filter(action="person.step_up_refused", actor=ada).count() == 5


def test_who_is_disabled_is_out_with_the_next_request(client: Client, ada: User) -> None:
    sign_in(client)
    assert is_in(client)
    User.objects.filter(pk=ada.pk).update(is_active=False)
    assert not is_in(client)


def test_who_was_taken_off_the_desk_sees_it_no_more(client: Client, ben: User, ada: User, desk: Desk) -> None:
    sign_in(client, "ben@factdesk.example")
    boss = Client()
    boss.force_login(ada)
    assert client.get(f"/desks/{desk.pk}/").status_code == 403  # there, but not his to manage
    assert boss.post(f"/members/{ben.memberships.get().pk}/remove/").status_code == 303
    assert client.get(f"/desks/{desk.pk}/").status_code == 404
