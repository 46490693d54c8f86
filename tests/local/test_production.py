"""The production desk as docker-compose.yml describes it: its own commands, settings and health checks.

Postgres and the broker are the wheels' programs, by TCP and with passwords; no container is started.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import Message
from pathlib import Path

import pytest

from factdesk.local.binaries import valkey_server
from factdesk.local.layout import private_folder
from factdesk.local.postgres import Postgres
from factdesk.local.processes import Farewell, spawn, stop
from tests.local.compose import COMPOSE, HOST, check_of, moved, services, words_of
from tests.local.conftest import CARRIED, ROOT, eventually

pytestmark = pytest.mark.system

OURS = ("web", "worker", "beat")
STORY = """Ferry fares rise in January

The harbour board said fares will rise by 12 percent on 1 January 2027.

About 4,300 people cross the harbour each working day, according to the board's own count.
"""


def free_port() -> int:
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        return int(line.getsockname()[1])


@dataclass
class Production:
    """Five services of docker-compose.yml as processes of this machine."""

    home: Path
    web_port: int = field(default_factory=free_port)
    database_port: int = field(default_factory=free_port)
    broker_port: int = field(default_factory=free_port)
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    @property
    def elsewhere(self) -> dict[str, str]:
        """What differs between a container and this machine: addresses, and where its /tmp and secrets are."""
        return {
            "0.0.0.0": "127.0.0.1",  # noqa: S104  never on the network of the machine that tests
            "bind * -::*": "bind 127.0.0.1",
            "8000": str(self.web_port),
            "6379": str(self.broker_port),
            "/tmp": str(self.home / "tmp"),
            "/run/secrets": str(self.home / "secrets"),
        }

    def env(self, name: str) -> dict[str, str]:
        kept = {key: value for key, value in os.environ.items() if key in CARRIED}
        told = {key: str(value) for key, value in services()[name].get("environment", {}).items()}
        told = {key: value.replace("/run/secrets", str(self.home / "secrets")) for key, value in told.items()}
        path = os.pathsep.join([str(Path(sys.prefix) / "bin"), str(valkey_server().parent), kept.get("PATH", "")])
        place = {"PATH": path, "HOME": str(self.home), "HOSTNAME": socket.gethostname()}
        # Set in the image, not in the file.
        image = {"DATA_DIR": str(self.home / "data"), "PYTHONUNBUFFERED": "1"}
        # Set in the newsroom's .env, for the proxy that ends TLS.
        return {**kept, **told, **place, **image, "TRUST_PROXY": "true"}

    def make_secrets(self) -> None:
        """As docs/operations.md tells a newsroom to, and nothing else; then only the two hosts are this machine's."""
        (steps,) = re.findall(r"```sh\n(.*?)```", (ROOT / "docs" / "operations.md").read_text(), re.DOTALL)
        subprocess.run(["sh", "-ec", steps], cwd=self.home, check=True)
        folder = self.home / "secrets"
        assert {path.name for path in folder.iterdir()} == set(COMPOSE["secrets"])
        hosts = {
            "@postgres:5432": f"@127.0.0.1:{self.database_port}",
            "@valkey:6379": f"@127.0.0.1:{self.broker_port}",
        }
        for path in folder.iterdir():
            path.write_text(moved(path.read_text(), hosts))

    def start(self, name: str) -> None:
        command = words_of(name, **self.elsewhere)
        self.processes[name] = spawn(command, env=self.env(name), log=self.log(name), cwd=ROOT)

    def log(self, name: str) -> Path:
        return self.home / f"{name}.log"

    def healthy(self, name: str) -> bool:
        """Whether the service's own health check says so."""
        assert self.processes[name].poll() is None, self.log(name).read_text()
        check = check_of(name, **self.elsewhere)
        return subprocess.run(check, env=self.env(name), cwd=ROOT, capture_output=True, check=False).returncode == 0

    def answers(self) -> bool:
        try:
            return self.get("/health/")[0] == 200
        except OSError:
            return False

    def manage(self, *words: str, text: str = "") -> str:
        done = subprocess.run(
            [sys.executable, "manage.py", *words],
            env=self.env("web"),
            cwd=ROOT,
            input=text,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def get(self, path: str, **headers: str) -> tuple[int, Message, str]:
        """An answer as it is, redirects not followed."""
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.web_port}{path}",
            headers={"Host": HOST, **{name.replace("_", "-"): value for name, value in headers.items()}},
        )
        try:
            with urllib.request.build_opener(Still).open(request, timeout=20) as answer:
                return answer.status, answer.headers, answer.read().decode()
        except urllib.error.HTTPError as answer:
            return answer.code, answer.headers, answer.read().decode()


