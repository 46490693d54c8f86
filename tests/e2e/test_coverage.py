"""Every sentence accounted for, with the hands on the keyboard; by pointer; by list; and taken back."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import Visitor
from tests.e2e.reading import reads_well
from tests.e2e.test_journey import bring_in

pytestmark = pytest.mark.e2e

Visit = Callable[..., Visitor]

DRAFT = """Market hall to open again in spring 🎪

The market hall will open again on 2 April after repairs that cost 4.2 million euros, the mayor said on Monday.

It is a lovely place. We all missed it. The fish is fresh.

The repairs cost 4.2 million euros, according to the city. What a wait that was!
"""


@pytest.fixture
def page(visit: Visit) -> Page:
    ada = visit("ada")
    bring_in(ada, DRAFT)
    expect(ada.page.locator(".rail li")).not_to_have_count(0, timeout=20_000)
    return ada.page


def said(page: Page) -> Locator:
    return page.locator("#messages")


def left(page: Page) -> Locator:
    return page.locator(".loose.open")


def sentence(page: Page, words: str) -> Locator:
    return page.locator(".loose", has_text=words)


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def test_a_whole_paragraph_is_covered_by_keyboard_alone(page: Page) -> None:
    open_before = left(page).count()
    assert open_before >= 4
    press(page, "]")
    lovely = sentence(page, "It is a lovely place.")
    while not lovely.evaluate("one => one.classList.contains('on')"):
        press(page, "]")
    expect(lovely).to_be_focused()
    expect(lovely).to_have_attribute("aria-label", re.compile(r"Open sentence \d of \d: It is a lovely place\."))
    expect(page.locator("#marked")).to_have_text("“It is a lovely place.”")
    expect(page.locator("#marking").get_by_role("button", name="Use for claim")).to_have_count(0)
    reads_well(page)

    press(page, "x")
    expect(said(page)).to_contain_text("Nothing to check: 1 sentence")
    expect(sentence(page, "We all missed it.")).to_be_focused()
    expect(page.locator("#cover")).to_contain_text(f"{open_before - 1} open")
    expect(lovely).to_have_class("loose none")

    press(page, "u")
    expect(said(page)).to_contain_text("Open again: 1 sentence")
    expect(lovely).to_be_focused()
    expect(page.locator("#cover")).to_contain_text(f"{open_before} open")

    press(page, "p")
    expect(said(page)).to_contain_text("Nothing to check: 3 sentences")
    expect(page.locator("#cover")).to_contain_text(f"{open_before - 3} open")
    expect(page.locator(".gutter[aria-label^='Paragraph 3: 3 of 3']")).to_have_count(1)
    expect(sentence(page, "What a wait that was!")).to_be_focused()
    page.reload()
    expect(left(page)).to_have_count(open_before - 3)


def test_an_open_sentence_becomes_a_claim_and_the_gutter_follows(page: Page) -> None:
    before, open_before = page.locator(".rail li").count(), left(page).count()
    press(page, "[")
    expect(page.locator(".loose.on:focus")).to_have_count(1)
    words = page.locator(".loose.on").inner_text()
    press(page, "m")
    expect(said(page)).to_contain_text(f"Claim {before + 1} added")
    expect(page.locator(".card .words mark")).to_have_text(words)
    expect(left(page)).to_have_count(open_before - 1)
    expect(page.locator("#cover")).to_contain_text(f"{open_before - 1} open")
    expect(page.locator("#card-h")).to_be_focused()
    press(page, "x")
    expect(page.get_by_role("button", name=re.compile("Dismiss the claim"))).to_be_visible()
    expect(page.locator(".loose.on")).to_have_count(0)


def test_who_goes_on_to_a_claim_dismisses_the_claim(page: Page) -> None:
    press(page, "]")
    expect(page.locator(".loose.on")).to_have_count(1)
    press(page, "j")
    expect(page.locator("#card-h")).to_be_focused()
    expect(page.locator(".loose.on")).to_have_count(0)
    expect(page.locator("#marking")).to_be_hidden()
    press(page, "x")
    expect(page.get_by_role("button", name=re.compile("Dismiss the claim"))).to_be_visible()


def test_by_pointer_and_back(page: Page) -> None:
    open_before = left(page).count()
    at = sentence(page, "We all missed it.").get_attribute("data-at")
    stretch = page.locator(f'.gutter i[data-at="{at}"]')
    stretch.click()
    expect(sentence(page, "We all missed it.")).to_be_focused()
    page.locator("[data-gap-act=sentence]").click()
    expect(stretch).to_have_class(re.compile("none"))
    expect(left(page)).to_have_count(open_before - 1)
    stretch.click()
    page.get_by_role("button", name="Open it again").click()
    expect(said(page)).to_contain_text("Open again")
    expect(left(page)).to_have_count(open_before)
    press(page, "Escape")
    expect(page.locator("#marking")).to_be_hidden()
    expect(page.locator(":focus")).to_have_text("We all missed it.")


def test_the_list_does_without_scripts(visit: Visit, page: Page) -> None:
    reader = visit("ben", java_script_enabled=False).page
    reader.goto(page.url)
    reader.locator("#cover a").click()
    expect(reader.get_by_role("heading", name="Open sentences")).to_be_visible()
    reader.get_by_label("It is a lovely place.").check()
    reader.get_by_role("form", name="Paragraph 3").get_by_role("button", name="ticked").click()
    expect(reader.get_by_role("region", name="Nothing to check")).to_contain_text("It is a lovely place.")
    reader.get_by_role("button", name="Open it again").click()
    expect(reader.get_by_label("It is a lovely place.")).to_be_visible()
    page.goto(f"{page.url}coverage/")
    reads_well(page)
    page.get_by_role("link", name=re.compile("In the text.*We all missed it")).click()
    expect(sentence(page, "We all missed it.")).to_be_focused()


def test_what_changed_meanwhile_is_said_and_nothing_is_lost(visit: Visit, page: Page) -> None:
    """A sentence that somebody made a claim of is not marked; the gutter shows it."""
    cleo = visit("cleo").page
    cleo.goto(page.url)
    press(page, "]")
    expect(page.locator(".loose.on")).to_have_count(1)
    at = page.locator(".loose.on").get_attribute("data-at")
    cleo.locator(f'.gutter i[data-at="{at}"]').click()
    press(cleo, "m")
    expect(said(cleo)).to_contain_text("added")
    press(page, "x")
    expect(said(page)).to_contain_text("Accounted for already")
    expect(page.locator(f'.gutter i[data-at="{at}"]')).to_have_count(0)
    expect(page.locator(".loose.on:focus")).to_have_count(1)
