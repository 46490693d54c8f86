"""Who leaves the desk, or only looks from now on: their open claims are nobody's, and say so."""

from __future__ import annotations

import pytest

from claims.actions.assigning import assign
from claims.models import Claim
from claims.states import ClaimState
from factdesk.core.actions.members import give_role, take_off
from factdesk.core.models import AuditEntry, Role, User
from tests.factories import article_with_claims, decide, find


def given(claim: Claim, to: User, by: User) -> Claim:
    claim.refresh_from_db()
    return assign(claim_id=claim.pk, actor=by, seen=claim.lock_version, reviewer_id=to.pk)


@pytest.fixture
def claims(ada: User, ben: User, cleo: User) -> list[Claim]:
    """Ben's: one open, one with a finding, one decided. Cleo's: one open."""
    claims = article_with_claims(ada)[1]
    for claim in claims[:3]:
        given(claim, ben, ada)
    given(claims[3], cleo, ada)
    find(claims[1], ben)
    find(claims[2], ben)
    decide(claims[2], ada)
    for claim in claims:
        claim.refresh_from_db()
    return claims


@pytest.mark.parametrize("how", ["off", "observer"])
def test_open_claims_go_to_nobody_with_a_line_each(claims: list[Claim], ada: User, ben: User, how: str) -> None:
    membership = ben.memberships.get()
    before = claims[0].lock_version
    if how == "off":
        assert take_off(membership_id=membership.pk, actor=ada) == 1
    else:
        assert give_role(membership_id=membership.pk, actor=ada, role=Role.OBSERVER) == 1
    freed, found, decided, cleos = claims[:4]
    for claim in claims:
        claim.refresh_from_db()
    assert freed.reviewer is None
    assert freed.lock_version == before + 1
    assert (found.reviewer, found.state) == (ben, ClaimState.FOUND)  # what was found stays who found it
    assert decided.reviewer == ben
    assert cleos.reviewer is not None
    entry = AuditEntry.objects.filter(action="claim.assigned", object_id=freed.pk).order_by("-pk")[0]
    assert (entry.actor, entry.changes) == (ada, {"from": ben.pk, "to": None})


def test_an_observer_who_becomes_a_reviewer_frees_nothing(claims: list[Claim], ada: User, omar: User) -> None:
    assert give_role(membership_id=omar.memberships.get().pk, actor=ada, role=Role.REVIEWER) == 0


def test_the_page_counts_them_and_links_to_them(claims: list[Claim], ada: User, ben: User, client: object) -> None:
    from django.test import Client

    browser = Client()
    browser.force_login(ada)
    answer = browser.post(f"/members/{ben.memberships.get().pk}/remove/")
    page = browser.get(answer["Location"]).content.decode()
    assert "Claims that wait for somebody else now" in page
    assert browser.get("/queue/?show=open&person=nobody").status_code == 200
