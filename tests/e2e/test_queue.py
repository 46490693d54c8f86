"""A queue worked by keyboard, and read by everyone."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Visitor
from tests.e2e.test_journey import DRAFT, bring_in

pytestmark = pytest.mark.e2e

Visit = Callable[..., Visitor]


def test_claims_are_given_out_taken_and_sent_back_by_keyboard(visit: Visit) -> None:
    ada, ben = visit("ada"), visit("ben")
    bring_in(ada, DRAFT.replace("Harbour ferry", "Queue ferry"))
    expect(ada.page.locator(".rail li")).not_to_have_count(0, timeout=20_000)
    article = re.findall(r"/articles/(\d+)/", ada.page.url)[0]
    page = ada.page
    page.keyboard.press("g")
    page.keyboard.press("q")
    page.wait_for_url(re.compile("/queue/"))
    page.goto(f"{ada.url}/queue/?show=open&article={article}")
    rows = page.locator("#queue .story.small")
    count = rows.count()
    for _ in range(count):
        page.keyboard.press("j")
        page.keyboard.press("Space")
    expect(page.locator("#queue output")).to_have_text(f"{count} chosen")
    page.get_by_label("Assign to").select_option(label="Ben Okoro")
    page.get_by_role("button", name="Assign", exact=True).press("Enter")
    expect(page.locator("[data-outcome]")).to_contain_text(f"{count} assigned.")
    expect(page.locator("[data-outcome]")).to_be_focused()

    page = ben.page
    page.goto(f"{ben.url}/queue/?article={article}")
    expect(page.locator("#queue .story.small")).to_have_count(count)
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/claims/\d+/"))
    page.keyboard.press("h")
    expect(page.locator("#messages")).to_contain_text("comes first")
    expect(page.locator("#side")).not_to_have_attribute("aria-busy", "true")
    page.keyboard.press("l")
    expect(page.locator(".rail [aria-current] .m")).to_contain_text("Legal")
    expect(page.locator("#side")).not_to_have_attribute("aria-busy", "true")
    page.keyboard.press("p")
    expect(page.locator("#messages")).to_contain_text("nobody has it")

    page = ada.page
    page.goto(ben.page.url)
    page.keyboard.press("p")
    expect(page.get_by_label("Reviewer")).to_be_focused()
    page.get_by_label("Reviewer").select_option(label="Cleo Marsh")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#messages")).to_contain_text("Cleo Marsh has it")
    expect(page.locator("#side summary:focus")).to_have_count(1)


def test_a_finding_is_sent_back_with_its_reason(visit: Visit) -> None:
    """On the demo desk: Cleo's finding on claim 6 of the buses is not enough yet."""
    ada = visit("ada")
    page = ada.page
    page.goto(f"{ada.url}/articles/2/claims/6/")
    page.keyboard.press("b")
    page.get_by_label("What is missing").fill("Ask the grid operator for the letter.")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".card .notice")).to_contain_text("Ask the grid operator for the letter.")
    expect(page.locator("#side :focus")).to_have_count(1)
    page.goto(f"{ada.url}/queue/?show=sent-back")
    expect(page.locator("#queue")).to_contain_text("Ask the grid operator for the letter.")


def test_shift_chooses_a_range_and_slash_finds(visit: Visit) -> None:
    ada = visit("ada")
    page = ada.page
    page.goto(f"{ada.url}/queue/?show=open")
    boxes = page.locator("#queue td input[type=checkbox]")
    boxes.nth(0).click()
    boxes.nth(2).click(modifiers=["Shift"])
    expect(page.locator("#queue output")).to_have_text("3 chosen")
    page.keyboard.press("/")
    page.keyboard.type("buses")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/search/\?q=buses"))
    expect(page.get_by_role("heading", name="Sources")).to_be_visible()
