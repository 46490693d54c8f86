"""`./run <command>`: a management command beside a running desk, or with one started for its sake."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import FrameType

from factdesk.local.layout import Layout
from factdesk.local.lock import DeskLock, Guests, Holder, State
from factdesk.local.processes import spawn
from factdesk.local.services import desk_environment, given_mark
from factdesk.local.supervisor import Wish, fingerprint
from factdesk.local.talk import Problem, Stopped, say

LOCKED_BY_ANOTHER = 75  # the keeper's exit code when somebody else was quicker
START_SECONDS = 180.0


def run_command(layout: Layout, arguments: Sequence[str], base: Mapping[str, str]) -> int:
    """Run it with database, broker and worker. Standard output is its alone, its exit status ours."""
    layout.create()
    visit = Visit(layout, base)
    wish = Wish()
    try:
        holder = visit.enter(wish)
        env = visit.environment(holder)
        if holder.prepared != fingerprint(layout.root):
            say("The code is newer than the running desk; bringing the database up to date.")
            prepared = in_foreground([sys.executable, str(layout.manage), "prepare"], env, output=sys.stderr.fileno())
            if prepared != 0:
                return prepared
        return in_foreground([sys.executable, str(layout.manage), *arguments], env)
    finally:
        visit.leave()


class Visit:
    """One command's use of the desk: as long as it lasts, database, broker and worker stay."""

    def __init__(self, layout: Layout, base: Mapping[str, str]) -> None:
        self.layout = layout
        self.base = base
        self.lock = DeskLock(layout)
        self.guests = Guests(layout)
        self.keeper: subprocess.Popen[bytes] | None = None

    def enter(self, wish: Wish) -> Holder:
        """Find the running desk, or start one, and wait until it is ready."""
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if self.guests.handle is None and not self.guests.enter():
                self.pause(wish)  # a desk that ran for another command is just closing
                continue
            holder = self.lock.holder()
            if holder is None:
                self.start_keeper()
            elif holder.state is State.READY:
                self.check_addresses(holder)
                return holder
            elif holder.state is State.STOPPING:
                self.guests.leave()
            self.pause(wish)
        raise Problem(f"The desk did not become ready in {START_SECONDS:.0f} s. See {self.layout.logs}")

    def pause(self, wish: Wish) -> None:
        if wish.wait(0.1):
            raise Stopped

    def start_keeper(self) -> None:
        """Start database, broker and worker as a process of their own, which ends with its last guest."""
        if self.keeper is None and not self.lock.is_held():
            say("Starting the desk's database, broker and worker.")
            log = self.layout.log("desk")
            log.unlink(missing_ok=True)
            with log.open("ab") as output:
                self.keeper = subprocess.Popen(
                    [sys.executable, "-m", "factdesk.local", "keep"],
                    env=dict(self.base),
                    cwd=self.layout.root,
                    stdin=subprocess.DEVNULL,
                    stdout=output,
                    stderr=output,
                    start_new_session=True,
                )
        elif self.keeper is not None and self.keeper.poll() is not None:
            if self.keeper.returncode != LOCKED_BY_ANOTHER:
                raise Problem(self.layout.log("desk").read_text("utf-8", errors="replace").strip())
            self.keeper = None

    def check_addresses(self, holder: Holder) -> None:
        if holder.given != given_mark(self.base):
            raise Problem(
                f"A desk with another DATABASE_URL or BROKER_URL runs here (process {holder.pid}).\n"
                "Stop it first, or give this command the same addresses."
            )

    def environment(self, holder: Holder) -> dict[str, str]:
        env = desk_environment(self.layout, self.base)
        for name, url in (("DATABASE_URL", holder.database_url), ("BROKER_URL", holder.broker_url)):
            if url:
                env[name] = url
        return env

    def leave(self) -> None:
        """Go; and when nobody else is in, wait until what was started for us is gone."""
        self.guests.leave()
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            holder = self.lock.holder()
            if holder is None or holder.serving:
                break
            if holder.state is State.READY and not self.is_last():
                break
            time.sleep(0.1)
        if self.keeper is not None:
            self.keeper.poll()

    def is_last(self) -> bool:
        """Whether the door can be closed, or was just closed by the desk itself."""
        if self.guests.close_door():
            self.guests.leave()
            return True
        time.sleep(0.3)
        holder = self.lock.holder()
        return holder is None or holder.state is State.STOPPING


def in_foreground(
    command: Sequence[str], env: Mapping[str, str], *, output: int | None = None, cwd: Path | None = None
) -> int:
    """Run with our terminal, in the folder the person is in. Signals are the command's to answer."""
    child: subprocess.Popen[bytes] | None = None

    def pass_on(number: int, _: FrameType | None) -> None:
        # Ctrl-C at a terminal reaches the command by itself: both are in the foreground.
        if child is not None and not (number == signal.SIGINT and os.isatty(0)):
            child.send_signal(number)

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, pass_on)
    child = spawn(command, env=env, session=False, output=output, cwd=cwd)
    code = child.wait()
    return code if code >= 0 else 128 - code
