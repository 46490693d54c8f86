"""A broker of the test's own and real workers on the test's database, to be killed at will."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import pytest
from celery import Celery
from django.conf import settings
from django.db import connection

from factdesk.core import jobs
from factdesk.local.layout import private_folder
from factdesk.local.processes import spawn
from factdesk.local.valkey import Valkey

ROOT = Path(__file__).resolve().parents[2]


def eventually(true: Callable[[], object], seconds: float = 40) -> None:
    """Look until it is so; the deadline is for when it never will be."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, f"not so within {seconds} s"
        time.sleep(0.1)


def database_url() -> str:
    """The database of this very test run, for programs of their own."""
    told = connection.settings_dict
    host = quote(told["HOST"] or "localhost", safe="")
    port = f":{told['PORT']}" if told["PORT"] else ""
    word = f":{quote(told['PASSWORD'])}" if told["PASSWORD"] else ""
    return f"postgres://{told['USER']}{word}@{host}{port}/{told['NAME']}"


@dataclass
class Plant:
    """The broker, and the workers and clocks that a test starts on it."""

    home: Path
    broker: Valkey
    running: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start(self, *words: str) -> subprocess.Popen[bytes]:
        """A Celery program in a process group of its own."""
        env = os.environ | {
            "DATABASE_URL": database_url(),
            "BROKER_URL": self.broker.url,
            "DJANGO_SETTINGS_MODULE": "tests.system.settings",
        }
        command = [sys.executable, "-m", "celery", "-A", "factdesk.celery:app", *words, "-l", "warning"]
        process = spawn(command, env=env, log=self.home / f"{words[0]}.log", cwd=ROOT)
        self.running.append(process)
        return process

    def worker(self) -> subprocess.Popen[bytes]:
        return self.start(
            "worker", "--concurrency", "1", "--without-gossip", "--without-mingle", "-n", f"{time.time_ns()}@%h"
        )

    def clock(self) -> subprocess.Popen[bytes]:
        return self.start("beat", "-s", str(self.home / f"beat-{time.time_ns()}"), "--pidfile", "")

    def kill(self, process: subprocess.Popen[bytes]) -> None:
        """As the kernel does when memory is short: the whole group, at once, unasked."""
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(10)
        self.running.remove(process)

    def close(self) -> None:
        for process in [*self.running]:
            self.kill(process)
        self.broker.stop()
        shutil.rmtree(self.home, ignore_errors=True)


@pytest.fixture
def plant(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Plant]:
    """Rings of this process go to the plant's broker; everything is ended before the tables are emptied."""
    home = private_folder("factdesk-plant-")
    broker = Valkey(home / "broker.sock", home / "broker.log", dict(os.environ))
    broker.start()
    bell = Celery("bell", broker=broker.url)
    bell.conf.broker_transport_options = settings.CELERY_BROKER_TRANSPORT_OPTIONS
    monkeypatch.setattr(jobs, "current_app", bell)
    plant = Plant(home, broker)
    yield plant
    plant.close()
    bell.close()
