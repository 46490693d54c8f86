"""A code of one's phone beside the password: set up, asked, never taken twice, taken away."""

from __future__ import annotations

import io
import re
import time
from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import call_command
from django.db import DatabaseError, transaction
from django.test import Client
from pytest_django import Settings

from factdesk.core import codes
from factdesk.core.actions.factors import check_code, set_up_factor
from factdesk.core.enrolling import new_offer
from factdesk.core.models import AuditEntry, Desk, Role, SecondFactor, User
from tests.factories import PASSWORD, add_person

Later = Callable[[float], None]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Later:
    """The clock of the codes, moved on by hand."""
    at = {"now": time.time()}
    monkeypatch.setattr("factdesk.core.codes.time.time", lambda: at["now"])

    def move(seconds: float) -> None:
        at["now"] += seconds

    return move


def clock_of_codes() -> float:
    """As the desk sees it, also when a test has moved it."""
    now: float = vars(codes)["time"].time()
    return now


def code_now(secret: bytes, steps: int = 0) -> str:
    return codes.code_at(secret, int(clock_of_codes()) // codes.STEP + steps)


def enrol(user: User) -> tuple[bytes, list[str]]:
    """Set up a minute ago, so that the code of now is a new one."""
    secret = codes.new_secret()
    factor, recovery = set_up_factor(actor=user, secret=secret, code=code_now(secret))
    SecondFactor.objects.filter(pk=factor.pk).delete()
    factor.pk, factor.last_step = None, factor.last_step - 2
    factor.save(force_insert=True)
    user.__dict__.pop("factor_id", None)
    return secret, recovery


def sign_in(client: Client, name: str = "ada") -> Any:
    return client.post("/sign-in/", {"username": f"{name}@factdesk.example", "password": PASSWORD})


def is_in(client: Client) -> bool:
    return client.get("/session/").status_code == 200


def test_it_is_set_up_with_a_picture_and_a_code(client: Client, ada: User) -> None:
    sign_in(client)
    elsewhere = Client()
    sign_in(elsewhere)
    answer = client.get("/account/second-factor/")
    page = answer.content.decode()
    assert not SecondFactor.objects.exists()  # looking changes nothing
    assert re.search(r'<svg viewBox="[^"]*" class="qr"><path[^>]*/><path[^>]*/></svg>', page)
    assert "style=" not in page
    sealed = re.search(r'name="secret" value="([^"]+)"', page)
    letters = re.search(r'letters">([A-Z2-7 ]+)<', page)
    assert sealed
    assert letters
    secret = __import__("base64").b32decode(letters[1].replace(" ", ""))
    refused = client.post("/account/second-factor/", {"secret": sealed[1], "code": "000000"})
    assert refused.status_code == 422
    assert sealed[1][:11] == refused.context["offer"].sealed[:11]
    assert refused.context["offer"].secret == secret  # the app need not be told again
    answer = client.post("/account/second-factor/", {"secret": sealed[1], "code": code_now(secret)})
    shown = re.findall(r"<li>([a-z2-9]{4}(?:-[a-z2-9]{4}){3})</li>", answer.content.decode())
    assert len(set(shown)) == codes.RECOVERY_CODES
    factor = SecondFactor.objects.get()
    assert secret.hex() not in bytes(factor.sealed).hex()
    assert secret not in bytes(factor.sealed)
    assert not set(shown) & set(factor.recovery)
    assert is_in(client)
    assert not is_in(elsewhere)  # signed in with less than is asked now
    assert shown[0] not in client.get("/account/").content.decode()
    (entry,) = AuditEntry.objects.filter(action="person.factor_set")
    assert (entry.actor, entry.changes) == (ada, {"factor": factor.pk})


def test_what_was_offered_to_somebody_else_is_not_taken(client: Client, ada: User, ben: User) -> None:
    sign_in(client)
    offer = new_offer(ben)
    sent = {"secret": offer.sealed, "code": code_now(offer.secret)}
    assert client.post("/account/second-factor/", sent).status_code == 422
    assert client.post("/account/second-factor/", {"secret": "rubbish!", "code": "123456"}).status_code == 422
    assert not SecondFactor.objects.exists()


def test_the_password_alone_opens_nothing(client: Client, ada: User) -> None:
    secret, _recovery = enrol(ada)
    client.get("/sign-in/")
    answer = client.post(
        "/sign-in/?next=/queue/", {"username": "ada@factdesk.example", "password": PASSWORD, "next": "/queue/"}
    )
    assert answer["Location"] == "/sign-in/code/"
    assert not is_in(client)
    before = client.session.session_key
    assert client.post("/sign-in/code/", {"code": "000000"}).status_code == 422
    answer = client.post("/sign-in/code/", {"code": code_now(secret)})
    assert (answer.status_code, answer["Location"]) == (303, "/queue/")
    assert is_in(client)
    assert client.session.session_key != before


def test_a_code_is_good_once(ada: User, client: Client) -> None:
    secret, _recovery = enrol(ada)
    code = code_now(secret)
    for expected in (303, 422):
        browser = Client()
        sign_in(browser)
        assert browser.post("/sign-in/code/", {"code": code}).status_code == expected
    # Nor an earlier one that nobody has used.
    assert not check_code(user_id=ada.pk, code=code_now(secret, -1))


@pytest.mark.parametrize(("steps", "good"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_clocks_may_differ_by_half_a_minute(ada: User, clock: Later, steps: int, good: bool) -> None:
    secret, _recovery = enrol(ada)
    clock(10 * codes.STEP)
    assert check_code(user_id=ada.pk, code=code_now(secret, steps)) is good


def test_postgres_refuses_to_go_back_to_an_earlier_code(ada: User) -> None:
    enrol(ada)
    factor = SecondFactor.objects.get()
    with pytest.raises(DatabaseError), transaction.atomic():
        SecondFactor.objects.update(last_step=factor.last_step - 1)


def test_a_recovery_code_lets_in_once(ada: User) -> None:
    _secret, recovery = enrol(ada)
    typed = recovery[3].upper().replace("-", " ")
    for expected in (303, 422):
        browser = Client()
        sign_in(browser)
        assert browser.post("/sign-in/code/", {"code": typed}).status_code == expected
    entry = AuditEntry.objects.get(action="person.recovery_code_used")
    assert entry.changes["left"] == codes.RECOVERY_CODES - 1


def test_without_the_key_nobody_comes_in_and_nothing_breaks(ada: User, settings: Settings) -> None:
    secret, recovery = enrol(ada)
    settings.SECRET_KEY = "another-key-entirely"
    for code in (code_now(secret), recovery[0]):
        assert not check_code(user_id=ada.pk, code=code)


def test_it_is_sealed_anew_with_the_newest_key(ada: User, settings: Settings) -> None:
    secret, _recovery = enrol(ada)
    settings.SOURCE_KEYS = ["a-key-of-the-newsrooms-own-choosing"]
    told = io.StringIO()
    call_command("reseal_sources", stdout=told)
    call_command("reseal_sources", stdout=told)
    assert "And 1 second factor of people." in told.getvalue()
    assert "And 0 second factors of people." in told.getvalue()
    assert check_code(user_id=ada.pk, code=code_now(secret))


def test_guessing_codes_ends_and_takes_longer_each_time(ada: User, client: Client) -> None:
    secret, _recovery = enrol(ada)
    sign_in(client)
    for _ in range(5):
        assert client.post("/sign-in/code/", {"code": "000000"}).status_code == 422
    answer = client.post("/sign-in/code/", {"code": code_now(secret)})
    assert answer.status_code == 422
    assert "Too many wrong codes" in answer.content.decode()
    for minutes, wrong in ((5, 5), (10, 10), (20, 15), (40, 20), (60, 25), (60, 500)):
        SecondFactor.objects.update(wrong=wrong, wrong_at=long_ago(minutes * 60 - 5))
        assert not check_code(user_id=ada.pk, code=code_now(secret))
    SecondFactor.objects.update(wrong=500, wrong_at=long_ago(60 * 60 + 1))
    assert check_code(user_id=ada.pk, code=code_now(secret))


def long_ago(seconds: float) -> Any:
    import datetime as dt

    from django.utils import timezone

    return timezone.now() - dt.timedelta(seconds=seconds)


def test_the_second_step_waits_five_minutes_for_one_person(
    client: Client, ada: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret, _recovery = enrol(ada)
    sign_in(client)
    assert client.get("/sign-in/code/").status_code == 200
    code, now = code_now(secret), time.time()
    with monkeypatch.context() as patch:
        patch.setattr("factdesk.core.views.sign_in.time.time", lambda: now + 301)
        assert client.post("/sign-in/code/", {"code": code})["Location"] == "/sign-in/"
    sign_in(client)
    User.objects.filter(pk=ada.pk).update(is_active=False)
    assert client.post("/sign-in/code/", {"code": code})["Location"] == "/sign-in/"


def test_it_is_taken_away_with_password_and_code(client: Client, ada: User) -> None:
    secret, _recovery = enrol(ada)
    here, elsewhere = client, Client()
    for browser in (here, elsewhere):
        browser.force_login(ada)
        session = browser.session
        session["factor"] = SecondFactor.objects.get().pk
        session.save()
    for sent in ({}, {"password": PASSWORD}, {"code": code_now(secret)}, {"password": "no", "code": code_now(secret)}):
        assert here.post("/account/second-factor/remove/", sent).status_code == 422
    answer = here.post("/account/second-factor/remove/", {"password": PASSWORD, "code": code_now(secret)})
    assert answer.status_code == 303
    assert not SecondFactor.objects.exists()
    assert is_in(here)
    assert not is_in(elsewhere)
    assert AuditEntry.objects.filter(action="person.factor_removed", actor=ada).count() == 1


def test_new_recovery_codes_end_the_old_ones(client: Client, ada: User) -> None:
    secret, old = enrol(ada)
    client.force_login(ada)
    session = client.session
    session["factor"] = SecondFactor.objects.get().pk
    session.save()
    answer = client.post("/account/recovery-codes/", {"password": PASSWORD, "code": code_now(secret)})
    (new, *_others) = re.findall(r"<li>([a-z2-9-]{19})</li>", answer.content.decode())
    assert not check_code(user_id=ada.pk, code=old[0])
    assert check_code(user_id=ada.pk, code=new)


def test_an_editor_without_it_reaches_the_page_that_sets_it_up_alone(
    client: Client, ada: User, ben: User, desk: Desk, settings: Settings
) -> None:
    settings.REQUIRE_SECOND_FACTOR = True
    client.force_login(ada)
    for path in ("/", "/queue/", "/account/", f"/desks/{desk.pk}/", "/articles/new/"):
        assert client.get(path)["Location"] == "/account/second-factor/", path
    assert client.post(f"/desks/{desk.pk}/members/").status_code == 302
    page = client.get("/account/second-factor/")
    assert page.status_code == 200
    assert "My claims" not in page.content.decode()
    assert is_in(client)
    offer = new_offer(ada)
    client.post("/account/second-factor/", {"secret": offer.sealed, "code": code_now(offer.secret)})
    assert client.get("/").status_code == 200
    browser = Client()
    browser.force_login(ben)
    assert browser.get("/").status_code == 200  # who is no editor may, and need not


def test_a_local_desk_asks_nobody(client: Client, ada: User, settings: Settings) -> None:
    assert settings.LOCAL
    assert settings.REQUIRE_SECOND_FACTOR is False
    client.force_login(ada)
    assert client.get("/").status_code == 200


def signed_in_with(user: User, client: Client) -> Client:
    client.force_login(user)
    session = client.session
    session["factor"] = user.factor_id
    session.save()
    return client


def test_another_editor_takes_it_away_from_who_lost_the_phone(client: Client, ada: User, desk: Desk) -> None:
    eve = add_person("Eve Lang", desk, Role.EDITOR)
    enrol(eve)
    theirs = signed_in_with(eve, Client())
    assert is_in(theirs)
    boss = signed_in_with(ada, client)
    url = f"/members/{eve.memberships.get().pk}/second-factor/reset/"
    assert boss.post(url).status_code == 422
    assert boss.post(url, {"password": PASSWORD}).status_code == 303
    assert not SecondFactor.objects.exists()
    assert not is_in(theirs)
    entry = AuditEntry.objects.get(action="desk.factor_reset")
    assert (entry.chain, entry.changes["user"]) == (desk.audit_chain, eve.pk)


def test_nobody_resets_their_own_nor_somebodys_of_another_desk_too(
    client: Client, ada: User, ben: User, desk: Desk, other_desk: Desk
) -> None:
    secret, _recovery = enrol(ada)
    boss = signed_in_with(ada, client)
    sent = {"password": PASSWORD, "code": code_now(secret)}
    assert boss.post(f"/members/{ada.memberships.get().pk}/second-factor/reset/", sent).status_code == 403
    enrol(ben)
    theirs = ben.memberships.get()
    other_desk.memberships.create(user=ben, role=Role.REVIEWER)
    assert boss.post(f"/members/{theirs.pk}/second-factor/reset/").status_code == 403
    assert SecondFactor.objects.count() == 2


def test_an_identity_is_read_with_the_code_too(client: Client, ada: User, ben: User) -> None:
    from tests.factories import article_with_claims, confide

    source = confide(article_with_claims(ada)[1][0], ben).source
    secret, _recovery = enrol(ben)
    browser = signed_in_with(ben, client)
    url = f"/sources/{source.pk}/identity/"
    for code in ("", "000000"):
        assert browser.post(url, {"reason": "x", "password": PASSWORD, "code": code}).status_code == 422
    assert browser.post(url, {"reason": "x", "password": PASSWORD, "code": code_now(secret)}).status_code == 200
    assert browser.post(url, {"reason": "again"}).status_code == 200  # within the quarter of an hour


def test_a_proof_from_before_the_second_factor_counts_no_more(client: Client, ada: User, ben: User) -> None:
    from tests.factories import article_with_claims, confide

    source = confide(article_with_claims(ada)[1][0], ben).source
    client.force_login(ben)
    url = f"/sources/{source.pk}/identity/"
    assert client.post(url, {"reason": "x", "password": PASSWORD}).status_code == 200
    offer = new_offer(ben)
    client.post("/account/second-factor/", {"secret": offer.sealed, "code": code_now(offer.secret)})
    assert client.post(url, {"reason": "again"}).status_code == 422
