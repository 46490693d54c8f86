"""What it costs to export a whole desk: `python -m bench.desk_export --articles 2000`.

A desk of its own (Postgres on a unix socket, gone afterwards), grown to a quarter, a half and all of so many articles
of eight claims each, written by SQL past the triggers. Each time `export_desk` runs as a process of its own, for JSON
and for tables; CPU is that of the process from start to end and of Postgres, memory the most that was resident.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.importing import cpu_of, everybody, high_of, parent_of
from bench.rig import desk_of_its_own

SETTINGS = "tests.settings"
MOST_SECONDS = 10.0
MOST_MB = 250
BUDGET_AT = 2_000
MOST = 100_000
HEAD = "format  articles  app CPU s  Postgres CPU s  both   ms each  seconds  MB at most   MB written"
PROSE = (
    "The works went on all through the winter, and people who live there had much to say about the noise of it. " * 12
)


@dataclass(frozen=True)
class Run:
    app: float
    postgres: float
    seconds: float
    memory: float
    written: float

    def line(self, form: str, articles: int) -> str:
        both = self.app + self.postgres
        return (
            f"{form:6}  {articles:8,}  {self.app:9.2f}  {self.postgres:14.2f}  {both:4.1f}"
            f"  {1000 * both / articles:8.2f}  {self.seconds:7.1f}  {self.memory:11.0f}  {self.written:11.1f}"
        )


def export(home: Path, form: str) -> Run:
    into = home / f"export-{form}"
    postmaster = int((home / "postgres" / "postmaster.pid").read_text().split()[0])
    postgres, spent, begun = postgres_seconds(postmaster), children_seconds(), time.monotonic()
    command = [sys.executable, "manage.py", "export_desk", "--desk", "City", "--format", form, "--out", str(into)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as child:
        memory = 0
        while child.poll() is None:
            memory = max(memory, high_of(child.pid))
            time.sleep(0.02)
    spent = children_seconds() - spent
    seconds = time.monotonic() - begun
    time.sleep(0.2)  # its backend is gone by then, and counted
    if child.returncode:
        raise SystemExit(f"export_desk ended with {child.returncode}")
    files = into.iterdir() if into.is_dir() else [into]
    written = sum(file.stat().st_size for file in files)
    return Run(spent, postgres_seconds(postmaster) - postgres, seconds, memory / 1024, written / 1e6)


def children_seconds() -> float:
    """CPU of all that this process started and waited for."""
    ended = os.times()
    return ended.children_user + ended.children_system


def postgres_seconds(postmaster: int) -> float:
    backends = [cpu_of(pid)[0] for pid in everybody() if parent_of(pid) == postmaster]
    return sum(backends) + sum(cpu_of(postmaster))


def template() -> int:
    """An article of eight claims, most of them decided, with copies, a sum of comments, a reply that is waited for."""
    from claims.actions.discussion import start_thread
    from claims.copies import pasted
    from claims.vocabulary import Status
    from factdesk.core.models import Desk, Role
    from tests.factories import add_person, article_with_claims, ask, decide, find, support

    desk = Desk.objects.create(name="City")
    ada, ben = add_person("Ada Verhoeven", desk, Role.EDITOR), add_person("Ben Okoro", desk, Role.REVIEWER)
    paragraphs = (
        f"The council paid {1000 + place} euros for item {place} in 2024, the mayor, Ilse Dornach, said on Monday."
        for place in range(8)
    )
    article, claims = article_with_claims(ada, f"A list of payments\n\n{PROSE}\n\n" + "\n\n".join(paragraphs) + "\n")
    for place, claim in enumerate(claims):
        support(claim, ben, copy=pasted(f"Item {place}: {1000 + place} euros. " + PROSE))
        find(claim, ben, Status.DISPUTED if place == 2 else Status.UNVERIFIED if place == 3 else Status.SOURCED)
        if place < 6:
            decide(claim, ada)
    start_thread(claim_id=claims[0].pk, actor=ada, text="Is that with tax? @Ben")
    ask(article, ben)
    return article.pk


def measure(home: Path, articles: int) -> int:
    from articles.models import Article
    from tests.cloned import clone

    article, worst = Article.objects.get(pk=template()), 0
    print(f"{article.claims.count()} claims and {len(article.head.text):,} characters an article", flush=True)
    print(HEAD)
    export(home, "json")  # what is read from disk the first time
    made = 1
    for size in (articles // 4, articles // 2, articles):
        clone(article, size - made, first=made)
        made = size
        for form in ("json", "csv"):
            run = export(home, form)
            print(run.line(form, size), flush=True)
            share = size / BUDGET_AT
            worst |= run.app + run.postgres > max(MOST_SECONDS * share, 3) or run.memory > MOST_MB
    return int(worst)


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.desk_export", description=(__doc__ or "").partition(":")[0])
    parser.add_argument("--articles", type=int, default=BUDGET_AT, choices=range(8, MOST + 1), metavar="N")
    with desk_of_its_own("desk-export", SETTINGS) as home:
        return measure(home, parser.parse_args(arguments).articles)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
