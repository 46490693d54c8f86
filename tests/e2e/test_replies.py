"""Right of reply in a real browser: asked from a card, late in words, settled, told in the copy."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Visitor
from tests.e2e.reading import reads_well
from tests.e2e.test_journey import DRAFT, bring_in

pytestmark = pytest.mark.e2e

Visit = Callable[..., Visitor]


def test_a_reply_is_asked_for_comes_and_is_in_the_copy(visit: Visit) -> None:
    ada, ben = visit("ada"), visit("ben")
    bring_in(ada, DRAFT.replace("Harbour ferry", "Winter ferry"))
    expect(ada.page.locator(".rail li")).not_to_have_count(0, timeout=20_000)
    article = ada.page.url

    page = ben.page
    page.goto(f"{article}claims/1/")
    page.get_by_role("link", name="Ask for a reply").click()
    expect(page.get_by_label("Claims", exact=True)).to_have_value("1")
    page.get_by_label("Put to", exact=True).fill("The port authority")
    page.get_by_label("What is put to them").fill("That the ferry was late on four days of ten.")
    now = datetime.now(UTC)
    page.get_by_label("Sent", exact=True).fill((now - timedelta(hours=3)).strftime("%Y-%m-%dT%H:%M"))
    page.keyboard.press("Control+Enter")
    expect(page.get_by_label("Answer due")).to_have_attribute("aria-invalid", "true")
    page.get_by_label("Answer due").fill((now - timedelta(minutes=36)).strftime("%Y-%m-%dT%H:%M"))
    page.keyboard.press("Control+Enter")
    expect(page).to_have_url(re.compile(r"/replies/#reply-\d+$"))
    expect(page.locator(".reply")).to_contain_text(re.compile(r"Late by 3\d min"))
    reads_well(page)

    page.locator("summary", has_text="Asked again").click()
    page.get_by_label("What came of it").first.fill("Voicemail, twice")
    page.get_by_role("button", name="Log attempt").click()
    expect(page.locator(".reply")).to_contain_text("Asked 2 times")

    ada.page.goto(f"{article}sign-off/")
    expect(ada.page.locator(".gatelist")).to_contain_text("The port authority, asked 2 times. Late by")
    ada.page.get_by_role("link", name=re.compile("1$")).last.click()
    expect(ada.page).to_have_url(re.compile(r"/replies/#reply-\d+$"))

    page.locator("summary", has_text="What came of it").click()
    page.get_by_label("Denies").check()
    page.get_by_label("Their words").fill("Three days, not four.")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".reply")).to_contain_text("Three days, not four.")
    expect(page.locator(".reply")).to_contain_text("Not said to be in the copy")
    reads_well(page)

    # Ada's page is older than the answer: her own note is kept, and she is told.
    ada.page.locator("summary", has_text="What came of it").click()
    ada.page.get_by_label("Declines to comment").check()
    ada.page.get_by_label("Their words").fill("They will say nothing.")
    ada.page.keyboard.press("Control+Enter")
    expect(ada.page.get_by_role("alert")).to_contain_text("Somebody wrote this down")
    expect(ada.page.get_by_label("Their words")).to_have_value("They will say nothing.")
    reads_well(ada.page)
    ada.page.goto(f"{article}replies/")
    ada.page.get_by_role("button", name="The copy tells it fairly").click()
    expect(ada.page.locator(".reply")).to_contain_text("Fairly told in the copy, says Ada Verhoeven")

    page.goto(f"{article}claims/1/")
    expect(page.locator(".replies")).to_contain_text("nothing open")
    page.goto(f"{article}report/")
    expect(page.locator("body")).to_contain_text("Three days, not four.")
