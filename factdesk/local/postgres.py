"""The embedded PostgreSQL: one cluster, one unix socket, no network."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from factdesk.local.accounts import Account, database_account
from factdesk.local.binaries import SHARED_HOME, postgres_programs
from factdesk.local.layout import Layout, can_be_entered
from factdesk.local.processes import Farewell, spawn, stop, wait_until
from factdesk.local.talk import Problem, Stopped, say, tail

OWNER = DATABASE = "factdesk"
# What a start says while the children of a killed server are still about; any other failure is final.
REMAINS = ("shared memory block", "postmaster.pid", "starting up", "is in use")
START_SECONDS = 60.0
# Fast shutdown first; SIGQUIT drops everything and lets the next start recover from the log.
FAREWELLS = (Farewell(signal.SIGINT, 20), Farewell(signal.SIGQUIT, 5))
# A number no process can have (Linux ends at 4,194,304).
DEAD_PID = 99_999_999
SETTINGS = ("unix_socket_permissions=0700", "shared_buffers=64MB", "max_connections=60")
# Only for throw-away data: what is lost with the machine is not worth waiting for.
UNSAFE_AND_FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


def data_folder(layout: Layout) -> Path:
    """Where the rows are: `var/postgres`, unless root's other account cannot get there; decided once."""
    remembered = layout.var / "postgres-home"
    if remembered.exists():
        return Path(remembered.read_text("utf-8").strip())
    inside = layout.var / "postgres"
    if can_be_entered(layout.var):
        return inside
    if inside.exists():
        raise Problem(f"The account of the database cannot reach {inside} any more; open the folders above it.")
    outside = SHARED_HOME / hashlib.sha256(os.fsencode(layout.root)).hexdigest()[:16] / "postgres"
    outside.parent.mkdir(parents=True, exist_ok=True)
    for folder in (SHARED_HOME, outside.parent):
        folder.chmod(0o755)
    remembered.write_text(f"{outside}\n", "utf-8")
    say(f"The database lives in {outside}: the account it runs as cannot reach this folder.")
    return outside


@dataclass
class Postgres:
    """One server over one data folder, stopped or running."""

    data: Path
    sockets: Path
    log: Path
    env: Mapping[str, str]
    throw_away: bool = False
    stopping: Callable[[], bool] = lambda: False
    process: subprocess.Popen[bytes] | None = None
    account: Account | None = field(init=False)
    programs: Path = field(init=False)

    def __post_init__(self) -> None:
        self.account = database_account(self.data)
        self.programs = postgres_programs(self.account)

    @property
    def url(self) -> str:
        return f"postgres://{OWNER}@{quote(str(self.sockets), safe='')}/{DATABASE}"

    def start(self) -> None:
        """Bring the cluster up, made first if there is none, and its database with it."""
        self.own_folder(self.sockets)
        if not (self.data / "PG_VERSION").exists():
            self.make_cluster()
        self.check_version()
        deadline = time.monotonic() + START_SECONDS
        while not self.try_start():
            if self.stopping():
                raise Stopped
            if time.monotonic() > deadline or not any(words in tail(self.log) for words in REMAINS):
                raise Problem(f"The database does not start. The end of {self.log}:\n{tail(self.log)}")
            time.sleep(0.3)  # after kill -9 its old children keep the shared memory for a moment
        self.make_database()

    def stop(self) -> None:
        if self.process is not None:
            stop(self.process, FAREWELLS)

    def own_folder(self, folder: Path) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(0o700)
        if self.account is not None:
            self.account.owns(folder)

    def make_cluster(self) -> None:
        """initdb beside the final place, then one rename: a half-made cluster is never taken for data."""
        fresh = self.data.with_name(self.data.name + ".new")
        if fresh.exists():
            shutil.rmtree(fresh)
        self.own_folder(fresh)
        # The built-in collation needs no locale of the machine's, and sorts the same everywhere.
        locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
        command: list[str | Path] = [
            self.programs / "initdb",
            "-D",
            fresh,
            "-U",
            OWNER,
            "-E",
            "UTF8",
            "-A",
            "trust",
            *locale,
        ]
        command += ["--no-instructions", *(["--no-sync"] if self.throw_away else [])]
        made = spawn(command, env=self.env, log=self.log, cwd=Path("/"), account=self.account)
        done = wait_until(lambda: made.poll() is not None, seconds=120, stopping=self.stopping)
        stop(made, [Farewell(signal.SIGTERM, 3)])
        if not done and self.stopping():
            raise Stopped
        if made.returncode != 0:
            raise Problem(f"The database could not be made. The end of {self.log}:\n{tail(self.log)}")
        if self.data.exists():
            self.data.rmdir()  # an empty folder somebody made; anything in it stops us here
        fresh.rename(self.data)

    def check_version(self) -> None:
        ours = (
            subprocess.run(
                [self.programs / "postgres", "--version"], capture_output=True, text=True, check=True, cwd="/"
            )
            .stdout.split()[-1]
            .partition(".")[0]
        )
        theirs = (self.data / "PG_VERSION").read_text("ascii").strip()
        if ours != theirs:
            raise Problem(
                f"The data in {self.data} were written by PostgreSQL {theirs}; this desk brings {ours}.\n"
                "Nothing was touched. docs/operations.md says how to move them ('A new version of Postgres')."
            )

    def try_start(self) -> bool:
        """One start. False when the server gave up, as it does while remains of a killed one are about."""
        self.disown_reused_pid()
        command: list[str | Path] = [
            self.programs / "postgres",
            "-D",
            self.data,
            "-k",
            self.sockets,
            "-h",
            "",
        ]
        for setting in (*SETTINGS, *(UNSAFE_AND_FAST if self.throw_away else ())):
            command += ["-c", setting]
        # SIGINT, not SIGTERM: after our death nobody may keep it waiting for a forgotten connection.
        self.process = server = spawn(
            command, env=self.env, log=self.log, cwd=Path("/"), account=self.account, farewell=signal.SIGINT
        )
        wait_until(
            lambda: server.poll() is not None or self.is_ready(),
            seconds=START_SECONDS,
            stopping=self.stopping,
        )
        return server.poll() is None and not self.stopping()

    def is_ready(self) -> bool:
        return self.client("pg_isready", "-q", "-d", "postgres").returncode == 0

    def make_database(self) -> None:
        known = self.client("psql", "-XAtd", "postgres", "-c", "SELECT datname FROM pg_database")
        if known.returncode == 0 and DATABASE not in known.stdout.split():
            known = self.client("createdb", "-T", "template0", DATABASE)
        if known.returncode != 0:
            raise Problem(f"The database answers, but not as it should: {known.stderr.strip()}")

    def client(self, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        clean = {name: value for name, value in self.env.items() if not name.startswith("PG")}
        return subprocess.run(
            [self.programs / program, "-h", self.sockets, "-U", OWNER, *arguments],
            env=clean,
            capture_output=True,
            text=True,
            check=False,
            stdin=subprocess.DEVNULL,
        )

    def disown_reused_pid(self) -> None:
        """After a power cut another program may wear the old server's number: Postgres would not start.

        The file stays, since its other lines guard the shared memory; only the number is made a dead one.
        """
        note = self.data / "postmaster.pid"
        with contextlib.suppress(OSError, ValueError, IndexError):
            lines = note.read_text("utf-8").splitlines(keepends=True)
            words = Path(f"/proc/{int(lines[0])}/cmdline").read_bytes()
            if os.fsencode(self.data) not in words.split(b"\0"):
                note.write_text("".join([f"{DEAD_PID}\n", *lines[1:]]), "utf-8")
