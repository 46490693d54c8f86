"""The programs of ours that the desk keeps running: the worker and the web server."""

from __future__ import annotations

import http.client
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from factdesk.local.layout import Layout
from factdesk.local.processes import Farewell, exit_words, spawn, stop, wait_until
from factdesk.local.talk import Problem, Stopped, say, tail

FIRST_PORT = 8000
PORTS_TRIED = 100
LOOPBACK = {"127.0.0.1", "::1", "localhost"}


@dataclass
class Program:
    """One long-running program with a log of its own."""

    name: str
    command: Sequence[str]
    log: Path
    env: Mapping[str, str]
    cwd: Path
    farewells: Sequence[Farewell]
    last_farewell: signal.Signals = signal.SIGTERM
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self.process = spawn(self.command, env=self.env, log=self.log, cwd=self.cwd, farewell=self.last_farewell)

    def stop(self) -> None:
        if self.process is not None:
            stop(self.process, self.farewells)


def worker(layout: Layout, env: Mapping[str, str]) -> Program:
    """Celery with its clock (`-B`). Jobs that are cut short are taken up again from their rows."""
    command = [sys.executable, "-m", "celery", "-A", "factdesk.celery:app", "worker", "-B"]
    command += ["-s", str(layout.var / "beat-schedule"), "--concurrency", "2"]
    # Without a heartbeat: at the launcher's death it would try for ever to tell a broker that is gone as well.
    command += ["--without-gossip", "--without-mingle", "--without-heartbeat", "-l", "warning"]
    return Program(
        name="worker",
        command=command,
        log=layout.log("worker"),
        env=env,
        cwd=layout.root,
        farewells=(Farewell(signal.SIGTERM, 8), Farewell(signal.SIGQUIT, 3)),
        last_farewell=signal.SIGQUIT,  # after the launcher's death a warm stop could wait minutes for a job
    )


@dataclass
class Web(Program):
    """The web server, which must find a free port and answer before the desk calls itself ready."""

    host: str = "127.0.0.1"
    port: int = FIRST_PORT
    arguments: Sequence[str] = ()
    claim: socket.socket | None = None

    @property
    def address(self) -> str:
        return f"http://{f'[{self.host}]' if ':' in self.host else self.host}:{self.port}/"

    def start(self) -> None:
        """At the address that was announced, or not at all."""
        if not is_free(self.host, self.port):
            raise Problem(f"Port {self.port} is taken by another program now; the web server waits for it.")
        self.command = [*self.arguments, "--host", self.host, "--port", str(self.port)]
        super().start()

    def start_and_wait(self, stopping: Callable[[], bool]) -> None:
        """Start on the wished port or the next free one; wait for the first good answer."""
        while True:
            self.port, self.claim = free_port(self.host, self.port)
            self.start()
            ready = wait_until(lambda: self.has_ended() or self.answers(), seconds=60, stopping=stopping, step=0.1)
            if stopping():
                raise Stopped
            if ready and not self.has_ended():
                return
            if self.has_ended() and not is_free(self.host, self.port):
                self.claim = None
                continue  # somebody took the port between our look and the server's
            ended = f" ({exit_words(self.process.returncode)})" if self.process and self.has_ended() else ""
            raise Problem(f"The web server does not answer{ended}. The end of {self.log}:\n{tail(self.log)}")

    def has_ended(self) -> bool:
        return self.process is None or self.process.poll() is not None

    def answers(self) -> bool:
        host = "127.0.0.1" if self.host == "0.0.0.0" else self.host  # noqa: S104  only asked about
        line = http.client.HTTPConnection(host, self.port, timeout=5)
        try:
            line.request("GET", "/health/")
            return line.getresponse().status == http.HTTPStatus.OK
        except (OSError, http.client.HTTPException):
            return False
        finally:
            line.close()


def web(layout: Layout, env: Mapping[str, str]) -> Web:
    host = env.get("HOST") or "127.0.0.1"
    arguments = [
        sys.executable,
        "-m",
        "granian",
        "--interface",
        "wsgi",
        "--workers",
        "1",
        "--blocking-threads",
        "4",
    ]
    arguments += [
        "--workers-kill-timeout",
        "4",
        "--no-ws",
        "--log-level",
        "warning",
        "factdesk.wsgi:application",
    ]
    return Web(
        name="web",
        command=(),
        arguments=arguments,
        log=layout.log("web"),
        env={name: value for name, value in env.items() if not name.startswith("GRANIAN_")},
        cwd=layout.root,
        farewells=(Farewell(signal.SIGTERM, 6),),
        host=host,
        port=wished_port(env),
    )


def wished_port(env: Mapping[str, str]) -> int:
    text = env.get("PORT") or str(FIRST_PORT)
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise Problem(f"PORT is {text!r}; it must be a number from 1 to 65535.")
    return int(text)


def free_port(host: str, first: int) -> tuple[int, socket.socket]:
    """The first port nobody uses, and the claim on it, which holds as long as the socket is kept."""
    for port in range(first, min(first + PORTS_TRIED, 65536)):
        claim = claimed(port)
        if claim is not None and is_free(host, port):
            if port != first:
                say(f"Port {first} is taken, using {port}.")
            return port, claim
    raise Problem(f"No free port from {first} on; set PORT to one that is.")


def claimed(port: int) -> socket.socket | None:
    """Keep other desks of this machine from the port while the web server is still coming up, or is down.

    The server shares its port with any other of its kind (SO_REUSEPORT): two desks that started at the same
    moment would both get it and answer each other's pages. The claim is a name in the kernel, gone with us.
    """
    claim = socket.socket(socket.AF_UNIX)
    try:
        if sys.platform == "linux":
            claim.bind(f"\0factdesk-port-{port}")
    except OSError:
        claim.close()
        return None
    return claim


def is_free(host: str, port: int) -> bool:
    """Whether nobody listens there, not even with SO_REUSEPORT."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except OSError as error:
        raise Problem(f"HOST is {host!r}, which is no address of this machine: {error}") from error
    with socket.socket(family, kind, protocol) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind(address)
            trial.listen(1)
        except PermissionError as error:
            raise Problem(f"Port {port} needs root; set PORT to 1024 or more.") from error
        except OSError:
            return False
    return True
