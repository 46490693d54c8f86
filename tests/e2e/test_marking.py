"""Claims made of marked words: by pointer and by keyboard; split, merged, accepted, with nobody losing their place."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import Visitor
from tests.e2e.reading import reads_well
from tests.e2e.test_journey import bring_in

pytestmark = pytest.mark.e2e

Visit = Callable[..., Visitor]

DRAFT = """Market hall to open again in spring 🎪

The market hall will open again on 2 April after repairs that cost 4.2 million euros, the mayor said on Monday.

🐟🐟 Twelve fishmongers have signed up. “We waited 👩🏽‍💻 long enough,” one of them said, and the queue is long.

The repairs cost 4.2 million euros, according to the city.
"""


@pytest.fixture
def page(visit: Visit) -> Page:
    ada = visit("ada")
    bring_in(ada, DRAFT)
    expect(ada.page.locator(".rail li")).not_to_have_count(0, timeout=20_000)
    return ada.page


def mark(page: Page, first: str, last: str) -> None:
    """Drag over the words with the mouse."""
    ends = page.evaluate(
        """([first, last]) => {
            const walker = document.createTreeWalker(document.querySelector("#copy"), NodeFilter.SHOW_TEXT);
            const boxes = {};
            while (walker.nextNode()) {
                for (const [name, words] of [["from", first], ["to", last]]) {
                    const at = walker.currentNode.data.indexOf(words);
                    if (at < 0 || boxes[name] || (name === "to" && !boxes.from)) continue;
                    const range = document.createRange();
                    range.setStart(walker.currentNode, at);
                    range.setEnd(walker.currentNode, at + words.length);
                    const rects = [...range.getClientRects()];
                    const box = name === "from" ? rects[0] : rects.at(-1);
                    boxes[name] = [name === "from" ? box.left : box.right, box.top + box.height / 2];
                }
            }
            return boxes;
        }""",
        [first, last],
    )
    page.mouse.move(*ends["from"])
    page.mouse.down()
    page.mouse.move(*ends["to"], steps=8)
    page.mouse.up()


def said(page: Page) -> Locator:
    return page.locator("#messages")


def words(page: Page) -> Locator:
    return page.locator(".card .words mark")


def test_words_become_a_claim_by_pointer(page: Page) -> None:
    before = page.locator(".rail li").count()
    mark(page, "Twelve", "fishmongers")
    expect(page.locator("#marked")).to_have_text("“Twelve fishmongers”")
    reads_well(page)
    page.keyboard.press("m")
    expect(said(page)).to_contain_text(f"Claim {before + 1} added")
    expect(words(page)).to_have_text("Twelve fishmongers")
    expect(page.locator(".rail li")).to_have_count(before + 1)
    expect(page.locator(".rail [data-count]")).to_have_text(str(before + 1))
    expect(page.locator(f'.mark.on[data-claim="{before + 1}"]')).to_contain_text("Twelve fishmongers")
    expect(page.locator("#card-h")).to_be_focused()
    expect(page).to_have_url(re.compile(rf"/claims/{before + 1}/$"))
    page.locator(".rail a", has_text="The repairs cost").click()
    expect(page.locator("#card-h")).to_be_focused()
    expect(words(page)).to_contain_text("The repairs cost")
    page.keyboard.press("m")
    page.keyboard.press("Enter")
    expect(page.locator("#marking").get_by_role("alert")).to_contain_text("stands on exactly these words")
    expect(page.locator("#marking").get_by_role("alert")).to_be_focused()
    reads_well(page)
    page.keyboard.press("Escape")
    expect(page.locator("#marking")).to_be_hidden()


def test_proposals_that_come_late_take_nothing_away(page: Page) -> None:
    """Who marks words while claims are proposed keeps them; who has begun nothing sees the claims at once."""
    ask_how_far = """() => {
        const waiting = document.createElement("div");
        waiting.id = "progress";
        waiting.setAttribute("hx-get", location.pathname + "progress/");
        waiting.setAttribute("hx-trigger", "load");
        waiting.setAttribute("hx-swap", "outerHTML");
        document.querySelector("#progress").replaceWith(waiting);
        htmx.process(waiting);
    }"""
    mark(page, "Twelve", "fishmongers")
    page.evaluate(ask_how_far)
    expect(page.get_by_role("link", name="Show them")).to_be_visible()
    expect(page.locator("#marked")).to_have_text("“Twelve fishmongers”")
    page.keyboard.press("Escape")
    page.evaluate("getSelection().removeAllRanges()")
    with page.expect_event("load"):
        page.evaluate(ask_how_far)
    expect(page.get_by_role("link", name="Show them")).to_have_count(0)


def test_characters_of_any_width_are_counted_as_the_desk_counts_them(page: Page) -> None:
    mark(page, "long enough", "long enough")
    expect(page.locator("#marked")).to_have_text("“long enough”")
    page.get_by_role("button", name="New claim").click()
    expect(words(page)).to_have_text("long enough")


def test_words_become_a_claim_by_keyboard(page: Page) -> None:
    page.goto(f"{page.url}claims/1/")
    page.keyboard.press("m")
    expect(page.locator("#marked")).not_to_be_empty()
    expect(said(page)).to_contain_text("Enter makes a claim")
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#marked")).to_have_text("“The”")
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#marked")).to_have_text("“spring”")
    page.keyboard.press("Escape")
    expect(page.locator("#marking")).to_be_hidden()
    page.keyboard.press("m")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#marked")).to_have_text("“Twelve”")
    for _word in range(2):
        page.keyboard.press("Shift+ArrowRight")
    expect(page.locator("#marked")).to_have_text("“Twelve fishmongers have”")
    page.keyboard.press("Shift+ArrowLeft")
    page.keyboard.press("Enter")
    expect(said(page)).to_contain_text("added")
    expect(words(page)).to_have_text("Twelve fishmongers")


def test_a_claim_is_accepted_split_given_other_words_and_merged(page: Page) -> None:
    first = page.locator(".rail li a", has_text="The market hall will open again")
    first.click()
    expect(page.locator("#card-h")).to_be_focused()
    expect(words(page)).to_contain_text("2 April")
    page.keyboard.press("y")
    expect(said(page)).to_contain_text("accepted")
    expect(page.locator(".card .step")).to_have_text("Open")
    before = page.locator(".rail li").count()
    number = page.locator(".card").get_attribute("data-claim")

    mark(page, "after repairs", "4.2 million euros")
    page.keyboard.press("s")
    expect(said(page)).to_contain_text(f"Claim {number} split")
    expect(page.locator(".rail li")).to_have_count(before + 2)
    expect(words(page)).to_have_text("The market hall will open again on 2 April")
    expect(page.locator(".card .kin")).to_contain_text(f"claim {before + 1}")

    mark(page, "market hall will", "will open")
    page.get_by_role("button", name=f"Use for claim {number}").click()
    expect(said(page)).to_contain_text("stands on these words now")
    expect(words(page)).to_have_text("market hall will open")

    page.locator(f'.rail a[data-claim="{before + 1}"]').click()
    expect(words(page)).to_contain_text("4.2 million")
    other = page.locator(".rail a", has_text="The repairs cost 4.2 million").get_attribute("data-claim")
    page.keyboard.press("=")
    page.get_by_label("Same as claim number").fill("999")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#side")).to_contain_text("There is no claim 999")
    page.get_by_label("Same as claim number").fill(str(other))
    page.keyboard.press("Control+Enter")
    expect(page.locator(".card > header .tag")).to_contain_text("Dismissed")
    expect(page.locator(f'.mark[data-claim="{other}"]')).to_have_count(2)
    expect(page.locator(f'.mark[data-claim="{before + 1}"]')).to_have_count(0)
    reads_well(page)
    page.get_by_role("button", name=re.compile("Reopen")).click()
    expect(page.locator(f'.mark[data-claim="{other}"]')).to_have_count(1)
    expect(page.locator(f'.mark[data-claim="{before + 1}"]')).to_have_count(1)


def test_who_writes_is_not_interrupted_by_the_text(page: Page) -> None:
    """Marking keeps the place in the text; words in a form wait with their claim while another one is made."""
    number = page.locator(".card").get_attribute("data-claim")
    page.keyboard.press("t")
    page.get_by_label("What came of it").fill("Nobody answers.")
    asked: list[str] = []

    def stay(dialog) -> None:  # type: ignore[no-untyped-def]  # Playwright's own
        asked.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", stay)
    mark(page, "Twelve", "fishmongers")
    page.get_by_role("button", name="New claim").click()
    expect(page.locator(f'.card:not([data-claim="{number}"])')).to_be_visible()
    page.locator(f"#row-{number} a").click()
    expect(page.get_by_label("What came of it")).to_have_value("Nobody answers.")
    assert asked == []
