"""Keeps one desk running: starts its parts in order, starts again what dies, stops all of it at the end."""

from __future__ import annotations

import hashlib
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from factdesk.local.layout import Layout, trim
from factdesk.local.lock import DeskLock, Guests, Holder, State
from factdesk.local.processes import Farewell, exit_words, spawn, stop, wait_until
from factdesk.local.programs import Web
from factdesk.local.services import Services
from factdesk.local.talk import Problem, Stopped, say, tail

LONGEST_PAUSE = 30.0
STEADY_AFTER = 60.0
TICK = 0.2


class Wish:
    """The person's wish to stop: Ctrl-C, a closed terminal, or `kill`."""

    def __init__(self) -> None:
        self.event = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, lambda *_: self.event.set())

    def __call__(self) -> bool:
        return self.event.is_set()

    def wait(self, seconds: float) -> bool:
        return self.event.wait(seconds)


class Part(Protocol):
    """Anything the desk keeps running."""

    process: subprocess.Popen[bytes] | None
    log: Path

    def start(self) -> None: ...
    def stop(self) -> None: ...


@dataclass
class Care:
    """Watches one part and starts it again, more slowly each time while it will not stay up."""

    name: str
    part: Part
    pause: float = 1.0
    started: float = field(default_factory=time.monotonic)
    due: float | None = None

    def look(self, now: float) -> None:
        process = self.part.process
        if self.due is None:
            if process is None or process.poll() is None:
                if now - self.started > STEADY_AFTER:
                    self.pause = 1.0
                return
            words = exit_words(process.returncode)
            say(f"The {self.name} stopped ({words}); restart in {self.pause:.0f} s. See {self.part.log}")
            self.postpone(now)
        elif now >= self.due:
            self.restart(now)

    def postpone(self, now: float) -> None:
        self.due = now + self.pause
        self.pause = min(self.pause * 2, LONGEST_PAUSE)

    def restart(self, now: float) -> None:
        if self.part.process is not None:
            stop(self.part.process, ())  # its children may have outlived it
        try:
            self.part.start()
        except Problem as problem:
            say(str(problem))
            self.postpone(now)
            return
        self.started, self.due = time.monotonic(), None


def fingerprint(root: Path) -> str:
    """Changes when the migrations or the static files do: then a running desk must be prepared anew."""
    files = sorted([*root.glob("*/migrations/*.py"), *root.glob("*/*/migrations/*.py"), *root.glob("static/**/*")])
    words = [f"{path.relative_to(root)} {path.stat().st_mtime_ns} {path.stat().st_size}" for path in files]
    return hashlib.sha256("\n".join(words).encode()).hexdigest()


def prepare(layout: Layout, env: Mapping[str, str], stopping: Callable[[], bool]) -> None:
    """Migrate, collect the static files and, on an empty desk, load the demo: one process for all three."""
    log = layout.log("prepare")
    log.unlink(missing_ok=True)
    work = spawn([sys.executable, layout.manage, "prepare"], env=env, log=log, cwd=layout.root)
    wait_until(lambda: work.poll() is not None, seconds=3600, stopping=stopping)
    stop(work, [Farewell(signal.SIGTERM, 5)])
    if stopping():
        raise Stopped
    if work.returncode != 0:
        raise Problem(f"The desk could not be prepared. The end of {log}:\n{tail(log, 25)}")


@dataclass
class Supervisor:
    """One desk from start to stop. `web` is None when it only runs for the sake of commands."""

    layout: Layout
    lock: DeskLock
    holder: Holder
    services: Services
    env: Mapping[str, str]
    programs: Sequence[tuple[str, Part]]
    web: Web | None
    wish: Wish
    prepare: Callable[[Layout, Mapping[str, str], Callable[[], bool]], None] = prepare

    def run(self, announce: Callable[[], None]) -> None:
        """Start, announce, watch until the person stops us; whatever happens, everything is stopped."""
        try:
            self.start()
            announce()
            self.watch()
        except Stopped:
            pass
        finally:
            self.stop()

    def start(self) -> None:
        self.holder.database_url = self.services.addresses.get("DATABASE_URL", "")
        self.holder.broker_url = self.services.addresses.get("BROKER_URL", "")
        self.services.start()
        self.holder.prepared = fingerprint(self.layout.root)
        self.prepare(self.layout, self.env, self.wish)
        for _, program in self.programs:
            program.start()
        if self.web is not None:
            self.web.start_and_wait(self.wish)
            self.holder.address = self.web.address
        self.holder.state = State.READY
        self.lock.tell(self.holder)

    def watch(self) -> None:
        cares = [Care(name, part) for name, part in self.parts()]
        guests = Guests(self.layout)
        trimmed = time.monotonic()
        while not self.wish.wait(TICK):
            now = time.monotonic()
            for care in cares:
                care.look(now)
            if self.web is None and guests.close_door():
                return
            if now - trimmed > STEADY_AFTER:
                trimmed = now
                for _, part in self.parts():
                    trim(part.log)

    def parts(self) -> list[tuple[str, Part]]:
        found: list[tuple[str, Part | None]] = [
            ("database", self.services.database),
            ("broker", self.services.broker),
        ]
        found += [*self.programs, ("web server", self.web)]
        return [(name, part) for name, part in found if part is not None]

    def stop(self) -> None:
        self.holder.state = State.STOPPING
        self.lock.tell(self.holder)
        for part in (self.web, *(program for _, program in reversed(self.programs))):
            if part is not None:
                part.stop()
        self.services.stop()
        self.lock.release()
