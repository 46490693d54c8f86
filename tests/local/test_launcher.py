"""The launcher's small decisions, without starting a whole desk."""

from __future__ import annotations

import contextlib
import itertools
import json
import os
import re
import signal
import socket
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from factdesk.local import bootstrap, layout, programs, supervisor, talk
from factdesk.local.__main__ import DEMO_PASSWORD, DEMO_PEOPLE, main
from factdesk.local.layout import Layout, is_private, trim
from factdesk.local.lock import DeskLock, Guests, Holder, State
from factdesk.local.processes import Farewell, exit_words, spawn, stop
from factdesk.local.services import desk_environment, given_mark
from factdesk.local.testing import WORKERS, parallel
from tests.local.conftest import ROOT, eventually

PIN = re.compile(r"^([A-Za-z0-9_.-]+)(?:\[[^\]]*\])?==(\S+)", re.MULTILINE)


@pytest.fixture
def desk(tmp_path: Path) -> Layout:
    place = Layout.of(tmp_path)
    place.create()
    return place


def test_the_secret_key_is_made_once_for_its_owner_alone(desk: Layout) -> None:
    first = desk.secret_key_file().read_text()
    assert len(first) >= 64
    assert desk.secret_key_file().read_text() == first
    assert stat.S_IMODE(desk.secret_key.stat().st_mode) == 0o600


def test_a_desk_of_somebody_else_is_refused(desk: Layout, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: desk.var.stat().st_uid + 7)
    with pytest.raises(talk.Problem, match="belongs to"):
        desk.create()


def test_sockets_stay_in_var_when_the_path_is_short(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(layout, "can_be_entered", lambda _: True)
    short = Layout(root=tmp_path, var=Path("/srv/desk/var"))
    assert short.socket_home() == Path("/srv/desk/var/run")


@pytest.mark.parametrize("name", ["x" * 90, "with space", "Größe", "100%"])
def test_sockets_move_to_a_private_folder_and_stay_there(tmp_path: Path, name: str) -> None:
    desk = Layout.of(tmp_path / name)
    desk.create()
    home = desk.socket_home()
    try:
        assert is_private(home)
        assert layout.fits_sockets(home)
        assert desk.socket_home() == home
    finally:
        home.rmdir()
    assert desk.socket_home() != home
    desk.socket_home().rmdir()


def test_a_folder_others_may_write_to_is_not_private(tmp_path: Path) -> None:
    assert is_private(tmp_path)
    (tmp_path / "link").symlink_to(tmp_path)
    assert not is_private(tmp_path / "link")
    assert not is_private(tmp_path / "missing")
    tmp_path.chmod(0o777)
    assert not is_private(tmp_path)


def test_a_long_log_starts_again_and_keeps_its_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layout, "LOG_LIMIT", 10)
    log = tmp_path / "web.log"
    log.write_text("short")
    trim(log)
    assert log.read_text() == "short"
    log.write_text("a longer text")
    trim(log)
    assert log.read_text() == ""
    assert (tmp_path / "web.log.1").read_text() == "onger text"


def test_programs_are_told_where_they_are(desk: Layout) -> None:
    env = desk_environment(desk, {"DJANGO_SETTINGS_MODULE": "other", "HOME": "/h", "FACTDESK_MODE": "production"})
    assert env["FACTDESK_MODE"] == "local"
    assert env["DATA_DIR"] == str(desk.var)
    assert env["SECRET_KEY_FILE"] == str(desk.secret_key)
    assert "DJANGO_SETTINGS_MODULE" not in env
    assert "SECRET_KEY_FILE" not in desk_environment(desk, {"SECRET_KEY": "mine"})


def test_given_addresses_are_compared_without_being_written_down() -> None:
    assert given_mark({}) == ""
    mark = given_mark({"DATABASE_URL": "postgres://ada:hush@db/desk"})
    assert mark not in ("", given_mark({"DATABASE_URL": "postgres://ada:hush@db/other"}))
    assert "hush" not in mark


