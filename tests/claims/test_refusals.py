"""Refused tries are on record: who, what, on which object, by which rule; and nobody floods the trail with them."""

from __future__ import annotations

import datetime as dt

import pytest
from django.conf import settings
from django.db import DatabaseError
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from articles.models import Article
from claims.actions.discussion import start_thread
from claims.actions.signoff import verdict_set_hash
from claims.models import Claim
from factdesk.core import refusals
from factdesk.core.audit import Action
from factdesk.core.models import AuditEntry, User
from factdesk.core.verifying import verify
from tests.conftest import SignIn
from tests.factories import article_with_claims, confide, find, support


@pytest.fixture
def claims(ada: User) -> list[Claim]:
    return article_with_claims(ada)[1]


def refused() -> list[tuple[str, str, str, int, dict[str, str]]]:
    lines = AuditEntry.objects.filter(action=Action.REFUSED).order_by("pk")
    return [(one.actor.first_name, one.chain, one.object_type, one.object_id, one.changes) for one in lines]


def test_a_permission_that_says_no_is_on_record(claims: list[Claim], ben: User, signed_in: SignIn) -> None:
    find(claims[0], ben)
    seen = Claim.objects.get(pk=claims[0].pk).lock_version
    form = {"seen": seen, "choice": "agree", "resolution": "stands"}
    answer = signed_in(ben).post(f"/claims/{claims[0].pk}/verdict/", form)
    assert answer.status_code == 403
    changes = {"tried": "verdict", "rule": "can_decide"}
    assert refused() == [("Ben", claims[0].audit_chain, "tried.claim", claims[0].pk, changes)]
    assert verify()[1] is None


def test_a_gate_that_says_no_within_a_form_is_on_record(claims: list[Claim], ben: User, signed_in: SignIn) -> None:
    form = {"seen": claims[0].lock_version, "status": "sourced", "sub_reason": "primary"}
    assert signed_in(ben).post(f"/claims/{claims[0].pk}/finding/", form).status_code == 422
    assert [changes for *_rest, changes in refused()] == [{"tried": "finding", "rule": "needs"}]


def test_the_release_gate_is_on_record(claims: list[Claim], ada: User, signed_in: SignIn) -> None:
    article = claims[0].article
    form = {"seen": verdict_set_hash(article)}
    assert signed_in(ada).post(f"/articles/{article.pk}/sign-off/", form).status_code == 422
    changes = {"tried": "sign-off", "rule": "release_gate"}
    assert refused() == [("Ada", article.audit_chain, "tried.article", article.pk, changes)]


def test_a_form_left_empty_and_a_page_grown_old_are_no_refusals(
    claims: list[Claim], ben: User, signed_in: SignIn
) -> None:
    client = signed_in(ben)
    assert client.post(f"/claims/{claims[0].pk}/finding/", {}).status_code == 422
    assert client.post(f"/claims/{claims[0].pk}/accept/", {"seen": 99}).status_code == 409
    support(claims[0], ben)
    assert client.post(f"/claims/{claims[0].pk}/dismiss/", {"seen": 0, "reason": "opinion"}).status_code == 409
    assert refused() == []


