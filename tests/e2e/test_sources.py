"""Sources by keyboard: a known one chosen from the list, a copy pasted, the evidence taken back."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.e2e.conftest import Visitor
from tests.e2e.test_journey import DRAFT, bring_in

pytestmark = pytest.mark.e2e

Visit = Callable[..., Visitor]


def open_claim(visitor: Visitor, name: str, number: int = 1) -> None:
    bring_in(visitor, DRAFT.replace("Harbour ferry", name))
    expect(visitor.page.locator(".rail li")).not_to_have_count(0, timeout=20_000)
    visitor.page.goto(f"{visitor.page.url}claims/{number}/")


def test_a_known_source_a_copy_and_a_retraction(visit: Visit) -> None:
    ada = visit("ada")
    open_claim(ada, "Source ferry")
    page = ada.page
    page.keyboard.press("e")
    field = page.get_by_label("Source", exact=True)
    field.focus()
    page.keyboard.type("progress fleet")
    options = page.locator("#known-sources [role=option]")
    expect(options).to_have_count(1)
    expect(field).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Escape")  # closes the list, and leaves the field where it is
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(field).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(field).to_have_attribute("aria-activedescendant", re.compile(r"known-source-\d+"))
    assert Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa"]}).response["violations"] == []
    page.keyboard.press("Enter")
    expect(field).to_have_value(re.compile("progress report 14"))
    expect(page.locator("form.sourcing [name=source]")).to_have_value(re.compile(r"^\d+$"))
    expect(field).to_be_focused()

    page.get_by_label("Exact words in the source").fill("22 of 65 vehicles have not entered service")
    page.get_by_label("Where in the source").fill("Table 1")
    page.get_by_text("More: link, copy, note").press("Enter")
    page.get_by_label("Or paste what the page says").fill("22 of 64 vehicles have not entered passenger service.")
    page.keyboard.press("Control+Enter")
    row = page.locator(".evidence > li")
    expect(row).to_contain_text("Found in the copy with differences, line 1")
    expect(row.locator("del")).to_contain_text("65")
    expect(page.locator("#side :focus")).to_have_count(1)
    with page.expect_download() as download:
        page.get_by_role("link", name="Copy kept").click()
    assert download.value.suggested_filename.startswith("copy-")

    row.get_by_text("Retract", exact=False).first.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("The table of another year.")
    page.keyboard.press("Control+Enter")
    page.get_by_text("Retracted").first.click()
    expect(page.locator(".evidence.gone > li")).to_contain_text("The table of another year.")
    page.locator("#card-h").focus()
    expect(page.locator("#side :focus")).to_have_count(1)
    assert Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa"]}).response["violations"] == []


def test_other_words_are_another_source_and_the_pointer_chooses_too(visit: Visit) -> None:
    ada = visit("ada")
    open_claim(ada, "Pointer ferry")
    page = ada.page
    page.keyboard.press("e")
    field = page.get_by_label("Source", exact=True)
    field.press_sequentially("ticket count")
    page.locator("#known-sources [role=option]").click()
    expect(page.get_by_label("Kind of source")).to_have_value("dataset")
    chosen = page.locator("form.sourcing [name=source]")
    expect(chosen).to_have_value(re.compile(r"^\d+$"))
    field.press("End")
    field.press_sequentially(" of 2024")
    expect(chosen).to_have_value("")


def test_a_calculation_and_a_file(visit: Visit) -> None:
    ada = visit("ada")
    open_claim(ada, "Sum ferry")
    page = ada.page
    page.keyboard.press("e")
    expect(page.get_by_label("Figures")).to_be_hidden()
    page.get_by_label("Kind of source").select_option("calculation")
    expect(page.get_by_label("Exact words in the source")).to_be_hidden()
    page.get_by_label("Figures").fill("tickets = 2,304 from Ticket count\nprice = 3.00 from Rules")
    page.get_by_label("Calculation", exact=True).fill("tickets × prise")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_label("Calculation", exact=True)).to_be_focused()
    expect(page.locator("#side")).to_contain_text("“prise” is not among the figures above.")
    page.get_by_label("Calculation", exact=True).fill("tickets × price")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".evidence > li")).to_contain_text("2,304 × 3.00 = 6,912.00")
    page.get_by_text("Add evidence").first.click()
    page.get_by_label("Source", exact=True).fill("Port authority, timetable")
    page.get_by_label("Exact words in the source").fill("every ten minutes")
    page.get_by_label("Where in the source").fill("Page 2")
    page.get_by_text("More: link, copy, note").click()
    page.get_by_label("Copy as a file").set_input_files(
        {"name": "timetable.txt", "mimeType": "text/plain", "buffer": b"From May\nevery ten minutes\n"}
    )
    page.keyboard.press("Control+Enter")
    expect(page.locator(".evidence")).to_contain_text("Quote found in the copy, line 2")
