"""Forms that are drawn once: the same page as if they were drawn each time, in every language and on every claim."""

from __future__ import annotations

import re
from unittest.mock import patch

import pytest
from django.utils.translation import override

from claims import blanks
from claims.models import Claim
from factdesk.core.models import User
from tests.conftest import SignIn
from tests.factories import article_with_claims, decide, find

HTMX = {"HX-Request": "true"}
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w{64})"')


@pytest.fixture
def claims(ada: User) -> list[Claim]:
    return article_with_claims(ada)[1]


@pytest.mark.parametrize("state", ["proposed", "found", "decided"])
@pytest.mark.parametrize("who", ["ada", "ben"])
def test_a_card_is_the_same_as_if_every_form_were_drawn(
    signed_in: SignIn, claims: list[Claim], ada: User, ben: User, who: str, state: str
) -> None:
    if state != "proposed":
        find(claims[0], ben)
    if state == "decided":
        claims[0].refresh_from_db()
        decide(claims[0], ada)
    browser = signed_in({"ada": ada, "ben": ben}[who])

    def card() -> str:
        address = f"/articles/{claims[0].article_id}/claims/{claims[0].number}/"
        answer = browser.get(address, headers=HTMX).content.decode()
        tokens = set(TOKEN.findall(answer))
        assert len(tokens) <= 1
        assert blanks.EDGE not in answer
        return " ".join(TOKEN.sub("", answer).split())

    kept = card()
    with patch("claims.templatetags.card_forms.blank", return_value=None):
        assert card() == kept
    assert card() == kept


def test_each_claim_has_its_own_addresses_and_its_own_state(signed_in: SignIn, claims: list[Claim], ben: User) -> None:
    browser = signed_in(ben)
    for claim in claims[:2]:
        Claim.objects.filter(pk=claim.pk).update(lock_version=40 + claim.number)
        card = browser.get(f"/articles/{claim.article_id}/claims/{claim.number}/", headers=HTMX).content.decode()
        assert f'action="/claims/{claim.pk}/evidence/"' in card
        assert set(re.findall(r'name="seen" value="(\d+)"', card)) == {str(40 + claim.number)}
        assert set(re.findall(r'action="/claims/(\d+)/', card)) == {str(claim.pk)}


def test_a_form_is_kept_for_each_language(signed_in: SignIn, claims: list[Claim], ben: User) -> None:
    browser = signed_in(ben)
    address = f"/articles/{claims[0].article_id}/claims/1/"
    assert "Add evidence" in browser.get(address, headers=HTMX).content.decode()
    with override("xx"), patch("claims.blanks.get_language", return_value="xx"):
        with patch("claims.blanks._drawn", return_value=f"Beleg {blanks.EDGE}seen{blanks.EDGE}") as drawn:
            assert "Beleg" in browser.get(address, headers=HTMX).content.decode()
        assert drawn.called
        for kept in blanks._kept.values():
            kept.pop("xx", None)
