"""The page of replies, the line on the card, the sign-off and the report that follow from it."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article
from claims.actions.replies import settle_reply
from claims.models import ReplyAttempt, ReplyRequest
from claims.vocabulary import ReplyOutcome
from factdesk.core.models import User
from tests.conftest import SignIn
from tests.factories import article_with_claims, ask

PAST = -dt.timedelta(minutes=36)


@pytest.fixture
def article(ada: User) -> Article:
    return article_with_claims(ada)[0]


def page(browser: Client, article: Article, path: str = "replies/") -> str:
    answer = browser.get(f"/articles/{article.pk}/{path}")
    assert answer.status_code == 200
    return answer.content.decode()


def letter(**changes: str) -> dict[str, str]:
    later = timezone.localtime() + dt.timedelta(hours=2)
    return {
        "addressee": "Office of the mayor",
        "claims": "1 and 2",
        "put": "That the line costs twice what was said.",
        "channel": "email",
        "deadline": later.strftime("%Y-%m-%dT%H:%M"),
    } | changes


def test_a_request_is_made_from_the_card_and_shows_on_it(signed_in: SignIn, ben: User, article: Article) -> None:
    browser = signed_in(ben)
    assert f"/articles/{article.pk}/replies/?claim=1#ask" in page(browser, article, "claims/1/")
    assert 'value="1"' in page(browser, article, "replies/?claim=1")
    answer = browser.post(f"/articles/{article.pk}/replies/", letter())
    request = ReplyRequest.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, f"/articles/{article.pk}/replies/#reply-{request.pk}")
    for number in (1, 2):
        assert "1 open" in page(browser, article, f"claims/{number}/")
    assert "open" not in page(browser, article, "claims/3/").partition("Reply asked:")[2]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"claims": "the first"}, "Give the numbers of the claims"),
        ({"claims": "77"}, "There is nothing to check under number 77"),
        ({"deadline": "2020-01-01T10:00"}, "due before it was asked"),
        ({"sent_at": "2099-01-01T10:00", "deadline": "2099-02-01T10:00"}, "yet to come"),
    ],
)
def test_what_is_wrong_is_said_beside_the_words_that_were_written(
    signed_in: SignIn, ben: User, article: Article, changes: dict[str, str], said: str
) -> None:
    answer = signed_in(ben).post(f"/articles/{article.pk}/replies/", letter(**changes))
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert "twice what was said" in answer.content.decode()


def test_late_is_a_word_and_an_amount(signed_in: SignIn, ben: User, article: Article) -> None:
    ask(article, ben, due_in=PAST)
    assert "Late by 36 min" in page(signed_in(ben), article)


def test_attempt_answer_and_tick(signed_in: SignIn, ada: User, ben: User, article: Article) -> None:
    request = ask(article, ben)
    browser = signed_in(ben)
    at = f"/replies/{request.pk}"
    assert browser.post(f"{at}/attempts/", {"channel": "phone", "outcome": "Voicemail"}).status_code == 303
    answer = browser.post(f"{at}/answer/", {"seen": 0, "outcome": "denies", "answer": ""})
    assert answer.status_code == 422
    assert "Write their answer down" in answer.content.decode()
    words = {"seen": 0, "outcome": "denies", "answer": "None of it is true."}
    assert browser.post(f"{at}/answer/", words).status_code == 303
    shown = page(browser, article)
    for expected in ("Asked 2 times", "Voicemail", "None of it is true.", "Denies", "Not said to be in the copy"):
        assert expected in shown
    assert "The copy tells it fairly" not in shown
    browser = signed_in(ada)
    assert "The copy tells it fairly" in page(browser, article)
    assert browser.post(f"{at}/reflected/", {"seen": 1, "reflected": "yes"}).status_code == 303
    assert "Fairly told in the copy, says" in page(browser, article)


def test_the_slower_one_keeps_their_words(signed_in: SignIn, ben: User, cleo: User, article: Article) -> None:
    request = ask(article, ben, due_in=PAST)
    settle_reply(request_id=request.pk, actor=ben, seen=0, outcome=ReplyOutcome.NO_ANSWER)
    late = {"seen": 0, "outcome": "denies", "answer": "They rang at noon."}
    answer = signed_in(cleo).post(f"/replies/{request.pk}/answer/", late)
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "Your words are kept" in shown
    assert "They rang at noon." in shown
    assert 'name="seen" value="1"' in shown


def test_words_for_what_was_settled_meanwhile_are_kept_too(
    signed_in: SignIn, ben: User, cleo: User, article: Article
) -> None:
    request = ask(article, ben)
    settle_reply(request_id=request.pk, actor=ben, seen=0, outcome=ReplyOutcome.DENIES, answer="No.")
    browser = signed_in(cleo)
    for path, form, status in (
        ("attempts", {"channel": "phone", "outcome": "They rang at noon."}, 403),
        ("answer", {"seen": 0, "outcome": "declined", "answer": "They rang at noon."}, 409),
        ("answer", {"seen": 1, "outcome": "declined", "answer": "They rang at noon."}, 403),
    ):
        answer = browser.post(f"/replies/{request.pk}/{path}/", form)
        assert answer.status_code == status
        assert "They rang at noon." in answer.content.decode()
    assert not ReplyAttempt.objects.exists()


def test_who_observes_reads_and_writes_nothing(signed_in: SignIn, omar: User, ben: User, article: Article) -> None:
    ask(article, ben)
    shown = page(signed_in(omar), article)
    assert "Office of the mayor" in shown
    assert "Asked again" not in shown
    assert "You observe this desk." in shown


def test_the_sign_off_names_it_and_the_report_prints_it(
    signed_in: SignIn, ada: User, ben: User, article: Article
) -> None:
    request = ask(article, ben, 1, 2, due_in=PAST)
    browser = signed_in(ada)
    shown = page(browser, article, "sign-off/")
    for expected in ("One reply is due", "Office of the mayor, asked once. Late by 36 min", f"#reply-{request.pk}"):
        assert expected in shown
    assert "Outstanding" in page(browser, article, "report/")
    settle_reply(request_id=request.pk, actor=ben, seen=0, outcome=ReplyOutcome.DENIES, answer="None of it is true.")
    shown = page(browser, article, "report/")
    for expected in ("5 Right of reply", "None of it is true.", "1, 2"):
        assert expected in shown


def queries(browser: Client, article: Article, path: str) -> int:
    with CaptureQueriesContext(connection) as caught:
        page(browser, article, path)
    return len(caught)


@pytest.mark.parametrize("path", ["replies/", "sign-off/", "report/"])
def test_many_requests_cost_no_more_queries(signed_in: SignIn, ada: User, article: Article, path: str) -> None:
    browser = signed_in(ada)

    def fill(count: int, start: int) -> None:
        for n in range(start, start + count):
            request = ask(article, ada, 1, 2, due_in=dt.timedelta(hours=1, minutes=n))
            ReplyAttempt.objects.create(request=request, channel="phone", outcome="x", by=ada)

    fill(10, 0)
    few = queries(browser, article, path)
    fill(40, 10)
    assert queries(browser, article, path) == few


def test_the_card_asks_nothing_more_for_it(signed_in: SignIn, ben: User, article: Article) -> None:
    browser = signed_in(ben)
    before = queries(browser, article, "claims/1/")
    ask(article, ben)
    assert queries(browser, article, "claims/1/") == before
