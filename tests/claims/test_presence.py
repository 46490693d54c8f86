"""Who is here: for a minute, without a history."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from claims.actions.drafts import tidy
from claims.actions.presence import be_here
from claims.models import Claim, Presence
from claims.presence import here_too
from factdesk.core.errors import Missing
from factdesk.core.models import AuditEntry, User
from tests.factories import article_with_claims


@pytest.fixture
def claims(ada: User) -> list[Claim]:
    return article_with_claims(ada)[1]


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ([], ""),
        (["Cleo"], "Cleo is here too"),
        (["Ben", "Cleo"], "Ben and Cleo are here too"),
        (["Ada", "Ben", "Cleo"], "Ada, Ben and Cleo are here too"),
    ],
)
def test_company_in_a_sentence(names: list[str], said: str) -> None:
    assert here_too(names) == said


def test_people_see_each_other_and_where(claims: list[Claim], ben: User, cleo: User, omar: User) -> None:
    assert be_here(claim_id=claims[0].pk, actor=ben).others == ()
    be_here(claim_id=claims[1].pk, actor=omar)
    found = be_here(claim_id=claims[0].pk, actor=cleo)
    assert found.sentence == "Ben is here too"
    assert [(other.first_name, other.number) for other in found.others] == [("Ben", 1), ("Omar", 2)]


def test_looking_leaves_no_trace(claims: list[Claim], ben: User) -> None:
    lines = AuditEntry.objects.count()
    for claim in claims:
        be_here(claim_id=claim.pk, actor=ben)
    assert Presence.objects.get().claim == claims[-1]
    assert AuditEntry.objects.count() == lines


def test_after_a_minute_of_silence_a_person_is_gone(claims: list[Claim], ben: User, cleo: User) -> None:
    be_here(claim_id=claims[0].pk, actor=ben)
    Presence.objects.update(seen_at=timezone.now() - dt.timedelta(seconds=61))
    assert be_here(claim_id=claims[0].pk, actor=cleo).others == ()
    assert tidy() == (0, 1)
    assert Presence.objects.get().user == cleo


def test_another_desk_neither_sees_nor_is_seen(claims: list[Claim], sam: User) -> None:
    with pytest.raises(Missing):
        be_here(claim_id=claims[0].pk, actor=sam)
    assert not Presence.objects.exists()


def test_postgres_ties_the_claim_to_its_article(claims: list[Claim], ada: User, ben: User) -> None:
    other = article_with_claims(ada)[0]
    with pytest.raises(DatabaseError), transaction.atomic():
        Presence.objects.create(user=ben, article=other, claim=claims[0])
