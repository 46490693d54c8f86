"""./run: one desk from start to stop, and what happens when its parts are killed."""

from __future__ import annotations

import os
import signal
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.local.conftest import Toy, eventually, furnish, nothing_is_left, processes_of

pytestmark = pytest.mark.system


@pytest.fixture(scope="module")
def serving(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Toy]:
    """A desk that goes on running from test to test."""
    desk = Toy(tmp_path_factory.mktemp("serving"))
    furnish(desk.folder)
    desk.serve()
    yield desk
    desk.close()


def test_start_note_stop_and_the_next_day(stopped: Toy) -> None:
    assert stopped.run("note", "kept over night").returncode == 0
    desk = stopped.serve()
    assert stopped.page("health/") == "ok"
    assert "kept over night" in stopped.page()
    assert "ada@factdesk.example" in stopped.announcement
    assert "check-every-fact" in stopped.announcement
    assert (stopped.folder / "var" / "secret-key").stat().st_mode & 0o777 == 0o600
    assert (stopped.folder / "var" / "postgres").stat().st_mode & 0o077 == 0
    assert (stopped.folder / "var").stat().st_mode & 0o066 == 0
    desk.send_signal(signal.SIGINT)
    assert desk.wait(20) == 0
    nothing_is_left(stopped.folder)
    assert "The desk has stopped." in stopped.said()


def test_a_taken_port_moves_the_desk_to_the_next(stopped: Toy) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        stopped.extra = {"PORT": str(port)}
        stopped.serve()
        assert f"Port {port} is taken, using" in stopped.said()
        assert stopped.address != f"http://127.0.0.1:{port}/"
        assert stopped.page("health/") == "ok"


def test_a_killed_launcher_leaves_no_process_and_no_damage(stopped: Toy) -> None:
    stopped.run("note", "before the launcher was killed")
    desk = stopped.serve()
    beside = stopped.popen("hold", "3600")  # a forgotten connection must not keep the database up
    assert beside.stdout is not None
    assert beside.stdout.readline() == "holding\n"
    assert stopped.run("ring", "busy").returncode == 0  # nor a job that never ends the worker
    desk.kill()
    desk.wait()
    eventually(lambda: "postgres" not in str(processes_of(stopped.folder)), 10, "the database ends")
    beside.terminate()
    beside.wait(20)
    nothing_is_left(stopped.folder)
    started = time.monotonic()
    stopped.serve()
    assert time.monotonic() - started < 30
    assert "before the launcher was killed" in stopped.page()


def test_a_second_run_says_who_holds_it(serving: Toy) -> None:
    second = serving.run()
    assert second.returncode == 1
    assert second.stdout == ""
    assert f"already runs in this folder at {serving.address} (process {serving.running[0].pid})" in second.stderr
    assert serving.page("health/") == "ok"


def test_beside_it_a_command_starts_and_stops_nothing(serving: Toy) -> None:
    before = set(processes_of(serving.folder))
    done = serving.run("note", "from the side")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert "from the side" in serving.page()
    assert before <= set(processes_of(serving.folder))


def test_newer_code_prepares_it_first(serving: Toy) -> None:
    migration = serving.folder / "claims" / "migrations" / "0002_more.py"
    migration.parent.mkdir(parents=True)
    migration.touch()
    try:
        done = serving.run("read")
    finally:
        migration.unlink()
    assert (done.returncode, done.stdout) == (0, "")
    assert "The code is newer than the running desk" in done.stderr
    assert "prepared" in done.stderr


def test_a_command_with_other_addresses_is_refused(serving: Toy) -> None:
    serving.extra = {"DATABASE_URL": "postgres://elsewhere/desk"}
    try:
        done = serving.run("notes")
    finally:
        serving.extra = {}
    assert (done.returncode, done.stdout) == (1, "")
    assert "another DATABASE_URL or BROKER_URL" in done.stderr


def test_given_addresses_replace_the_embedded_parts(serving: Toy, tmp_path: Path) -> None:
    database, broker = serving.run("addresses").stdout.split()
    guest = Toy(tmp_path / "guest", extra={"DATABASE_URL": database, "BROKER_URL": broker})
    furnish(guest.folder)
    try:
        assert guest.run("note", "written by the guest").returncode == 0
        assert "written by the guest" in serving.page()
        assert not (guest.folder / "var" / "postgres").exists()
        assert not (guest.folder / "var" / "log" / "valkey.log").exists()
    finally:
        guest.close()


def test_killed_parts_come_back_and_no_note_is_lost(serving: Toy) -> None:
    serving.run("note", "written before the kill")
    parts = {
        "web server": "granian --interface wsgi",
        "worker": "factdesk.celery:app worker",
        "broker": "valkey-server",
        "database": "pginstall/bin/postgres",
    }
    killed = {part: serving.part(words) for part, words in parts.items()}
    for pid in killed.values():
        os.kill(pid, signal.SIGKILL)
    for part, words in parts.items():
        eventually(lambda p=part, w=words: serving.part(w) not in (0, killed[p]), 20, f"the {part} is back")  # type: ignore[misc]
    eventually(serving.answers, 20, "the page is back at its address")
    assert serving.run("ring", "rung after the kill").returncode == 0
    assert "written before the kill" in serving.page()
    assert "rung after the kill" in serving.page()


def test_an_ordinary_user_can_run_it_too(ordinary: Toy) -> None:
    desk = ordinary.serve()
    assert ordinary.run("note", "mine").returncode == 0
    assert ordinary.page() == "mine"
    assert (ordinary.folder / "var").stat().st_mode & 0o077 == 0
    desk.send_signal(signal.SIGTERM)
    assert desk.wait(20) == 0
    nothing_is_left(ordinary.folder)
