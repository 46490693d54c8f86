"""./run COMMAND: standard output is the command's alone, and what was started for it goes with it."""

from __future__ import annotations

import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.local.conftest import Toy, eventually, furnish, processes_of

pytestmark = [pytest.mark.system, pytest.mark.xdist_group("toy-commands")]


def test_output_input_and_status_are_the_commands(stopped: Toy) -> None:
    read = stopped.run("read", text="one line\nand another")
    assert (read.returncode, read.stdout) == (0, "one line\nand another")
    assert "Starting the desk's database" in read.stderr
    assert processes_of(stopped.folder) == {}
    wrong = stopped.run("nonsense")
    assert (wrong.returncode, wrong.stdout) == (3, "")
    assert "no such command: nonsense" in wrong.stderr
    assert stopped.run("fall").returncode == 128 + signal.SIGKILL


def test_the_worker_answers_a_ring(stopped: Toy) -> None:
    assert stopped.run("ring", "hello").returncode == 0
    assert stopped.run("notes").stdout.endswith("hello\n")


def test_beside_a_serving_desk_nothing_is_started_or_stopped(stopped: Toy) -> None:
    stopped.serve()
    before = set(processes_of(stopped.folder))
    done = stopped.run("note", "from the side")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert "from the side" in stopped.page()
    assert set(processes_of(stopped.folder)) == before


def test_two_commands_share_and_the_last_one_closes(stopped: Toy) -> None:
    longer, shorter = stopped.popen("wait", "4"), stopped.popen("wait", "0.1")
    started = time.monotonic()
    assert shorter.wait(60) == 0
    assert longer.poll() is None
    assert longer.wait(60) == 0
    assert time.monotonic() - started < 40
    assert processes_of(stopped.folder) == {}


def test_run_waits_for_a_command_to_end(stopped: Toy) -> None:
    command = stopped.popen("wait", "3")
    assert command.stdout is not None
    assert command.stdout.readline() == "waiting\n"
    stopped.serve()
    assert command.poll() == 0
    assert "waiting for it to end" in stopped.said()
    assert stopped.page("health/") == "ok"


def test_a_killed_command_takes_its_services_along(stopped: Toy) -> None:
    command = stopped.popen("wait", "3600")
    assert command.stdout is not None
    assert command.stdout.readline() == "waiting\n"
    command.kill()
    command.wait()
    eventually(lambda: not processes_of(stopped.folder), 10, "nothing is left")


def test_terminate_reaches_the_command(stopped: Toy) -> None:
    command = stopped.popen("wait", "3600")
    assert command.stdout is not None
    assert command.stdout.readline() == "waiting\n"
    command.terminate()
    assert command.wait(30) == 128 + signal.SIGTERM
    assert processes_of(stopped.folder) == {}


def test_files_are_looked_for_where_the_person_is(stopped: Toy, tmp_path: Path) -> None:
    elsewhere = subprocess.run(
        [stopped.folder / "run", "where"],
        cwd=tmp_path,
        env=stopped.env,
        capture_output=True,
        text=True,
        check=True,
    )
    assert elsewhere.stdout == f"{tmp_path}\n"


def test_failed_preparation_is_told_and_nothing_runs(stopped: Toy) -> None:
    stopped.extra = {"TOY_BROKEN": "1"}
    done = stopped.run("notes")
    assert (done.returncode, done.stdout) == (1, "")
    assert "The desk could not be prepared" in done.stderr
    assert "the table is upside down" in done.stderr
    assert processes_of(stopped.folder) == {}


def test_newer_code_prepares_the_running_desk_first(stopped: Toy) -> None:
    stopped.serve()
    migration = stopped.folder / "claims" / "migrations" / "0002_more.py"
    migration.parent.mkdir(parents=True)
    migration.write_text("")
    done = stopped.run("read")
    assert (done.returncode, done.stdout) == (0, "")
    assert "The code is newer than the running desk" in done.stderr
    assert "prepared" in done.stderr


def test_other_addresses_than_the_running_desks_are_refused(stopped: Toy) -> None:
    stopped.serve()
    stopped.extra = {"DATABASE_URL": "postgres://elsewhere/desk"}
    done = stopped.run("notes")
    assert (done.returncode, done.stdout) == (1, "")
    assert "another DATABASE_URL or BROKER_URL" in done.stderr


def test_given_addresses_replace_the_embedded_parts(stopped: Toy, tmp_path: Path) -> None:
    stopped.serve()
    lent = stopped.run("addresses").stdout.split()
    guest = Toy(tmp_path / "guest", extra={"DATABASE_URL": lent[0], "BROKER_URL": lent[1], "PORT": "8800"})
    furnish(guest.folder)
    guest.serve()
    try:
        assert guest.run("note", "written by the guest").returncode == 0
        assert "written by the guest" in stopped.page()
        assert "pginstall" not in str(processes_of(guest.folder))
        assert not (guest.folder / "var" / "postgres").exists()
    finally:
        guest.close()


def test_a_long_path_with_odd_letters(tmp_path: Path) -> None:
    desk = Toy(tmp_path / ("Bürö 100% " + "x" * 80) / "desk")
    furnish(desk.folder)
    assert desk.run("ring", "heard").returncode == 0
    assert desk.run("notes").stdout == "heard\n"
    home = Path((desk.folder / "var" / "run" / "socket-home").read_text())
    assert not home.exists()
    assert processes_of(desk.folder) == {}
