"""Corrected after publication: a signed-off article, other words, one claim checked again, and both reports there."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from factdesk.settings import DEMO_PASSWORD
from tests.e2e.conftest import Visitor
from tests.e2e.reading import reads_well_at_every_size
from tests.e2e.test_journey import DRAFT, bring_in, source_the_open_claim

pytestmark = pytest.mark.e2e

Visit = Callable[..., Visitor]


def test_correct_check_again_and_sign_again(visit: Visit) -> None:
    ada, ben = visit("ada"), visit("ben")
    bring_in(ada, DRAFT.replace("Harbour ferry", "Night ferry"))
    expect(ada.page.locator(".rail li")).not_to_have_count(0, timeout=20_000)
    article = ada.page.url
    numbers = range(1, ada.page.locator(".rail li").count() + 1)
    _check(ada.page, ben.page, article, *numbers)
    _sign(ada.page, article, 1)

    page = ada.page
    page.goto(article)
    wrong = page.locator(".rail a", has_text="412,000").first
    number = int(str(wrong.get_attribute("data-claim")))
    page.goto(f"{article}claims/{number}/")
    page.get_by_role("link", name="Correct these words").click()
    page.get_by_label("Corrected words").fill("It carried 421,000 passengers last year, 9 per cent more than in 2024.")
    page.get_by_label("Secondary").check()
    page.get_by_label("How it got past the desk").select_option("misread_source")
    page.get_by_label("Note to readers").fill("The ferry carried 421,000 passengers. We swapped two figures.")
    page.get_by_label("Reported by").fill("Hedda Quist, by e-mail")
    page.keyboard.press("Control+Enter")
    page.wait_for_url(article)
    expect(page.locator(".strip")).to_contain_text("Version 2")
    expect(page.locator(f"#row-{number} a")).to_have_attribute("data-status", "stale")
    expect(page.locator(".rail [data-status=sourced]")).to_have_count(len(numbers) - 1)
    page.goto(f"{article}claims/{number}/")
    expect(page.locator(".card")).to_contain_text("A correction changed these words")
    reads_well_at_every_size(page, "light")

    page.set_viewport_size({"width": 1440, "height": 1000})
    _check(page, ben.page, article, number, given=1)
    _sign(page, article, 2)
    expect(page.locator(".banner")).to_contain_text("Corrected.")
    expect(page.locator("body")).to_contain_text("We swapped two figures.")
    expect(page.locator("body")).not_to_contain_text("Quist")
    reads_well_at_every_size(page, "light")
    page.goto(f"{article}corrections/")
    expect(page.get_by_role("link", name=re.compile("Report on version"))).to_have_count(2)
    expect(page.locator("main")).to_contain_text("Hedda Quist")
    reads_well_at_every_size(page, "light")
    page.get_by_role("link", name="Report on version 2").click()
    # What is internal leaves the desk with the password typed again; the form knows which file was wanted.
    page.get_by_label("Your password").fill(DEMO_PASSWORD)
    page.get_by_role("button", name="Make the file").click()
    expect(page.get_by_text("The file is there:")).to_be_visible()
    page.goto(f"{article}corrections/")
    for version, holds in ((1, "412,000"), (2, "421,000")):
        with page.expect_download() as download:
            page.get_by_role("link", name=f"Report on version {version}").click()
        assert f"version-{version}-" in download.value.suggested_filename
        assert holds in download.value.path().read_text()


def _check(editor: Page, reviewer: Page, article: str, *numbers: int, given: int = 0) -> None:
    """A source and a finding by one, the verdict by the other. `given`: how many sources there are already."""
    for number in numbers:
        reviewer.goto(f"{article}claims/{number}/")
        source_the_open_claim(reviewer, given=given)
        editor.goto(f"{article}claims/{number}/")
        editor.keyboard.press("a")
        editor.keyboard.press("Control+Enter")
        expect(editor.locator(".card .verdict")).to_contain_text("agreed")


def _sign(page: Page, article: str, version: int) -> None:
    page.goto(f"{article}sign-off/")
    page.get_by_role("button", name=f"Sign off version {version}").click()
    page.wait_for_url(re.compile(r"/report/$"))
    expect(page.locator(".banner")).to_contain_text(f"Version {version} signed off")
