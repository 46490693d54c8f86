"""An OpenAI-compatible endpoint on loopback that does as it is told: well, badly, slowly, or not at all."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Sentences = dict[int, str]
Reply = Callable[[Sentences], "str | Answer"]


@dataclass(frozen=True)
class Answer:
    """An HTTP answer by hand. `pauses` are seconds before it starts and between single bytes of it."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    pauses: tuple[float, float] = (0.0, 0.0)


@dataclass(frozen=True)
class Request:
    path: str
    headers: dict[str, str]
    body: dict[str, Any]

    @property
    def sentences(self) -> Sentences:
        """Number → words, as they were sent."""
        sent = json.loads(self.body["messages"][1]["content"])["sentences"]
        return {item["sid"]: item["text"] for item in sent}


def claims(*told: dict[str, Any]) -> str:
    return json.dumps({"claims": list(told), "skipped": []})


def completion(words: object) -> bytes:
    return json.dumps({"choices": [{"message": {"role": "assistant", "content": words}}]}).encode()


class Fake:
    """Answers with each of its replies once, in order, and with the last one for ever."""

    def __init__(self) -> None:
        self.requests: list[Request] = []
        self.replies: list[str | Answer | Reply] = [claims()]
        self.closing = threading.Event()
        fake = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                length = int(self.headers["Content-Length"])
                body = json.loads(self.rfile.read(length))
                fake._answer(self, Request(self.path, dict(self.headers), body))

            do_GET = do_POST  # noqa: N815

            def log_message(self, *_args: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_address[1]}/v1"

    @property
    def sent(self) -> str:
        """Everything that came in, as one string."""
        return json.dumps([request.body for request in self.requests], ensure_ascii=False)

    def says(self, *replies: str | Answer | Reply) -> None:
        self.replies = list(replies)

    def close(self) -> None:
        self.closing.set()
        self.server.shutdown()
        self.server.server_close()

    def _answer(self, handler: BaseHTTPRequestHandler, request: Request) -> None:
        reply = self.replies[min(len(self.requests), len(self.replies) - 1)]
        self.requests.append(request)
        if callable(reply):
            reply = reply(request.sentences)
        answer = reply if isinstance(reply, Answer) else Answer(body=completion(reply))
        before, between = answer.pauses
        self.closing.wait(before)
        try:
            handler.send_response(answer.status)
            for name, value in answer.headers.items():
                handler.send_header(name, value)
            handler.send_header("Content-Length", str(len(answer.body)))
            handler.end_headers()
            for piece in _pieces(answer.body, single=bool(between)):
                handler.wfile.write(piece)
                if between:
                    handler.wfile.flush()
                    time.sleep(between)
        except OSError:
            pass  # the other side has had enough


def _pieces(body: bytes, *, single: bool) -> Iterator[bytes]:
    if not single:
        yield body
        return
    for i in range(len(body)):
        yield body[i : i + 1]
