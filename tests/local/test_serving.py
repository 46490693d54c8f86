"""./run: one desk from start to stop, and what happens when its parts are killed."""

from __future__ import annotations

import os
import signal
import socket
import time

import pytest

from tests.local.conftest import Toy, eventually, processes_of

pytestmark = [pytest.mark.system, pytest.mark.xdist_group("toy-serving")]


def test_start_and_ctrl_c(stopped: Toy) -> None:
    desk = stopped.serve()
    assert stopped.page("health/") == "ok"
    assert "ada@factdesk.example" in stopped.announcement
    assert "check-every-fact" in stopped.announcement
    desk.send_signal(signal.SIGINT)
    assert desk.wait(20) == 0
    assert processes_of(stopped.folder) == {}
    assert "The desk has stopped." in stopped.said()


def test_data_survive_a_restart_and_are_private(stopped: Toy) -> None:
    assert stopped.run("note", "kept", "over", "night").returncode == 0
    stopped.serve()
    assert stopped.page() == "kept over night"
    assert (stopped.folder / "var" / "secret-key").stat().st_mode & 0o777 == 0o600
    assert (stopped.folder / "var" / "postgres").stat().st_mode & 0o077 == 0
    assert (stopped.folder / "var").stat().st_mode & 0o066 == 0


def test_a_second_run_says_who_holds_it(stopped: Toy) -> None:
    desk = stopped.serve()
    second = stopped.run()
    assert second.returncode == 1
    assert second.stdout == ""
    assert f"already runs in this folder at {stopped.address} (process {desk.pid})" in second.stderr
    assert stopped.page("health/") == "ok"


def test_a_taken_port_moves_the_desk_to_the_next(stopped: Toy) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        stopped.extra = {"PORT": str(port)}
        stopped.serve()
        assert f"Port {port} is taken, using" in stopped.said()
        assert stopped.address != f"http://127.0.0.1:{port}/"
        assert stopped.page("health/") == "ok"


def test_killed_parts_come_back_and_no_note_is_lost(stopped: Toy) -> None:
    stopped.run("note", "written before the kill")
    stopped.serve()
    os.kill(stopped.pid_of("factdesk.celery:app worker"), signal.SIGKILL)
    os.kill(stopped.pid_of("pginstall/bin/postgres"), signal.SIGKILL)
    os.kill(stopped.pid_of("valkey-server"), signal.SIGKILL)
    eventually(lambda: "The worker stopped (killed by SIGKILL)" in stopped.said(), 10, "the worker's end is told")
    eventually(lambda: "The database stopped (killed by SIGKILL)" in stopped.said(), 10, "the database's end")
    eventually(lambda: "valkey-server" in str(processes_of(stopped.folder)), 20, "the broker is back")
    eventually(lambda: "celery:app worker" in str(processes_of(stopped.folder)), 20, "the worker is back")
    assert stopped.run("ring", "rung after the kill").returncode == 0
    assert "written before the kill" in stopped.page()
    assert "rung after the kill" in stopped.page()


def test_a_killed_web_server_comes_back_at_its_address(stopped: Toy) -> None:
    stopped.serve()
    os.kill(stopped.pid_of("granian --interface wsgi"), signal.SIGKILL)
    eventually(lambda: "The web server stopped" in stopped.said(), 10, "its end is told")

    def answers() -> bool:
        try:
            return stopped.page("health/") == "ok"
        except OSError:
            return False

    eventually(answers, 20, "the page is back")


def test_a_killed_launcher_leaves_no_process_and_no_damage(stopped: Toy) -> None:
    stopped.run("note", "before the launcher was killed")
    desk = stopped.serve()
    beside = stopped.popen("wait", "3600")  # holds no connection open, but is somebody else's process
    assert beside.stdout is not None
    assert beside.stdout.readline() == "waiting\n"
    desk.kill()
    desk.wait()
    eventually(lambda: "postgres" not in str(processes_of(stopped.folder)), 10, "the database ends")
    beside.terminate()
    beside.wait(20)
    eventually(lambda: not processes_of(stopped.folder), 10, "no process is left")
    started = time.monotonic()
    stopped.serve()
    assert time.monotonic() - started < 30
    assert "before the launcher was killed" in stopped.page()


def test_an_ordinary_user_can_run_it_too(ordinary: Toy) -> None:
    desk = ordinary.serve()
    assert ordinary.run("note", "mine").returncode == 0
    assert ordinary.page() == "mine"
    assert (ordinary.folder / "var").stat().st_mode & 0o077 == 0
    desk.send_signal(signal.SIGTERM)
    assert desk.wait(20) == 0
    assert processes_of(ordinary.folder) == {}
