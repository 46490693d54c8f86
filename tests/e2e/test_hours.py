"""What a long day brings: forty claims without the mouse, a thousand in one article, text that runs the other way."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Visitor
from tests.e2e.test_journey import bring_in

pytestmark = pytest.mark.e2e

Visit = Callable[..., Visitor]

FORTY = 40
THOUSAND = 1_000

ARABIC = """ارتفعت ميزانية البلدية إلى 31 مليون يورو

وافق مجلس المدينة يوم الاثنين على ميزانية قدرها 31 مليون يورو لخط الترام رقم 4.

انخفض عدد الركاب بنسبة 60 في المئة بين عامي 1974 و1980.
"""


def payments(count: int, what: str) -> str:
    lines = (f"The council paid {1_000 + n} euros for {what} {n} in 2024." for n in range(1, count + 1))
    return f"What the council paid for {what}s\n\n" + "\n\n".join(lines) + "\n"


def proposed(visitor: Visitor, least: int) -> int:
    """Wait until the claims are there; how many there are."""
    rows = visitor.page.locator(".rail li")
    expect(rows.nth(least - 1)).to_be_attached(timeout=60_000)
    return rows.count()


def on_something(page: Page) -> None:
    """The keyboard stands somewhere: after a swap nobody has to look for it."""
    expect(page.locator(":focus:not(body)")).to_have_count(1)


def test_forty_claims_without_a_mouse(visit: Visit) -> None:
    ada, ben = visit("ada"), visit("ben")
    bring_in(ada, payments(FORTY, "bench"))
    claims = proposed(ada, FORTY)
    page = ben.page
    page.goto(f"{ada.page.url}claims/1/")
    ways = [_source, _set_aside, _leave_unverified]
    for number in range(1, claims + 1):
        expect(page.locator(".card h2")).to_contain_text(f"Claim {number} ")
        if number > 1:
            on_something(page)
        ways[number % len(ways)](page)
        on_something(page)
        page.keyboard.press("Escape")
        page.keyboard.press("n")
    expect(page.locator(".rail [data-open]")).to_have_count(0)
    expect(page.locator("#messages")).to_contain_text("No open claim is left here.")


def _source(page: Page) -> None:
    page.keyboard.press("e")
    page.locator("form[action$='/evidence/'] [name=source_title]").focus()
    page.keyboard.type("Council, payments of 2024")
    page.locator("form[action$='/evidence/'] [name=quote]").focus()
    page.keyboard.type("paid in full")
    page.locator("form[action$='/evidence/'] [name=locator]").focus()
    page.keyboard.type("Row 12")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".evidence li")).to_have_count(1)
    page.keyboard.press("1")
    page.get_by_label("Kind", exact=True).focus()
    page.keyboard.type("P")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".card > header .tag")).to_contain_text("Sourced")


def _set_aside(page: Page) -> None:
    page.keyboard.press("x")
    page.get_by_label("Why there is nothing to check").focus()
    page.keyboard.type("Not")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".card > header .tag")).to_contain_text("Dismissed")


def _leave_unverified(page: Page) -> None:
    page.keyboard.press("t")
    page.get_by_label("What you asked or looked for").focus()
    page.keyboard.type("The invoice")
    page.get_by_label("What came of it").focus()
    page.keyboard.type("Nobody could find it")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#side")).to_contain_text("Nobody could find it")
    page.keyboard.press("3")
    page.get_by_label("Kind", exact=True).focus()
    page.keyboard.type("No reply")
    page.locator("form[action$='/finding/'] [name=note]").focus()
    page.keyboard.type("The office has no invoice.")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".card > header .tag")).to_contain_text("Unverified")


def test_a_thousand_claims_in_one_article(visit: Visit) -> None:
    ada = visit("ada")
    bring_in(ada, payments(THOUSAND, "lamp"))
    claims = proposed(ada, THOUSAND)
    page = ada.page
    page.goto(f"{re.sub(r'claims/.*', '', page.url)}claims/{claims - 1}/")
    expect(page.locator(f".mark[data-claim='{claims - 1}']")).to_be_in_viewport()
    page.keyboard.press("j")
    expect(page.locator(".card h2")).to_contain_text(f"Claim {claims} ")
    on_something(page)
    expect(page.locator(f".mark[data-claim='{claims}']")).to_be_in_viewport()
    page.keyboard.press("f")
    page.keyboard.type("lamp 777 ")
    expect(page.locator(".rail li:not([hidden])")).to_have_count(1)


def test_an_article_that_runs_from_right_to_left(visit: Visit) -> None:
    ada = visit("ada")
    bring_in(ada, ARABIC)
    proposed(ada, 1)
    page = ada.page
    copy = page.locator("#copy p").filter(has_text="الترام")
    assert copy.evaluate("element => getComputedStyle(element).direction") == "rtl"
    words = page.locator(".card .words")
    assert words.evaluate("element => getComputedStyle(element).direction") == "rtl"
    mark = page.locator("#copy .mark").first
    number = mark.get_attribute("data-claim")
    mark.click()
    expect(page.locator(".card h2")).to_contain_text(f"Claim {number} ")
    marked = re.sub(r"^\d+\W+", "", mark.inner_text().strip())
    assert words.locator("mark").inner_text().strip() == marked
