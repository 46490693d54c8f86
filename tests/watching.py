"""How much memory a child took, seen from outside: what the kernel tells a parent counts the parent's own."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_EVERY = 0.02  # seconds; the kernel keeps the highest, so little is missed


class Memory:
    """Bytes resident at most, of any child seen meanwhile."""

    def __init__(self) -> None:
        self.most = 0
        self.over = threading.Event()

    def watch(self) -> None:
        while not self.over.wait(_EVERY):
            for pid in children():
                with suppress(OSError):
                    self.most = max(self.most, _highest(Path("/proc", pid)))


@contextmanager
def memory_of_children() -> Iterator[Memory]:
    memory = Memory()
    thread = threading.Thread(target=memory.watch)
    thread.start()
    try:
        yield memory
    finally:
        memory.over.set()
        thread.join()


def children() -> set[str]:
    """Process ids of all children of this process."""
    found: set[str] = set()
    for task in Path("/proc/self/task").iterdir():
        with suppress(OSError):
            found.update((task / "children").read_text().split())
    return found


def _highest(process: Path) -> int:
    """Of a child that is still on its way to its own program, the memory is ours."""
    if b"child.py" not in (process / "cmdline").read_bytes():
        return 0
    rows = dict(line.split(":", 1) for line in (process / "status").read_text().splitlines() if ":" in line)
    return int(rows.get("VmHWM", "0").split()[0]) * 1024
