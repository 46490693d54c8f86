"""Two people at once, words that are not lost, and the way back."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Dialog, Locator, Page, expect

from tests.e2e.conftest import Visitor
from tests.e2e.test_journey import DRAFT, bring_in

pytestmark = pytest.mark.e2e

Visit = Callable[..., Visitor]
WORDS = "Asked the ferry company for the timetable"


def claim_of(visitor: Visitor, name: str) -> str:
    """A new article of its own, at its first claim; the address of that claim."""
    bring_in(visitor, DRAFT.replace("Harbour ferry", name))
    expect(visitor.page.locator(".rail li")).not_to_have_count(0, timeout=20_000)
    url = f"{visitor.page.url}claims/1/"
    visitor.page.goto(url)
    return url


def type_an_attempt(page: Page, words: str = WORDS) -> None:
    page.keyboard.press("t")
    field(page).press_sequentially(words)


def kept(page: Page) -> None:
    expect(page.locator(".draft-line")).to_contain_text("Draft saved")


def field(page: Page) -> Locator:
    return page.get_by_label("What you asked or looked for")


def nothing_stored(page: Page) -> None:
    """Not one word in the browser: only the switch of the shortcuts, and htmx's note of the page's address."""
    stored = page.evaluate("Object.entries({...localStorage, ...sessionStorage})")
    assert {name for name, _value in stored} <= {"factdesk.keys", "htmx-current-path-for-history"}
    assert WORDS not in str(stored)
    assert page.evaluate("indexedDB.databases().then(all => all.length)") == 0
    assert page.evaluate("caches.keys().then(all => all.length)") == 0


def test_what_was_typed_comes_back_and_can_be_thrown_away(visit: Visit) -> None:
    ben = visit("ben")
    ada = visit("ada")
    url = claim_of(ada, "North ferry")
    page = ben.page
    page.goto(url)
    type_an_attempt(page)
    kept(page)
    nothing_stored(page)
    page.reload()
    expect(field(page)).to_have_value(WORDS)
    expect(page.locator("[data-drafted]")).to_contain_text("Your draft")
    ada.page.reload()
    expect(field(ada.page)).to_have_value("")
    field(page).press_sequentially(", twice")
    page.keyboard.press("Escape")
    kept(page)
    page.locator("[data-drafted]").get_by_role("button", name="Discard").click()
    expect(page.locator("[data-drafted]")).to_have_count(0)
    expect(field(page)).to_have_value("")
    expect(page.locator("#side :focus")).to_have_count(1)
    page.reload()
    expect(field(page)).to_have_value("")


def test_going_on_to_the_next_claim_asks_nothing_and_loses_nothing(visit: Visit) -> None:
    ben = visit("ada")
    claim_of(ben, "South ferry")
    page = ben.page
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", stay)
    type_an_attempt(page)
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    expect(page.locator(".card h2")).to_contain_text("Claim 2")
    page.keyboard.press("k")
    expect(page.locator(".card h2")).to_contain_text("Claim 1")
    expect(field(page)).to_have_value(WORDS)
    assert asked == []


def test_saving_the_form_ends_its_draft(visit: Visit) -> None:
    ben = visit("ada")
    claim_of(ben, "East ferry")
    page = ben.page
    type_an_attempt(page)
    kept(page)
    page.get_by_label("What came of it").fill("They will call back")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#side")).to_contain_text("They will call back")
    page.reload()
    expect(field(page)).to_have_value("")
    expect(page.locator("[data-drafted]")).to_have_count(0)


def test_without_a_connection_words_wait_and_are_kept_after(visit: Visit) -> None:
    ben = visit("ada")
    claim_of(ben, "Night ferry")
    page = ben.page
    page.context.set_offline(True)
    type_an_attempt(page)
    expect(page.locator(".draft-line [role=status]")).to_contain_text("Not saved yet: no connection")
    expect(field(page)).to_have_value(WORDS)
    page.context.set_offline(False)
    kept(page)
    nothing_stored(page)
    page.reload()
    expect(field(page)).to_have_value(WORDS)
    ben.complaints[:] = [said for said in ben.complaints if "ERR_INTERNET_DISCONNECTED" not in said]


def test_a_session_that_ended_costs_no_word(visit: Visit) -> None:
    ada = visit("ada")
    claim_of(ada, "Old ferry")
    page = ada.page
    page.context.clear_cookies(name="sessionid")
    type_an_attempt(page)
    expect(page.get_by_role("alert")).to_contain_text("You have been signed out")
    expect(field(page)).to_have_value(WORDS)
    page.get_by_label("What came of it").fill("No answer")
    page.keyboard.press("Control+Enter")
    expect(field(page)).to_have_value(WORDS)
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Sign in in a new tab").click()
    door = opened.value
    door.get_by_label("E-mail").fill("ada@factdesk.example")
    door.get_by_label("Password").fill("check-every-fact")
    door.keyboard.press("Enter")
    door.wait_for_url(f"{ada.url}/")
    # What was to be saved when the session was gone is saved now, once.
    expect(page.get_by_role("alert")).to_have_count(0, timeout=15_000)
    expect(page.locator("#attempts-h")).to_contain_text("1")
    expect(page.locator("#side")).to_contain_text("No answer")


def test_words_are_never_saved_under_another_name(visit: Visit) -> None:
    ada = visit("ada")
    url = claim_of(ada, "New ferry")
    page = ada.page
    other = Visitor(page.context.new_page(), ada.url)
    other.page.goto(ada.url)
    other.page.get_by_role("button", name="Sign out").click()
    other.sign_in("ben")
    type_an_attempt(page)
    expect(page.get_by_role("alert")).to_contain_text("Somebody else is signed in")
    other.page.goto(url)
    expect(field(other.page)).to_have_value("")


def test_two_people_see_each_other_at_the_same_claim(visit: Visit) -> None:
    ada, cleo = visit("ada"), visit("cleo")
    url = claim_of(ada, "Twin ferry")
    cleo.page.goto(url)
    expect(cleo.page.locator("#here")).to_contain_text("Ada is here too")
    ada.page.reload()
    expect(ada.page.locator("#here")).to_contain_text("Cleo is here too")
    expect(ada.page.locator("#row-1 .at")).to_contain_text("Cleo is here")
    cleo.page.keyboard.press("j")
    expect(cleo.page.locator(".card h2")).to_contain_text("Claim 2")
    expect(cleo.page.locator("#here")).to_be_empty()
    ada.page.reload()
    expect(ada.page.locator("#row-2 .at")).to_contain_text("Cleo is here")
    expect(ada.page.locator("#here")).to_be_empty()


def test_who_was_overtaken_reads_every_change_and_saves_on_top_by_one_key(visit: Visit) -> None:
    ada, ben, cleo = visit("ada"), visit("ben"), visit("cleo")
    url = claim_of(ada, "Fast ferry")
    for person in (ben, cleo):
        person.page.goto(url)
    for words in ("The list of sailings", "The timetable of last year"):
        type_an_attempt(ben.page, words)
        ben.page.get_by_label("What came of it").fill("No answer by noon")
        ben.page.keyboard.press("Control+Enter")
        expect(ben.page.locator("#attempts-h")).to_contain_text("1" if "list" in words else "2")
    type_an_attempt(cleo.page, "The timetable of this year")
    cleo.page.get_by_label("What came of it").fill("Promised for Monday")
    cleo.page.keyboard.press("Control+Enter")
    alert = cleo.page.get_by_role("alert")
    expect(alert).to_be_focused()
    expect(alert).to_contain_text("Ben Okoro changed this claim")
    expect(alert.locator(".overtaken li")).to_have_count(2)
    expect(alert.locator("del").first).to_have_text("last")
    expect(alert.locator("ins").first).to_have_text("this")
    serious = [rule["id"] for rule in Axe().run(cleo.page).response["violations"] if rule["impact"] == "serious"]
    assert serious == []
    cleo.page.keyboard.press("r")
    expect(cleo.page.locator("#attempts-h")).to_contain_text("3")
    expect(cleo.page.get_by_role("alert")).to_have_count(0)
    expect(cleo.page.locator("#side :focus")).to_have_count(1)


def test_theirs_is_kept_and_mine_is_gone_when_i_say_so(visit: Visit) -> None:
    ada, ben = visit("ada"), visit("ben")
    url = claim_of(ada, "Slow ferry")
    ben.page.goto(url)
    ada.page.keyboard.press("y")
    expect(ada.page.locator("#messages")).to_contain_text("accepted")
    type_an_attempt(ben.page)
    ben.page.get_by_label("What came of it").fill("Nothing")
    ben.page.keyboard.press("Control+Enter")
    ben.page.get_by_role("button", name=re.compile("Keep Ada")).click()
    expect(ben.page.get_by_role("alert")).to_have_count(0)
    expect(field(ben.page)).to_have_value("")
    ben.page.reload()
    expect(field(ben.page)).to_have_value("")


def test_the_last_decision_is_taken_back_by_one_key(visit: Visit) -> None:
    ada = visit("ada")
    claim_of(ada, "Lost ferry")
    page = ada.page
    page.keyboard.press("x")
    page.get_by_label("Why there is nothing to check").select_option("opinion")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".card > header .tag")).to_contain_text("Dismissed")
    expect(page.locator(".toast").get_by_role("button", name="Undo")).to_be_visible()
    page.keyboard.press("j")
    expect(page.locator(".card h2")).to_contain_text("Claim 2")
    page.keyboard.press("u")
    expect(page.locator("#messages")).to_contain_text("Undone. Claim 1 is proposed again")
    expect(page.locator(".card h2")).to_contain_text("Claim 2")
    expect(page.locator("#row-1 a")).to_have_attribute("data-status", "unchecked")
    expect(page.locator("#side :focus")).to_have_count(1)
    page.keyboard.press("u")
    expect(page.locator("#problem")).to_contain_text("You did nothing here")
    assert page.evaluate("document.activeElement !== document.body")


def test_the_toasts_button_takes_it_back_too(visit: Visit) -> None:
    ada = visit("ada")
    claim_of(ada, "Last ferry")
    page = ada.page
    page.keyboard.press("y")
    page.locator(".toast").get_by_role("button", name="Undo").click()
    expect(page.locator("#messages")).to_contain_text("Undone. Claim 1 is proposed again")
    expect(page.locator("#side :focus")).to_have_count(1)


def test_evidence_just_added_is_taken_back_by_one_key(visit: Visit) -> None:
    ada = visit("ada")
    claim_of(ada, "Wrong ferry")
    page = ada.page
    for words, undo in (("Twelve sailings a day", "key"), ("Thirteen sailings a day", "button")):
        page.keyboard.press("e")
        page.get_by_label("Source", exact=True).fill("Ferry company, timetable")
        page.get_by_label("Exact words in the source").fill(words)
        page.get_by_label("Where in the source").fill("Page 2")
        page.keyboard.press("Control+Enter")
        expect(page.locator("#messages")).to_contain_text("evidence added")
        expect(page.locator(".evidence:not(.gone) li")).to_have_count(1)
        expect(page.locator(".card .step")).to_contain_text("In check")
        if undo == "key":
            page.keyboard.press("u")
        else:
            page.locator(".toast").get_by_role("button", name="Undo").click()
        expect(page.locator("#messages")).to_contain_text("Undone. Your evidence on claim 1 is retracted")
        expect(page.locator(".evidence:not(.gone) li")).to_have_count(0)
        expect(page.locator(".card .step")).to_contain_text("Proposed")
        expect(page.locator("#side :focus")).to_have_count(1)
    page.get_by_text("Retracted").first.click()
    expect(page.locator("#side")).to_contain_text("Taken back within minutes by the person who added it")
