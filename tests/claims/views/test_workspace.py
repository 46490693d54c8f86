"""The workspace: one page, its parts, and the same number of queries for ten claims and for a thousand."""

from __future__ import annotations

from unittest.mock import patch

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.models import Article
from claims.models import Claim
from claims.rail import rail_claims
from claims.views.workspace import proposing
from factdesk.core.models import Job, User
from tests.conftest import SignIn
from tests.factories import TEXT, article_with_claims, bring, find, propose

HTMX = {"HX-Request": "true"}


@pytest.fixture
def article(ada: User) -> Article:
    return article_with_claims(ada)[0]


def page(browser: Client, url: str, **headers: str) -> str:
    answer = browser.get(url, headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


def test_it_shows_text_list_and_the_first_open_claim(signed_in: SignIn, ben: User, article: Article) -> None:
    shown = page(signed_in(ben), f"/articles/{article.pk}/")
    assert "Tram line 4" in shown
    assert 'data-claim="1"' in shown
    assert "C001" in shown


def test_htmx_gets_the_card_alone(signed_in: SignIn, ben: User, article: Article) -> None:
    card = page(signed_in(ben), f"/articles/{article.pk}/claims/2/", **HTMX)
    assert "C002" in card
    assert "<html" not in card
    assert "Is it worth the money" not in card


def test_a_claims_address_opens_the_whole_page_at_it(signed_in: SignIn, ben: User, article: Article) -> None:
    shown = page(signed_in(ben), f"/articles/{article.pk}/claims/2/")
    assert "<html" in shown
    assert "Claim 2" in shown


@pytest.mark.parametrize("url", ["/articles/{}/claims/999/", "/articles/{}999/", "/articles/{}/claims/2/"])
def test_what_is_not_theirs_is_not_found(signed_in: SignIn, sam: User, article: Article, url: str) -> None:
    answer = signed_in(sam).get(url.format(article.pk))
    assert answer.status_code == 404
    assert "Tram" not in answer.content.decode()


def test_observers_see_everything_and_can_press_nothing(signed_in: SignIn, omar: User, article: Article) -> None:
    shown = page(signed_in(omar), f"/articles/{article.pk}/claims/1/")
    assert "You observe this desk." in shown
    assert 'name="sub_reason"' not in shown


def test_proposing_is_polled_until_it_is_done(signed_in: SignIn, ada: User) -> None:
    article = bring(ada)
    browser = signed_in(ada)
    assert "Proposing" in page(browser, f"/articles/{article.pk}/")
    assert "Proposing" in page(browser, f"/articles/{article.pk}/progress/", **HTMX)
    assert f'hx-get="/articles/{article.pk}/progress/"' in page(browser, f"/articles/{article.pk}/progress/", **HTMX)
    propose(article)
    done = browser.get(f"/articles/{article.pk}/progress/", headers=HTMX)
    assert (done.status_code, "desk:proposed" in done["HX-Trigger-After-Swap"]) == (286, True)
    assert f'href="/articles/{article.pk}/">Show them' in done.content.decode()


def test_a_page_made_while_proposing_ended_waits_for_nothing(signed_in: SignIn, ada: User) -> None:
    """Its job was read before the claims came: it must not take them for a page without claims, and come anew."""
    article = bring(ada)
    waiting = proposing(article)
    propose(article)
    with patch("claims.views.workspace.proposing", side_effect=[waiting, proposing(article)]):
        shown = page(signed_in(ada), f"/articles/{article.pk}/")
    assert "Claim 1" in shown
    assert "Proposing" not in shown


def test_proposing_that_fails_says_so_where_it_was_waited_for(signed_in: SignIn, ada: User) -> None:
    article = bring(ada)
    Job.objects.update(state=Job.State.FAILED, error="WorkerLost")
    answer = page(signed_in(ada), f"/articles/{article.pk}/progress/", **HTMX)
    assert f'action="/articles/{article.pk}/propose/"' in answer
    assert "every 2s" not in answer


def test_a_failed_proposal_can_be_asked_for_again(signed_in: SignIn, ada: User) -> None:
    article = bring(ada)
    Job.objects.update(state=Job.State.FAILED, error="WorkerLost")
    browser = signed_in(ada)
    assert "Try again" in page(browser, f"/articles/{article.pk}/")
    browser.post(f"/articles/{article.pk}/propose/")
    assert Job.objects.filter(state=Job.State.QUEUED).count() == 1


def queries(browser: Client, url: str, **headers: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        page(browser, url, **headers)
    return len(asked)


def test_a_thousand_claims_ask_as_often_as_ten(signed_in: SignIn, ada: User, ben: User) -> None:
    small, big = (_article_of(n, ada) for n in (10, 1000))
    for article in (small, big):
        find(article.claims.order_by("number")[0], ben)
    browser = signed_in(ben)
    for path in ("", "claims/2/", "report/", "sign-off/"):
        few = queries(browser, f"/articles/{small.pk}/{path}")
        assert queries(browser, f"/articles/{big.pk}/{path}") == few
        assert few <= 12
    assert queries(browser, f"/articles/{big.pk}/claims/2/", **HTMX) <= 8


def _article_of(n: int, actor: User) -> Article:
    text = "\n\n".join(f"The council paid {1000 + place} euros for item {place} in 2024." for place in range(n))
    article, claims = article_with_claims(actor, f"A very long list of payments\n\n{text}\n")
    assert len(claims) >= n
    return article


def test_a_job_that_ends_while_the_page_is_made_is_still_waited_for(
    signed_in: SignIn, ada: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page either shows the claims or asks for them; never neither."""
    article = bring(ada)

    def too_late(asked: Article, reader: User) -> list[Claim]:
        read = rail_claims(asked, reader)
        propose(article)
        return read

    monkeypatch.setattr("claims.views.workspace.rail_claims", too_late)
    shown = page(signed_in(ada), f"/articles/{article.pk}/")
    assert f"/articles/{article.pk}/progress/" in shown


def test_a_desk_sees_more_or_fewer_of_the_proposals(client: Client, ada: User) -> None:
    weak = "Ilse Dornach was the first woman to lead the town council."
    article, claims = article_with_claims(ada, f"{TEXT}\n\n{weak}")
    client.force_login(ada)
    page = client.get(f"/articles/{article.pk}/").content.decode()
    assert "sentences were read" in page
    answer = client.post(f"/articles/{article.pk}/reach/", {"reach": "wide"})
    assert (answer.status_code, answer["Location"]) == (302, f"/articles/{article.pk}/")
    after = client.get(f"/articles/{article.pk}/").content.decode()
    assert after.count('<li id="row-') > page.count('<li id="row-') == len(claims)


def test_a_reach_that_is_none_is_refused_in_plain_words(client: Client, ada: User) -> None:
    article, _claims = article_with_claims(ada)
    client.force_login(ada)
    answer = client.post(f"/articles/{article.pk}/reach/", {"reach": "everything"})
    assert answer.status_code == 422
    assert "Choose fewer, standard or more." in answer.content.decode()


def test_a_text_in_another_language_says_what_its_claims_are_worth(client: Client, ada: User) -> None:
    text = "Die Brücke\n\nDie Brücke kostete rund 18,6 Millionen Euro, und der Rat hat sie nicht vor 2019 genehmigt."
    article, _claims = article_with_claims(ada, text)
    client.force_login(ada)
    assert "This text is not in English" in client.get(f"/articles/{article.pk}/").content.decode()


@pytest.mark.parametrize("key", [2**31, 2**63, 10**30])
def test_a_key_that_no_table_holds_is_not_found(signed_in: SignIn, ben: User, article: Article, key: int) -> None:
    browser = signed_in(ben)
    for path in (f"/articles/{key}/", f"/articles/{article.pk}/claims/{key}/", f"/claims/{key}/discussion/"):
        assert browser.get(path).status_code == 404
    for path in (f"/claims/{key}/dismiss/", f"/claims/{key}/evidence/", f"/evidence/{key}/copy/"):
        assert browser.post(path, {"seen": 0}).status_code == 404
