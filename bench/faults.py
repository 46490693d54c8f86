"""What is lost and what is doubled when workers die and the broker forgets: `python -m bench.faults --kills 20`.

Starts a Postgres, a broker and workers of its own, on unix sockets only, and leaves nothing behind. Each round
brings articles in, strikes, and waits until the claims are there. A killed worker is struck at a random moment
of its work; the seed is printed, though the moments depend on the machine as well. With `--files` the articles come
as files that a worker reads first, each of which must end as one article with one original.
"""

from __future__ import annotations

import argparse
import contextlib
import random
import statistics
import sys
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from bench.detect import article as text_of
from bench.rig import desk_of_its_own

if TYPE_CHECKING:
    from articles.models import Arrival, Article
    from factdesk.core.models import Job, User
    from factdesk.local.programs import Program
    from tests.system.rig import Rig

MOST_ROUNDS = 500
KILL_ARTICLES = 4
FLUSH_ARTICLES = 20
RESTART_ARTICLES = 4
WORDS = (2_000, 12_000)
LATEST_BLOW = 0.8  # seconds after the first job began
READ_WITHIN = 0.4  # seconds: a file takes less than its claims do
AFTER_THE_BLOW = 2.0
PATIENCE = 120.0  # seconds until a job that was cut short must be done again


@dataclass
class Score:
    """One kind of fault, counted over its rounds."""

    name: str
    seconds: list[float] = field(default_factory=list)
    articles: int = 0
    cut_short: int = 0
    again: int = 0
    lost: int = 0
    wrong: int = 0

    def line(self) -> str:
        if not self.seconds:
            return f"{self.name:9} not run"
        times = f"median {statistics.median(self.seconds):5.1f} s, longest {max(self.seconds):5.1f} s"
        return (
            f"{self.name:8} {len(self.seconds)} rounds, {self.articles} articles, {self.cut_short} running at the blow,"
            f" {self.again} done again, {self.lost} LOST, {self.wrong} DOUBLED OR WRONG; until all done: {times}"
        )


Brought = TypeVar("Brought")