def test_the_lock_tells_who_has_it(desk: Layout) -> None:
    lock, other = DeskLock(desk), DeskLock(desk)
    assert lock.acquire(Holder(pid=os.getpid(), serving=True, state=State.READY, address="http://here/"))
    assert not other.acquire(Holder(pid=1, serving=True))
    found = other.holder()
    assert found is not None
    assert (found.pid, found.address, found.state) == (os.getpid(), "http://here/", State.READY)
    lock.release()
    assert other.holder() is None
    assert other.acquire(Holder(pid=os.getpid(), serving=True))
    other.release()


def test_words_of_a_killed_holder_are_not_believed(desk: Layout) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    lock = DeskLock(desk)
    assert lock.acquire(Holder(pid=os.getpid(), serving=True))
    words = json.loads(lock.path.read_text())
    lock.path.write_text(json.dumps({**words, "pid": gone.pid, "state": "ready"}))
    assert DeskLock(desk).holder() is None
    lock.release()


def test_the_door_closes_only_behind_the_last_guest(desk: Layout) -> None:
    one, two, keeper = Guests(desk), Guests(desk), Guests(desk)
    assert one.enter()
    assert two.enter()
    one.leave()
    assert not keeper.close_door()
    two.leave()
    assert keeper.close_door()
    assert not one.enter()
    keeper.leave()


@pytest.mark.parametrize("port", ["http", "0", "70000", "-1"])
def test_a_port_that_is_none_is_refused(port: str) -> None:
    with pytest.raises(talk.Problem, match="from 1 to 65535"):
        programs.wished_port({"PORT": port})


def test_a_port_shared_without_a_word_counts_as_taken() -> None:
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        assert not programs.is_free("127.0.0.1", port)
        found, claim = programs.free_port("127.0.0.1", port)
        claim.close()
        assert found > port


def test_two_desks_that_start_together_get_two_ports() -> None:
    first, claim = programs.free_port("127.0.0.1", 18700)
    second, other = programs.free_port("127.0.0.1", 18700)
    assert first != second
    claim.close()
    assert programs.claimed(first) is not None
    other.close()


def test_a_host_that_is_not_ours_is_told() -> None:
    with pytest.raises(talk.Problem, match="no address of this machine"):
        programs.is_free("not a host", 8000)


@pytest.mark.parametrize(
    ("arguments", "workers"),
    [
        ([], True),
        (["-k", "carry"], True),
        (["-n", "4"], False),
        (["-n0"], False),
        (["--pdb"], False),
        (["-p", "no:xdist"], False),
    ],
)
def test_tests_run_on_several_workers_unless_the_person_says_otherwise(arguments: list[str], workers: bool) -> None:
    assert (parallel(arguments)[:2] == ["-n", WORKERS]) is workers


def test_exits_are_told_in_words() -> None:
    assert exit_words(3) == "exit 3"
    assert exit_words(-9) == "killed by SIGKILL"


def test_a_program_that_hears_nothing_is_killed_with_its_children(tmp_path: Path) -> None:
    deaf = "import signal,subprocess,time; signal.signal(15, signal.SIG_IGN); "
    deaf += "subprocess.Popen(['sleep', '987654']); print('deaf', flush=True); time.sleep(600)"
    log = tmp_path / "log"
    process = spawn([sys.executable, "-c", deaf], env=os.environ, log=log)
    eventually(lambda: log.read_text() == "deaf\n", 10, "it is up")
    stop(process, [Farewell(signal.SIGTERM, 0.2)])
    assert process.returncode == -signal.SIGKILL
    eventually(lambda: not group_of(process.pid), 5, "its child is gone too")


