"""What is lost and what is doubled when workers die and the broker forgets: `python -m bench.faults --kills 20`.

Starts a Postgres, a broker and workers of its own, on unix sockets only, and leaves nothing behind. Each round
brings articles in, strikes, and waits until the claims are there. A killed worker is struck at a random moment
of its work; the seed is printed, though the moments depend on the machine as well.
"""

from __future__ import annotations

import argparse
import contextlib
import random
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bench.detect import article as text_of
from bench.rig import desk_of_its_own

if TYPE_CHECKING:
    from articles.models import Article
    from factdesk.core.models import User
    from tests.system.rig import Rig

MOST_ROUNDS = 500
KILL_ARTICLES = 4
FLUSH_ARTICLES = 20
RESTART_ARTICLES = 4
WORDS = (2_000, 12_000)
LATEST_BLOW = 0.8  # seconds after the first job began
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


@dataclass
class Bench:
    """One desk with a rig around it."""

    rig: Rig
    editor: User
    chance: random.Random

    def kill(self, score: Score) -> None:
        """kill -9 of the whole worker while it works; another is started."""
        articles = self.bring(KILL_ARTICLES, words=self.chance.randint(*WORDS))
        self.rig.start_worker()
        self.strike_while_working(score, lambda: self.rig.kill(self.rig.workers[-1]))
        self.rig.start_worker()
        self.check(score, articles)

    def child(self, score: Score) -> None:
        """kill -9 of the worker's pool processes while they work; the worker is left to it."""
        articles = self.bring(KILL_ARTICLES, words=self.chance.randint(*WORDS))
        worker = self.rig.start_worker()
        self.strike_while_working(score, lambda: self.rig.kill_pool(worker))
        self.check(score, articles)

    def flush(self, score: Score) -> None:
        """FLUSHALL while articles wait and no worker runs; then one is started."""
        articles = self.bring(FLUSH_ARTICLES)
        self.rig.flush()
        self.rig.start_worker()
        self.check(score, articles)

    def restart(self, score: Score) -> None:
        """The broker ends and comes back empty under a worker that goes on."""
        self.rig.start_worker()
        before = self.bring(1)
        self.rig.wait_until_done(PATIENCE)
        self.rig.broker.stop()
        during = self.bring(RESTART_ARTICLES // 2)
        self.rig.broker.start()
        after = self.bring(RESTART_ARTICLES // 2)
        self.check(score, [*before, *during, *after])

    def bring(self, count: int, words: int | None = None) -> list[Article]:
        from tests.factories import TEXT, bring

        return [bring(self.editor, text_of(words) if words else TEXT) for _ in range(count)]

    def strike_while_working(self, score: Score, blow: Callable[[], object]) -> None:
        from factdesk.core.models import Job
        from tests.system.rig import eventually

        running = Job.objects.filter(state=Job.State.RUNNING)
        eventually(running.exists, "a job is running", PATIENCE)
        time.sleep(self.chance.uniform(0, LATEST_BLOW))
        blow()
        score.cut_short += running.count()

    def check(self, score: Score, articles: list[Article]) -> None:
        """Wait for all work; what is not done by then is lost, what is not as it should be is wrong."""
        from factdesk.core.models import Job
        from tests.system.rig import NotInTime, faults_of, job_of

        begun = time.monotonic()
        with contextlib.suppress(NotInTime):
            self.rig.wait_until_done(PATIENCE)
        score.seconds.append(time.monotonic() - begun)
        for article in articles:
            job = job_of(article)
            score.articles += 1
            score.again += job.attempts > 1
            if job.state != Job.State.DONE:
                score.lost += 1
            elif faults := faults_of(article):
                score.wrong += 1
                print(f"article {article.pk}: {', '.join(faults)}")
        for worker in self.rig.workers:
            self.rig.kill(worker)
        self.rig.workers.clear()


def measure(rounds: dict[str, int], *, seed: int) -> list[Score]:
    """Every kind of fault as often as asked for."""
    from factdesk.core.models import Desk, Role
    from tests.factories import add_person
    from tests.system.rig import Rig

    editor = add_person("Ada Verhoeven", Desk.objects.create(name="City"), Role.EDITOR)
    scores = []
    for name, count in rounds.items():
        rig, score = Rig(), Score(name)
        try:
            rig.broker.start()
            bench = Bench(rig, editor, random.Random(seed))
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
    rounds = vars(parser.parse_args(arguments))
    seed = rounds.pop("seed")
    with desk_of_its_own("faults", "tests.system.settings"):
        print(f"seed {seed}; lease 3 s, sweep every second; two pool processes", flush=True)
        scores = measure({name: count for name, count in rounds.items() if count}, seed=seed)
    return 1 if any(score.lost or score.wrong for score in scores) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
