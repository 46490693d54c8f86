"""./run COMMAND: standard output is the command's alone, and what was started for it goes with it."""

from __future__ import annotations

import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.local.conftest import Toy, furnish, nothing_is_left

pytestmark = pytest.mark.system


def waiting(desk: Toy, seconds: str) -> subprocess.Popen[str]:
    """A command that is up and waits."""
    command = desk.popen("wait", seconds)
    assert command.stdout is not None
    assert command.stdout.readline() == "waiting\n", desk.said()
    return command


@pytest.fixture(scope="module")
def open_desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Toy]:
    """A desk that one long command keeps open for the others."""
    desk = Toy(tmp_path_factory.mktemp("open"))
    furnish(desk.folder)
    waiting(desk, "3600")
    yield desk
    desk.close()


def test_output_input_and_status_are_the_commands(open_desk: Toy) -> None:
    read = open_desk.run("read", text="one line\nand another")
    assert (read.returncode, read.stdout) == (0, "one line\nand another")
    wrong = open_desk.run("nonsense")
    assert (wrong.returncode, wrong.stdout) == (3, "")
    assert "no such command: nonsense" in wrong.stderr
    assert open_desk.run("fall").returncode == 128 + signal.SIGKILL


def test_the_worker_answers_a_ring(open_desk: Toy) -> None:
    assert open_desk.run("ring", "hello").returncode == 0
    assert open_desk.run("notes").stdout.endswith("hello\n")


def test_files_are_looked_for_where_the_person_is(open_desk: Toy, tmp_path: Path) -> None:
    where: list[str | Path] = [open_desk.folder / "run", "where"]
    done = subprocess.run(where, cwd=tmp_path, env=open_desk.env, capture_output=True, text=True, check=True)
    assert done.stdout == f"{tmp_path}\n"


def test_terminate_reaches_the_command_alone(open_desk: Toy) -> None:
    command = waiting(open_desk, "3600")
    command.terminate()
    assert command.wait(30) == 128 + signal.SIGTERM
    assert open_desk.run("read").returncode == 0


def test_alone_it_starts_the_desk_and_leaves_nothing(stopped: Toy) -> None:
    done = stopped.run("read", text="words")
    assert (done.returncode, done.stdout) == (0, "words")
    assert "Starting the desk's database" in done.stderr
    nothing_is_left(stopped.folder)


def test_two_commands_share_and_the_last_one_closes(stopped: Toy) -> None:
    longer, shorter = stopped.popen("wait", "3"), stopped.popen("wait", "0.1")
    assert shorter.wait(60) == 0
    assert longer.poll() is None
    assert longer.wait(60) == 0
    nothing_is_left(stopped.folder)


def test_run_waits_for_a_command_to_end(stopped: Toy) -> None:
    command = waiting(stopped, "1.5")
    stopped.serve()
    assert command.poll() == 0
    assert "waiting for it to end" in stopped.said()
    assert stopped.page("health/") == "ok"


def test_a_killed_command_takes_its_services_along(stopped: Toy) -> None:
    command = waiting(stopped, "3600")
    command.kill()
    command.wait()
    nothing_is_left(stopped.folder)


def test_failed_preparation_is_told_and_nothing_runs(stopped: Toy) -> None:
    stopped.extra = {"TOY_BROKEN": "1"}
    done = stopped.run("notes")
    assert (done.returncode, done.stdout) == (1, "")
    assert "The desk could not be prepared" in done.stderr
    assert "the table is upside down" in done.stderr
    nothing_is_left(stopped.folder)


def test_a_long_path_with_odd_letters(tmp_path: Path) -> None:
    desk = Toy(tmp_path / ("Bürö 100% " + "x" * 80) / "desk")
    furnish(desk.folder)
    assert desk.run("ring", "heard").returncode == 0
    assert not Path((desk.folder / "var" / "run" / "socket-home").read_text()).exists()
    nothing_is_left(desk.folder)
