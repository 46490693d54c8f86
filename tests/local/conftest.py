"""A desk of toy programs in a folder of its own: the real launcher, Postgres, Valkey, Celery and granian."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import sys
import sysconfig
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from factdesk.local.accounts import Account

ROOT = Path(__file__).resolve().parents[2]
SYSTEM_PYTHON = "/usr/bin/python3"
CARRIED = {"PATH", "LANG", "SSL_CERT_FILE", "SSL_CERT_DIR", "PIP_CERT", "PYTHONDONTWRITEBYTECODE"}


def processes_of(folder: Path) -> dict[int, str]:
    """Every process that names the folder in its command, its environment or as its working folder."""
    mark = os.fsencode(folder)
    found = {}
    for entry in Path("/proc").iterdir():
        if not entry.name.isdecimal() or int(entry.name) == os.getpid():
            continue
        try:
            command = (entry / "cmdline").read_bytes()
            told = mark in command or mark in (entry / "environ").read_bytes()
            if told or os.fsencode((entry / "cwd").readlink()).startswith(mark):
                found[int(entry.name)] = command.replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue
    return found


def parent_of(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return 0


def eventually(true: Callable[[], object], seconds: float, what: str) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, f"not within {seconds} s: {what}"
        time.sleep(0.1)


def nothing_is_left(folder: Path) -> None:
    """What says good-bye last may take a moment to be gone on a busy machine."""
    eventually(lambda: not processes_of(folder), 10, "no process is left")


@dataclass
class Toy:
    """One folder with a desk in it."""

    folder: Path
    account: Account | None = None
    extra: dict[str, str] = field(default_factory=dict)
    running: list[subprocess.Popen[str]] = field(default_factory=list)

    @property
    def env(self) -> dict[str, str]:
        """A shell that knows nothing of the desk that runs these tests."""
        kept = {name: value for name, value in os.environ.items() if name in CARRIED}
        return {**kept, "HOME": str(self.folder), "PORT": "8700", **self.extra}

    def popen(self, *words: str) -> subprocess.Popen[str]:
        said = (self.folder / "said").open("a")
        process = subprocess.Popen(
            ["./run", *words],
            cwd=self.folder,
            env=self.env,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=said,
            text=True,
            user=self.account.uid if self.account else None,
            group=self.account.gid if self.account else None,
            extra_groups=[] if self.account else None,
        )
        said.close()
        self.running.append(process)
        return process

    def run(self, *words: str, text: str = "") -> subprocess.CompletedProcess[str]:
        """A command from start to end; what it said on standard error is in the result."""
        (self.folder / "said").unlink(missing_ok=True)
        process = self.popen(*words)
        out, _ = process.communicate(text, timeout=120)
        return subprocess.CompletedProcess(words, process.returncode, out, self.said())

    def serve(self) -> subprocess.Popen[str]:
        """Start the desk and wait until it says that it is ready."""
        (self.folder / "said").unlink(missing_ok=True)
        process = self.popen()
        assert process.stdout is not None
        lines = []
        for line in process.stdout:
            lines.append(line)
            if "Ctrl-C" in line:
                break
        assert lines, f"the desk did not start:\n{self.said()}"
        self.announcement = "".join(lines)
        return process

    @property
    def address(self) -> str:
        return next(word for word in self.announcement.split() if word.startswith("http://"))

    def page(self, path: str = "") -> str:
        try:
            with urllib.request.urlopen(self.address + path, timeout=10) as answer:  # noqa: S310  our own loopback
                return str(answer.read().decode())
        except OSError as error:
            error.add_note(self.said())
            raise

    def answers(self) -> bool:
        try:
            return self.page("health/") == "ok"
        except OSError:
            return False

    def said(self) -> str:
        said = self.folder / "said"
        return said.read_text() if said.exists() else ""

    def part(self, words: str) -> int:
        """The process number of a part that the serving launcher itself has started; 0 while there is none."""
        launcher = self.running[0].pid
        own = (pid for pid, command in processes_of(self.folder).items() if words in command)
        return next((pid for pid in own if parent_of(pid) == launcher), 0)

    def close(self) -> None:
        for process in self.running:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
        for process in self.running:
            process.wait(60)
            for stream in (process.stdin, process.stdout):
                if stream is not None:
                    stream.close()


def furnish(folder: Path) -> None:
    """The launcher as it is, over programs that fit on a page."""
    (folder / "factdesk").mkdir(parents=True)
    ignore = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "factdesk" / "local", folder / "factdesk" / "local", ignore=ignore)
    # Root's copies for other accounts go beside the toy, not into the machine's /var/lib.
    binaries = folder / "factdesk" / "local" / "binaries.py"
    shared = str(folder.with_name(f"{folder.name}-shared"))
    binaries.write_text(binaries.read_text().replace("/var/lib/factdesk-embedded", shared))
    for name in ("run", "test", "requirements.txt", "requirements-local.txt", "requirements-dev.txt"):
        shutil.copy2(ROOT / name, folder / name)
    toy = Path(__file__).parent / "toy"
    (folder / "factdesk" / "__init__.py").touch()
    shutil.copyfile(toy / "manage.py", folder / "manage.py")
    for name in ("celery.py", "wsgi.py"):
        shutil.copyfile(toy / name, folder / "factdesk" / name)
    (folder / ".venv").symlink_to(sys.prefix)
    inside = [place for place in (folder, *folder.parents) if Path(tempfile.gettempdir()) in place.parents]
    for parent in inside:
        if parent.stat().st_uid == os.geteuid():
            parent.chmod(parent.stat().st_mode | 0o011)  # pytest closes its folders to the database's account


@pytest.fixture(scope="module")
def toy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Toy]:
    """One toy for a whole module; each test leaves it stopped."""
    desk = Toy(tmp_path_factory.mktemp("toy"))
    furnish(desk.folder)
    yield desk
    desk.close()


@pytest.fixture
def stopped(toy: Toy) -> Iterator[Toy]:
    """The toy, and the promise that the test leaves no process of it."""
    yield toy
    toy.close()
    toy.extra = {}
    eventually(lambda: not processes_of(toy.folder), 20, f"all stopped; left: {processes_of(toy.folder)}")


@pytest.fixture
def ordinary(tmp_path: Path) -> Iterator[Toy]:
    """A toy that belongs to an ordinary user, whoever runs the tests."""
    desk = Toy(tmp_path / "toy")
    furnish(desk.folder)
    if os.geteuid() == 0:
        entry = pwd.getpwnam("nobody")
        desk.account = Account(entry.pw_uid, entry.pw_gid)
        lend_python(desk, desk.account)
        for path in (desk.folder, *desk.folder.rglob("*")):
            os.chown(path, entry.pw_uid, entry.pw_gid, follow_symlinks=False)
    yield desk
    desk.close()


def lend_python(desk: Toy, account: Account) -> None:
    """Root's interpreter may be closed to others; then the system's, if it can load the same packages."""
    if account.can([sys.executable, "-c", ""]):
        return
    packages = sysconfig.get_path("purelib")
    version = f"import sys; sys.exit(sys.version_info[:2] != {sys.version_info[:2]})"
    if not account.can([SYSTEM_PYTHON, "-c", version]) or not account.can_enter(Path(packages)):
        pytest.skip("an ordinary user can reach neither this interpreter nor the system's with these packages")
    (desk.folder / ".venv").unlink()
    subprocess.run([SYSTEM_PYTHON, "-m", "venv", "--without-pip", desk.folder / ".venv"], check=True)
    lib = desk.folder / ".venv" / "lib" / f"python{sys.version_info[0]}.{sys.version_info[1]}" / "site-packages"
    (lib / "desk.pth").write_text(packages)
    shutil.copyfile(ROOT / "requirements-dev.txt", desk.folder / ".venv" / ".installed-requirements-dev.txt")
