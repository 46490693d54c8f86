"""Coverage over HTTP: the gutter and the meter, the list without scripts, small answers, the same number of queries."""

from __future__ import annotations

import gzip
import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.models import Article
from claims.models import Claim, NothingToCheck
from factdesk.core.models import User
from tests.conftest import SignIn
from tests.factories import TEXT, article_with_claims, bring

HTMX = {"HX-Request": "true"}
MORE = f"{TEXT}\nNothing happened on Tuesday. It rained. The tram was late again.\n"


@pytest.fixture
def article(ada: User) -> Article:
    return article_with_claims(ada, MORE)[0]


def at(article: Article, words: str) -> str:
    start = article.head.text.index(words)
    return f"{start}-{start + len(words)}"


def post(browser: Client, article: Article, path: str = "", headers: dict[str, str] = HTMX, **form: Any) -> Any:
    return browser.post(f"/articles/{article.pk}/coverage/{path}", {"version": 1} | form, headers=headers)


def told(answer: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(answer["HX-Trigger-After-Settle"])["covered"]
    return found


def page(browser: Client, url: str) -> str:
    answer = browser.get(url)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_text_gutter_and_meter_tell_the_same(signed_in: SignIn, ben: User, article: Article) -> None:
    shown = page(signed_in(ben), f"/articles/{article.pk}/")
    rained = at(article, "It rained.")
    assert f'<i class="open f1" data-at="{rained}"></i>' in shown
    assert f'<span class="loose open" id="s{rained.split("-")[0]}" data-at="{rained}">It rained.</span>' in shown
    left = shown.count('<span class="loose open"')
    assert f">{left} open</a>" in shown
    assert shown.count('<i class="open ') == left
    assert f'href="/articles/{article.pk}/coverage/"' in shown


def test_the_page_asks_for_it_in_no_query_of_its_own(signed_in: SignIn, ben: User, article: Article) -> None:
    browser = signed_in(ben)
    with CaptureQueriesContext(connection) as asked:
        page(browser, f"/articles/{article.pk}/")
    (sql,) = [query["sql"] for query in asked if "nothingtocheck" in query["sql"]]
    assert 'FROM "claims_proposalrun"' in sql


def test_before_the_text_was_read_nothing_is_shown(signed_in: SignIn, ada: User) -> None:
    article = bring(ada)
    shown = page(signed_in(ada), f"/articles/{article.pk}/")
    assert 'class="gutter"' not in shown
    assert 'id="cover" hidden' in shown
    assert "has not been read yet" in page(signed_in(ada), f"/articles/{article.pk}/coverage/")


def test_marking_answers_with_meter_and_gutter_alone(signed_in: SignIn, ben: User, article: Article) -> None:
    rained = at(article, "It rained.")
    answer = post(signed_in(ben), article, at=rained)
    shown = answer.content.decode()
    assert answer.status_code == 200
    assert told(answer) == {"message": "Nothing to check: 1 sentence", "marked": [rained]}
    assert f'<i class="none f1" data-at="{rained}"></i>' in shown
    assert shown.count('class="gutter"') == shown.count("hx-swap-oob") == 1
    assert 'id="cover"' in shown
    assert 'id="copy"' not in shown
    assert len(gzip.compress(answer.content)) < 2048
    again = post(signed_in(ben), article, at=rained)
    assert told(again) == {"message": "Accounted for already", "marked": []}


def test_a_paragraph_at_once_and_back_again(signed_in: SignIn, ben: User, article: Article) -> None:
    first, browser = at(article, "Nothing happened on Tuesday."), signed_in(ben)
    answer = post(browser, article, at=first, paragraph=first.split("-")[0])
    assert told(answer)["message"] == "Nothing to check: 3 sentences"
    back = post(browser, article, "take-back/", at=told(answer)["marked"])
    assert told(back) == {"message": "Open again: 3 sentences", "opened": told(answer)["marked"]}
    assert back.content.decode().count('<i class="open ') == 3
    assert told(post(browser, article, "take-back/", at=first))["message"] == "Open already"


@pytest.mark.parametrize("path", ["", "take-back/"])
@pytest.mark.parametrize(
    "form", [{}, {"at": "5"}, {"at": "x-y"}, {"at": "9" * 5000 + "-1"}, {"version": "x", "at": "1-2"}]
)
def test_what_is_no_sentence_is_said(
    signed_in: SignIn, ben: User, article: Article, path: str, form: dict[str, Any]
) -> None:
    assert post(signed_in(ben), article, path, **form).status_code == 422
    plain = post(signed_in(ben), article, path, headers={}, **form)
    assert plain.status_code == 422
    assert 'role="alert"' in plain.content.decode()


def test_an_older_version_is_a_conflict_and_observers_are_told(
    signed_in: SignIn, ben: User, omar: User, article: Article
) -> None:
    rained = at(article, "It rained.")
    answer = post(signed_in(ben), article, at=rained, version=7)
    assert (answer.status_code, answer["HX-Retarget"]) == (409, "#problem")
    browser = signed_in(omar)
    assert post(browser, article, at=rained).status_code == 403
    shown = page(browser, f"/articles/{article.pk}/")
    assert 'id="gap"' not in shown
    assert "data-gap-act" not in shown
    listed = page(browser, f"/articles/{article.pk}/coverage/")
    assert "It rained." in listed
    assert "You observe this desk." in listed
    assert 'type="checkbox" name="at"' not in listed


def test_without_scripts_there_is_a_list(signed_in: SignIn, ben: User, article: Article) -> None:
    browser, rained = signed_in(ben), at(article, "It rained.")
    url = f"/articles/{article.pk}/coverage/"
    assert f'value="{rained}"' in page(browser, url)
    answer = post(browser, article, "", {}, at=rained)
    assert (answer.status_code, answer["Location"]) == (303, url)
    shown = page(browser, url)
    assert f'name="at" value="{rained}"' in shown
    assert "Ben Okoro" in shown
    assert post(browser, article, "take-back/", {}, at=rained)["Location"] == url
    assert NothingToCheck.objects.standing().count() == 0
    everything = [f"{mark.start}-{mark.end}" for mark in NothingToCheck.objects.all()]
    assert everything == [rained]


def test_when_nothing_is_open_it_says_so(signed_in: SignIn, ben: User, article: Article) -> None:
    browser = signed_in(ben)
    ticked = page(browser, f"/articles/{article.pk}/coverage/").split('type="checkbox" name="at" value="')[1:]
    post(browser, article, "", {}, at=[part.split('"')[0] for part in ticked])
    shown = page(browser, f"/articles/{article.pk}/coverage/")
    assert "No sentence is open" in shown
    assert ">none open</a>" in page(browser, f"/articles/{article.pk}/")


def test_a_new_claim_brings_gutter_and_meter_along(signed_in: SignIn, ben: User, article: Article) -> None:
    start, end = map(int, at(article, "It rained.").split("-"))
    form = {"version": 1, "start": start, "end": end, "words": "It rained."}
    shown = signed_in(ben).post(f"/articles/{article.pk}/claims/", form, headers=HTMX).content.decode()
    assert f'data-at="{start}-{end}"' not in shown
    assert '</i><i class="f1"></i><i' in shown
    assert 'id="cover" hx-swap-oob="true"' in shown


def test_a_save_says_nothing_of_coverage_and_stays_small(signed_in: SignIn, ben: User, article: Article) -> None:
    claim = Claim.objects.filter(article=article).order_by("number")[0]
    answer = signed_in(ben).post(f"/claims/{claim.pk}/accept/", {"seen": 0}, headers=HTMX)
    shown = answer.content.decode()
    assert 'class="gutter"' not in shown
    assert 'id="cover"' not in shown
    assert len(gzip.compress(answer.content)) <= 6 * 1024


def test_a_thousand_sentences_ask_as_often_as_ten(signed_in: SignIn, ada: User, ben: User) -> None:
    small, big = (_article_of(n, ada) for n in (10, 1000))
    browser = signed_in(ben)
    asked = {}
    for article in (small, big):
        rained = at(article, "It rained on day 1003.")
        with CaptureQueriesContext(connection) as marking:
            post(browser, article, at=rained)
        with CaptureQueriesContext(connection) as listing:
            page(browser, f"/articles/{article.pk}/coverage/")
        asked[article] = (len(marking), len(listing))
    assert asked[small] == asked[big]
    assert asked[big][0] <= 26
    assert asked[big][1] <= 10


def _article_of(n: int, actor: User) -> Article:
    text = "\n\n".join(
        f"The council paid {1000 + place} euros for item {place} in 2024. It rained on day {1000 + place}."
        for place in range(n)
    )
    return article_with_claims(actor, f"A very long list of payments\n\n{text}\n")[0]
