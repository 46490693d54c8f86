"""What opening an article and marking a claim cost: `python -m bench.workspace`.

A desk of its own (Postgres on a unix socket, gone afterwards) with articles of 30, 60 and 1,000 claims. CPU is that of
the application's process (least and median of many requests through the whole of Django: on a machine that others use
too the least is what it takes, the median what it took) and of its Postgres backend (mean).
"""

from __future__ import annotations

import gzip
import os
import re
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench.rig import desk_of_its_own

if TYPE_CHECKING:
    from django.test import Client

    from articles.models import Article

SIZES = (30, 60, 1_000)
ROUNDS = 15
TICK = 1 / os.sysconf("SC_CLK_TCK")
ASSET = re.compile(r'(?:href|src)="/static/([^"]+\.(?:css|js|svg))"')


@dataclass(frozen=True)
class Cost:
    """One kind of request: milliseconds of CPU, queries, and kilobytes as sent."""

    least: float
    app: float
    postgres: float
    queries: int
    kib: float


def measure(ask: Callable[[], Any], rounds: int = ROUNDS) -> Cost:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    ask()  # templates are compiled, the connection is warm
    with CaptureQueriesContext(connection) as asked:
        answer = ask()
    queries = len(asked)
    if answer.status_code != HTTPStatus.OK:
        raise SystemExit(f"answered {answer.status_code}")
    times, before = [], backend_seconds()
    for _ in range(rounds):
        begun = time.process_time()
        ask()
        times.append(time.process_time() - begun)
    postgres = (backend_seconds() - before) / rounds
    return Cost(
        1000 * min(times), 1000 * statistics.median(times), 1000 * postgres, queries, len(answer.content) / 1024
    )


def backend_seconds() -> float:
    """CPU time of the Postgres process behind this connection, in seconds, in steps of a clock tick."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        pid = cursor.fetchone()[0]
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * TICK


def article_of(claims: int) -> Article:
    """An article with so many claims, one in ten of them found."""
    from django.db import connection

    from factdesk.core.models import User
    from tests.factories import article_with_claims, find

    ada, ben = User.objects.get(name__startswith="Ada"), User.objects.get(name__startswith="Ben")
    text = "\n\n".join(
        f"The council paid {1000 + place} euros for item {place} in 2024, the mayor, Ilse Dornach, said on Monday."
        for place in range(claims)
    )
    article, made = article_with_claims(ada, f"A very long list of payments\n\n{text}\n")
    for claim in made[:: max(1, len(made) // 10)]:
        find(claim, ben)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as Postgres does by itself within a minute: plans that are kept know the new rows
    return article


def line(name: str, claims: int, cost: Cost) -> str:
    both = cost.app + cost.postgres
    return (
        f"{name:14} {claims:6,} {cost.least:8.1f} {cost.app:8.1f} {cost.postgres:8.1f} {both:8.1f}"
        f" {cost.queries:8} {cost.kib:8.1f} {both / claims:10.3f}"
    )


def weight(browser: Client, url: str) -> str:
    """What a first visit fetches beside the document and the fonts."""
    from django.conf import settings

    page = gzip.decompress(browser.get(url).content)
    assets = list(dict.fromkeys(ASSET.findall(page.decode())))
    sizes = [
        len(gzip.compress((settings.STATIC_ROOT / name).read_bytes(), 6)) for name in assets if not name.endswith("svg")
    ]
    total = (sum(sizes) + len(gzip.compress(page, 6))) / 1024
    return f"cold: {1 + len(assets)} requests, {total:.1f} KiB gzip of HTML, CSS and JavaScript"


def main() -> int:
    with desk_of_its_own("workspace", "bench.settings"):
        from django.core.management import call_command
        from django.test import Client

        from factdesk.core.models import Desk, Role, User
        from tests.factories import add_person

        call_command("collectstatic", interactive=False, verbosity=0)
        desk = Desk.objects.create(name="City")
        for name, role in (("Ada Verhoeven", Role.EDITOR), ("Ben Okoro", Role.REVIEWER)):
            add_person(name, desk, role)
        browser = Client(HTTP_ACCEPT_ENCODING="gzip")
        browser.force_login(User.objects.get(name__startswith="Ben"))
        print("                claims    least   app ms    pg ms     both  queries  KiB gzip  ms a claim")
        for claims in SIZES:
            article = article_of(claims)
            url = f"/articles/{article.pk}/"
            print(line("open article", claims, measure(partial(browser.get, url))))
            choose = partial(browser.get, f"{url}claims/3/", HTTP_HX_REQUEST="true")
            print(line("choose a claim", claims, measure(choose)))
            print(line("mark a claim", claims, measure(marking(browser, article))))
            if claims == 60:
                print(weight(browser, url))
    return 0


def marking(browser: Client, article: Article) -> Callable[[], Any]:
    """Dismiss a claim, the next one each time."""
    claims = iter(article.claims.filter(state="proposed").order_by("number"))

    def mark() -> Any:
        claim = next(claims)
        form = {"seen": claim.lock_version, "reason": "opinion"}
        return browser.post(f"/claims/{claim.pk}/dismiss/", form, HTTP_HX_REQUEST="true")

    return mark


if __name__ == "__main__":
    sys.exit(main())
