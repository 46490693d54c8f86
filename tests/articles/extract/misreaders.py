"""Readers that do what a file must never make one do; the jail's tests let them loose in its child.

What is taken from the C library is taken when the module loads, as code that broke in would have it: past Python.
"""

from __future__ import annotations

import contextlib
import ctypes
import faulthandler
import os
import signal
import socket
import struct
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from articles.extract.document import Block, BlockKind, Document
from articles.extract.plain import read_bytes

_LIBC = ctypes.CDLL(None, use_errno=True)
_C: dict[str, Any] = {
    name: getattr(_LIBC, name) for name in ("open", "socket", "connect", "kill", "fork", "execve", "memfd_create")
}


def plain(data: bytes, **_known: Any) -> Document:
    return read_bytes(data)


def told(_data: bytes, **known: Any) -> Document:
    """All that it was told of the file."""
    return _say(repr(sorted(known.items())))


def loop(_data: bytes, **_known: Any) -> Document:
    while True:
        pass


def sleep(_data: bytes, **_known: Any) -> Document:
    time.sleep(60)
    return _say("awake")


def eat(_data: bytes, **_known: Any) -> Document:
    kept = []
    while True:
        kept.append(bytearray(b"x") * 10_000_000)


def nest(data: bytes, **known: Any) -> Document:
    return nest(data, **known)


def raises(_data: bytes, **_known: Any) -> Document:
    raise KeyError("the words of the article")


def abort(_data: bytes, **_known: Any) -> Document:
    os.abort()


def crash(_data: bytes, **_known: Any) -> Document:
    faulthandler._sigsegv()  # type: ignore[attr-defined]
    return _say("alive")


def leave(_data: bytes, **_known: Any) -> Document:
    os._exit(0)


def prints(data: bytes, **known: Any) -> Document:
    print("garbage\n" * 1_000_000)  # noqa: T201  what some libraries do
    os.write(1, b"garbage")
    return plain(data, **known)


def garbage(data: bytes, **known: Any) -> Document:
    """Into the very answer, before the child writes it."""
    for handle in range(3, 64):
        with contextlib.suppress(OSError):
            os.write(handle, b'{"document": ')
    return plain(data, **known)


def flood(_data: bytes, **_known: Any) -> Document:
    for handle in range(3, 64):
        with contextlib.suppress(OSError):
            while os.write(handle, b"[" * 1_000_000):
                pass
    os._exit(0)


def lies(_data: bytes, **_known: Any) -> Document:
    return Document("short", (Block(BlockKind.BODY, 0, 1_000),))


def surrogate(_data: bytes, **_known: Any) -> Document:
    return Document("\ud800", (Block(BlockKind.BODY, 0, 1),))


def environment(_data: bytes, **_known: Any) -> Document:
    """What it sees of our surroundings: variables, arguments, open files, folder."""
    handles = [number for number in range(64) if _is_open(number)]
    return _say(f"{dict(os.environ)!r} {sys.argv[1:]!r} {handles!r} {Path.cwd()}")


def network(_data: bytes, **_known: Any) -> Document:
    """Which network it is in."""
    return _say(str(Path("/proc/self/ns/net").readlink()))


def reads_passwords(_data: bytes, **_known: Any) -> Document:
    return _say(Path("/etc/passwd").read_text())


def reads_secrets(_data: bytes, **_known: Any) -> Document:
    return _say(Path(f"/proc/{os.getppid()}/environ").read_text())


def reads_past_python(_data: bytes, **_known: Any) -> Document:
    paths = ("/etc/passwd", f"/proc/{os.getppid()}/environ", "/proc/self/environ", "/tmp", "/root", "/home")
    return _say(" ".join(_try(_C["open"], path.encode(), 0) for path in paths))


def writes(_data: bytes, **known: Any) -> Document:
    Path(known["name"]).write_text("was here")
    return _say("wrote")


def writes_past_python(_data: bytes, **known: Any) -> Document:
    return _say(_try(_C["open"], known["name"].encode(), os.O_CREAT | os.O_WRONLY, 0o600))


def connects(_data: bytes, **known: Any) -> Document:
    with socket.create_connection(("127.0.0.1", int(known["name"])), timeout=2):
        return _say("connected")


def connects_past_python(_data: bytes, **known: Any) -> Document:
    handle = _C["socket"](socket.AF_INET, socket.SOCK_STREAM, 0)
    there = struct.pack("!HH4s8x", socket.htons(socket.AF_INET), int(known["name"]), bytes([127, 0, 0, 1]))
    return _say(_try(_C["connect"], handle, there, len(there)) if handle >= 0 else "refused")


def starts_past_python(_data: bytes, **_known: Any) -> Document:
    """A socket in the file system, a process, a program, memory outside the bound."""
    program = (ctypes.c_char_p * 2)(b"/bin/true", None)
    tries = [_try(_C["socket"], socket.AF_UNIX, socket.SOCK_STREAM, 0), _try(_C["memfd_create"], b"x", 0)]
    tries += [_try(_C["execve"], b"/bin/true", program, program), _try(_C["fork"])]
    return _say(" ".join(tries))


def resolves(_data: bytes, **_known: Any) -> Document:
    return _say(str(socket.getaddrinfo("localhost", 80)))


def runs(_data: bytes, **_known: Any) -> Document:
    return _say(subprocess.check_output(["/bin/echo", "ran"], text=True))


def forks(_data: bytes, **_known: Any) -> Document:
    return _say(f"forked {os.fork()}")


def calls_c(_data: bytes, **_known: Any) -> Document:
    return _say(str(ctypes.CDLL(None).getpid()))


def kills(_data: bytes, **_known: Any) -> Document:
    return _say(_try(_C["kill"], os.getppid(), int(signal.SIGUSR1)))


def _is_open(number: int) -> bool:
    with contextlib.suppress(OSError):
        os.fstat(number)
        return True
    return False


def _try(call: Callable[..., int], *given: object) -> str:
    return "refused" if call(*given) < 0 else "done"


def _say(words: str) -> Document:
    return Document(words, (Block(BlockKind.BODY, 0, len(words)),))
