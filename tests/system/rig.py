"""Real workers and a broker of their own around the database of a test, to be killed, emptied and cut off."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import LiteralString, TypeVar
from urllib.parse import quote

import psycopg
import redis
from celery import Celery
from django.db import connection
from django.utils import timezone

from articles.models import Article
from claims.detect import Reach, detect
from claims.models import Anchor, ProposalRun
from factdesk.celery import app
from factdesk.core.audit import Action, first_broken
from factdesk.core.models import AuditEntry, Job
from factdesk.local.layout import Layout, private_folder
from factdesk.local.programs import Program, Web, web, worker
from factdesk.local.valkey import Valkey

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 30.0

T = TypeVar("T")
Lock = Callable[[Article], tuple[LiteralString, object]]


class NotInTime(AssertionError):
    """What had to happen did not."""


@dataclass
class Rig:
    """One broker and as many workers as a test starts; none of them outlives it."""

    settings: str = "tests.system.settings"
    home: Path = field(default_factory=lambda: private_folder("factdesk-system-"))
    data: Path | None = None  # where the desk's files are, if they are to outlive the rig
    workers: list[Program] = field(default_factory=list)
    webs: list[Web] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.broker = Valkey(self.home / "broker.sock", self.home / "valkey.log", dict(os.environ))
        self.ringer = Celery(broker=self.broker.url, set_as_current=False)
        self.ringer.config_from_object("django.conf:settings", namespace="CELERY")
        self.ringer.set_current()  # what this process enqueues rings at our broker
        self.sessions = sessions()  # another test may have left one; it is not ours to wait for

    @property
    def env(self) -> dict[str, str]:
        base = {name: value for name, value in os.environ.items() if not name.endswith("_FILE")}
        return base | {
            "DJANGO_SETTINGS_MODULE": self.settings,
            "FACTDESK_MODE": "local",
            "SECRET_KEY": "only-for-tests",
            "DATABASE_URL": database_url(),
            "BROKER_URL": self.broker.url,
            "DATA_DIR": str(self.data or self.home),
            "TMPDIR": str(self.litter),
        }

    @property
    def litter(self) -> Path:
        """Where the desk's programs put what they take for temporary."""
        folder = self.home / "tmp"
        folder.mkdir(exist_ok=True)
        return folder

    def start_worker(self) -> Program:
        """The command with which ./run starts the worker and its clock."""
        layout = Layout(root=ROOT, var=self.home / f"worker-{len(self.workers)}")
        layout.create()
        one = worker(layout, self.env)
        one.start()
        self.workers.append(one)
        return one

    def start_web(self) -> Web:
        """The command with which ./run starts the web server, on a port that is free."""
        layout = Layout(root=ROOT, var=self.home / f"web-{len(self.webs)}")
        layout.create()
        one = web(layout, self.env)
        self.webs.append(one)
        one.start_and_wait(lambda: False)
        return one

    def kill(self, one: Program) -> None:
        """kill -9 of the worker, its clock and its pool, all at once."""
        group = pid_of(one)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(group, signal.SIGKILL)
        assert one.process is not None
        one.process.wait()
        eventually(lambda: not group_lives(group), "the worker's whole tree is gone")

    def kill_pool(self, one: Program) -> None:
        """kill -9 of the pool processes alone; the worker and its clock live."""
        for child in self.pool_of(one):
            with contextlib.suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)

    def pool_of(self, one: Program) -> list[int]:
        said = self.ringer.control.inspect(timeout=5, limit=1).stats() or {}
        return [int(pid) for stats in said.values() for pid in stats["pool"]["processes"]]

    def busy_child(self) -> int:
        """The pool process that has a job in hand, as the worker itself says."""
        return eventually(self._busy_child, "the worker says who works")

    def _busy_child(self) -> int | None:
        said = self.ringer.control.inspect(timeout=5, limit=1).active() or {}
        pids = [int(task["worker_pid"]) for tasks in said.values() for task in tasks if task["name"] == "core.run_job"]
        return pids[0] if pids else None

    def wait_until_done(self, seconds: float = PATIENCE) -> None:
        eventually(lambda: unfinished() == 0, "all work is done", seconds)

    def waiting_rings(self) -> int:
        with self.line() as line:
            return int(line.llen("celery"))

    def flush(self) -> None:
        with self.line() as line:
            line.flushall()

    @contextlib.contextmanager
    def line(self) -> Iterator[redis.Redis]:
        client = redis.Redis(unix_socket_path=str(self.broker.socket))
        try:
            yield client
        finally:
            client.close()

    def close(self) -> None:
        for one in (*self.workers, *self.webs):
            self.kill(one)
        for server in self.webs:
            if server.claim is not None:
                server.claim.close()
        self.ringer.close()
        app.set_current()
        self.broker.stop()
        eventually(lambda: not sessions() - self.sessions, "the database noticed that the workers are gone")
        shutil.rmtree(self.home)

    def talk(self) -> str:
        """What the workers logged, for the message of a failure."""
        return "\n".join(one.log.read_text()[-4000:] for one in (*self.workers, *self.webs))


