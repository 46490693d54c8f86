"""A whole desk as ./run starts it, and a real Chromium in front of it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright

from factdesk.local.layout import Layout, private_folder
from factdesk.local.programs import web, worker
from factdesk.local.services import throw_away_services
from factdesk.settings import DEMO_PASSWORD

ROOT = Path(__file__).resolve().parents[2]
NOT_THE_TESTS = {"DATABASE_URL", "BROKER_URL", "DJANGO_SETTINGS_MODULE", "SECRET_KEY_FILE", "DATA_DIR"}
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# What a journey waits for comes at once; on a machine that does other things as well it may take its time.
expect.set_options(timeout=15_000)


def _never() -> bool:
    return False


@dataclass(frozen=True)
class RunningDesk:
    """Where it answers, and what its programs are told."""

    url: str
    env: Mapping[str, str]

    def manage(self, *words: str, text: str = "") -> None:
        """One management command beside it."""
        manage = [sys.executable, str(ROOT / "manage.py"), *words]
        subprocess.run(manage, env=dict(self.env), cwd=ROOT, check=True, input=text, text=True)


@pytest.fixture(scope="session")
def desk_url(running_desk: RunningDesk) -> str:
    return running_desk.url


@pytest.fixture(scope="session")
def running_desk() -> Iterator[RunningDesk]:
    """Postgres, Valkey, worker and web server as processes; the demo desk is loaded."""
    home = private_folder("factdesk-e2e-")
    layout = Layout(root=ROOT, var=home / "var")
    layout.create()
    base = {name: value for name, value in os.environ.items() if name not in NOT_THE_TESTS}
    services = throw_away_services(home, base, _never)
    env = base | {"FACTDESK_MODE": "local", "SECRET_KEY": "only-for-tests", "DATA_DIR": str(layout.var)}
    env |= {"TIME_ZONE": "UTC", "PORT": "8300", "DJANGO_SETTINGS_MODULE": "factdesk.settings"}
    try:
        services.start()
        env |= services.addresses
        subprocess.run([sys.executable, layout.manage, "prepare"], env=env, cwd=ROOT, check=True)
        background, server = worker(layout, env), web(layout, env)
        try:
            background.start()
            server.start_and_wait(_never)
            yield RunningDesk(server.address.rstrip("/"), env)
        finally:
            server.stop()
            background.stop()
    finally:
        services.stop()
        shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium. Without one the journeys are skipped, and that is said; in CI it is a failure."""
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found is None:
        if os.environ.get("FACTDESK_REQUIRE_BROWSER"):
            pytest.fail("No Chromium here, and FACTDESK_REQUIRE_BROWSER is set")
        pytest.skip("NO BROWSER: the journeys need Chromium (apt-get install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield browser
        browser.close()


@dataclass
class Visitor:
    """One person at one screen. `complaints` is what the browser held against our pages."""

    page: Page
    url: str
    complaints: list[str] = field(default_factory=list)

    def sign_in(self, first_name: str) -> None:
        self.page.goto(f"{self.url}/sign-in/")
        self.page.get_by_label("E-mail").fill(f"{first_name}@factdesk.example")
        self.page.get_by_label("Password").fill(DEMO_PASSWORD)
        self.page.keyboard.press("Enter")
        self.page.wait_for_url(f"{self.url}/")

    def hear(self, message: ConsoleMessage) -> None:
        # Chromium reports every 4xx answer as an error; the desk answers 409 and 422 on purpose.
        refused = "Failed to load resource" in message.text and any(
            f"status of {code}" in message.text for code in (403, 404, 409, 422)
        )
        if message.type in {"error", "warning"} and not refused:
            self.complaints.append(message.text)


@pytest.fixture
def visit(desk_url: str, chromium: Browser) -> Iterator[Callable[..., Visitor]]:
    """Open a browser of its own for a person; at the end no page may have complained."""
    visitors: list[Visitor] = []

    def open_browser(first_name: str = "", **options: object) -> Visitor:
        context = chromium.new_context(viewport={"width": 1440, "height": 1000}, **options)  # type: ignore[arg-type]
        visitor = Visitor(context.new_page(), desk_url)
        visitor.page.on("console", visitor.hear)
        visitor.page.on("pageerror", lambda error: visitor.complaints.append(str(error)))
        visitors.append(visitor)
        if first_name:
            visitor.sign_in(first_name)
        return visitor

    yield open_browser
    for visitor in visitors:
        visitor.page.context.close()
        assert visitor.complaints == []
