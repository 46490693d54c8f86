"""Where the one-machine desk keeps its things, and the files that must exist before anything starts."""

from __future__ import annotations

import os
import pwd
import re
import secrets
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path

from factdesk.local.accounts import database_account
from factdesk.local.talk import Problem

# A unix socket's path may hold 107 bytes; Postgres adds "/database/.s.PGSQL.5432.lock" to ours.
LONGEST_SOCKET_HOME = 70
PLAIN_PATH = re.compile(r"[A-Za-z0-9_./-]+")  # nothing that an address would have to escape
LOG_LIMIT = 5_000_000


@dataclass(frozen=True)
class Layout:
    """One desk's folder: the code in `root`, everything that must survive in `var`."""

    root: Path
    var: Path

    @classmethod
    def of(cls, root: Path) -> Layout:
        return cls(root=root, var=root / "var")

    @property
    def logs(self) -> Path:
        return self.var / "log"

    @property
    def run(self) -> Path:
        return self.var / "run"

    @property
    def manage(self) -> Path:
        return self.root / "manage.py"

    @property
    def secret_key(self) -> Path:
        return self.var / "secret-key"

    def log(self, name: str) -> Path:
        return self.logs / f"{name}.log"

    def create(self) -> None:
        """Make the folders. Root's are passable, not readable, since root's Postgres runs as another user."""
        if self.var.exists() and self.var.stat().st_uid != os.geteuid():
            owner = name_of(self.var.stat().st_uid)
            raise Problem(
                f"{self.var} belongs to {owner}, and you are {name_of(os.geteuid())}.\n"
                f"Start the desk as {owner}, or use another folder."
            )
        mode = 0o711 if os.geteuid() == 0 else 0o700
        for folder in (self.var, self.logs, self.run):
            try:
                folder.mkdir(parents=True, exist_ok=True)
                folder.chmod(mode)
            except OSError as error:
                raise Problem(f"The desk cannot write its data: {error}") from error

    def secret_key_file(self) -> Path:
        """The key that signs sessions: made once, readable by its owner alone."""
        if not self.secret_key.exists():
            fresh = self.var / f"secret-key.{os.getpid()}"
            with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
                file.write(secrets.token_urlsafe(64))
            fresh.replace(self.secret_key)
        return self.secret_key

    def socket_home(self) -> Path:
        """A folder for sockets: in `var`, or a short one in the temporary folder, remembered in `var`."""
        if fits_sockets(self.run) and can_be_entered(self.run):
            return self.run
        remembered = self.run / "socket-home"
        if remembered.exists():
            home = Path(remembered.read_text("utf-8"))
            if is_private(home) and can_be_entered(home):
                return home
        home = private_folder()
        remembered.write_text(str(home), "utf-8")
        return home


def private_folder(prefix: str = "factdesk-") -> Path:
    """A new folder of ours with a path short and plain enough for sockets, and open to root's other account."""
    for place in (None, "/tmp"):  # noqa: S108  mkdtemp is safe anywhere
        home = Path(tempfile.mkdtemp(prefix=prefix, dir=place))
        home.chmod(0o711 if os.geteuid() == 0 else 0o700)
        if fits_sockets(home) and can_be_entered(home):
            return home
        home.rmdir()
    raise Problem("Neither TMPDIR nor /tmp can hold the desk's sockets.")


def can_be_entered(folder: Path) -> bool:
    """Whether the account the database runs as gets there."""
    account = database_account(folder)
    return account is None or account.can_enter(folder)


def fits_sockets(folder: Path) -> bool:
    return len(os.fsencode(folder)) <= LONGEST_SOCKET_HOME and PLAIN_PATH.fullmatch(str(folder)) is not None


def is_private(folder: Path) -> bool:
    """Ours, real, and writable by nobody else: others could otherwise put a socket of theirs in it."""
    try:
        found = folder.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.geteuid() and not found.st_mode & 0o022


def name_of(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return f"user {uid}"


def trim(log: Path) -> None:
    """Keep a log from growing for ever: over the limit it becomes `.1` and starts again.

    Copied and emptied, not renamed: the service goes on writing to the file it has open.
    """
    try:
        if log.stat().st_size > LOG_LIMIT:
            log.with_name(log.name + ".1").write_bytes(log.read_bytes()[-LOG_LIMIT:])
            os.truncate(log, 0)
    except OSError:
        return