def database_url() -> str:
    """The database this process uses, as an address for others."""
    known = {name: quote(str(value or ""), safe="") for name, value in connection.settings_dict.items()}
    secret = f":{known['PASSWORD']}" if known["PASSWORD"] else ""
    port = f":{known['PORT']}" if known["PORT"] else ""
    return f"postgres://{known['USER']}{secret}@{known['HOST']}{port}/{known['NAME']}"


def eventually(true: Callable[[], T | None], what: str, seconds: float = PATIENCE) -> T:
    """Ask until the answer is a yes, and hand it over."""
    deadline = time.monotonic() + seconds
    while not (answer := true()):
        if time.monotonic() > deadline:
            raise NotInTime(f"not within {seconds} s: {what}")
        time.sleep(0.05)
    return answer


def pid_of(one: Program) -> int:
    assert one.process is not None
    return one.process.pid


def group_lives(group: int) -> bool:
    """Whether anything of it still runs; the dead whom nobody has buried yet do not count."""
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            state, _, pgrp = stat.read_text().rpartition(")")[2].split()[:3]
            if int(pgrp) == group and state != "Z":
                return True
    return False


def sessions() -> set[int]:
    """Process numbers of the test database's sessions, but for the one that asks."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        return {int(pid) for (pid,) in cursor.fetchall()}


def ask(query: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return int(cursor.fetchone()[0])


@contextlib.contextmanager
def in_the_middle(article: Article, lock: Lock, start: Callable[[], object]) -> Iterator[Job]:
    """Run the block while a worker is in the middle of the article's job: it waits for a lock that we hold."""
    with psycopg.connect(database_url()) as holder:
        statement, value = lock(article)
        holder.execute(statement, [value])
        start()

        def has_come() -> bool:
            waiting = (
                "SELECT count(*) FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"
            )
            row = holder.execute(waiting).fetchone()
            return row is not None and row[0] > 0

        eventually(has_come, "a worker has come to the lock")
        yield job_of(article)


def before_the_first_word(article: Article) -> tuple[LiteralString, object]:
    """Results are computed; nothing of them is written yet."""
    return "SELECT 1 FROM articles_article WHERE id = %s FOR UPDATE", article.pk


def before_the_last_word(article: Article) -> tuple[LiteralString, object]:
    """Claims and anchors are written; their audit line and the commit are not."""
    return "SELECT 1 FROM core_auditchain WHERE chain = %s FOR UPDATE", article.audit_chain


def job_of(article: Article) -> Job:
    return Job.objects.get(kind="claims.propose", target_id=article.head.pk)


def unfinished() -> int:
    return Job.objects.filter(state__in=Job.UNFINISHED).count()


def let_lease_pass(job: Job) -> None:
    def is_past() -> bool:
        job.refresh_from_db()
        return job.lease_until is not None and job.lease_until < timezone.now()

    eventually(is_past, "the lease has run out")


def faults_of(article: Article) -> list[str]:
    """What is wrong with an article whose claims were to be proposed exactly once; empty when nothing is."""
    version = article.head
    found = detect(version.text, version.block_list()).within(Reach.STANDARD)
    wanted = [proposal.exact for proposal in found]
    claims = list(article.claims.order_by("number"))
    anchors = Anchor.objects.filter(claim__article=article)
    primary = list(anchors.filter(is_primary=True).order_by("claim__number").values_list("exact", flat=True))
    chain = AuditEntry.objects.filter(chain=article.audit_chain).order_by("chain", "seq")
    told = [Action.ARTICLE_CREATED, Action.VERSION_FROZEN, Action.CLAIMS_PROPOSED, Action.ARTICLE_OPENED]
    right = {
        "the text has claims": bool(wanted),
        "one job, done": [job.state for job in Job.objects.filter(target_id=version.pk)] == [Job.State.DONE],
        "one run": ProposalRun.objects.filter(version=version).count() == 1,
        "every claim once, numbered from one": [one.number for one in claims] == list(range(1, len(wanted) + 1)),
        "every claim on its words": primary == wanted,
        "every anchor once": anchors.count() == sum(1 + len(proposal.repeats) for proposal in found),
        "one audit line for each step": [entry.action for entry in chain] == told,
        "audit chain unbroken": first_broken(chain) is None,
    }
    return [rule for rule, holds in right.items() if not holds]
