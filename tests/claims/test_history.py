"""The trail as people read it: words, places, and nobody more than they may know."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.actions.assigning import assign
from claims.actions.discussion import start_thread
from claims.models import Claim
from factdesk.core.audit import Action, record
from factdesk.core.models import User
from tests.conftest import SignIn
from tests.factories import article_with_claims, decide, find


@pytest.fixture
def claims(ada: User) -> list[Claim]:
    return article_with_claims(ada)[1]


def text_of(page: Any) -> str:
    assert page.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.content.decode()))


def test_an_article_tells_what_happened_newest_first(
    claims: list[Claim], ada: User, ben: User, signed_in: SignIn
) -> None:
    find(claims[0], ben)
    decide(claims[0], ada)
    page = signed_in(ada).get(f"/articles/{claims[0].article_id}/history/")
    words = text_of(page)
    assert words.index("gave the verdict: sourced") < words.index("recorded a finding: sourced")
    assert "State: Found → Decided" in words
    assert "Reviewer: none → Ben Okoro" in words
    assert "State: Draft in → In check" in words
    assert f'/articles/{claims[0].article_id}/claims/1/"><bdi>C001</bdi>' in page.content.decode()
    assert "<time" in page.content.decode()


def test_by_person_and_by_kind(claims: list[Claim], ada: User, ben: User, signed_in: SignIn) -> None:
    find(claims[0], ben)
    decide(claims[0], ada)
    url, client = f"/articles/{claims[0].article_id}/history/", signed_in(ada)
    assert "gave the verdict" not in text_of(client.get(url, {"person": ben.pk}))
    judged = text_of(client.get(url, {"kind": "judged"}))
    assert "gave the verdict" in judged
    assert "added evidence" not in judged
    assert "Nothing of that kind" in text_of(client.get(url, {"kind": "talk"}))


def test_refused_tries_are_marked_for_editors_and_for_who_tried(
    claims: list[Claim], ada: User, ben: User, cleo: User, signed_in: SignIn
) -> None:
    signed_in(ben).post(f"/articles/{claims[0].article_id}/sign-off/", {})
    url = f"/articles/{claims[0].article_id}/history/"
    told = "was refused to sign off: for editors only"
    assert told in text_of(signed_in(ada).get(url))
    assert 'class="refused"' in signed_in(ada).get(url).content.decode()
    assert told in text_of(signed_in(ben).get(url))
    assert told not in text_of(signed_in(cleo).get(url))


def test_privileged_talk_is_for_its_readers(claims: list[Claim], ada: User, ben: User, signed_in: SignIn) -> None:
    start_thread(claim_id=claims[0].pk, actor=ada, text="The lawyer asks.", privileged=True)
    url = f"/articles/{claims[0].article_id}/history/"
    assert "started a thread" in text_of(signed_in(ada).get(url))
    assert "started a thread" not in text_of(signed_in(ben).get(url))


def test_a_long_history_comes_a_page_at_a_time(claims: list[Claim], ada: User, signed_in: SignIn) -> None:
    article = claims[0].article
    for _n in range(60):
        record(Action.PROPOSING_STARTED, article, actor=ada)
    client = signed_in(ada)
    first = client.get(f"/articles/{article.pk}/history/").content.decode()
    assert first.count("asked for proposals") == 50
    (older,) = re.findall(r'href="(\?before=\d+)" rel="next"', first)
    rest = client.get(f"/articles/{article.pk}/history/{older}").content.decode()
    assert rest.count("asked for proposals") == 10
    assert "brought the article in" in rest


def test_what_a_person_did_is_for_editors_and_for_themselves(
    claims: list[Claim], ada: User, ben: User, cleo: User, sam: User, signed_in: SignIn
) -> None:
    find(claims[0], ben)
    url = f"/desks/{claims[0].article.desk_id}/people/{ben.pk}/history/"
    for reader in (ada, ben):
        words = text_of(signed_in(reader).get(url))
        assert "recorded a finding: sourced" in words
        assert "brought the article in" not in words
    assert signed_in(cleo).get(url).status_code == 403
    assert signed_in(sam).get(url).status_code == 404
    # Of people of other desks not even that they exist.
    assert signed_in(ada).get(f"/desks/{claims[0].article.desk_id}/people/{sam.pk}/history/").status_code == 404


@pytest.mark.parametrize("many", [1, 12])
def test_queries_do_not_grow(
    ada: User, ben: User, signed_in: SignIn, many: int, record_property: Callable[[str, object], None]
) -> None:
    article, claims = article_with_claims(ada)
    for _n in range(many):
        for claim in claims[:2]:
            for to in (ben, ada):
                claim.refresh_from_db()
                assign(claim_id=claim.pk, actor=ada, seen=claim.lock_version, reviewer_id=to.pk)
    find(claims[0], ben)
    client = signed_in(ada)
    for url in (f"/articles/{article.pk}/history/", f"/desks/{article.desk_id}/people/{ada.pk}/history/"):
        client.get(url)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(url)
        assert len(asked) <= 13, [one["sql"] for one in asked]
        record_property(url, len(asked))
