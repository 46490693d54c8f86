"""What a report costs: `python -m bench.reports`.

Articles of 60 and of 1,000 claims, and one of 12,000 words with 400, on a desk of its own (Postgres on a unix socket,
gone afterwards). CPU is that of the process and of the children it waits for: least and median of some rounds, on a
machine that others use too. Memory is the most that the process, and that any child of it, held at once. Each format is
measured in a process of its own; one that is not there is left out.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench.rig import desk_of_its_own

if TYPE_CHECKING:
    from articles.models import Article
    from claims.reports.report import Report

STEPS = ("digest", "html", "json", "pdf", "docx")
ENOUGH = 6.0  # seconds of one step: then the rounds end
MOST = 20
LONG = (400, 12_000)  # claims, words
HEADS = f"{'':10} {'claims':>7} {'least ms':>9} {'median ms':>10} {'MB':>6} {'child MB':>9} {'KiB':>9}"


def measure(step: Callable[[], object]) -> tuple[float, float, int]:
    """Least and median milliseconds of CPU, and the bytes that came of it."""
    made = step()  # what is imported and compiled once is
    times: list[float] = []
    while len(times) < 3 or (len(times) < MOST and sum(times) < ENOUGH):
        begun = spent()
        step()
        times.append(spent() - begun)
    return 1000 * min(times), 1000 * statistics.median(times), len(made) if isinstance(made, bytes) else 0


def spent() -> float:
    """Seconds of CPU, of this process and of the children that ended."""
    used = os.times()
    return time.process_time() + used.children_user + used.children_system


def own_memory() -> float:
    """Of this program alone: what getrusage tells holds what it was started from, too."""
    status = Path("/proc/self/status").read_text()
    return float(status.split("VmHWM:")[1].split()[0]) / 1024


def children_memory() -> float:
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def line(name: str, claims: int, told: tuple[float, float, int], own: float, children: float) -> str:
    least, median, size = told
    return f"{name:10} {claims:7,} {least:9.1f} {median:10.1f} {own:6.0f} {children:9.0f} {size / 1024:9.1f}"


def article_with(claims: int) -> Article:
    from articles.models import Article
    from bench.workspace import article_of
    from factdesk.core.models import User
    from tests.factories import decide

    ada = User.objects.get(name__startswith="Ada")
    article = long_article() if claims == LONG[0] else article_of(claims)
    for claim in article.claims.filter(state="found"):
        decide(claim, ada)
    return Article.objects.select_related("desk").get(pk=article.pk)


def long_article() -> Article:
    """Every claim in a paragraph of thirty words, one in three of them found."""
    from factdesk.core.models import User
    from tests.factories import article_with_claims, find

    ada, ben = User.objects.get(name__startswith="Ada"), User.objects.get(name__startswith="Ben")
    rest = "What it was for, nobody who was there that evening could or would say to us."
    claims, _words = LONG
    text = "\n\n".join(
        f"The council paid {1000 + n} euros for item {n} in 2024, the mayor, Ilse Dornach, said on Monday. {rest}"
        for n in range(claims)
    )
    article, made = article_with_claims(ada, f"A very long read about payments\n\n{text}\n")
    for claim in made[::3]:
        find(claim, ben)
    return article


def main() -> int:
    with desk_of_its_own("reports", "bench.settings") as home:
        import msgspec

        from claims.reports.build import build_report
        from factdesk.core.models import Desk, Role, User
        from tests.factories import add_person

        desk = Desk.objects.create(name="City")
        for name, role in (("Ada Verhoeven", Role.EDITOR), ("Ben Okoro", Role.REVIEWER)):
            add_person(name, desk, role)
        ada = User.objects.get(name__startswith="Ada")
        print(HEADS)
        for claims in (60, 1_000, LONG[0]):
            article = article_with(claims)
            told = measure(partial(build_report, article, made_by=ada))
            report = build_report(article, made_by=ada)
            print(line("build", len(report.claims), told, own_memory(), 0))
            kept = home / f"{claims}.json"
            kept.write_bytes(msgspec.json.encode(report))
            for name in STEPS:
                print(in_a_process(name, kept) or f"{name:10} {claims:7,}  left out")
    return 0


def in_a_process(name: str, kept: Path) -> str:
    """Its line; "" where there is no such format, or it does not work."""
    order = [sys.executable, "-m", "bench.reports", name, str(kept)]
    return subprocess.run(order, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout.rstrip()


def one(name: str, kept: Path) -> int:
    """One step of one report, in this process alone."""
    import django

    django.setup()
    import msgspec

    from claims.reports.report import Report

    report = msgspec.json.decode(kept.read_bytes(), type=Report)
    told = measure(step_of(name, report))
    print(line(name, len(report.claims), told, own_memory(), children_memory()))
    return 0


def step_of(name: str, report: Report) -> Callable[[], Any]:
    if name == "digest":
        from claims.reports.digest import digest

        return lambda: digest(report)
    render = import_module(f"claims.reports.formats.{name}").render
    return lambda: render(report)


if __name__ == "__main__":
    sys.exit(main() if len(sys.argv) == 1 else one(sys.argv[1], Path(sys.argv[2])))
