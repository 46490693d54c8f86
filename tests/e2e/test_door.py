"""The door: somebody new comes in by a start link, and an editor by a code of their phone."""

from __future__ import annotations

import base64
import re
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from factdesk.core import codes
from factdesk.settings import DEMO_PASSWORD
from tests.e2e.conftest import Visitor
from tests.e2e.reading import reads_well_at_every_size

pytestmark = pytest.mark.e2e

Visit = Callable[..., Visitor]
FIRST = "dora-chose-this-one"


def test_somebody_new_from_the_desks_page_to_their_first_click(visit: Visit) -> None:
    ada, dora = visit("ada"), visit("")
    page = ada.page
    page.get_by_role("link", name="Desk", exact=True).click()
    page.locator("summary", has_text="Add somebody").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Name", exact=True).fill("Dora Lind")
    page.get_by_label("E-mail").fill("dora@newsroom.example")
    page.get_by_label("Role").select_option("reviewer")
    page.get_by_role("button", name="Add to the desk").click()
    link = page.get_by_label("Start link")
    expect(link).to_be_visible()
    address = link.input_value()
    expect(page.locator(".people")).to_contain_text("Has not started yet")
    page.locator(".people li", has_text="Dora Lind").locator("summary").click()
    reads_well_at_every_size(page, "light")
    page.goto(f"{ada.url}/desk/")
    expect(page.get_by_label("Start link")).to_have_count(0)

    page = dora.page
    page.goto(address)
    expect(page).to_have_url(re.compile("/now/$"))
    page.get_by_label("New password").fill("short")
    page.get_by_label("Once more").fill("short")
    page.keyboard.press("Enter")
    expect(page.locator(".err").first).to_be_visible()
    reads_well_at_every_size(page, "light")
    page.get_by_label("New password").fill(FIRST)
    page.get_by_label("Once more").fill(FIRST)
    page.keyboard.press("Enter")
    expect(page.get_by_text("Your password is kept")).to_be_visible()
    page.get_by_label("E-mail").fill("dora@newsroom.example")
    page.get_by_label("Password").fill(FIRST)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{dora.url}/")
    expect(page.locator(".me")).to_contain_text("Dora Lind, reviewer")
    expect(page.get_by_role("link", name="Desk", exact=True)).to_have_count(0)

    # Taken off while her page is open: her next click finds nothing.
    line = ada.page.locator(".people li", has_text="Dora Lind")
    line.locator("summary").click()
    line.get_by_role("button", name="Take off the desk").click()
    expect(ada.page.get_by_text("They are off the desk.")).to_be_visible()
    page.goto(f"{dora.url}/articles/1/")
    expect(page.locator("main")).to_contain_text("404")
    page.goto(address)
    expect(page.get_by_text("This link does not work any more")).to_be_visible()
    reads_well_at_every_size(page, "light")


def test_an_editor_signs_in_with_a_code(visit: Visit) -> None:
    ada = visit("ada")
    page = ada.page
    page.get_by_role("link", name="Your account").click()
    page.get_by_role("link", name="Set it up").click()
    expect(page.locator("svg.qr")).to_be_visible()
    letters = page.locator(".letters").inner_text().replace(" ", "")
    secret = base64.b32decode(letters)
    page.get_by_label("Code that the app shows").fill("000000")
    page.keyboard.press("Enter")
    expect(page.locator(".err")).to_be_visible()
    assert page.locator(".letters").inner_text().replace(" ", "") == letters
    reads_well_at_every_size(page, "dark")
    step = int(time.time()) // codes.STEP
    page.get_by_label("Code that the app shows").fill(codes.code_at(secret, step))
    page.keyboard.press("Enter")
    expect(page.get_by_text("Your second factor is on")).to_be_visible()
    reads_well_at_every_size(page, "light")
    recovery = page.locator(".codes li").all_inner_texts()
    assert len(recovery) == codes.RECOVERY_CODES
    page.get_by_role("link", name="I have written them down").click()
    page.get_by_role("button", name="Sign out").click()

    knock(page, ada.url)
    page.get_by_label("Code").fill(codes.code_at(secret, step))  # the one that was used
    page.keyboard.press("Enter")
    expect(page.get_by_text("does not fit, or was used before")).to_be_visible()
    reads_well_at_every_size(page, "light")
    page.get_by_label("Code").fill(codes.code_at(secret, step + 1))
    page.keyboard.press("Enter")
    page.wait_for_url(f"{ada.url}/")

    page.goto(f"{ada.url}/account/")
    expect(page.get_by_text("8 recovery codes are left.")).to_be_visible()
    page.locator("summary", has_text="Take it away").click()
    form = page.locator("form", has_text="For a new phone")
    form.get_by_label("Your password").fill(DEMO_PASSWORD)
    form.get_by_label("Code of your app").fill(recovery[0])
    reads_well_at_every_size(page, "light")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Your second factor is gone.")).to_be_visible()


def knock(page: Page, url: str) -> None:
    page.get_by_label("E-mail").fill("ada@factdesk.example")
    page.get_by_label("Password").fill(DEMO_PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{url}/sign-in/code/")
