"""The board: what is due, how far it is, and nothing of another desk."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from claims.actions.assigning import assign
from claims.actions.signoff import sign_off, verdict_set_hash
from claims.actions.workflow import dismiss
from claims.vocabulary import DismissReason
from factdesk.core.models import User
from tests.conftest import SignIn
from tests.factories import article_with_claims, bring, decide, find, propose


def page(browser: Client, **query: str) -> str:
    answer = browser.get("/", query)
    assert answer.status_code == 200
    return answer.content.decode()


def settle(claims: list, by: User) -> None:  # type: ignore[type-arg]
    for claim in claims:
        dismiss(claim_id=claim.pk, actor=by, seen=claim.lock_version, reason=DismissReason.OPINION)


def test_an_empty_desk_says_what_to_do(signed_in: SignIn, ada: User, ben: User) -> None:
    assert "Bring in a draft" in page(signed_in(ada))
    assert "Bring in a draft</a>" not in page(signed_in(ben))


def test_another_desks_articles_are_not_there(signed_in: SignIn, ada: User, sam: User) -> None:
    article_with_claims(ada)
    assert "Tram line" in page(signed_in(ada))
    assert "Tram line" not in page(signed_in(sam))
    assert "Tram line" not in page(signed_in(sam), q="tram")


def test_steps_follow_the_claims(signed_in: SignIn, ada: User, ben: User) -> None:
    article = bring(ada)
    browser = signed_in(ada)
    assert "Proposing claims" in page(browser)
    first, *others = propose(article)
    assert "In check" in page(browser)
    settle(others, ben)
    find(first, ben)
    assert "1 verdict to give" in page(browser)
    decide(first, ada)
    assert "1 article to sign" in page(browser)
    sign_off(article_id=article.pk, actor=ada, seen=verdict_set_hash(article))
    assert "Ada Verhoeven, " in page(browser, step="signed")


@pytest.mark.parametrize(("hours", "said"), [(-1, "Late by 1 h"), (2, "in 2 h"), (30, "Tomorrow"), (24 * 9, "Later")])
def test_deadlines_are_words(signed_in: SignIn, ada: User, hours: int, said: str) -> None:
    midday = timezone.localtime().replace(hour=12, minute=0)
    if said in {"Tomorrow", "Later"}:
        due_at = midday + dt.timedelta(days=1 if said == "Tomorrow" else 9)
    else:
        due_at = timezone.now() + dt.timedelta(hours=hours)
    bring(ada, due_at=due_at)
    assert said in page(signed_in(ada))


@pytest.mark.parametrize(
    ("query", "found"), [("tram", True), ("arndt 12,000", True), ("%", False), ("zeppelin", False)]
)
def test_search_looks_at_title_writer_and_text(signed_in: SignIn, ada: User, query: str, found: bool) -> None:
    bring(ada)
    assert ("Tram line 4" in page(signed_in(ada), q=query)) is found


def test_odd_queries_are_just_queries(signed_in: SignIn, ada: User) -> None:
    bring(ada)
    browser = signed_in(ada)
    for odd in ({"q": "\x00"}, {"step": "nonsense"}, {"desk": "99999999999999"}, {"q": "x " * 500}):
        page(browser, **odd)


def test_fifty_articles_ask_as_often_as_two(signed_in: SignIn, ada: User, ben: User) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            page(browser)
        return len(queries)

    for _ in range(2):
        find(article_with_claims(ada)[1][0], ben)
    browser = signed_in(ada)
    few = asked()
    for _ in range(48):
        find(article_with_claims(ada)[1][0], ben)
    assert asked() == few
    assert few <= 12
    assert "Next</a>" not in page(browser)
    article_with_claims(ada)
    assert asked() == few
    assert "Next</a>" in page(browser)
    assert page(browser, page="2").count('class="story"') == 1


def test_one_persons_articles_and_those_nobody_has(signed_in: SignIn, ada: User, ben: User) -> None:
    first, claims = article_with_claims(ada)
    article_with_claims(ada)
    assign(claim_id=claims[0].pk, actor=ada, seen=0, reviewer_id=ben.pk)
    browser = signed_in(ada)
    assert page(browser).count('class="story"') == 2
    assert f'/articles/{first.pk}/"' in page(browser, person=str(ben.pk))
    assert page(browser, person=str(ben.pk)).count('class="story"') == 1
    alone = page(browser, step="unassigned")
    assert (alone.count('class="story"'), f'/articles/{first.pk}/"' in alone) == (1, False)


def test_what_is_due_by_tonight_is_said(signed_in: SignIn, ada: User) -> None:
    bring(ada, due_at=timezone.now() - dt.timedelta(hours=1))
    bring(ada)
    assert "One is due by tonight." in page(signed_in(ada))
