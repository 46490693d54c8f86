"""What a process gives up before it opens a stranger's file. Nothing here can be taken back by the process itself.

The limits and the death with the parent are certain; the rest is as good as the kernel and its container allow.
"""

import ctypes
import os
import resource
import signal
import sys
import sysconfig
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from articles.extract.landlock import restrict
from articles.extract.seccomp import refuse_calls

_PDEATHSIG, _NO_NEW_PRIVS = 1, 38
_NEW_NETWORK, _NEW_USER = 0x40000000, 0x10000000
_CAPABILITIES = 0x20080522
_READ_ANYTHING = 1 << 2  # CAP_DAC_READ_SEARCH: an installation may belong to another account; Landlock bounds it

_OPENING_TO_WRITE = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_REFUSED_ROOMS = frozenset(
    {"ctypes", "fcntl", "ftplib", "http", "imaplib", "poplib", "pty", "shutil", "smtplib", "socket", "subprocess"}
    | {"tempfile", "urllib", "webbrowser", "sqlite3", "mmap", "telnetlib", "nntplib"}
)
_REFUSED = frozenset(
    {"os.exec", "os.fork", "os.forkpty", "os.kill", "os.killpg", "os.posix_spawn", "os.spawn", "os.system"}
    | {"os.link", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.symlink", "os.truncate", "os.utime"}
    | {"os.chmod", "os.chown", "os.setxattr", "os.removexattr", "os.putenv", "os.unsetenv"}
)


class Refused(PermissionError):
    """A reader did what no reader needs: its file made it."""


def die_with(parent: int) -> None:
    """Nobody would ever stop a child whose parent was killed."""
    _libc().prctl(_PDEATHSIG, int(signal.SIGKILL), 0, 0, 0)
    if os.getppid() != parent:  # it died before we could ask to be told
        os._exit(1)


def limit(*, memory: int, cpu: int, written: int, threads: bool = False) -> None:
    """Bytes of address space and of any one file, seconds of processor. First to be killed when memory runs out.

    `threads`: of a reader that cannot do without, on a kernel that has no filter; with one it gets none either way.
    """
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000")
    _limit(resource.RLIMIT_AS, memory)
    _limit(resource.RLIMIT_CPU, cpu, cpu + 2)
    _limit(resource.RLIMIT_FSIZE, written)
    _limit(resource.RLIMIT_NOFILE, 64)
    _limit(resource.RLIMIT_CORE, 0)
    if not threads:
        _limit(resource.RLIMIT_NPROC, 0)  # an ordinary account can start nothing more; root is stopped elsewhere


def leave_everything(*readable: Path) -> None:
    """No network, no privileges, no files but those Python itself stands on and what is named."""
    libc = _libc()
    if libc.unshare(_NEW_NETWORK):
        libc.unshare(_NEW_USER | _NEW_NETWORK)
    _drop_capabilities(libc)
    libc.prctl(_NO_NEW_PRIVS, 1, 0, 0, 0)
    restrict([*installation(), *readable])
    refuse_calls()
    sys.addaudithook(_refuse)


def installation() -> Iterable[Path]:
    """Where Python, its packages and the system's libraries live."""
    paths = {path for name, path in sysconfig.get_paths().items() if "lib" in name}
    paths |= {f"{prefix}/lib" for prefix in (sys.prefix, sys.base_prefix)}
    paths |= {"/usr", "/lib", "/lib64", "/etc/ld.so.cache"}
    return sorted(Path(path) for path in paths)


def _limit(kind: int, soft: int, hard: int | None = None) -> None:
    """Never above what we were given: that would be refused, and then nothing would be limited."""
    given = resource.getrlimit(kind)[1]
    most = soft if hard is None else hard
    if given != resource.RLIM_INFINITY:
        soft, most = min(soft, given), min(most, given)
    resource.setrlimit(kind, (soft, most))


def _drop_capabilities(libc: ctypes.CDLL) -> None:
    """Of root's powers, and of those a new user namespace gives, only reading stays: never one to change anything."""
    header = (ctypes.c_uint32 * 2)(_CAPABILITIES, 0)
    keep = _READ_ANYTHING if os.geteuid() == 0 else 0
    libc.capset(header, (ctypes.c_uint32 * 6)(keep, keep, 0, 0, 0, 0))


def _refuse(event: str, given: tuple[object, ...]) -> None:
    """The second line, for what goes through Python: it also says which act it was, where the kernel only says no."""
    if event == "open":
        flags = given[2]
        if isinstance(flags, int) and flags & _OPENING_TO_WRITE:
            raise Refused(event)
    elif event in _REFUSED or event.partition(".")[0] in _REFUSED_ROOMS:
        raise Refused(event)


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)
