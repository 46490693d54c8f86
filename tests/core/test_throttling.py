"""The door: how often one may try, and what strangers learn by trying."""

from __future__ import annotations

import datetime as dt
import logging
import re
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.contrib.auth.hashers import MD5PasswordHasher
from django.contrib.sessions.models import Session
from django.test import Client, RequestFactory
from django.utils import timezone
from pytest_django import Settings

from factdesk.core.models import User
from factdesk.core.tasks import tidy_door
from factdesk.core.throttling import account_key, client_address
from tests.factories import PASSWORD

WRONG = "wrong-password"
ADA, NOBODY = "ada@factdesk.example", "nobody@factdesk.example"


def knock(client: Client, email: str, password: str = WRONG, address: str = "192.0.2.1", forwarded: str = "") -> Any:
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    return client.post("/sign-in/", {"username": email, "password": password}, REMOTE_ADDR=address, headers=headers)


@pytest.mark.parametrize("email", [ADA, NOBODY])
def test_ten_wrong_passwords_shut_the_door_for_the_account_known_or_not(client: Client, ada: User, email: str) -> None:
    spellings = [email, email.upper(), f" {email}"]
    for n in range(9):
        assert knock(client, spellings[n % 3], address=f"192.0.2.{n}").status_code == 422
    answer = knock(client, email, address="192.0.2.99")
    assert answer.status_code == 429
    assert "Too many tries with this e-mail or from this place" in answer.content.decode()
    assert knock(client, email, PASSWORD, address="192.0.2.100").status_code == 429
    assert "_auth_user_id" not in client.session


def test_ten_wrong_passwords_shut_the_door_for_the_address(client: Client, ada: User) -> None:
    for n in range(10):
        knock(client, f"somebody-{n}@factdesk.example")
    assert knock(client, ADA, PASSWORD).status_code == 429
    assert knock(client, ADA, PASSWORD, address="192.0.2.2").status_code == 302


def test_a_right_password_gives_a_guesser_no_more_tries(client: Client, ada: User, ben: User) -> None:
    for _ in range(9):
        knock(client, ADA)
    assert knock(client, "ben@factdesk.example", PASSWORD).status_code == 302
    client.post("/sign-out/")
    assert knock(client, ADA).status_code == 429


def test_the_door_opens_after_five_minutes_and_knocking_does_not_prolong_it(client: Client, ada: User) -> None:
    for _ in range(10):
        knock(client, ADA)
    AccessAttempt.objects.update(attempt_time=timezone.now() - dt.timedelta(minutes=4, seconds=50))
    assert knock(client, ADA, PASSWORD).status_code == 429
    AccessAttempt.objects.update(attempt_time=timezone.now() - dt.timedelta(minutes=5, seconds=1))
    assert knock(client, ADA, PASSWORD).status_code == 302


def test_known_and_unknown_people_get_the_same_page_also_when_it_is_shut(client: Client, ada: User) -> None:
    pages = {}
    for email, net in ((ADA, "192.0.2"), (NOBODY, "198.51.100")):
        tries = [knock(client, email, address=f"{net}.{n}") for n in range(11)]
        pages[email] = [(answer.status_code, without_tokens(answer.content.decode())) for answer in tries]
    assert pages[ADA] == pages[NOBODY]


def without_tokens(page: str) -> str:
    return re.sub(r"[\w-]{64}", "", re.sub(r'value="[^"]*"', "", page))


@pytest.mark.parametrize("kind", ["known", "unknown", "closed", "not started", "system"])
def test_every_try_runs_one_hash(client: Client, ada: User, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    """Counted, not timed: a hash is what takes the time."""
    email = ADA
    if kind == "unknown":
        email = NOBODY
    elif kind == "closed":
        User.objects.update(is_active=False)
    elif kind == "not started":
        ada.set_unusable_password()
        ada.save()
    elif kind == "system":
        email = User.objects.system().email
    hashed: list[int] = []
    encode = MD5PasswordHasher.encode

    def counted(self: MD5PasswordHasher, password: str, salt: str) -> str:
        hashed.append(1)
        return str(encode(self, password, salt))

    monkeypatch.setattr(MD5PasswordHasher, "encode", counted)
    assert knock(client, email).status_code == 422
    assert len(hashed) == 1


@pytest.mark.parametrize(
    ("trusted", "header", "expected"),
    [
        (False, "203.0.113.9", "192.0.2.1"),
        (True, "203.0.113.9", "203.0.113.9"),
        (True, "198.51.100.1, 203.0.113.9", "203.0.113.9"),
        (True, "", "192.0.2.1"),
        (True, "unknown", "192.0.2.1"),
        (True, "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        (True, "::ffff:203.0.113.9", "203.0.113.9"),
    ],
)
def test_the_address_is_the_proxys_word_and_no_strangers(
    settings: Settings, rf: RequestFactory, trusted: bool, header: str, expected: str
) -> None:
    settings.TRUST_PROXY = trusted
    request = rf.get("/", REMOTE_ADDR="192.0.2.1", HTTP_X_FORWARDED_FOR=header)
    assert client_address(request) == expected


def test_a_made_up_header_does_not_open_the_door(client: Client, settings: Settings, ada: User) -> None:
    settings.TRUST_PROXY = True
    for n in range(10):
        knock(client, f"somebody-{n}@factdesk.example", forwarded=f"198.51.100.{n}, 203.0.113.9")
    assert knock(client, ADA, PASSWORD, forwarded="198.51.100.77, 203.0.113.9").status_code == 429
    assert knock(client, ADA, PASSWORD, forwarded="203.0.113.10").status_code == 302


def test_what_counts_no_more_is_kept_no_longer(client: Client, ada: User, settings: Settings) -> None:
    knock(client, ADA)
    assert knock(client, ADA, PASSWORD).status_code == 302
    tidy_door()
    assert (AccessAttempt.objects.count(), Session.objects.count()) == (1, 1)
    AccessAttempt.objects.update(attempt_time=timezone.now() - dt.timedelta(minutes=6))
    Session.objects.update(expire_date=timezone.now() - dt.timedelta(seconds=1))
    tidy_door()
    assert (AccessAttempt.objects.count(), Session.objects.count()) == (0, 0)


def test_neither_log_nor_table_names_who_tried(client: Client, ada: User, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        for _ in range(11):
            knock(client, ADA)
        client.post(f"/sign-in/?next=/?who={ADA}", {"username": ADA, "password": PASSWORD})
    rows = " ".join(str(value) for row in AccessAttempt.objects.values() for value in row.values())
    assert account_key(RequestFactory().get("/"), {"username": ADA}) in rows
    for told in (rows, caplog.text):
        assert not re.search(r"ada\W|verhoeven|factdesk\.example", told.lower())
        assert WRONG not in told
