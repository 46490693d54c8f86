"""A stranger's file is read in a child that has little time and memory, no network and no secrets."""

import contextlib
import fcntl
import json
import logging
import os
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from articles.extract import child
from articles.extract.document import Document, Unreadable, Why
from articles.extract.wire import from_wire

log = logging.getLogger(__name__)

LARGEST = 25_000_000
"""Bytes of a file; each format takes less."""

_BEAT = 1.0  # seconds
_BROKE = re.compile(r"[A-Za-z_]{1,60} [A-Za-z_<>. ]{1,60}:\d{1,6}")
_SEALS = fcntl.F_SEAL_WRITE | fcntl.F_SEAL_GROW | fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_SEAL
_OUT_OF_BOUNDS = (signal.SIGXCPU, signal.SIGKILL)
"""Of the processor, by its own limit; of memory, by the kernel."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost. Address space bounds what is resident: it is never more.

    `threads`: the reader would have some; on a kernel with a filter it still gets none.
    """

    seconds: float = 30.0
    cpu: int = 20
    memory: int = 512 * 1024**2
    answer: int = 10_000_000
    reader: str = "articles.extract.reading:read"
    threads: bool = False


LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Ending:
    """How a child ended, what it said, and how many seconds of processor it took."""

    code: int
    late: bool
    answer: bytes
    cpu: float


def read_jailed(
    data: bytes,
    *,
    name: str = "",
    declared: str = "",
    url: str = "",
    pasted: bool = False,
    beat: Callable[[], None] | None = None,
    limits: Limits = LIMITS,
) -> Document:
    """The article in a file, or Unreadable. `beat` is called about once a second; what it raises ends the reading.

    ChildProcessError, an OSError as any other that starting a process may give, is the machine's fault and not the
    file's: it may be tried again.
    """
    if len(data) > LARGEST:
        raise Unreadable(Why.TOO_LARGE)
    known = {"name": name, "declared": declared, "url": url, "pasted": pasted}
    return understood(run(json.dumps(known).encode() + b"\n" + data, beat=beat, limits=limits), limits)


def run(given: bytes, *, beat: Callable[[], None] | None = None, limits: Limits = LIMITS) -> Ending:
    """Let a child read it, and be rid of the child whatever happens."""
    with contextlib.ExitStack() as stack:
        given_fd = _in_memory(stack, "given", given)
        answer_fd = _in_memory(stack, "answer")
        started = _start(given_fd, answer_fd, limits)
        late = True
        try:
            late = not _ended(started.pid, limits.seconds, beat)
        finally:
            code, cpu = _bury(started)
        size = min(os.fstat(answer_fd).st_size, limits.answer + 1)
        return Ending(code, late, os.pread(answer_fd, size, 0), cpu)


def understood(ending: Ending, limits: Limits = LIMITS) -> Document:
    """The document, or Unreadable: what the child said counts only when it ended in order."""
    if ending.late or -ending.code in _OUT_OF_BOUNDS:
        raise Unreadable(Why.TOO_SLOW)
    if ending.code == child.NOT_STARTED:
        raise ChildProcessError("the reader's child could not start")
    if ending.code != 0:
        log.warning(f"A reader crashed: exit {ending.code}")
        raise Unreadable(Why.DAMAGED)
    try:
        return _said(ending.answer[: limits.answer])
    except Unreadable:
        raise
    except (ValueError, RecursionError):
        log.warning("A reader answered what is no answer")
        raise Unreadable(Why.DAMAGED) from None


def _said(answer: bytes) -> Document:
    said = json.loads(answer)
    if not isinstance(said, dict):
        raise ValueError("no answer")
    if "why" not in said:
        return from_wire(said.get("document"))
    if isinstance(broke := said.get("broke"), str) and _BROKE.fullmatch(broke):
        log.warning(f"A reader broke: {broke}")
    raise Unreadable(Why(str(said["why"])))


def _in_memory(stack: contextlib.ExitStack, name: str, content: bytes | None = None) -> int:
    """A file that is on no disk. With content it cannot be changed any more, by us or by the child."""
    handle = os.memfd_create(name, os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
    stack.callback(os.close, handle)
    if content is not None:
        with open(handle, "wb", closefd=False) as file:
            file.write(content)
        os.lseek(handle, 0, os.SEEK_SET)
        fcntl.fcntl(handle, fcntl.F_ADD_SEALS, _SEALS)
    return handle


def _start(given: int, answer: int, limits: Limits) -> subprocess.Popen[bytes]:
    """Nothing of our environment but where the loader finds Python: it holds the desk's keys and passwords."""
    order = {
        "parent": os.getpid(),
        "memory": limits.memory,
        "cpu": limits.cpu,
        "answer": limits.answer,
        "reader": limits.reader,
        "threads": limits.threads,
    }
    loader = {key: os.environ[key] for key in ("LD_LIBRARY_PATH",) if key in os.environ}
    return subprocess.Popen(
        [sys.executable, "-I", "-B", "-X", "utf8", str(Path(child.__file__)), json.dumps(order)],
        stdin=given,
        stdout=answer,
        stderr=subprocess.DEVNULL,
        env={"LANG": "C.UTF-8", **loader},
        cwd="/",
        close_fds=True,
        start_new_session=True,
    )


def _ended(pid: int, seconds: float, beat: Callable[[], None] | None) -> bool:
    """Whether it ended in time. It is not reaped yet: until then its number, and its group's, are nobody else's."""
    until = time.monotonic() + seconds
    handle = os.pidfd_open(pid)
    try:
        poll = select.poll()
        poll.register(handle, select.POLLIN)
        while (left := until - time.monotonic()) > 0:
            if poll.poll(min(left, _BEAT) * 1000):
                return True
            if beat is not None:
                beat()
    finally:
        os.close(handle)
    return False


def _bury(started: subprocess.Popen[bytes]) -> tuple[int, float]:
    """Kill what is left of its group, take its status: exit code and seconds of processor."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(started.pid, signal.SIGKILL)
    _, status, usage = os.wait4(started.pid, 0)
    started.returncode = os.waitstatus_to_exitcode(status)
    return started.returncode, usage.ru_utime + usage.ru_stime
