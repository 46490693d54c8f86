"""Whether a page can be read by everyone: what axe finds on it, and whether it keeps within its window."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

SIZES = ((1440, 900), (390, 844))
SETTLED = """async () => {
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const moving = document.getAnimations().filter((one) => one instanceof CSSTransition);
  await Promise.allSettled(moving.map((one) => one.finished));
}"""
OVER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def reads_well(page: Page, looks: str = "", *rules: str) -> None:
    """axe finds nothing serious, and nothing runs over the right edge. With `rules`, it looks for those alone."""
    found = Axe().run(page, options={"runOnly": list(rules)} if rules else None).response["violations"]
    serious = [
        (rule["id"], rule["nodes"][0]["html"][:120]) for rule in found if rule["impact"] in {"serious", "critical"}
    ]
    assert serious == [], f"{page.url} {looks} {serious}"
    keeps_within(page, looks)


def keeps_within(page: Page, looks: str = "") -> None:
    over = page.evaluate(OVER)
    assert over <= 0, f"{page.url} {looks} runs {over} px over the edge"


def reads_well_at_every_size(page: Page, scheme: str) -> None:
    """On a desk and on a phone. The page is not loaded again: it has to follow its window."""
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        page.evaluate(SETTLED)
        # Of what axe looks for, only the colours differ in the dark.
        reads_well(page, f"at {width} px, {scheme},", *(["color-contrast"] if scheme == "dark" else []))
