"""Every page and state of the desk: light and dark, on a desk and on a phone, for everyone, whatever the words."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Visitor
from tests.e2e.reading import SIZES, keeps_within, reads_well_at_every_size
from tests.e2e.test_journey import bring_in

pytestmark = pytest.mark.e2e

Visit = Callable[..., Visitor]

ADDRESSES = (
    "/",
    "/?q=nowhere",
    "/articles/new/",
    "/arrivals/",
    "/queue/?show=open",
    "/search/?q=buses",
    "/notifications/",
    "/desk/",
    "/account/",
    "/account/second-factor/",
    "/articles/999/",
    "/articles/1/sign-off/",
    "/articles/1/report/",
    "/articles/1/reports/",
    "/articles/2/reports/",
    "/reports/verify/",
    "/articles/1/corrections/?claim=1",
    "/articles/2/corrections/",
    *(f"/articles/2/claims/{number}/" for number in (2, 3, 5, 6, 9)),  # each of another standing
    "/articles/2/coverage/",
    "/articles/2/replies/",
    "/articles/2/sign-off/",
    "/articles/2/writers/",
    "/articles/2/history/",
    "/articles/2/history/?kind=talk&person=999999",
    "/articles/2/purge/",
)

LONG_WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
LONG_NAME = "Bartholomew-Maximilian Featherstonehaugh-Cholmondeley"
LONG_TEXT = f"""{LONG_WORD} carried 412,000 passengers in 2025, says {LONG_NAME}

The {LONG_WORD} carried 412,000 passengers last year, 9 per cent more than in 2024. See https://port.example/{"a" * 90}.

It will run every ten minutes from 1 May, {LONG_NAME} said on Friday.
"""


both = pytest.mark.parametrize("scheme", ["light", "dark"])


@both
def test_every_page_reads_well(visit: Visit, scheme: str) -> None:
    ada = visit("ada", color_scheme=scheme)
    for path in ADDRESSES:
        ada.page.goto(ada.url + path)
        reads_well_at_every_size(ada.page, scheme)


@both
def test_the_doors_read_well(visit: Visit, scheme: str) -> None:
    """Sign-in, also refused; and the page that says what an observer may not do."""
    omar = visit("", color_scheme=scheme)
    page = omar.page
    page.goto(f"{omar.url}/sign-in/")
    reads_well_at_every_size(page, scheme)
    page.get_by_label("E-mail").fill("omar@factdesk.example")
    page.get_by_label("Password").fill("not this one")
    page.keyboard.press("Enter")
    expect(page.locator("[role=alert], .err").first).to_be_visible()
    reads_well_at_every_size(page, scheme)
    omar.sign_in("omar")
    page.goto(f"{omar.url}/articles/new/")
    expect(page.locator("main")).to_contain_text("403")
    reads_well_at_every_size(page, scheme)


@both
def test_what_opens_reads_well(visit: Visit, scheme: str) -> None:
    """Forms, their errors, the list of sources, the chosen sentence, the sheet of shortcuts, several claims at once."""
    ada = visit("ada", color_scheme=scheme)
    page = ada.page
    for opens in (_several, _empty_article, _forms, _known_sources, _attempt_refused, _talk, _open_sentence, _sheet):
        page.set_viewport_size({"width": 1440, "height": 900})
        opens(page, ada.url)
        reads_well_at_every_size(page, scheme)


def _several(page: Page, url: str) -> None:
    page.goto(f"{url}/queue/?show=open")
    page.locator("#queue td input[type=checkbox]").first.check()


def _empty_article(page: Page, url: str) -> None:
    page.goto(f"{url}/articles/new/")
    page.get_by_label("Article text").press("Control+Enter")
    expect(page.locator(".err")).to_be_visible()


def _forms(page: Page, url: str) -> None:
    """All there are on one card, a confidential source among them."""
    page.goto(f"{url}/articles/3/claims/4/")
    page.evaluate("for (const one of document.querySelectorAll('.card details')) one.open = true")
    page.get_by_label("Confidential source").check()
    expect(page.get_by_label("Who it is")).to_be_visible()


def _known_sources(page: Page, url: str) -> None:
    page.goto(f"{url}/articles/3/claims/5/")
    page.keyboard.press("e")
    page.get_by_label("Source", exact=True).fill("")
    page.get_by_label("Source", exact=True).press_sequentially("progress")
    expect(page.locator("#known-sources [role=option]").first).to_be_visible()


def _attempt_refused(page: Page, url: str) -> None:
    page.goto(f"{url}/articles/3/claims/6/")
    page.keyboard.press("t")
    page.get_by_label("What came of it").press("Control+Enter")
    expect(page.locator(".card .err").first).to_be_visible()


def _talk(page: Page, url: str) -> None:
    page.goto(f"{url}/articles/2/claims/3/")
    page.keyboard.press("c")
    expect(page.locator("#talk textarea:focus")).to_have_count(1)


def _open_sentence(page: Page, url: str) -> None:
    page.goto(f"{url}/articles/2/claims/3/")
    yellow = _background(page, ".words mark")
    page.keyboard.press("]")
    expect(page.locator(".loose.on")).to_have_count(1)
    # One yellow: the sentence has it, and the claim whose card is open gives it up.
    for quiet in (".words mark", ".mark.on", ".rail a[aria-current=true]"):
        assert _background(page, quiet) != yellow


def _sheet(page: Page, url: str) -> None:
    page.goto(f"{url}/")
    page.keyboard.press("?")
    expect(page.locator("#sheet")).to_be_visible()


def _background(page: Page, selector: str) -> str:
    return str(page.locator(selector).first.evaluate("one => getComputedStyle(one).backgroundColor"))


def test_long_words_and_names_stay_within_the_page(visit: Visit) -> None:
    ada = visit("ada")
    page = ada.page
    bring_in(ada, LONG_TEXT)
    expect(page.locator(".rail li")).not_to_have_count(0, timeout=20_000)
    article = page.url
    page.goto(f"{article}replies/?claim=1")
    page.get_by_label("Put to", exact=True).fill(f"{LONG_NAME}, {LONG_WORD}")
    page.get_by_label("Claims", exact=True).fill("1")
    page.get_by_label("What is put to them").fill(LONG_WORD)
    page.get_by_label("Answer due").fill("2030-01-01T12:00")
    page.keyboard.press("Control+Enter")
    expect(page).to_have_url(re.compile(r"#reply-\d+$"))
    below = ("", "claims/1/", "claims/2/", "coverage/", "replies/", "sign-off/", "report/", "reports/")
    for address in (*(article + path for path in below), f"{ada.url}/", f"{ada.url}/search/?q=passengers"):
        page.goto(address)
        for why in page.locator(".sect > summary").all():
            why.click()
        for width, height in (*SIZES, (720, 450), (320, 640)):
            page.set_viewport_size({"width": width, "height": height})
            keeps_within(page, f"at {width} px")
            for column in page.locator(".cols > *:visible").all():
                assert column.evaluate("one => one.scrollWidth - one.clientWidth") <= 0, f"{address} at {width} px"
