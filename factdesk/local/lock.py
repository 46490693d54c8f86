"""One desk per folder: who holds it, where it answers, and who else is using its database just now."""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import time
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path

from factdesk.local.layout import Layout


class State(StrEnum):
    STARTING = "starting"
    READY = "ready"
    STOPPING = "stopping"


@dataclass
class Holder:
    """What the running desk tells others who come to the same folder."""

    pid: int
    serving: bool  # False: only database, broker and worker, for commands
    state: State = State.STARTING
    address: str = ""
    database_url: str = ""  # the embedded ones only: a given address may hold a password
    broker_url: str = ""
    given: str = ""
    prepared: str = ""


def try_lock(path: Path, kind: int) -> int | None:
    """An open, locked file, or None when somebody else has it. The kernel frees it when its holder dies."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(handle, kind | fcntl.LOCK_NB)
    except OSError:
        os.close(handle)
        return None
    return handle


class DeskLock:
    """`var/lock`: held while a desk runs here; its text is the `Holder`."""

    def __init__(self, layout: Layout) -> None:
        self.path = layout.var / "lock"
        self.handle: int | None = None

    def acquire(self, holder: Holder) -> bool:
        for _ in range(10):  # somebody may only be looking (`is_held`)
            self.handle = try_lock(self.path, fcntl.LOCK_EX)
            if self.handle is not None:
                self.tell(holder)
                return True
            time.sleep(0.03)
        return False

    def tell(self, holder: Holder) -> None:
        if self.handle is not None:
            text = json.dumps(asdict(holder)).encode()
            os.pwrite(self.handle, text, 0)
            os.ftruncate(self.handle, len(text))

    def release(self) -> None:
        if self.handle is not None:
            os.ftruncate(self.handle, 0)
            os.close(self.handle)
            self.handle = None

    def is_held(self) -> bool:
        handle = try_lock(self.path, fcntl.LOCK_SH)
        if handle is not None:
            os.close(handle)
        return handle is None

    def holder(self) -> Holder | None:
        """Who has it now; None while nobody has, or while the holder is just writing."""
        if not self.is_held():
            return None
        with contextlib.suppress(OSError, ValueError, TypeError):
            found = json.loads(self.path.read_text("utf-8"))
            os.kill(found["pid"], 0)  # the text of a holder that was killed stays until the next one writes
            return Holder(**{**found, "state": State(found["state"])})
        return None


class Guests:
    """`var/guests`: shared by the commands that use a running desk; the desk must not end under them."""

    def __init__(self, layout: Layout) -> None:
        self.path = layout.var / "guests"
        self.handle: int | None = None

    def enter(self) -> bool:
        self.handle = try_lock(self.path, fcntl.LOCK_SH)
        return self.handle is not None

    def leave(self) -> None:
        if self.handle is not None:
            os.close(self.handle)
            self.handle = None

    def close_door(self) -> bool:
        """True when nobody is in; from then on nobody comes in until this process ends or `leave`s."""
        self.handle = try_lock(self.path, fcntl.LOCK_EX)
        return self.handle is not None
