"""How soon a reader sees the text: `python -m bench.browser http://127.0.0.1:8000`, beside a desk that `./run` started.

Signs in with the demo's editor, brings in articles of 60 and 1,000 claims, and opens each from the board in Chromium.
Milliseconds from the click to the first paint of the text (the browser's own clock), median of several; requests and
kilobytes of the first visit, as they crossed the wire, with an empty cache.
"""

from __future__ import annotations

import re
import shutil
import statistics
import sys
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from factdesk.settings import DEMO_PASSWORD
from tests.e2e.conftest import BROWSERS, FLAGS

SIZES = (60, 1_000)
ROUNDS = 7
PAINTED = "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime"
# Fonts are cached for a year and not counted; the document is.
FETCHED = """() => [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
    .filter((entry) => !entry.name.includes('/fonts/')).map((entry) => entry.transferSize)"""


def article_of(claims: int) -> str:
    lines = (f"The council paid {1_000 + n} euros for item {n} of {claims} in 2024." for n in range(claims))
    return f"A list of {claims} payments\n\n" + "\n\n".join(lines) + "\n"


def signed_in(browser: Browser, url: str) -> Page:
    page = browser.new_context(viewport={"width": 1440, "height": 1000}).new_page()
    page.goto(f"{url}/sign-in/")
    page.get_by_label("E-mail").fill("ada@factdesk.example")
    page.get_by_label("Password").fill(DEMO_PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{url}/")
    return page


def bring_in(page: Page, url: str, claims: int) -> str:
    page.goto(f"{url}/articles/new/")
    page.get_by_label("Article text").fill(article_of(claims))
    page.keyboard.press("Control+Enter")
    page.wait_for_url(re.compile(r"/articles/\d+/$"))
    page.locator(".rail li").nth(claims - 1).wait_for(state="attached", timeout=120_000)
    return re.sub(r"claims/.*", "", page.url)


def first_visit(browser: Browser, url: str, article: str) -> list[float]:
    """Bytes of each request of a browser that has seen nothing yet but the sign-in page's session."""
    state = signed_in(browser, url).context.storage_state()
    page = browser.new_context(storage_state=state, viewport={"width": 1440, "height": 1000}).new_page()
    page.goto(article, wait_until="networkidle")
    sizes: list[float] = page.evaluate(FETCHED)
    return sizes


def opened(page: Page, url: str, article: str) -> float:
    page.goto(f"{url}/")
    page.locator(f"a[href='{article.removeprefix(url)}']").first.click()
    page.locator("#copy p").first.wait_for()
    painted: Any = page.wait_for_function(PAINTED).json_value()
    return float(painted)


def main(arguments: list[str]) -> int:
    if len(arguments) != 1:
        print(__doc__)
        return 2
    url = arguments[0].rstrip("/")
    found = next(path for name in BROWSERS if (path := shutil.which(name)))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        page = signed_in(browser, url)
        print("claims   text after ms   requests      KiB")
        for claims in SIZES:
            article = bring_in(page, url, claims)
            sizes = first_visit(browser, url, article)
            times = [opened(page, url, article) for _ in range(ROUNDS)]
            print(f"{claims:6,} {statistics.median(times):12.0f} {len(sizes):12} {sum(sizes) / 1024:10.1f}")
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
