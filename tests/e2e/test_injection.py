"""Words that would be code: in every text field of every form, on every page. Nothing runs, nothing is reported."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Visitor
from tests.e2e.test_journey import bring_in

pytestmark = pytest.mark.e2e

Visit = Callable[..., Visitor]

WORDS = [
    "<script>struck()</script>",
    "<img src=x onerror=struck()>",
    "<svg onload=struck()>",
    "<svg><script>struck()</script></svg>",
    "<body onload=struck()>",
    "<iframe srcdoc='<script>parent.struck()</script>'></iframe>",
    "<a href=javascript:struck()>press</a>",
    "javascript:struck()",
    '"><script>struck()</script>',
    "'><script>struck()</script>",
    '" autofocus onfocus=struck() x="',
    "' autofocus onfocus=struck() x='",
    "</textarea><script>struck()</script>",
    "</title><script>struck()</script>",
    "</style><script>struck()</script>",
    "--><script>struck()</script>",
    "]]><script>struck()</script>",
    "<div hx-get=/health/ hx-trigger=load hx-on::load=struck()>x</div>",
    "<div data-hx-on:load='struck()' hx-on-load='struck()'></div>",
    "<style>@import'/health/';</style>",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=struck()>",
    '<noscript><p title="</noscript><img src=x onerror=struck()>">',
    "{{ 7*7 }}{% csrf_token %}${struck()}",
    "&lt;script&gt;struck()&lt;/script&gt;",
    "\u202e<details open ontoggle=struck()>\u2066",
]

# Fills and sends every form of the claim's card as the page would, with these words in every field that takes words.
SEND = """async (words) => {
    const answers = [];
    for (const form of document.querySelectorAll("#side form[method=post]")) {
        const data = new FormData(form);
        for (const field of form.elements) {
            if (!field.name || field.type === "hidden" || field.type === "file" || field.disabled) continue;
            if (field.matches("select")) data.set(field.name, [...field.options].find((o) => o.value)?.value ?? "");
            else if (field.type === "radio") { if (!data.get(field.name)) data.set(field.name, field.value); }
            else if (["checkbox", "number"].includes(field.type)) continue;
            else data.set(field.name, words);
        }
        const answer = await fetch(form.getAttribute("action"), {
            method: "POST", body: data, headers: { "HX-Request": "true" }, redirect: "manual",
        });
        const html = await answer.text();
        answers.push([form.getAttribute("action"), answer.status]);
        const shown = document.createElement("div");
        shown.id = "shown";
        shown.innerHTML = html;
        document.body.append(shown);
        if (shown.querySelector("[onerror], [onload], [onfocus], [hx-on-load], [hx-on\\\\:\\\\:load]")) struck();
        shown.remove();
    }
    return answers;
}"""


@pytest.fixture
def visitor(visit: Visit) -> Visitor:
    ada = visit("ada")
    ada.page.add_init_script(
        "window.struck = () => { window.wasStruck = true };"
        "addEventListener('securitypolicyviolation', (event) => { window.refused = event.violatedDirective });"
    )
    ada.page.on("dialog", lambda dialog: ada.complaints.append(f"dialog: {dialog.message}"))
    ada.page.reload()
    return ada


def unharmed(page: Page) -> None:
    assert page.evaluate("[window.wasStruck, window.refused]") == [None, None], page.url
    assert not page.title().startswith("struck")


def test_in_every_field_of_every_form(visitor: Visitor) -> None:
    page = visitor.page
    lines = (f"The council paid {2_000 + n} euros in 2024, it said: {words}" for n, words in enumerate(WORDS))
    bring_in(visitor, "What the council paid <script>struck()</script>\n\n" + "\n\n".join(lines) + "\n")
    expect(page.locator(".rail li").nth(len(WORDS) - 5)).to_be_attached(timeout=30_000)
    unharmed(page)
    article = page.url
    links = page.locator(".rail a[data-claim]").evaluate_all("all => all.map((link) => link.getAttribute('href'))")
    sent: dict[str, set[int]] = {}
    for place, words in enumerate(WORDS):
        page.goto(f"{visitor.url}{links[place % len(links)]}")
        for address, status in page.evaluate(SEND, words):
            sent.setdefault(re.sub(r"\d+", "N", address), set()).add(status)
        page.reload()
        unharmed(page)
    assert len(sent) >= 6
    assert {status for statuses in sent.values() for status in statuses} <= {200, 204, 303, 0, 403, 409, 422}
    for path in ("", "report/", "reports/", "sign-off/"):
        page.goto(f"{article}{path}")
        unharmed(page)
    for words in WORDS:
        for path in ("/", "/search/", "/queue/"):
            page.goto(f"{visitor.url}{path}?q={quote(words)}")
            unharmed(page)
