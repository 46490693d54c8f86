"""A confidential source: entered with a claim's evidence, passed on by name, read once."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Error, expect

from factdesk.settings import DEMO_PASSWORD
from tests.e2e.conftest import Visitor
from tests.e2e.reading import reads_well
from tests.e2e.test_journey import DRAFT, bring_in

pytestmark = pytest.mark.e2e

Visit = Callable[..., Visitor]
NAME = "Imogen Castellane"


def test_a_confidential_source_from_the_card_to_the_one_page(visit: Visit) -> None:
    ada, ben = visit("ada"), visit("ben")
    bring_in(ada, DRAFT.replace("Harbour ferry", "Night ferry"))
    expect(ada.page.locator(".rail li")).not_to_have_count(0, timeout=20_000)
    claim = f"{ada.page.url}claims/1/"

    page = ben.page
    page.goto(claim)
    page.keyboard.press("e")
    expect(page.get_by_label("Who it is")).to_be_hidden()
    page.get_by_label("Source", exact=True).fill("A deckhand")
    page.get_by_label("Exact words in the source").fill("every ten minutes, they told us")
    page.get_by_label("Where in the source").fill("Call, minute 4")
    page.get_by_label("Kind of source").select_option("person")
    page.get_by_label("Confidential source").focus()
    page.keyboard.press("Space")
    page.get_by_label("Who it is").fill(NAME)
    page.keyboard.press("Control+Enter")
    # The description is missing: the name is not on the page that says so, everything else is.
    expect(page.get_by_text("Say what readers may know")).to_be_visible()
    expect(page.get_by_text("Type who it is again")).to_be_visible()
    expect(page.get_by_label("Who it is")).to_have_value("")
    expect(page.locator("#side :focus")).to_have_count(1)
    expect(page.get_by_label("Where in the source")).to_have_value("Call, minute 4")
    reads_well(page)
    page.get_by_label("What readers may know").fill("a member of the ferry's crew")
    page.get_by_label("Who it is").fill(NAME)
    page.keyboard.press("Control+Enter")
    expect(page.locator(".evidence li")).to_contain_text("Confidential source: A deckhand")
    expect(page.locator(".evidence li")).to_contain_text("Who it is can be read by Ben Okoro")
    expect(page.locator("#side :focus")).to_have_count(1)
    reads_well(page)

    page.get_by_role("link", name="This source").click()
    source = page.url
    page.locator("summary", has_text="Name one more person").click()
    page.get_by_label("Person").select_option(label="Ada Verhoeven")
    page.get_by_role("button", name="Let them read it").click()
    expect(page.locator(".known li")).to_have_count(2)
    reads_well(page)

    page = ada.page
    page.goto(source)
    page.get_by_label("Why you read it").fill("The lawyer asks who said it")
    page.get_by_label("Your password").fill(DEMO_PASSWORD)
    page.get_by_role("button", name="Read the identity").click()
    expect(page.get_by_text(NAME)).to_be_visible()
    reads_well(page)
    page.get_by_role("link", name="Done").click()
    expect(page.get_by_text("The lawyer asks who said it")).to_be_visible()
    # Back does not bring the page up again: nothing kept it, and the form is not sent a second time by itself.
    with pytest.raises(Error, match="ERR_CACHE_MISS"):
        page.go_back()
    expect(page.get_by_text(NAME)).to_have_count(0)

    # Taken back while Ada's page is open: her next request is refused.
    page.goto(source)
    assert page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])").count(NAME) == 0
    ben.page.reload()
    ben.page.get_by_role("button", name="Take back").click()
    expect(ben.page.locator(".known li")).to_have_count(1)
    page.get_by_label("Why you read it").fill("Once more")
    page.get_by_role("button", name="Read the identity").click()
    expect(page.get_by_text("Only the people named here may read who this is.")).to_be_visible()
