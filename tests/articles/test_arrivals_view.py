"""The pages of what came in: how far it is, the text to look over, and every way to misuse them."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from articles.actions import taking
from articles.actions.arriving import lock_arrival
from articles.actions.reading import refuse
from articles.models import Arrival, Article
from factdesk.core.models import Job, User
from tests.conftest import SignIn
from tests.factories import TEXT, arrive, bring, came_in, taken

pytestmark = pytest.mark.usefixtures("data_dir")
HTMX = {"HX-Request": "true"}


def form(arrival: Arrival, **changes: object) -> dict[str, object]:
    return {"title": "Tram line 4", "writer": "Nadia Brandt", "seen": arrival.lock_version, **changes}


@pytest.fixture
def browser(signed_in: SignIn, ada: User) -> Client:
    return signed_in(ada)


def test_what_was_read_is_shown_part_by_part_with_where_it_is_from(browser: Client, ada: User) -> None:
    arrival = arrive(ada, f"{TEXT}\n\nBy Nadia Brandt\n", "tram.docx")
    page = browser.get(arrival.get_absolute_url()).content.decode()
    for words in ("tram.docx", "Tram line 4 will cost", "Found in the text", "Freeze as version 1", "Standfirst"):
        assert words in page
    assert page.count('name="block"') == len(arrival.as_read().blocks)


def test_it_is_frozen_as_it_stands(browser: Client, ada: User) -> None:
    arrival = arrive(ada)
    answer = browser.post(arrival.get_absolute_url(), form(arrival, published="2026-11-20", language="en"))
    article = Article.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, f"/articles/{article.pk}/")
    assert (article.title, article.writer) == ("Tram line 4", "Nadia Brandt")
    assert ["published", "2026-11-20", "editor"] in article.head.facts
    again = browser.post(arrival.get_absolute_url(), form(arrival))
    assert again["Location"] == f"/articles/{article.pk}/"
    assert Article.objects.count() == 1


def test_a_part_is_chosen_by_a_click_and_only_it_is_swapped(browser: Client, ada: User) -> None:
    arrival = arrive(ada)
    url = f"{arrival.get_absolute_url()}choose/"
    answer = browser.post(url, {"block": 2, "kind": "out", "shown": 0, "seen": 0}, headers=HTMX)
    part = answer.content.decode()
    assert (answer.status_code, 'id="part-2"' in part, "part-1" in part) == (200, True, False)
    assert 'id="id_seen" value="1"' in part
    assert "Take back in" in part
    plain = browser.post(url, {"block": 2, "kind": "quote", "shown": 1})
    assert (plain.status_code, plain["Location"]) == (303, f"{arrival.get_absolute_url()}?page=1#part-2")
    arrival.refresh_from_db()
    assert arrival.choices == {"2": "quote"}


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"block": 99, "kind": "body", "shown": 0}, 409),
        ({"block": 1, "kind": "quote", "shown": 7}, 409),
        ({"block": -1, "kind": "body", "shown": 0}, 422),
        ({"block": 0, "kind": "claim", "shown": 0}, 422),
        ({"block": 0, "kind": "body"}, 422),
        ({}, 422),
    ],
)
def test_a_choice_that_makes_no_sense_is_refused(
    browser: Client, ada: User, sent: dict[str, object], status: int
) -> None:
    arrival = arrive(ada)
    assert browser.post(f"{arrival.get_absolute_url()}choose/", sent).status_code == status


def test_two_who_look_over_the_same_text_are_told(browser: Client, ada: User) -> None:
    arrival = arrive(ada)
    browser.post(f"{arrival.get_absolute_url()}choose/", {"block": 1, "kind": "quote", "shown": 0})
    answer = browser.post(arrival.get_absolute_url(), form(arrival))
    page = answer.content.decode()
    assert answer.status_code == 409
    for words in ("Somebody chose", "Nadia Brandt", 'name="seen" value="1"'):
        assert words in page
    assert not Article.objects.exists()
    assert browser.post(arrival.get_absolute_url(), form(arrival, seen=1)).status_code == 303


def test_who_comes_too_late_is_told_that_nothing_of_theirs_counts(signed_in: SignIn, ada: User, eve: User) -> None:
    arrival = arrive(ada)
    signed_in(eve).post(arrival.get_absolute_url(), form(arrival))
    answer = signed_in(ada).post(arrival.get_absolute_url(), form(arrival, confidential="on"))
    assert answer.status_code == 409
    assert "was not taken over" in answer.content.decode()
    assert not Article.objects.get().confidential


def test_words_that_were_refused_are_still_in_the_form(browser: Client, ada: User) -> None:
    arrival = arrive(ada)
    answer = browser.post(arrival.get_absolute_url(), form(arrival, due_at="2001-01-01T10:00"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "already past" in page
    assert "Nadia Brandt" in page


def test_the_language_is_a_code_and_is_told_to_the_browser(browser: Client, ada: User) -> None:
    arrival = arrive(ada)
    answer = browser.post(arrival.get_absolute_url(), form(arrival, language='en" onclick="x'))
    assert answer.status_code == 422
    assert "such as en or de-AT" in answer.content.decode()
    page = browser.post(arrival.get_absolute_url(), form(arrival, language="de-AT"), follow=True).content.decode()
    assert '<article id="copy" lang="de-AT">' in page


def test_who_comes_too_late_by_a_moment_is_told_too(
    browser: Client, ada: User, eve: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The row was ready when the page asked for it, and is a colleague's article when it is locked."""
    arrival = arrive(ada)
    lock = lock_arrival

    def late(arrival_id: int, *, actor: User) -> Arrival:
        monkeypatch.setattr(taking, "lock_arrival", lock)
        taken(arrival, eve)
        return lock(arrival_id, actor=actor)

    monkeypatch.setattr(taking, "lock_arrival", late)
    answer = browser.post(arrival.get_absolute_url(), form(arrival))
    assert answer.status_code == 409
    assert "was not taken over" in answer.content.decode()


