"""Whoever reads, whatever they open: nothing on the desk is another for it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.test import Client

from factdesk.core.audit import Action
from factdesk.core.models import AuditEntry, User
from tests.across import HOLE, TABLES
from tests.properties import snapshot
from tests.properties.ask import plan
from tests.properties.snapshot import Snapshot, look
from tests.seeded_desks import MARK, keys, seed
from tests.test_matrix import GET, MATRIX

LINK = re.compile(r'(?:href|hx-get|action)="(/[^"#]*)')
MOST = 150  # pages for each role; the rest are more of the same claims


def crawl(browser: Client, begin: list[str]) -> int:
    """Open these and what they link to, whole and in part; how many opened."""
    waiting, met, opened = list(begin), set(begin), 0
    while waiting and opened < MOST:
        url = waiting.pop(0)
        for headers in ({}, {"HX-Request": "true"}):
            answer = browser.get(url.replace("&amp;", "&"), headers=headers)
            browser.head(url.replace("&amp;", "&"), headers=headers)
            opened += answer.status_code == 200
            if answer.get("Content-Type", "").startswith("text/html"):
                links = LINK.findall(answer.getvalue().decode())
                new = [link for link in dict.fromkeys(links) if link not in met and not link.startswith("/static/")]
                met.update(new)
                waiting += new
    return opened


def addresses() -> list[str]:
    """Every address that answers GET, with keys of both desks."""
    rows = keys()
    found = []
    for route in (route for route, methods in MATRIX.items() if GET in methods):
        for last in (0, -1):
            found.append("/" + HOLE.sub(lambda hole: _key(hole[1], rows, last), route))  # noqa: B023  used at once
    return found


def _key(name: str, rows: dict[str, set[int]], last: int) -> str:
    known = sorted(rows.get(TABLES.get(name, ""), ()))
    return str(known[last]) if known else "1"


def state() -> Snapshot:
    plan("look", snapshot.question(), columns=5)
    return look()


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["editor", "reviewer", "observer", "other", "nobody"])
def test_reading_changes_nothing(role: str, data_dir: Path) -> None:
    people: dict[str, User] = seed("city", "")
    seed("sport", MARK.capitalize())
    browser = Client()
    if role in people:
        browser.force_login(people[role])
    before, last = state(), AuditEntry.objects.order_by("-pk").values_list("pk", flat=True)[0]
    assert crawl(browser, ["/", *addresses()]) > (40 if role in people else 3)
    # That somebody was refused is on record, and nothing else is. Sessions are not the desk's.
    said = AuditEntry.objects.filter(pk__gt=last).values_list("action", flat=True)
    assert set(said) <= {Action.REFUSED}
    assert {place.table for place in snapshot.changed(before, state())} <= {"core_auditentry", "core_auditchain"}