def test_the_same_again_within_a_minute_is_one_line(
    claims: list[Claim], omar: User, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = signed_in(omar)
    for _time in range(5):
        assert client.post(f"/claims/{claims[0].pk}/finding/", {}).status_code == 403
    assert len(refused()) == 1
    assert client.post(f"/claims/{claims[1].pk}/finding/", {}).status_code == 403
    assert client.post(f"/claims/{claims[1].pk}/attempt/", {}).status_code == 403
    assert len(refused()) == 3
    monkeypatch.setattr(refusals, "AGAIN", dt.timedelta(0))
    client.post(f"/claims/{claims[0].pk}/finding/", {})
    assert len(refused()) == 4


def test_a_loop_over_many_things_ends_on_record_soon(
    claims: list[Claim], omar: User, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(refusals, "MOST", 3)
    client = signed_in(omar)
    for name in ("finding", "evidence", "attempt", "verdict", "dismiss", "merge"):
        assert client.post(f"/claims/{claims[0].pk}/{name}/", {}).status_code == 403
    assert len(refused()) == 3


def test_a_probe_of_another_desk_is_on_that_desks_record(
    claims: list[Claim], sam: User, ada: User, signed_in: SignIn
) -> None:
    client = signed_in(sam)
    assert client.get(f"/articles/{claims[0].article_id}/").status_code == 404
    assert client.post(f"/claims/{claims[0].pk}/finding/", {}).status_code == 404
    desk = f"desk:{claims[0].article.desk_id}"
    changes = {"tried": "workspace", "rule": "not_theirs"}
    assert refused()[0] == ("Sam", desk, "tried.article", claims[0].article_id, changes)
    assert refused()[1][1:4] == (desk, "tried.claim", claims[0].pk)
    # What is not there is nobody's business, and a stranger leaves no line at all.
    assert client.get("/articles/987654/").status_code == 404
    client.logout()
    client.get(f"/articles/{claims[0].article_id}/")
    assert len(refused()) == 2


def test_what_ones_own_desk_keeps_from_one_is_on_the_desks_record(
    claims: list[Claim], ada: User, ben: User, omar: User, signed_in: SignIn
) -> None:
    said = start_thread(claim_id=claims[0].pk, actor=ada, text="The lawyer asks.", privileged=True)
    source = confide(claims[0], ada).source
    assert signed_in(ben).post(f"/threads/{said.thread_id}/resolve/").status_code == 404
    assert signed_in(omar).get(f"/sources/{source.pk}/").status_code == 404
    desk = f"desk:{claims[0].article.desk_id}"
    assert [line[:4] for line in refused()] == [
        ("Ben", desk, "tried.thread", said.thread_id),
        ("Omar", desk, "tried.source", source.pk),
    ]
    # Neither is what these two can read.
    page = signed_in(ben).get(f"/desks/{claims[0].article.desk_id}/people/{ben.pk}/history/").content.decode()
    assert "Refused" not in page.replace("Refused tries", "")


def test_each_claim_of_several_is_on_record(claims: list[Claim], ada: User, ben: User, signed_in: SignIn) -> None:
    find(claims[0], ben)
    for claim in claims:
        claim.refresh_from_db()
    form = {
        "do": "dismiss",
        "reason": "opinion",
        "claim": [f"{one.pk}-{one.lock_version}" for one in claims[:2]],
    }
    answer = signed_in(ada).post("/queue/bulk/", form)
    assert answer.status_code in {200, 422}
    if answer.status_code == 200:
        assert [(line[2], line[3], line[4]["rule"]) for line in refused()] == [
            ("tried.claim", claims[0].pk, "can_dismiss")
        ]


def test_a_refusal_that_cannot_be_written_is_still_a_refusal(
    claims: list[Claim], omar: User, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_args: object, **_more: object) -> None:
        raise DatabaseError("no room")

    monkeypatch.setattr(refusals, "record", fails)
    assert signed_in(omar).post(f"/claims/{claims[0].pk}/finding/", {}).status_code == 403
    assert refused() == []


def test_no_line_costs_nothing(claims: list[Claim], ada: User, client: Client) -> None:
    """A page that refuses nothing asks no query more for it."""
    client.force_login(ada)
    assert client.get(f"/articles/{claims[0].article_id}/").status_code == 200
    assert Article.objects.filter(pk=claims[0].article_id).exists()
    assert refused() == []


def test_every_id_in_an_address_is_known_or_a_persons_own() -> None:
    with_another = {"number", "report_id", "grant_id", "person_id"}
    own = {"filter_id", "notification_id"}

    def names(patterns: list[URLPattern | URLResolver]) -> set[str]:
        found: set[str] = set()
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                found |= names(pattern.url_patterns)
            else:
                found |= set(pattern.pattern.converters)
        return found

    assert names(get_resolver().url_patterns) == own | with_another | set(settings.URL_OBJECTS)
