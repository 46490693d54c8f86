"""The embedded Valkey: Celery's broker on a unix socket. It keeps nothing: the jobs are rows in Postgres."""

from __future__ import annotations

import signal
import socket
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from factdesk.local.binaries import valkey_server
from factdesk.local.processes import Farewell, spawn, stop, wait_until
from factdesk.local.talk import Problem, Stopped, tail

FAREWELLS = (Farewell(signal.SIGTERM, 5),)


@dataclass
class Valkey:
    socket: Path
    log: Path
    env: Mapping[str, str]
    stopping: Callable[[], bool] = lambda: False
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"redis+socket://{self.socket}"

    def start(self) -> None:
        settings = {
            "port": "0",
            "unixsocket": str(self.socket),
            "unixsocketperm": "700",
            "save": "",
            "appendonly": "no",
            "maxmemory": "256mb",
            "maxmemory-policy": "noeviction",
            "dir": str(self.socket.parent),
        }
        command = [
            str(valkey_server()),
            *(word for name, value in settings.items() for word in (f"--{name}", value)),
        ]
        self.process = server = spawn(command, env=self.env, log=self.log)
        ready = wait_until(lambda: server.poll() is not None or self.answers(), seconds=20, stopping=self.stopping)
        if self.stopping():
            raise Stopped
        if not ready or server.poll() is not None:
            raise Problem(f"The broker does not start. The end of {self.log}:\n{tail(self.log)}")

    def stop(self) -> None:
        if self.process is not None:
            stop(self.process, FAREWELLS)

    def answers(self) -> bool:
        try:
            with socket.socket(socket.AF_UNIX) as line:
                line.settimeout(1)
                line.connect(str(self.socket))
                line.sendall(b"PING\r\n")
                return line.recv(16).startswith(b"+PONG")
        except OSError:
            return False
