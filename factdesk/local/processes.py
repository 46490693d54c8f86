"""Child processes that end with us: started in their own session, stopped in order, never left behind."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from factdesk.local.accounts import Account

PR_SET_PDEATHSIG = 1
LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None


def follow_parent(parent: int, farewell: signal.Signals) -> Callable[[], None]:
    """For the child, before it becomes its program: be told when the launcher dies, even by `kill -9`."""

    def ask() -> None:
        if LIBC is not None:
            LIBC.prctl(PR_SET_PDEATHSIG, int(farewell))
            if os.getppid() != parent:  # it died between fork and prctl: nobody would ever tell us
                os._exit(1)

    return ask


def spawn(
    command: Sequence[str | Path],
    *,
    env: Mapping[str, str],
    log: Path | None = None,
    cwd: Path | None = None,
    account: Account | None = None,
    farewell: signal.Signals = signal.SIGTERM,
    session: bool = True,
    output: int | None = None,
) -> subprocess.Popen[bytes]:
    """Start a program. With a log it talks there and hears nothing; without, it has our terminal."""
    with contextlib.ExitStack() as stack:
        if log is not None:
            output = stack.enter_context(log.open("ab")).fileno()
        return subprocess.Popen(
            [str(part) for part in command],
            env=dict(env),
            cwd=cwd,
            stdin=subprocess.DEVNULL if log is not None else None,
            stdout=output,
            stderr=subprocess.STDOUT if log is not None else None,
            start_new_session=session,
            preexec_fn=follow_parent(os.getpid(), farewell),  # safe: the launcher has no threads
            user=account.uid if account else None,
            group=account.gid if account else None,
            extra_groups=[] if account else None,
        )


@dataclass(frozen=True)
class Farewell:
    """One way to ask a program to end, and how long it may take over it."""

    signal: signal.Signals
    seconds: float


def stop(process: subprocess.Popen[bytes], farewells: Sequence[Farewell]) -> None:
    """Ask politely, then less so; at the end nothing of the program's group is left."""
    for farewell in farewells:
        if process.poll() is not None:
            break
        with contextlib.suppress(ProcessLookupError):
            process.send_signal(farewell.signal)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(farewell.seconds)
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def wait_until(ready: Callable[[], bool], *, seconds: float, stopping: Callable[[], bool], step: float = 0.05) -> bool:
    """True as soon as `ready`; False when time is up or the person asked to stop."""
    deadline = time.monotonic() + seconds
    while not stopping():
        if ready():
            return True
        if time.monotonic() >= deadline:
            return False
        time.sleep(step)
    return False


def exit_words(code: int) -> str:
    if code < 0:
        with contextlib.suppress(ValueError):
            return f"killed by {signal.Signals(-code).name}"
    return f"exit {code}"
