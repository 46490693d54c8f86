"""Talking about a claim by keyboard: called in, told, answered, settled; no word lost on the way."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Visitor
from tests.e2e.reading import reads_well
from tests.e2e.test_journey import DRAFT, bring_in

pytestmark = pytest.mark.e2e

Visit = Callable[..., Visitor]
FOCUS = "document.activeElement.id || document.activeElement.tagName"


def a_claim(ada: Visitor, name: str) -> str:
    bring_in(ada, DRAFT.replace("Harbour ferry", name))
    expect(ada.page.locator(".rail li")).not_to_have_count(0, timeout=20_000)
    return f"{ada.page.url}claims/1/"


def write(page: Page, words: str) -> None:
    """By the key C, saved by Ctrl+Enter; the keyboard then stands on what was said."""
    page.keyboard.press("c")
    expect(page.locator("#talk textarea:focus")).to_have_count(1)
    page.keyboard.type(words)
    page.keyboard.press("Control+Enter")
    expect(page.locator("#talk .said", has_text=words.partition("@")[0].strip()).first).to_be_visible()
    expect(page.locator("[id^=comment-]:focus")).to_have_count(1)


def test_a_question_is_asked_answered_and_settled_by_keyboard(visit: Visit) -> None:
    ada, ben = visit("ada"), visit("ben")
    claim = a_claim(ada, "Talking ferry")
    page = ben.page
    page.goto(claim)
    page.keyboard.press("c")
    expect(page.locator("#thread-text:focus")).to_have_count(1)
    page.keyboard.type("Which timetable, @v")
    option = page.locator("#people").get_by_role("option", selected=True)
    expect(option).to_contain_text("Ada Verhoeven")
    assert page.evaluate("document.activeElement.getAttribute('aria-activedescendant')") == option.get_attribute("id")
    reads_well(page)
    page.keyboard.press("Enter")
    page.keyboard.type("? The new one")
    expect(page.locator("#thread-text")).to_have_value("Which timetable, @Ada Verhoeven? The new one")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".called")).to_have_text("@Ada Verhoeven")
    expect(page.locator("[id^=comment-]:focus")).to_have_count(1)
    expect(page.locator("#talk-count")).to_have_text("1 open")
    expect(page.locator(".rail [aria-current=true]")).to_contain_text("1 open thread")
    reads_well(page)

    page = ada.page
    page.goto(f"{ada.url}/")
    expect(page.locator("#unread")).to_contain_text("1")
    page.keyboard.press("g")
    page.keyboard.press("n")
    page.wait_for_url(re.compile("/notifications/$"))
    reads_well(page)
    page.get_by_role("button", name=re.compile("^Unread: Ben Okoro called you in on claim 1")).press("Enter")
    page.wait_for_url(re.compile("#discussion$"))
    expect(page.locator("#talk .said")).to_contain_text("The new one")
    expect(page.locator("summary[data-key=c]:focus")).to_have_count(1)
    expect(page.locator("#unread")).to_have_text("")
    write(page, "Yes, from May")
    expect(page.locator("#talk .talked")).to_have_count(1)
    page.get_by_role("button", name="Mark resolved").press("Enter")
    expect(page.locator("#talk .settled summary:focus")).to_have_count(1)
    expect(page.locator("#talk-count")).to_have_text("1 resolved")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Open again").press("Enter")
    expect(page.locator("#talk-count")).to_have_text("1 open")
    expect(page.locator("[id^=thread-]:focus")).to_have_count(1)


def test_saving_something_else_keeps_half_a_comment(visit: Visit) -> None:
    ada, ben = visit("ada"), visit("ben")
    page = ben.page
    page.goto(a_claim(ada, "Patient ferry"))
    write(page, "First thread")
    page.keyboard.press("c")
    page.keyboard.type("Half a sen")
    page.keyboard.press("Escape")
    page.keyboard.press("t")
    page.get_by_label("What you asked or looked for").fill("The timetable")
    page.get_by_label("What came of it").fill("Not out yet")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#side")).to_contain_text("Not out yet")
    half = page.locator("#talk textarea").filter(visible=True)
    expect(half).to_have_value("Half a sen")
    # Another thread in the same discussion leaves it alone too.
    page.get_by_text("Start another thread").click()
    page.locator("#thread-text").fill("Second thread")
    page.locator("#thread-text").press("Control+Enter")
    expect(page.locator("#talk .talked")).to_have_count(2)
    expect(half).to_have_value("Half a sen")
    expect(page.locator("#talk-count")).to_have_text("2 open")
    # Nor is it lost, or asked about, on the way to another claim.
    page.on("dialog", lambda dialog: dialog.dismiss())
    page.locator("#card-h").focus()
    page.keyboard.press("j")
    expect(page.locator(".card h2")).to_contain_text("Claim 2")
    expect(page.locator("#talk .talked")).to_have_count(0)
    page.keyboard.press("k")
    expect(page.locator("#talk-left")).to_have_text("Your draft")
    page.keyboard.press("c")
    expect(half.first).to_have_value("Half a sen")


def test_a_comment_survives_a_reload_and_its_draft_ends_with_the_save(visit: Visit) -> None:
    ada, ben = visit("ada"), visit("ben")
    page = ben.page
    page.goto(a_claim(ada, "Lasting ferry"))
    write(page, "First thread")
    page.keyboard.press("c")
    page.keyboard.type("Half a sen")
    expect(page.locator(".draft-line")).to_contain_text("Draft saved")
    page.get_by_text("Start another thread").click()
    page.locator("#thread-text").fill("Can they sue us?")
    page.locator("#thread-privileged").check()
    expect(page.locator(".draft-line").nth(1)).to_contain_text("Draft saved")
    page.reload()
    expect(page.locator("#talk-left")).to_have_text("Your draft")
    page.keyboard.press("c")
    answer = page.locator("#talk textarea:focus")
    expect(answer).to_have_value("Half a sen")
    expect(page.locator("#thread-text")).to_have_value("Can they sue us?")
    expect(page.locator("#thread-privileged")).to_be_checked()
    expect(page.locator("#talk [data-drafted]")).to_have_count(2)
    reads_well(page)
    # On from where it stopped.
    page.keyboard.type("tence")
    expect(answer).to_have_value("Half a sentence")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#talk .said").nth(1)).to_have_text("Half a sentence")
    expect(page.locator("#talk [data-drafted]")).to_have_count(1)
    page.locator("#talk").get_by_role("button", name="Discard").click()
    expect(page.locator("#talk [data-drafted]")).to_have_count(0)
    expect(page.locator("#talk summary:focus")).to_have_text("Start another thread")
    expect(page.locator("#thread-text")).to_have_value("")
    expect(page.locator("#talk-left")).to_have_text("")
    page.reload()
    expect(page.locator("#talk-left")).to_have_text("")
    page.keyboard.press("c")
    expect(page.locator("#talk textarea:focus")).to_have_value("")
    expect(page.locator("#talk [data-drafted]")).to_have_count(0)
    assert [box.input_value() for box in page.locator("#talk details.add:not(.edit) textarea").all()] == ["", ""]


def test_a_thread_resolved_meanwhile_gives_the_words_back(visit: Visit) -> None:
    ada, ben = visit("ada"), visit("ben")
    claim = a_claim(ada, "Quick ferry")
    ben.page.goto(claim)
    write(ben.page, "Settled soon")
    ben.page.keyboard.press("c")
    ben.page.keyboard.type("But wait")
    ada.page.goto(claim)
    ada.page.keyboard.press("c")
    ada.page.get_by_role("button", name="Mark resolved").click()
    expect(ada.page.locator("#talk-count")).to_have_text("1 resolved")
    page = ben.page
    page.keyboard.press("Control+Enter")
    expect(page.locator("#talk [role=alert]")).to_contain_text("marked resolved while you were writing")
    expect(page.locator("#talk [role=alert]:focus")).to_have_count(1)
    page.get_by_role("button", name="Open again").click()
    expect(page.locator("#talk-count")).to_have_text("1 open")
    kept = page.locator("#talk textarea").filter(visible=True)
    expect(kept).to_have_value("But wait")
    kept.press("Control+Enter")
    expect(page.locator("#talk")).to_contain_text("But wait")
    expect(page.locator("#talk [role=alert]")).to_have_count(0)


def test_what_is_for_legal_shows_only_to_its_readers(visit: Visit) -> None:
    ada, omar = visit("ada"), visit("omar")
    claim = a_claim(ada, "Legal ferry")
    page = ada.page
    page.goto(claim)
    page.keyboard.press("c")
    page.keyboard.type("Can they sue us?")  # at once: none of these letters is a command
    expect(page.locator("#thread-text")).to_have_value("Can they sue us?")
    page.locator("#thread-privileged").check()
    page.locator("#thread-text").press("Control+Enter")
    expect(page.locator(".talked.privileged")).to_contain_text("Read by Ada Verhoeven. In the legal report alone.")
    reads_well(page)
    # The key C never lands in a privileged thread by accident.
    page.keyboard.press("c")
    expect(page.locator("#thread-text:focus")).to_have_count(1)
    page.keyboard.press("Escape")
    omar.page.goto(claim)
    expect(omar.page.locator("#talk-count")).to_have_text("")
    omar.page.keyboard.press("c")
    expect(omar.page.locator("summary[data-key=c]:focus")).to_have_count(1)
    expect(omar.page.locator("#talk")).to_contain_text("Nobody has written about this claim.")
    expect(omar.page.locator("#talk")).to_contain_text("You observe this desk.")
    omar.page.keyboard.press("c")
    omar.page.keyboard.press("j")
    expect(omar.page.locator(".card h2")).to_contain_text("Claim 2")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_it_reads_well_at_every_size(visit: Visit, width: int, scheme: str) -> None:
    ben = visit("", color_scheme=scheme)
    page = ben.page
    page.set_viewport_size({"width": width, "height": 900})
    ben.sign_in("ben")
    page.goto(f"{ben.url}/notifications/")
    reads_well(page)
    page.goto(f"{ben.url}/articles/2/claims/3/#discussion")
    expect(page.locator("#talk form").first).to_be_attached()
    reads_well(page)


def test_without_scripts_it_is_a_page_of_its_own(visit: Visit) -> None:
    ben = visit("ben", java_script_enabled=False)
    page = ben.page
    page.goto(f"{ben.url}/articles/2/claims/4/")
    page.locator("summary[data-key=c]").click()
    page.get_by_role("link", name="Read the discussion").click()
    page.get_by_text("Write a comment", exact=True).click()
    page.get_by_label("Your comment").fill("By hand, @Cleo")
    page.get_by_role("button", name=re.compile("Save comment")).click()
    expect(page.locator(".said")).to_contain_text("By hand, @Cleo")
    expect(page.locator(".called")).to_have_text("@Cleo")
