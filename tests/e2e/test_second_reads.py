"""A desk that wants other eyes: the rule set by its editor, a finding read blind, and the verdict after that."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from factdesk.settings import DEMO_PASSWORD
from tests.e2e.conftest import Visitor
from tests.e2e.reading import reads_well
from tests.e2e.test_journey import bring_in, source_the_open_claim

pytestmark = pytest.mark.e2e

Visit = Callable[..., Visitor]


def set_rules(page: Page, home: str, *, second_read: str, blind: bool) -> None:
    page.goto(f"{home}/desk/")
    rules = page.locator("#rules")
    rules.get_by_label("Findings that somebody else reads before the verdict").select_option(second_read)
    rules.get_by_label("Second readers do not see the finding").set_checked(blind)
    if rules.get_by_label("Your password").count():
        rules.get_by_label("Your password").fill(DEMO_PASSWORD)
    rules.get_by_role("button", name="Set the rules").click()
    expect(page.get_by_role("status").filter(has_text="The rules of the desk are set.")).to_be_visible()


@pytest.fixture
def ada(visit: Visit) -> Iterator[Visitor]:
    """The editor, on a desk that has every finding read blind; for the others the desk has its old rules again."""
    ada = visit("ada")
    set_rules(ada.page, ada.url, second_read="all", blind=True)
    reads_well(ada.page)
    yield ada
    set_rules(ada.page, ada.url, second_read="none", blind=False)


def test_a_finding_is_read_blind_before_the_verdict(ada: Visitor, visit: Visit) -> None:
    ada.page.goto(ada.url)
    bring_in(ada)
    expect(ada.page.locator(".rail li")).not_to_have_count(0, timeout=20_000)
    claim = f"{ada.page.url}claims/1/"

    ben = visit("ben").page
    ben.goto(claim)
    source_the_open_claim(ben)

    ada.page.goto(claim)
    expect(ada.page.locator(".card > header .tag")).to_contain_text("Unchecked")
    expect(ada.page.get_by_role("button", name="Save verdict")).to_have_count(0)

    cleo = visit("cleo").page
    cleo.goto(f"{ada.url}/queue/?show=second-read")
    expect(cleo.locator("#queue")).to_contain_text("Second read")
    cleo.goto(claim)
    expect(cleo.locator(".card > header .tag")).to_contain_text("Unchecked")
    expect(cleo.locator(".card")).not_to_contain_text("Ben Okoro recorded")
    reads_well(cleo)
    second = cleo.get_by_role("form", name="Second read")
    second.get_by_text("Disputed").click()
    second.get_by_role("button", name="Save second read").click()
    expect(second).to_contain_text("Say why.")
    second.get_by_text("Sourced").click()
    second.get_by_role("button", name="Save second read").click()
    expect(cleo.locator("#messages")).to_contain_text("you both say the same")
    expect(cleo.locator("#side :focus")).to_have_count(1)
    expect(cleo.locator(".card")).to_contain_text("Cleo Marsh read it again and agrees")

    ada.page.goto(claim)
    ada.page.keyboard.press("a")
    ada.page.keyboard.press("Control+Enter")
    expect(ada.page.locator(".card .verdict")).to_contain_text("agreed")


def test_who_wrote_it_is_ticked_and_checks_nothing(visit: Visit) -> None:
    ada = visit("ada")
    bring_in(ada)
    expect(ada.page.locator(".rail li")).not_to_have_count(0, timeout=20_000)
    article = ada.page.url
    ada.page.get_by_role("link", name="Who wrote it").click()
    ada.page.get_by_label("Ben Okoro").check()
    ada.page.get_by_role("button", name="Save").click()
    ada.page.wait_for_url(article)
    ben = visit("ben").page
    ben.goto(article)
    expect(ben.locator("#side")).to_contain_text("You wrote this article, so others check it.")
    expect(ben.get_by_label("Exact words in the source")).to_have_count(0)
