"""The report leaves the desk: as a page that prints, and as files that are asked for, taken home and checked."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from factdesk.settings import DEMO_PASSWORD
from tests.e2e.conftest import Visitor

pytestmark = pytest.mark.e2e
Visit = Callable[..., Visitor]
MADE_WITHIN = 60_000  # ms: a case file has every form in it


def ask_for(page: Page, profile: str, form: str) -> None:
    page.get_by_label("For whom").select_option(profile)
    page.get_by_label("Form", exact=True).select_option(form)
    password = page.get_by_label("Your password")
    if password.count():
        password.fill(DEMO_PASSWORD)
    page.get_by_role("button", name="Make the file").click()


def test_files_are_asked_for_taken_home_and_checked(visit: Visit, tmp_path: Path) -> None:
    ada = visit("ada")
    page = ada.page
    page.goto(f"{ada.url}/articles/1/report/")
    page.get_by_role("link", name="Files and forms").click()
    page.get_by_role("button", name="Make the file").click()
    expect(page.get_by_text("Type your password again.")).to_be_visible()
    ask_for(page, "legal", "zip")
    expect(page.get_by_role("heading", name="Being made")).to_be_visible()
    # By itself: nobody reloads.
    made = page.get_by_role("row", name=re.compile("Case file.*Legal"))
    expect(made).to_be_visible(timeout=MADE_WITHIN)
    expect(page.get_by_role("heading", name="Being made")).to_have_count(0)
    for form, begins in (("pdf", b"%PDF-"), ("docx", b"PK"), ("csv", b"\xef\xbb\xbf")):
        ask_for(page, "internal", form)
        row = page.locator("#files tbody tr").filter(has_text="Internal").first
        expect(row).to_contain_text({"pdf": "PDF", "docx": "Word", "csv": "claims"}[form], timeout=MADE_WITHIN)
        with page.expect_download() as download:
            row.get_by_role("link").click()
        file = tmp_path / download.value.suggested_filename
        download.value.save_as(file)
        assert file.read_bytes().startswith(begins)
        check = page.context.new_page()
        check.goto(f"{ada.url}/reports/verify/")
        check.get_by_label("A report").set_input_files(file)
        check.get_by_role("button", name="Check it").click()
        expect(check.get_by_role("heading", name="Untouched, and all is as it was")).to_be_visible()
        file.write_bytes(file.read_bytes() + b" ")
        check.get_by_label("A report").set_input_files(file)
        check.get_by_role("button", name="Check it").click()
        expect(check.get_by_role("heading", name="Changed: this is not the file that was issued")).to_be_visible()
        check.close()


def test_who_observes_takes_the_public_report(visit: Visit) -> None:
    omar = visit("omar")
    page = omar.page
    page.goto(f"{omar.url}/articles/1/reports/")
    expect(page.get_by_label("Your password")).to_have_count(0)
    expect(page.get_by_label("For whom").get_by_role("option")).to_have_text(["Public"])
    page.get_by_label("Form", exact=True).select_option("html")
    page.get_by_role("button", name="Make the file").click()
    expect(page.locator("#files tbody tr")).to_contain_text("Public")


def test_the_report_prints_in_black_and_white_with_a_number_on_each_page(visit: Visit, tmp_path: Path) -> None:
    ben = visit("ben")
    ben.page.goto(f"{ben.url}/articles/2/report/")
    pages = ben.page.pdf(prefer_css_page_size=True, print_background=False)
    assert pages.startswith(b"%PDF-")
    ben.page.emulate_media(media="print")
    expect(ben.page.locator(".watermark")).to_be_visible()
    expect(ben.page.locator(".toolbar")).to_be_hidden()
    inks = ben.page.locator(".v").evaluate_all("all => [...new Set(all.map((one) => getComputedStyle(one).color))]")
    assert inks == ["rgb(0, 0, 0)"], "the patterns carry the meaning"
