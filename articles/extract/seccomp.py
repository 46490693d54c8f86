"""A filter on system calls: what a reader of files never calls is refused, whoever calls it and however.

It closes what Landlock and an empty network leave open: sockets in the file system, new processes, shared memory.
"""

import ctypes
import os
import struct

_SET_SECCOMP, _FILTER = 22, 2
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_NUMBER_AT, _MACHINE_AT = 0, 4  # in what the filter is shown
_ALLOW, _REFUSE, _UNKNOWN, _KILL = 0x7FFF0000, 0x00050001, 0x00050026, 0x80000000  # EPERM; ENOSYS
_OTHER_WORLD = 0x40000000  # x32: the same calls under other numbers

_MACHINES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_EVERYWHERE = (424, 425, 426, 427, 428, 429, 430, 434, 438, 442)
"""pidfd_send_signal; io_uring; open_tree, move_mount, fsopen; pidfd_open, pidfd_getfd, mount_setattr."""
_STARTING = {"x86_64": (56, 435), "aarch64": (220, 435)}
"""clone, clone3: as on a machine that has no threads. A library that can do without them does; refused, it crashes."""
_CALLS = {
    # On x86_64 and on aarch64, where there is one.
    "socket socketpair connect bind listen accept": ((41, 53, 42, 49, 50, 43), (198, 199, 203, 200, 201, 202)),
    "accept4": ((288,), (242,)),
    "sendto sendmsg sendmmsg": ((44, 46, 307), (206, 211, 269)),
    "fork vfork execve execveat setsid": ((57, 58, 59, 322, 112), (221, 281, 157)),
    "kill tkill ptrace process_vm_readv process_vm_writev": ((62, 200, 101, 310, 311), (129, 130, 117, 270, 271)),
    "memfd_create shmget shmat msgget semget mq_open": ((319, 29, 30, 68, 64, 240), (279, 194, 196, 186, 190, 180)),
    "unshare setns mount umount2 pivot_root chroot": ((272, 308, 165, 166, 155, 161), (97, 268, 40, 39, 41, 51)),
    "bpf perf_event_open userfaultfd open_by_handle_at": ((321, 298, 323, 304), (280, 241, 282, 265)),
    "keyctl add_key request_key": ((250, 248, 249), (219, 217, 218)),
    "init_module finit_module kexec_load personality": ((175, 313, 246, 135), (105, 273, 104, 92)),
}


class _Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("steps", ctypes.c_char_p)]


def refuse_calls() -> bool:
    """For good, for this process; False where the machine or the kernel has no such filter. Needs NO_NEW_PRIVS."""
    machine = os.uname().machine
    if machine not in _MACHINES:
        return False
    steps = _steps(machine)
    program = _Program(len(steps) // 8, steps)
    libc = ctypes.CDLL(None, use_errno=True)
    done: int = libc.prctl(_SET_SECCOMP, _FILTER, ctypes.byref(program), 0, 0)
    return done == 0


def _steps(machine: str) -> bytes:
    """Another machine's calls kill; then one comparison for each call, all of which lead to one of two refusals."""
    starting, refused = _STARTING[machine], _numbers(machine)
    steps = [(_LOAD, 0, 0, _MACHINE_AT), (_EQUAL, 1, 0, _MACHINES[machine]), (_RETURN, 0, 0, _KILL)]
    steps += [(_LOAD, 0, 0, _NUMBER_AT), (_AT_LEAST, 0, 1, _OTHER_WORLD), (_RETURN, 0, 0, _KILL)]
    steps += [(_EQUAL, len(refused) + len(starting) + 1 - at, 0, number) for at, number in enumerate(starting)]
    steps += [(_EQUAL, len(refused) - at, 0, number) for at, number in enumerate(refused)]
    steps += [(_RETURN, 0, 0, _ALLOW), (_RETURN, 0, 0, _REFUSE), (_RETURN, 0, 0, _UNKNOWN)]
    return b"".join(struct.pack("=HBBI", *step) for step in steps)


def _numbers(machine: str) -> list[int]:
    here = 0 if machine == "x86_64" else 1
    return sorted({number for rows in _CALLS.values() for number in rows[here]} | set(_EVERYWHERE))
