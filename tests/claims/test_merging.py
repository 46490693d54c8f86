"""The same claim said twice: checked once, shown in both places, taken apart again; and two people at once."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import DatabaseError, connection, connections, transaction

from articles.models import Article
from claims.actions.merging import merge
from claims.actions.words import split
from claims.actions.workflow import dismiss, reopen
from claims.models import Claim
from claims.states import ClaimState
from claims.vocabulary import DismissReason, Fate
from factdesk.core.audit import Action
from factdesk.core.errors import Conflict, Denied, DeskError, Missing, Refused
from factdesk.core.models import AuditEntry, User
from tests.factories import article_with_claims, decide, find, support


@pytest.fixture
def claims(ada: User) -> list[Claim]:
    return article_with_claims(ada)[1]


def same(claim: Claim, actor: User, other: Claim | int) -> Claim:
    claim.refresh_from_db()
    number = other if isinstance(other, int) else other.number
    return merge(claim_id=claim.pk, actor=actor, seen=claim.lock_version, into=number)


def take_apart(claim: Claim, actor: User) -> Claim:
    claim.refresh_from_db()
    return reopen(claim_id=claim.pk, actor=actor, seen=claim.lock_version)


def places(claim: Claim) -> list[str]:
    return list(claim.anchors.standing().order_by("-is_primary", "start").values_list("exact", flat=True))


def test_its_places_become_places_of_the_other(claims: list[Claim], ben: User) -> None:
    kept, again = claims[:2]
    mine, theirs = places(again), places(kept)
    same(again, ben, kept)
    again.refresh_from_db()
    assert (again.state, again.dismiss_reason, again.merged_into) == ("dismissed", "duplicate", kept)
    assert places(kept) == [*theirs, *mine]
    assert places(again) == mine
    assert Claim.objects.with_fate().get(pk=again.pk).fate == Fate.MERGED
    entry = AuditEntry.objects.get(action=Action.CLAIM_MERGED)
    assert entry.changes == {"number": kept.number, "into": kept.pk, "from": "proposed"}
    assert AuditEntry.objects.get(action=Action.PLACES_TAKEN_OVER).object_id == kept.pk
    kept.refresh_from_db()
    assert kept.lock_version == 1


def test_taken_apart_again_the_places_go_back(claims: list[Claim], ben: User) -> None:
    kept, again = claims[:2]
    before = places(kept), places(again)
    for _turn in range(2):
        same(again, ben, kept)
        take_apart(again, ben)
        assert (places(kept), places(again)) == before
    again.refresh_from_db()
    assert (again.merged_into, again.state) == (None, ClaimState.IN_CHECK)
    assert AuditEntry.objects.filter(action=Action.PLACES_GIVEN_BACK).count() == 2


def test_sent_twice_it_is_merged_once(claims: list[Claim], ben: User) -> None:
    same(claims[1], ben, claims[0])
    assert merge(claim_id=claims[1].pk, actor=ben, seen=0, into=claims[0].number).merged_into == claims[0]
    assert AuditEntry.objects.filter(action=Action.CLAIM_MERGED).count() == 1


def test_evidence_stays_on_the_claim_it_was_given_for(claims: list[Claim], ben: User) -> None:
    support(claims[1], ben)
    same(claims[1], ben, claims[0])
    assert claims[1].evidence.count() == 1
    assert claims[0].evidence.count() == 0


def test_what_was_decided_takes_places_too(claims: list[Claim], ada: User, ben: User) -> None:
    find(claims[0], ben)
    decide(claims[0], ada)
    same(claims[1], ben, claims[0])
    claims[0].refresh_from_db()
    assert claims[0].state == ClaimState.DECIDED
    assert len(places(claims[0])) == 2


def test_a_claim_with_a_finding_stays(claims: list[Claim], ada: User, ben: User) -> None:
    find(claims[1], ben)
    take_apart(claims[1], ada)
    with pytest.raises(Denied, match="There is a finding"):
        same(claims[1], ben, claims[0])


def test_no_chains(claims: list[Claim], ben: User) -> None:
    first, second, third = claims[:3]
    same(second, ben, first)
    with pytest.raises(Refused, match=f"merged into claim {first.number}"):
        same(third, ben, second)
    with pytest.raises(Denied, match=f"Claim {second.number} was merged into this one"):
        same(first, ben, third)


@pytest.mark.parametrize(("number", "said"), [(99, "no claim 99"), (2, "That is this claim")])
def test_the_other_claim_must_be_another_one(claims: list[Claim], ben: User, number: int, said: str) -> None:
    with pytest.raises(Refused, match=said):
        same(claims[1], ben, number)


def test_a_dismissed_claim_takes_nothing(claims: list[Claim], ben: User) -> None:
    dismiss(claim_id=claims[0].pk, actor=ben, seen=0, reason=DismissReason.OPINION)
    with pytest.raises(Refused, match="was dismissed"):
        same(claims[1], ben, claims[0])


def test_observers_and_other_desks_merge_nothing(claims: list[Claim], omar: User, sam: User) -> None:
    with pytest.raises(Denied):
        same(claims[1], omar, claims[0])
    with pytest.raises(Missing):
        same(claims[1], sam, claims[0])


def merged_in_sql(claim: Claim, into: Claim) -> None:
    Claim.objects.filter(pk=claim.pk).update(state="dismissed", dismiss_reason="duplicate", merged_into=into)


def test_postgres_refuses_chains_other_articles_and_what_has_a_finding(
    claims: list[Claim], ada: User, ben: User
) -> None:
    first, second, third = claims[:3]
    same(second, ben, first)
    stranger = article_with_claims(ada, "Else\n\nThe river rose by 31 centimetres in 2024.")[1][0]
    find(third, ben)
    take_apart(third, ada)
    for claim, into, reason in (
        (third, second, "stands by itself"),
        (first, third, "stands by itself"),
        (stranger, first, "within one article"),
        (third, first, "with a finding"),
    ):
        with pytest.raises(DatabaseError, match=reason), transaction.atomic():
            merged_in_sql(claim, into)
    with pytest.raises(DatabaseError, match="merged_claims_are_duplicates"), transaction.atomic():
        Claim.objects.filter(pk=claims[3].pk).update(merged_into=first)


def both(first: Callable[[], object], second: Callable[[], object]) -> list[str]:
    """What came of two acts at the same moment: "done", or the name of the error."""
    start = Barrier(2)

    def run(act: Callable[[], object]) -> str:
        start.wait()
        try:
            act()
        except DeskError as error:
            return type(error).__name__
        finally:
            connections.close_all()
        return "done"

    with ThreadPoolExecutor(2) as pool:
        return sorted(pool.map(run, (first, second)))


@pytest.mark.django_db(transaction=True)
def test_two_people_split_one_claim_and_one_of_them_is_told(ada: User, ben: User, cleo: User) -> None:
    article, claims = article_with_claims(ada)
    claim = next(claim for claim in claims if "city council" in places(claim)[0])
    at = article.head.text.index("31 million", 60)
    form = {"claim_id": claim.pk, "seen": 0, "version": 1, "start": at, "end": at + 16}
    done = both(lambda: split(actor=ben, **form), lambda: split(actor=cleo, **form))
    assert done == ["StaleClaim", "done"]
    assert _numbers(article) == list(range(1, len(claims) + 3))


@pytest.mark.django_db(transaction=True)
def test_two_people_merge_claims_into_each_other_and_one_wins(ada: User, ben: User, cleo: User) -> None:
    _article, (first, second, *_rest) = article_with_claims(ada)
    done = both(
        lambda: merge(claim_id=first.pk, actor=ben, seen=0, into=second.number),
        lambda: merge(claim_id=second.pk, actor=cleo, seen=0, into=first.number),
    )
    assert done == ["StaleClaim", "done"]
    assert Claim.objects.filter(merged_into__isnull=False).count() == 1


def _numbers(article: Article) -> list[int]:
    connection.close()
    return list(article.claims.order_by("number").values_list("number", flat=True))


def test_a_stale_merge_is_a_conflict(claims: list[Claim], ben: User) -> None:
    support(claims[1], ben)
    with pytest.raises(Conflict):
        merge(claim_id=claims[1].pk, actor=ben, seen=0, into=claims[0].number)
