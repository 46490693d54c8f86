"""Queries put together once: the same rows as put together anew, for every value and every shape of roles."""

from __future__ import annotations

import threading
from typing import Any
from unittest.mock import patch

import pytest
from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.db.transaction import TransactionManagementError
from django.test.utils import CaptureQueriesContext

from claims import drafts, inbox, rail, runs, sharing, text
from claims.actions.locking import lock_claim
from claims.discussion_querysets import with_threads
from claims.models import Claim
from claims.views import answers, workspace
from factdesk.core import backend, prepared
from factdesk.core.models import Desk, Membership, Role, User
from tests.factories import article_with_claims, find


@pytest.fixture
def claims(ada: User) -> list[Claim]:
    return article_with_claims(ada)[1]


def same(build: prepared.Build, *values: int | User) -> list[Any]:
    """Prepared, twice, and as Django does it; with every column and annotation."""
    plain = [vars(row) if hasattr(row, "__dict__") else row for row in build(*values)]
    for _again in range(2):
        rows = prepared.prepared(build, *values)
        shown = [vars(row) if hasattr(row, "__dict__") else row for row in rows]
        for one, other in zip(shown, plain, strict=True):
            if isinstance(one, dict):
                one, other = ({k: v for k, v in each.items() if k != "_state"} for each in (one, other))
            assert one == other
    return rows


def test_the_pages_queries_give_what_they_gave(
    claims: list[Claim], other_desk: Desk, ada: User, ben: User, omar: User, sam: User
) -> None:
    find(claims[0], ben)
    Membership.objects.create(user=ben, desk=other_desk, role=Role.OBSERVER)
    article, version = claims[0].article_id, claims[0].article.head.pk
    nobody = User(pk=0)
    nobody.roles = {}
    for reader in (ada, User.objects.get(pk=ben.pk), omar, sam, nobody):
        same(rail._rail, article, version, reader)
        same(rail._numbered, article, version, reader, 1)
        same(rail._standings, article)
        same(sharing._slips, article)
        same(drafts._left, reader.pk, claims[0].pk)
        same(answers._article_of, reader, claims[0].pk)
        same(rail._keyed, article, version, reader, claims[1].pk)
        same(inbox._unread, reader)
        same(workspace._head, reader, article)
        same(workspace._head_by_claim, reader, claims[0].pk)
        same(backend._with_roles, reader.pk)
    assert len(same(rail._rail, article, version, ben)) == len(claims)
    assert len(same(text._places, version)) >= len(claims)
    assert len(same(runs._newest_run, version)) == len(same(workspace._proposing, version)) == 1
    assert same(rail._numbered, article, version, ben, 999) == []
    assert same(workspace._head, sam, article) == []


def test_it_is_one_query_put_together_once(claims: list[Claim], ben: User) -> None:
    prepared._plan.cache_clear()
    article = claims[0].article
    assert article.head
    assert article.desk
    assert ben.roles
    with CaptureQueriesContext(connection) as asked, patch("claims.rail.with_threads", wraps=with_threads) as put:
        for _again in range(3):
            rail.rail_claim(article, ben, number=1)
    assert (len(asked), put.call_count) == (3, 1)


def _twice(number: int) -> QuerySet[Claim]:
    return Claim.objects.filter(Q(number=number) | Q(number=number + 1))


def _within_words(number: int) -> QuerySet[Claim]:
    return Claim.objects.filter(type=f"of {number}")


@pytest.mark.parametrize("build", [_twice, _within_words])
def test_what_is_done_to_a_value_is_noticed(build: prepared.Build) -> None:
    """A value that goes into the query as another one could not be filled in later."""
    with pytest.raises(prepared.NotFilledError):
        prepared.prepared(build, 1)


@pytest.mark.django_db(transaction=True)
def test_threads_share_a_plan_and_no_connection(ada: User, ben: User) -> None:
    article, claims = article_with_claims(ada)
    found: list[int] = []
    gate = threading.Barrier(4)

    def go(number: int) -> None:
        try:
            gate.wait()
            found.extend(rail.rail_claim(article, ben, number=number).number for _again in range(20))
        finally:
            connection.close()

    threads = [threading.Thread(target=go, args=(claim.number,)) for claim in claims[:2] * 2]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == [1] * 40 + [2] * 40


def test_a_plan_keeps_no_connection_open(claims: list[Claim], ben: User) -> None:
    """It outlives the thread that made it."""
    prepared.prepared(rail._standings, claims[0].article_id)
    plan = prepared._plan(rail._standings, (("key",),))
    assert plan.compiler.connection is None


@pytest.mark.django_db(transaction=True)
def test_what_is_to_be_held_is_held_in_a_transaction_alone(ada: User) -> None:
    claim = article_with_claims(ada)[1][0]
    with transaction.atomic():
        assert lock_claim(claim.pk, actor=ada) == claim
    with pytest.raises(TransactionManagementError):
        lock_claim(claim.pk, actor=ada)
