"""Landlock, the kernel's own fence around files and ports, by its three system calls; no library has them."""

import ctypes
import os
from collections.abc import Iterable
from pathlib import Path

# The same numbers on every architecture.
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_ASK_VERSION = 1
_BENEATH = 1
_READ_FILE, _READ_DIR = 1 << 2, 1 << 3

# Every right there is to deny, by the version of Landlock that first knew it. What is not asked for stays allowed.
_FILES = ((1, (1 << 13) - 1), (2, 1 << 13), (3, 1 << 14), (5, 1 << 15))
_PORTS = ((4, 0b11),)  # to bind and to connect, TCP
_REACH = ((6, 0b11),)  # abstract unix sockets and signals of processes outside


class _Ruleset(ctypes.Structure):
    _fields_ = [("files", ctypes.c_uint64), ("ports", ctypes.c_uint64), ("reach", ctypes.c_uint64)]


class _PathBeneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = [("allowed", ctypes.c_uint64), ("parent", ctypes.c_int32)]


def restrict(readable: Iterable[Path]) -> int:
    """From now on this process reads beneath these paths only, writes no file, dials and binds no port; for good.

    The version of Landlock in force; 0 where the kernel has none, and nothing is restricted. Needs NO_NEW_PRIVS.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    version = max(_call(libc, _CREATE_RULESET, None, ctypes.c_size_t(0), _ASK_VERSION), 0)
    if not version:
        return 0
    rules = _Ruleset(*(sum(bits for since, bits in kind if version >= since) for kind in (_FILES, _PORTS, _REACH)))
    size = 24 if version >= 6 else 16 if version >= 4 else 8
    fence = _call(libc, _CREATE_RULESET, ctypes.byref(rules), ctypes.c_size_t(size), 0)
    if fence < 0:
        return 0
    for path in readable:
        _allow(libc, fence, path)
    done = _call(libc, _RESTRICT_SELF, fence, 0)
    os.close(fence)
    return version if done == 0 else 0


def _allow(libc: ctypes.CDLL, fence: int, path: Path) -> None:
    """Reading of the file, or of all beneath the folder; a path that is not there needs no rule."""
    try:
        handle = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    allowed = _READ_FILE | _READ_DIR if path.is_dir() else _READ_FILE
    _call(libc, _ADD_RULE, fence, _BENEATH, ctypes.byref(_PathBeneath(allowed, handle)), 0)
    os.close(handle)


def _call(libc: ctypes.CDLL, number: int, *arguments: object) -> int:
    """Numbers widened to what a system call takes: as an int the upper half would be left to chance."""
    wide = [ctypes.c_long(value) if isinstance(value, int) else value for value in arguments]
    libc.syscall.restype = ctypes.c_long
    result: int = libc.syscall(ctypes.c_long(number), *wide)
    return result
