"""Files come in, are looked over and frozen: a Word file with the writer's notes, a batch, a rich paste, a refusal."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

import pytest
from docx import Document as Word
from playwright.sync_api import FilePayload, Page, expect

from tests.e2e.conftest import Visitor
from tests.e2e.reading import reads_well_at_every_size

pytestmark = pytest.mark.e2e
Visit = Callable[..., Visitor]

STORY = "The ferry carried 412,000 passengers last year, 9 per cent more than in 2024."


def word_file(title: str) -> bytes:
    document = Word()
    document.add_heading(title, 0)
    document.add_paragraph("By Nadia Brandt")
    told = document.add_paragraph(STORY)
    document.add_comment(told.runs, text="Annual report, p. 38", author="Nadia Brandt", initials="NB")
    document.add_paragraph("Please cut before printing.")
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def bring(page: Page, url: str, *files: FilePayload) -> None:
    page.goto(f"{url}/articles/new/")
    page.get_by_text("Upload files").click()
    page.get_by_label("Files", exact=True).set_input_files(files)
    page.get_by_role("button", name="Bring it in").click()


def payload(name: str, data: bytes) -> FilePayload:
    return {"name": name, "mimeType": "application/octet-stream", "buffer": data}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_word_file_is_looked_over_and_frozen(visit: Visit, scheme: str) -> None:
    ada = visit("ada", color_scheme=scheme)
    page = ada.page
    title = f"{scheme.title()} ferry to run every ten minutes"
    bring(page, ada.url, payload("ferry.docx", word_file(title)))
    expect(page.get_by_role("heading", name="Look over what was read")).to_be_visible(timeout=30_000)
    expect(page.get_by_label("Title")).to_have_value(title)
    expect(page.get_by_label("Writer")).to_have_value("Nadia Brandt")
    expect(page.locator(".preview .note")).to_contain_text("Annual report, p. 38")
    last = page.locator(".preview .blk").last
    last.get_by_role("button", name="Leave out").click()
    expect(last.get_by_role("button", name="Take back in")).to_be_focused()
    last.get_by_role("combobox").select_option("caption")
    expect(last.get_by_role("button", name="Leave out")).to_be_visible()
    last.get_by_role("combobox").select_option("out")
    expect(last.get_by_role("button", name="Take back in")).to_be_visible()
    reads_well_at_every_size(page, scheme)
    page.set_viewport_size({"width": 1440, "height": 1000})
    page.get_by_role("button", name="Freeze as version 1").click()
    page.wait_for_url(re.compile(r"/articles/\d+/$"))
    expect(page.locator(".rail li")).not_to_have_count(0, timeout=30_000)
    expect(page.locator("article, .text").first).not_to_contain_text("Please cut")
    # Loaded, not swapped in: the card that is open may be this one already, and be on its way out.
    told = page.locator(".rail li").filter(has_text="412,000").get_by_role("link").first
    page.goto(ada.url + str(told.get_attribute("href")))
    stub = page.locator(".stubs li")
    expect(stub).to_contain_text("Annual report, p. 38")
    stub.get_by_role("button", name="Add as evidence").click()
    expect(page.locator("#evidence-note")).to_have_value("Annual report, p. 38")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_batch_with_one_that_cannot_be_read(visit: Visit, scheme: str) -> None:
    ada = visit("ada", color_scheme=scheme)
    page = ada.page
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(f"letters/{scheme}.md", f"# {scheme.title()} letters\n\n{STORY}\n")
    bring(page, ada.url, payload(f"{scheme}.pdf", b"%PDF-1.7\nbroken"), payload("letters.zip", packed.getvalue()))
    expect(page.get_by_role("heading", name="Coming in")).to_be_visible()
    refused, ready = (page.locator(".arrivals li").filter(has_text=name) for name in (f"{scheme}.pdf", f"{scheme}.md"))
    expect(refused).to_contain_text("Not readable", timeout=30_000)
    expect(ready).to_contain_text("To look over", timeout=30_000)
    reads_well_at_every_size(page, scheme)
    refused.get_by_role("link").click()
    expect(page.get_by_role("heading", name="No article came of it")).to_be_visible()
    reads_well_at_every_size(page, scheme)
    page.get_by_role("button", name="Remove it").click()
    expect(page.locator(".arrivals")).not_to_contain_text(f"{scheme}.pdf")
    page.get_by_role("link", name=f"{scheme}.md").click()
    expect(page.get_by_role("heading", name="Look over what was read")).to_be_visible()
    page.keyboard.press("Control+Enter")
    page.wait_for_url(re.compile(r"/articles/\d+/$"))


def test_a_rich_paste_keeps_what_plain_words_lose(visit: Visit) -> None:
    ada = visit("ada")
    page = ada.page
    page.goto(f"{ada.url}/articles/new/")
    page.get_by_label("Article text").focus()
    page.evaluate(
        """([html, text]) => {
        const data = new DataTransfer();
        data.setData("text/html", html);
        data.setData("text/plain", text);
        const pasted = new ClipboardEvent("paste", { clipboardData: data, bubbles: true });
        document.activeElement.dispatchEvent(pasted);
        document.activeElement.value = text;
        document.activeElement.dispatchEvent(new InputEvent("input", { bubbles: true }));
        }""",
        [f"<h1>Pasted ferry</h1><p>{STORY}</p><ul><li>It sails in May.</li></ul>", f"Pasted ferry {STORY}"],
    )
    expect(page.locator("[data-rich]")).to_be_visible()
    page.get_by_role("button", name="Bring it in").click()
    expect(page.get_by_label("Title")).to_have_value("Pasted ferry", timeout=30_000)
    expect(page.locator(".preview select").last).to_have_value("list")


def test_words_changed_after_a_rich_paste_are_plain_words(visit: Visit) -> None:
    ada = visit("ada")
    page = ada.page
    page.goto(f"{ada.url}/articles/new/")
    page.get_by_label("Article text").focus()
    page.evaluate(
        """() => {
        const data = new DataTransfer();
        data.setData("text/html", "<h1>Pasted</h1>");
        document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true }));
        }"""
    )
    expect(page.locator("[data-rich]")).to_be_visible()
    page.get_by_label("Article text").press_sequentially("Mine")
    expect(page.locator("[data-rich]")).to_be_hidden()
    expect(page.locator("[name=rich]")).to_have_value("")