def group_of(leader: int) -> list[str]:
    """The living processes of a group; /proc/<pid>/stat is `pid (name) state parent group`."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            state, _, group = entry.read_text().rpartition(")")[2].split()[:3]
            if int(group) == leader and state != "Z":
                found.append(entry.parent.name)
    return found


class Part:
    """A part that falls over as often as it is told to."""

    def __init__(self, log: Path) -> None:
        self.log = log
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self.process = subprocess.Popen([sys.executable, "-c", "raise SystemExit(4)"], start_new_session=True)
        self.process.wait()

    def stop(self) -> None: ...


def test_what_will_not_stay_up_is_started_more_and_more_slowly(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    part = Part(tmp_path / "worker.log")
    part.start()
    care = supervisor.Care("worker", part)
    now, pauses = 1000.0, []
    for _ in range(7):
        care.look(now)
        assert care.due is not None
        pauses.append(care.due - now)
        now = care.due
        care.look(now)
    assert pauses == [1, 2, 4, 8, 16, 30, 30]
    assert "The worker stopped (exit 4); restart in 1 s." in capsys.readouterr().err


def test_the_fingerprint_follows_migrations_and_static_files(tmp_path: Path) -> None:
    before = supervisor.fingerprint(tmp_path)
    for name in ("claims/migrations/0001_initial.py", "factdesk/core/migrations/0001_initial.py", "static/a.css"):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text("")
        after = supervisor.fingerprint(tmp_path)
        assert after != before
        before = after


def test_signals_only_note_the_wish() -> None:
    known = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    try:
        wish = supervisor.Wish()
        assert not wish()
        signal.raise_signal(signal.SIGHUP)
        assert wish()
        assert threading.current_thread() is threading.main_thread()
    finally:
        for number, handler in known.items():
            signal.signal(number, handler)


def test_help_is_on_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["manage", "--help"]) == 0
    assert "./run COMMAND" in capsys.readouterr().out


def test_the_announced_people_are_the_demo_desks() -> None:
    from claims.demo.script import PEOPLE  # here, since the launcher and its tests need no Django otherwise

    assert dict(DEMO_PEOPLE) == {f"{first}@factdesk.example": role for first, _, role in PEOPLE}


def test_the_announced_password_is_the_settings() -> None:
    from django.conf import settings

    assert settings.DEMO_PASSWORD == DEMO_PASSWORD


def test_one_list_of_packages_holds_the_next() -> None:
    pins = {name: dict(PIN.findall((ROOT / name).read_text())) for name in REQUIREMENTS}
    assert len(pins["requirements.txt"]) > 10
    for smaller, larger in itertools.pairwise(REQUIREMENTS):
        assert pins[smaller].items() <= pins[larger].items()


REQUIREMENTS = ("requirements.txt", "requirements-local.txt", "requirements-dev.txt")


@pytest.mark.parametrize("name", REQUIREMENTS)
def test_every_package_is_pinned_and_hashed_and_no_address_is_named(name: str) -> None:
    text = (ROOT / name).read_text()
    assert text.count("==") <= text.count("--hash=sha256:")
    assert "://" not in text
    assert "--index" not in text


def test_an_old_python_is_told_so(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(bootstrap, "OLDEST", (9, 0))
    assert bootstrap.main("requirements-local.txt") == 1
    assert "needs Python" in capsys.readouterr().err


def test_a_python_without_venv_names_the_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bootstrap, "VENV", tmp_path / ".venv")
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    assert bootstrap.main("requirements-local.txt") == 1
    assert "apt-get install python3-venv" in capsys.readouterr().err


def test_installed_means_the_marker_equals_the_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    monkeypatch.setattr(bootstrap, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(bootstrap, "works", lambda: True)
    (tmp_path / ".venv").mkdir()
    (tmp_path / "requirements-local.txt").write_text("a==1")
    (tmp_path / "requirements-dev.txt").write_text("a==1\nb==1")
    assert not bootstrap.is_installed("requirements-local.txt")
    bootstrap.marker("requirements-dev.txt").write_text("a==1\nb==1")
    assert bootstrap.is_installed("requirements-local.txt")
    (tmp_path / "requirements-dev.txt").write_text("a==2\nb==1")
    assert not bootstrap.is_installed("requirements-local.txt")
    assert not bootstrap.is_installed("requirements-dev.txt")


@pytest.mark.parametrize("name", ["run", "test", ".ci/run"])
def test_the_commands_can_be_run_and_name_no_index(name: str) -> None:
    script = ROOT / name
    assert script.stat().st_mode & 0o111
    scripts = [script, ROOT / "factdesk/local/setup.sh", ROOT / "factdesk/local/bootstrap.py"]
    words = "".join(one.read_text() for one in scripts).lower()
    assert not re.search(r"index-url|find-links|pypi|pythonhosted|https?_proxy", words)
    shell = "bash" if name == ".ci/run" else "sh"
    assert subprocess.run([shell, "-n", script], check=False).returncode == 0
