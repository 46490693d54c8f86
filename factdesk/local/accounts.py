"""Who the database runs as: Postgres refuses root, so root's desk lends it the account `nobody`."""

from __future__ import annotations

import errno
import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path

from factdesk.local.talk import Problem

NOBODY = 65534


@dataclass(frozen=True)
class Account:
    uid: int
    gid: int

    def owns(self, path: Path) -> None:
        """Hand over one folder or file that root has just made."""
        os.chown(path, self.uid, self.gid)

    def can(self, command: list[str]) -> bool:
        """Whether this account can run a program at its path: every folder above must let it pass."""
        try:
            done = subprocess.run(
                command,
                user=self.uid,
                group=self.gid,
                extra_groups=[],
                cwd="/",
                stdin=subprocess.DEVNULL,
                capture_output=True,
                check=False,
                timeout=30,
            )
        except OSError as error:
            if error.errno in (errno.EPERM, errno.EINVAL):  # the change of user itself was refused
                raise Problem(
                    "You are root, but may not start a program as another user (a limited container?), and\n"
                    "Postgres refuses to run as root. Be an ordinary user, or set DATABASE_URL."
                ) from error
            return False
        return done.returncode == 0

    def can_enter(self, folder: Path) -> bool:
        return self.can(["/bin/sh", "-c", 'test -x "$1"', "sh", str(folder)])


def database_account(data: Path) -> Account | None:
    """None for an ordinary user. For root the owner of the data there is, else `nobody`."""
    if os.geteuid() != 0:
        return None
    if data.exists() and data.stat().st_uid != 0:
        found = data.stat()
        return Account(found.st_uid, found.st_gid)
    try:
        entry = pwd.getpwnam("nobody")
    except KeyError:
        return Account(NOBODY, NOBODY)
    return Account(entry.pw_uid, entry.pw_gid)
