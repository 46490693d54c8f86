"""Several lists of the same rows in one query, as if each had been prefetched."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.models import Prefetch, prefetch_related_objects
from django.test.utils import CaptureQueriesContext

from claims.models import Attempt, Claim, Evidence
from factdesk.core.gather import ALL, Hanging, gather
from factdesk.core.models import AuditEntry, User
from tests.factories import article_with_claims, find, support

WHO = ("id", "name")
EVIDENCE = Hanging("evidence", Evidence, "claim_id", (("source", ALL), ("supplied_by", WHO)))


@pytest.fixture
def claims(ada: User, ben: User) -> list[Claim]:
    _article, claims = article_with_claims(ada)
    find(claims[0], ben)
    support(claims[1], ben)
    support(claims[1], ada)
    return [Claim.objects.get(pk=claim.pk) for claim in claims]


def test_one_query_for_every_list_of_every_row(claims: list[Claim]) -> None:
    with CaptureQueriesContext(connection) as asked:
        gather(
            claims,
            EVIDENCE,
            Hanging("attempts", Attempt, "claim_id", (("by", WHO),)),
            Hanging("trail", AuditEntry, "object_id", (("actor", WHO),), {"object_type": "claim"}, newest_first=True),
        )
        names = [[item.supplied_by.name for item in claim.evidence.all()] for claim in claims]
        assert [item.source.title for claim in claims for item in claim.evidence.all()]
        assert not claims[0].attempts.all()
    assert len(asked) == 1
    assert names[:2] == [["Ben Okoro"], ["Ben Okoro", "Ada Verhoeven"]]
    seqs = [entry.seq for entry in claims[0].trail]
    assert seqs == sorted(seqs, reverse=True)
    assert seqs


def test_what_is_gathered_is_what_a_prefetch_would_give(claims: list[Claim]) -> None:
    gather(claims, EVIDENCE)
    others = list(Claim.objects.filter(pk__in=[claim.pk for claim in claims]).order_by("number"))
    prefetch_related_objects(others, Prefetch("evidence", Evidence.objects.order_by("pk")))
    columns = [each.attname for each in Evidence._meta.concrete_fields]
    for claim, other in zip(claims, others, strict=True):
        mine, theirs = claim.evidence.all(), other.evidence.all()
        assert list(mine) == list(theirs)
        assert [[getattr(row, name) for name in columns] for row in mine] == [
            [getattr(row, name) for name in columns] for row in theirs
        ]


def test_a_column_that_was_not_wanted_is_read_when_asked_for(claims: list[Claim]) -> None:
    gather(claims, EVIDENCE)
    assert claims[0].evidence.all()[0].supplied_by.email == "ben@factdesk.example"


def test_nothing_is_asked_for_nobody(db: None) -> None:
    with CaptureQueriesContext(connection) as asked:
        gather([], EVIDENCE)
    assert len(asked) == 0


def test_columns_may_be_named_in_any_order(claims: list[Claim]) -> None:
    swapped = (("source", ALL), ("supplied_by", ("name", "id")))
    gather(claims, Hanging("evidence", Evidence, "claim_id", swapped))
    person = claims[0].evidence.all()[0].supplied_by
    assert (person.pk, person.name) == (User.objects.get(name="Ben Okoro").pk, "Ben Okoro")