@dataclass
class Bench(ABC, Generic[Brought]):
    """One desk with a rig around it, and what is brought to it."""

    rig: Rig
    editor: User
    chance: random.Random
    kind: ClassVar[str]
    latest_blow: ClassVar[float] = LATEST_BLOW

    @abstractmethod
    def bring(self, count: int, words: int | None = None) -> list[Brought]: ...

    @abstractmethod
    def job(self, one: Brought) -> Job: ...

    @abstractmethod
    def faults(self, one: Brought) -> list[str]: ...

    def faults_of_all(self) -> list[str]:
        return []

    def left_over(self) -> set[int]:
        """Processes that should have ended with their worker."""
        return set()

    def kill(self, score: Score) -> None:
        """kill -9 of the whole worker while it works; another is started, and is the next to be killed."""
        articles = self.bring(KILL_ARTICLES, words=self.chance.randint(*WORDS))
        worker = self.working()
        self.strike_while_working(score, lambda: self.rig.kill(worker))
        self.rig.workers.remove(worker)
        self.working()
        self.check(score, articles)

    def child(self, score: Score) -> None:
        """kill -9 of the worker's pool processes while they work; the worker is left to it."""
        articles = self.bring(KILL_ARTICLES, words=self.chance.randint(*WORDS))
        worker = self.working()
        self.strike_while_working(score, lambda: self.rig.kill_pool(worker))
        self.check(score, articles)

    def flush(self, score: Score) -> None:
        """FLUSHALL while articles wait and no worker runs; then one is started."""
        articles = self.bring(FLUSH_ARTICLES)
        self.rig.flush()
        self.working()
        self.check(score, articles)
        self.dismiss()

    def restart(self, score: Score) -> None:
        """The broker ends and comes back empty under a worker that goes on."""
        self.working()
        before = self.bring(1)
        self.rig.wait_until_done(PATIENCE)
        self.rig.broker.stop()
        during = self.bring(RESTART_ARTICLES // 2)
        self.rig.broker.start()
        after = self.bring(RESTART_ARTICLES // 2)
        self.check(score, [*before, *during, *after])

    def strike_while_working(self, score: Score, blow: Callable[[], object]) -> None:
        from factdesk.core.models import Job
        from tests.system.rig import NotInTime, eventually, unfinished

        running = Job.objects.filter(kind=self.kind, state=Job.State.RUNNING)
        eventually(lambda: running.exists() or not unfinished(), "a job is running", PATIENCE)
        time.sleep(self.chance.uniform(0, self.latest_blow))
        before, others = set(running.values_list("pk", flat=True)), self.left_over()
        blow()
        score.cut_short += running.filter(pk__in=before).count()
        with contextlib.suppress(NotInTime):
            eventually(lambda: self.left_over() <= others, "nobody works for a worker that is gone", AFTER_THE_BLOW)
        score.wrong += len(self.left_over() - others)

    def check(self, score: Score, articles: list[Brought]) -> None:
        """Wait for all work; what is not done by then is lost, what is not as it should be is wrong."""
        from factdesk.core.models import Job
        from tests.system.rig import NotInTime

        begun = time.monotonic()
        with contextlib.suppress(NotInTime):
            self.rig.wait_until_done(PATIENCE)
        score.seconds.append(time.monotonic() - begun)
        for article in articles:
            job = self.job(article)
            score.articles += 1
            score.again += job.attempts > 1
            if job.state != Job.State.DONE:
                score.lost += 1
            elif faults := self.faults(article):
                score.wrong += 1
                print(f"{article}: {', '.join(faults)}")
        if faults := self.faults_of_all():
            score.wrong += 1
            print(f"{', '.join(faults)}")

    def working(self) -> Program:
        """A worker; the one of the last round where there is one."""
        return self.rig.workers[-1] if self.rig.workers else self.rig.start_worker()

    def dismiss(self) -> None:
        for worker in self.rig.workers:
            self.rig.kill(worker)
        self.rig.workers.clear()


class Texts(Bench["Article"]):
    """Pasted texts, whose claims are proposed."""

    kind = "claims.propose"

    def bring(self, count: int, words: int | None = None) -> list[Article]:
        from tests.factories import TEXT, bring

        return [bring(self.editor, text_of(words) if words else TEXT) for _ in range(count)]

    def job(self, one: Article) -> Job:
        from tests.system.rig import job_of

        return job_of(one)

    def faults(self, one: Article) -> list[str]:
        from tests.system.rig import faults_of

        return faults_of(one)


class Files(Bench["Arrival"]):
    """Files of every kind, which are read, frozen without a look, and proposed from."""

    kind = "articles.read"
    latest_blow = READ_WITHIN

    def bring(self, count: int, words: int | None = None) -> list[Arrival]:
        from tests.system.arrivals import FILES, bring_file, long_page

        if words:
            return [bring_file(self.editor, long_page(text_of(words // 20)), "draft.html") for _ in range(count)]
        return [bring_file(self.editor, data, name) for name, data in self.chance.choices(FILES, k=count)]

    def job(self, one: Arrival) -> Job:
        from tests.system.arrivals import reading_of

        return reading_of(one)

    def faults(self, one: Arrival) -> list[str]:
        from tests.system.arrivals import faults_of_arrival

        return faults_of_arrival(one)

    def faults_of_all(self) -> list[str]:
        from tests.system.arrivals import faults_of_desk

        return faults_of_desk()

    def left_over(self) -> set[int]:
        from tests.system.arrivals import left_over

        return set(left_over())


def measure(rounds: dict[str, int], *, seed: int, matter: type[Texts | Files] = Texts) -> list[Score]:
    """Every kind of fault as often as asked for."""
    from django.conf import settings

    from factdesk.core.models import Desk, Role
    from tests.factories import add_person
    from tests.system.rig import Rig

    editor = add_person("Ada Verhoeven", Desk.objects.create(name="City"), Role.EDITOR)
    scores = []
    for name, count in rounds.items():
        rig, score = Rig(data=settings.DATA_DIR), Score(name)
        try:
            rig.broker.start()
            bench = matter(rig, editor, random.Random(seed))
            strike: Callable[[Score], None] = getattr(bench, name)
            for _ in range(count):
                strike(score)
        finally:
            rig.close()
        scores.append(score)
        print(score.line(), flush=True)
    return scores


def number_of_rounds(text: str) -> int:
    if not 0 <= int(text) <= MOST_ROUNDS:
        raise argparse.ArgumentTypeError(f"from 0 to {MOST_ROUNDS}")
    return int(text)


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.faults", description=(__doc__ or "").partition(":")[0])
    for option, kind in (("kills", "kill"), ("children", "child"), ("flushes", "flush"), ("restarts", "restart")):
        parser.add_argument(f"--{option}", dest=kind, type=number_of_rounds, default=0, metavar="N")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--files", dest="matter", action="store_const", const=Files, default=Texts)
    rounds = vars(parser.parse_args(arguments))
    seed, matter = rounds.pop("seed"), rounds.pop("matter")
    with desk_of_its_own("faults", "tests.system.settings"):
        print(f"seed {seed}; lease 3 s, sweep every second; two pool processes", flush=True)
        scores = measure({name: count for name, count in rounds.items() if count}, seed=seed, matter=matter)
    return 1 if any(score.lost or score.wrong for score in scores) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
