"""A server on loopback that says, byte for byte, what a test wants said."""

from __future__ import annotations

import gzip
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress

Talk = Callable[[socket.socket], None]
"""What to do with a line whose request has been read."""


def says(*parts: bytes | float) -> Talk:
    """Send the parts; a number is a pause in seconds."""

    def talk(line: socket.socket) -> None:
        for part in parts:
            if isinstance(part, bytes):
                line.sendall(part)
            else:
                time.sleep(part)

    return talk


def page(body: bytes, *headers: str, status: str = "200 OK", kind: str = "text/html") -> bytes:
    """A whole answer in good order."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *([f"Content-Type: {kind}"] if kind else [])]
    return "\r\n".join([*lines, *headers, "", ""]).encode() + body


def chunked(*chunks: bytes, headers: str = "", end: bytes = b"0\r\n\r\n") -> bytes:
    head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n{headers}\r\n".encode()
    return head + b"".join(b"%x\r\n%s\r\n" % (len(chunk), chunk) for chunk in chunks) + end


def to(location: str, status: str = "302 Found") -> Talk:
    return says(f"HTTP/1.1 {status}\r\nLocation: {location}\r\nContent-Length: 0\r\n\r\n".encode())


def endless(line: socket.socket) -> None:
    line.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    while True:
        line.sendall(b"x" * 100_000)


def trickle(first: bytes, again: bytes) -> Talk:
    """A little every 20 ms, for ever: no single wait is long."""

    def talk(line: socket.socket) -> None:
        line.sendall(first)
        while True:
            time.sleep(0.02)
            line.sendall(again)

    return talk


def bomb(megabytes: int) -> bytes:
    packed = gzip.compress(b"\0" * 1_000_000 * megabytes)
    return page(packed, "Content-Encoding: gzip")


class StrangeServer:
    """Answers each path as it was told to; keeps every request as it came."""

    def __init__(self, context: ssl.SSLContext | None = None) -> None:
        self.paths: dict[str, Talk] = {}
        self.asked: list[bytes] = []
        self.context = context
        self.server = socket.create_server(("127.0.0.1", 0))
        self.port: int = self.server.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        return f"{'https' if self.context else 'http'}://{host}:{self.port}{path}"

    def close(self) -> None:
        with suppress(OSError):
            self.server.shutdown(socket.SHUT_RDWR)
        self.server.close()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                line, _ = self.server.accept()
                threading.Thread(target=self._talk, args=[line], daemon=True).start()

    def _talk(self, line: socket.socket) -> None:
        with suppress(OSError), line:
            if self.context:
                line = self.context.wrap_socket(line, server_side=True)
            request = b""
            while b"\r\n\r\n" not in request and (more := line.recv(65_536)):
                request += more
            self.asked.append(request)
            with line:
                self.paths[request.split(b" ")[1].decode()](line)
                with suppress(OSError):
                    line.shutdown(socket.SHUT_WR)
                    line.settimeout(1)
                    line.recv(1)


def running(context: ssl.SSLContext | None = None) -> Iterator[StrangeServer]:
    server = StrangeServer(context)
    yield server
    server.close()
