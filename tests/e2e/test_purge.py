"""An article's history, and its end: one editor asks, another agrees, and only a line is left."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from factdesk.settings import DEMO_PASSWORD
from tests.e2e.conftest import RunningDesk, Visitor
from tests.e2e.reading import reads_well
from tests.e2e.test_journey import DRAFT, bring_in

pytestmark = pytest.mark.e2e

Visit = Callable[..., Visitor]


def test_two_editors_purge_an_article(visit: Visit, running_desk: RunningDesk) -> None:
    running_desk.manage("add_member", "City", "una@factdesk.example", "Una Bell", "editor", text=f"{DEMO_PASSWORD}\n")
    ada, ben, una = visit("ada"), visit("ben"), visit("una")
    bring_in(ada, DRAFT.replace("Harbour ferry", "Cancelled ferry"))
    expect(ada.page.locator(".rail li")).not_to_have_count(0, timeout=20_000)
    article = ada.page.url

    # A reviewer tries what only editors do; the try is refused, and an editor reads of it.
    ben.page.goto(f"{article}purge/")
    expect(ben.page.locator("main")).to_contain_text("403")
    page = ada.page
    page.get_by_role("link", name="History of this article").click()
    expect(page.locator(".trail .refused")).to_contain_text("Ben Okoro was refused to purge: for editors only")
    expect(page.locator(".trail")).to_contain_text("State: Draft in → In check")
    reads_well(page)
    page.get_by_label("Kind").select_option(label="Refused tries")
    page.get_by_role("button", name="Show").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".trail li")).to_have_count(1)
    page.get_by_role("link", name="Ben Okoro").click()
    expect(page.get_by_role("heading", name="What Ben Okoro did")).to_be_visible()
    reads_well(page)

    page.goto(article)
    page.get_by_role("link", name="Purge this article").click()
    expect(page.get_by_text("1 version of the text")).to_be_visible()
    page.get_by_role("button", name="Ask to purge").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".err").first).to_be_visible()
    reads_well(page)
    page.get_by_label("Why").select_option(label="a court or a lawyer wants it")
    page.get_by_label("In your words").fill("The court wants it gone.")
    page.get_by_label("Your password").fill(DEMO_PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_text("You asked for this, so another editor")).to_be_visible()
    reads_well(page)

    other = una.page
    other.goto(f"{article}purge/")
    expect(other.get_by_text("The court wants it gone.")).to_be_visible()
    other.get_by_label("Your password").fill("not this one")
    other.get_by_label("I know that this cannot be undone").focus()
    other.keyboard.press("Space")
    other.get_by_role("button", name="Agree and purge").click()
    expect(other.get_by_text("That is not your password.")).to_be_visible()
    reads_well(other)
    other.get_by_label("Your password").fill(DEMO_PASSWORD)
    other.get_by_role("button", name="Agree and purge").click()
    expect(other.get_by_role("heading", name="was purged")).to_be_visible()
    expect(other.locator("main")).to_contain_text("by Ada Verhoeven and Una Bell")
    reads_well(other)
    other.get_by_role("link", name="History").click()
    expect(other.locator(".trail li").first).to_contain_text("purged the article")
    reads_well(other)

    # For a reviewer there is nothing, and nothing is found by its words.
    ben.page.goto(article)
    expect(ben.page.locator("main")).to_contain_text("404")
    ada.page.goto(f"{ada.url}/search/?q=cancelled")
    expect(ada.page.locator("main")).not_to_contain_text("Cancelled ferry")