def test_a_long_text_comes_in_pages(browser: Client, ada: User) -> None:
    arrival = arrive(ada, "\n\n".join(f"Line {n} of the long story costs {n} euros." for n in range(400)))
    first = browser.get(arrival.get_absolute_url()).content.decode()
    third = browser.get(f"{arrival.get_absolute_url()}?page=3").content.decode()
    assert (first.count('name="block"'), third.count('name="block"')) == (150, 100)
    assert "costs 399 euros" in third
    for odd in ("0", "-1", "x", "99999999", "²"):
        assert browser.get(f"{arrival.get_absolute_url()}?page={odd}").status_code == 200


def test_the_same_text_is_pointed_out(browser: Client, ada: User) -> None:
    article = bring(ada)
    page = browser.get(arrive(ada).get_absolute_url()).content.decode()
    assert "The very same text is here already" in page
    assert f'href="/articles/{article.pk}/"' in page


def test_what_could_not_be_read_says_what_to_do(browser: Client, ada: User) -> None:
    arrival = came_in(ada, b"x", "x.pdf")
    refuse(arrival.pk, "password")
    page = browser.get(arrival.get_absolute_url()).content.decode()
    assert "locked with a password" in page
    assert "Try again" in page
    assert browser.post(f"{arrival.get_absolute_url()}again/").status_code == 303
    assert "Waiting for the desk’s reader" in browser.get(arrival.get_absolute_url()).content.decode()


def test_progress_is_asked_until_there_is_something_to_see(browser: Client, ada: User) -> None:
    arrival = came_in(ada, b"x", "x.pdf")
    url = f"{arrival.get_absolute_url()}progress/"
    answer = browser.get(url, headers=HTMX)
    assert (answer.status_code, "HX-Redirect" in answer) == (200, False)
    Job.objects.update(state=Job.State.FAILED)
    answer = browser.get(url, headers=HTMX)
    assert (answer.status_code, "tried three times" in answer.content.decode()) == (286, True)
    refuse(arrival.pk, "empty")
    answer = browser.get(url, headers=HTMX)
    assert (answer.status_code, answer["HX-Redirect"]) == (286, arrival.get_absolute_url())


def test_the_list_shows_what_stands_and_freezes_what_is_ready(browser: Client, ada: User) -> None:
    arrive(ada)
    arrive(ada, TEXT + "One more.", "one.docx")
    came_in(ada, b"x", "x.pdf")
    page = browser.get("/arrivals/").content.decode()
    assert "Freeze all 2 that were read" in page
    assert "x.pdf" in page
    assert 'hx-trigger="every 2s"' in page
    offered = [int(pk) for pk in re.findall(r'name="arrival" value="(\d+)"', page)]
    assert browser.post("/arrivals/take-all/", {"arrival": [*offered, "x", 10**30]})["Location"] == "/"
    assert Article.objects.count() == 2
    assert "Freeze all" not in browser.get("/arrivals/").content.decode()


def test_the_list_asks_as_much_for_many_as_for_few(
    browser: Client, ada: User, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    arrive(ada)
    with django_assert_num_queries(4):  # type: ignore[operator]  # the plugin's own fixture
        browser.get("/arrivals/")
    for n in range(10):
        arrive(ada, f"{TEXT}{n}")
    with django_assert_num_queries(4):  # type: ignore[operator]  # the plugin's own fixture
        browser.get("/arrivals/")


def test_an_original_is_only_ever_a_download(browser: Client, ada: User) -> None:
    arrival = arrive(ada, name='"><script>.html')
    browser.post(arrival.get_absolute_url(), form(arrival))
    answer = browser.get(f"/articles/{Article.objects.get().pk}/original/")
    assert b"".join(answer) == TEXT.encode()
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]


@pytest.mark.parametrize("who", ["ben", "omar", "sam"])
def test_nobody_else_knows_of_it(signed_in: SignIn, request: pytest.FixtureRequest, ada: User, who: str) -> None:
    arrival = arrive(ada)
    stranger = signed_in(request.getfixturevalue(who))
    assert stranger.get(arrival.get_absolute_url()).status_code == 404
    assert stranger.post(f"{arrival.get_absolute_url()}remove/").status_code == 404


def test_what_is_removed_leads_to_the_list(browser: Client, ada: User) -> None:
    arrival = arrive(ada)
    assert browser.post(f"{arrival.get_absolute_url()}remove/")["Location"] == "/arrivals/"
    assert browser.get(arrival.get_absolute_url())["Location"] == "/arrivals/"