class Still(urllib.request.HTTPRedirectHandler):
    """Does not follow."""

    def redirect_request(self, *_args: object, **_options: object) -> None:
        return None


@pytest.fixture(scope="module")
def desk() -> Iterator[Production]:
    one = Production(private_folder("factdesk-production-"))
    for name in ("tmp", "data"):
        (one.home / name).mkdir()
    one.make_secrets()
    server = serve_by_tcp(one)
    try:
        one.start("valkey")
        one.start("migrate")
        assert one.processes.pop("migrate").wait(120) == 0, one.log("migrate").read_text()
        one.manage("collectstatic", "--no-input", "--verbosity=0")
        for name in OURS:
            one.start(name)
        yield one
        stop_within_grace(one)
    finally:
        for process in one.processes.values():
            stop(process, [Farewell(signal.SIGTERM, 15)])
        server.stop()
        shutil.rmtree(one.home, ignore_errors=True)


def stop_within_grace(desk: Production) -> None:
    """What `docker compose stop` promises: asked to end, each is gone before it would be killed."""
    stopping = {name: desk.processes.pop(name) for name in OURS}
    eventually(desk.answers, 40, "web is up, and hears")
    for process in stopping.values():
        process.terminate()
    for name, process in stopping.items():
        grace = str(services()[name].get("stop_grace_period", "10s"))
        assert process.wait(int(grace.removesuffix("s"))) == 0, name


def serve_by_tcp(desk: Production) -> Postgres:
    """The embedded server, but on loopback and with a password, as the postgres image serves it."""
    server = Postgres(
        desk.home / "database", desk.home / "sockets", desk.log("postgres"), dict(os.environ), throw_away=True
    )
    server.start()
    password = (desk.home / "secrets" / "postgres_password").read_text()
    server.client("psql", "-d", "postgres", "-c", f"ALTER ROLE factdesk PASSWORD '{password}'")
    server.stop()
    (server.data / "pg_hba.conf").write_text("host all all 127.0.0.1/32 scram-sha-256\n")
    command: list[str | Path] = [
        server.programs / "postgres",
        "-D",
        server.data,
        "-k",
        "",
        "-h",
        "127.0.0.1",
        "-p",
        str(desk.database_port),
    ]
    server.process = spawn(
        command, env=os.environ, log=desk.log("postgres"), cwd=Path("/"), account=server.account, farewell=signal.SIGINT
    )
    port = ["-h", "127.0.0.1", "-p", str(desk.database_port)]
    eventually(lambda: subprocess.run([server.programs / "pg_isready", *port], check=False).returncode == 0, 20, "up")
    return server


def test_a_web_server_that_stands_still_does_not_pass(desk: Production) -> None:
    check = check_of("web", **{**desk.elsewhere, "8000": str(free_port())})
    assert subprocess.run(check, env=desk.env("web"), capture_output=True, check=False).returncode != 0


def test_the_sign_in_page_answers_over_https_and_shows_no_demo(desk: Production) -> None:
    eventually(desk.answers, 40, "web is up")
    status, headers, _ = desk.get("/sign-in/")
    assert (status, headers["Location"]) == (301, f"https://{HOST}/sign-in/")
    status, headers, page = desk.get("/sign-in/", X_Forwarded_Proto="https")
    assert status == 200
    assert "__Host-csrf=" in headers["Set-Cookie"]
    assert "max-age=31536000" in headers["Strict-Transport-Security"]
    assert "csrfmiddlewaretoken" in page
    assert "check-every-fact" not in page
    assert desk.get("/sign-in/", Host="elsewhere.test", X_Forwarded_Proto="https")[0] == 400


def test_a_job_rung_through_the_broker_is_done_and_all_are_healthy(desk: Production, tmp_path: Path) -> None:
    desk.manage("create_desk", "Harbour")
    desk.manage("add_member", "Harbour", "ada@harbour.test", "Ada", "editor", text="a long enough phrase\n")
    story = tmp_path / "story.txt"
    story.write_text(STORY)
    table = desk.manage("check_article", str(story))
    assert "12 percent" in table
    assert "4,300" in table
    assert [name for name in OURS if not desk.healthy(name)] == []
