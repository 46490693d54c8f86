"""The card's answers to assigning, marking and sending back; with htmx and without."""

from __future__ import annotations

import pytest
from django.http import HttpResponse
from django.test import Client

from claims.models import Claim
from claims.states import ClaimState
from factdesk.core.models import User
from tests.conftest import SignIn
from tests.factories import article_with_claims, find

HTMX = {"HX-Request": "true"}


@pytest.fixture
def claim(ada: User) -> Claim:
    _article, claims = article_with_claims(ada)
    return claims[0]


def post(browser: Client, claim: Claim, name: str, data: dict[str, object], **headers: str) -> HttpResponse:
    claim.refresh_from_db()
    words = {"seen": claim.lock_version} | data
    answer: HttpResponse = browser.post(f"/claims/{claim.pk}/{name}/", words, headers=headers)  # type: ignore[assignment]
    claim.refresh_from_db()
    return answer


def card(browser: Client, claim: Claim) -> str:
    return browser.get(f"/articles/{claim.article_id}/claims/{claim.number}/", headers=HTMX).content.decode()


def test_the_form_names_who_checks_and_comes_when_asked_for(
    signed_in: SignIn, claim: Claim, ada: User, ben: User, omar: User, sam: User
) -> None:
    browser = signed_in(ada)
    assert "Ben Okoro" not in card(browser, claim)
    form = browser.get(f"/claims/{claim.pk}/assign/", headers=HTMX).content.decode()
    assert "<html" not in form
    assert all(name in form for name in ("Nobody", "Ada Verhoeven", "Ben Okoro", "Due"))
    assert not any(name in form for name in ("Omar Haddad", "Sam Lind"))
    assert "<html" in browser.get(f"/claims/{claim.pk}/assign/").content.decode()


def test_an_editor_assigns_and_card_row_and_message_say(signed_in: SignIn, claim: Claim, ada: User, ben: User) -> None:
    browser = signed_in(ada)
    answer = post(browser, claim, "assign", {"reviewer": ben.pk, "due_at": "2031-05-01T12:00"}, **HTMX)
    assert answer.status_code == 200
    assert "Claim 1: Ben Okoro has it" in answer["HX-Trigger-After-Settle"]
    shown = answer.content.decode()
    assert "Ben Okoro" in shown
    assert "Deadline of this claim" in shown
    assert (claim.reviewer, claim.due_at is not None) == (ben, True)
    assert post(browser, claim, "assign", {"reviewer": "", "due_at": ""}).status_code == 303
    assert (claim.reviewer, claim.due_at) == (None, None)


def test_a_deadline_that_is_past_is_refused_in_the_open_form(signed_in: SignIn, claim: Claim, ada: User) -> None:
    answer = post(signed_in(ada), claim, "assign", {"reviewer": "", "due_at": "2020-05-01T12:00"}, **HTMX)
    assert answer.status_code == 422
    assert "is already past" in answer.content.decode()


def test_a_reviewer_takes_it_and_gives_it_up_and_reaches_nobody_else(
    signed_in: SignIn, claim: Claim, ben: User, cleo: User
) -> None:
    browser = signed_in(ben)
    assert "Take it" in card(browser, claim)
    assert "Give it up" in post(browser, claim, "assign", {"reviewer": ben.pk}, **HTMX).content.decode()
    assert post(browser, claim, "assign", {"reviewer": cleo.pk}, **HTMX).status_code == 422
    assert claim.reviewer == ben
    assert post(browser, claim, "assign", {"reviewer": ""}, **HTMX).status_code == 200
    assert claim.reviewer is None


def test_marks_show_in_card_and_row(signed_in: SignIn, claim: Claim, ben: User) -> None:
    browser = signed_in(ben)
    assert post(browser, claim, "priority", {"priority": "high"}, **HTMX).status_code == 200
    shown = post(browser, claim, "legal", {"legal": "yes"}, **HTMX).content.decode()
    assert "<b>High priority</b><b>Legal</b>" in shown
    assert "data-legal" in shown
    page = browser.get(f"/articles/{claim.article_id}/").content.decode()
    assert 'data-filter="legal"' in page
    assert 'data-filter="back"' not in page


def test_an_editor_sends_back_and_the_reason_is_on_top(signed_in: SignIn, claim: Claim, ada: User, ben: User) -> None:
    find(claim, ben)
    browser = signed_in(ada)
    shown = card(browser, claim)
    assert "Send back" in shown
    assert "Reopen the claim" not in shown
    assert post(browser, claim, "send-back", {"reason": " "}, **HTMX).status_code == 422
    answer = post(browser, claim, "send-back", {"reason": "Ask for the weekly counts."}, **HTMX)
    assert "went back to Ben Okoro" in answer["HX-Trigger-After-Settle"]
    assert "Ask for the weekly counts." in answer.content.decode()
    assert claim.state == ClaimState.IN_CHECK
    assert "Sent back by" in card(signed_in(ben), claim)
    find(claim, ben)
    assert "Ask for the weekly counts." not in card(signed_in(ben), claim)


def test_who_was_slower_keeps_the_reason(signed_in: SignIn, claim: Claim, ada: User, ben: User) -> None:
    find(claim, ben)
    answer = post(signed_in(ada), claim, "send-back", {"seen": 0, "reason": "Ask again."}, **HTMX)
    assert answer.status_code == 409
    assert "Ask again." in answer.content.decode()
