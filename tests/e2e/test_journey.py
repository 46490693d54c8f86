"""From a pasted draft to the report, by keyboard, with nobody reloading anything."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Visitor

pytestmark = pytest.mark.e2e

Visit = Callable[..., Visitor]

DRAFT = """Harbour ferry to run every ten minutes from May

The ferry across the harbour of Brackwater will run every ten minutes from 1 May, the port authority said on Friday.

It carried 412,000 passengers last year, 9 per cent more than in 2024.
"""


def bring_in(visitor: Visitor, text: str = DRAFT) -> None:
    page = visitor.page
    page.get_by_role("link", name="New article").click()
    page.get_by_label("Article text").fill(text)
    page.keyboard.press("Control+Enter")
    page.wait_for_url(re.compile(r"/articles/\d+/$"))


def test_from_draft_to_report(visit: Visit) -> None:
    ada, ben = visit("ada"), visit("ben")
    bring_in(ada)
    expect(ada.page.locator(".rail li")).not_to_have_count(0, timeout=20_000)
    article = ada.page.url
    claims = ada.page.locator(".rail li").count()
    assert claims >= 2

    page = ben.page
    page.goto(article)
    for number in range(1, claims + 1):
        if number > 1:
            page.keyboard.press("n")
            expect(page.locator("#side :focus")).to_have_count(1)
        expect(page.locator(".card h2")).to_contain_text(f"Claim {number}")
        source_the_open_claim(page)
    expect(page.locator(".rail [data-status=unchecked]")).to_have_count(0)

    ada.page.goto(article)
    for number in range(1, claims + 1):
        ada.page.goto(f"{article}claims/{number}/")
        ada.page.keyboard.press("a")
        ada.page.keyboard.press("Control+Enter")
        expect(ada.page.locator("#messages")).to_contain_text("sourced")
        expect(ada.page.locator(".card .verdict")).to_contain_text("agreed")
    ada.page.get_by_role("link", name="Sign-off").click()
    expect(ada.page.get_by_role("heading", name="Ready")).to_be_visible()
    ada.page.get_by_role("button", name="Sign off version 1").click()
    ada.page.wait_for_url(re.compile(r"/report/$"))
    expect(ada.page.locator(".banner")).to_contain_text("Version 1 signed off")
    expect(ada.page.locator("body")).to_contain_text("Port authority, timetable")


def source_the_open_claim(page: Page, *, given: int = 0) -> None:
    """Evidence by E, finding by 1, saved by Ctrl+Enter; the mouse stays where it is. `given`: sources there already."""
    page.keyboard.press("e")
    expect(page.get_by_label("Source", exact=True)).to_be_visible()
    page.get_by_label("Source", exact=True).fill("Port authority, timetable")
    page.get_by_label("Exact words in the source").fill("every 10 minutes from 1 May")
    page.get_by_label("Where in the source").fill("Page 2")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".evidence li")).to_have_count(given + 1)
    expect(page.locator("#side :focus")).to_have_count(1)
    page.keyboard.press("1")
    page.get_by_label("Kind", exact=True).select_option("primary")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".card > header .tag")).to_contain_text("Sourced")
    expect(page.locator("#side :focus")).to_have_count(1)
    page.keyboard.press("Escape")


def test_two_people_on_one_claim(visit: Visit) -> None:
    """The slower one is told who was faster, and keeps every word."""
    ada, ben, cleo = visit("ada"), visit("ben"), visit("cleo")
    bring_in(ada, DRAFT.replace("Harbour ferry", "Island ferry"))
    expect(ada.page.locator(".rail li")).not_to_have_count(0, timeout=20_000)
    claim = f"{ada.page.url}claims/1/"
    ben.page.goto(claim)
    cleo.page.goto(claim)
    for person, outcome in ((ben, "No answer by noon"), (cleo, "Promised for Monday")):
        person.page.keyboard.press("t")
        person.page.get_by_label("What you asked or looked for").fill("The contract")
        person.page.get_by_label("What came of it").fill(outcome)
        person.page.keyboard.press("Control+Enter")
    expect(ben.page.locator("#side")).to_contain_text("No answer by noon")
    alert = cleo.page.get_by_role("alert")
    expect(alert).to_contain_text("Ben Okoro")
    expect(cleo.page.get_by_label("What came of it")).to_have_value("Promised for Monday")
    cleo.page.get_by_label("What came of it").press("Control+Enter")
    expect(cleo.page.locator("#side")).to_contain_text("No answer by noon")
    expect(cleo.page.locator("#side")).to_contain_text("Promised for Monday")
    expect(cleo.page.get_by_role("alert")).to_have_count(0)


def test_a_claim_is_set_aside_and_taken_up_again(visit: Visit) -> None:
    ada = visit("ada")
    bring_in(ada, DRAFT.replace("Harbour ferry", "River ferry"))
    expect(ada.page.locator(".rail li")).not_to_have_count(0, timeout=20_000)
    page = ada.page
    page.goto(f"{page.url}claims/1/")
    page.keyboard.press("x")
    page.get_by_label("Why there is nothing to check").select_option("opinion")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".card > header .tag")).to_contain_text("Dismissed")
    page.get_by_role("button", name=re.compile("Reopen")).click()
    expect(page.locator(".card > header .tag")).to_contain_text("Unchecked")


def test_letters_typed_into_a_field_stay_letters(visit: Visit) -> None:
    ben = visit("ben")
    ben.page.goto(f"{ben.url}/articles/2/claims/6/")
    ben.page.keyboard.press("t")
    field = ben.page.get_by_label("What came of it")
    field.fill("")
    field.press_sequentially("no 123 jkx?")
    expect(field).to_have_value("no 123 jkx?")
    expect(ben.page.get_by_role("heading", name=re.compile("Claim 6"))).to_be_visible()
    ben.page.reload()


def test_after_signing_out_nothing_is_left(visit: Visit) -> None:
    omar = visit("omar")
    page = omar.page
    page.goto(f"{omar.url}/articles/2/")
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url(re.compile("/sign-in/"))
    page.go_back()
    expect(page.get_by_label("Password")).to_be_visible()
    assert page.evaluate("JSON.stringify(localStorage) + JSON.stringify(sessionStorage)").count("Electric") == 0
