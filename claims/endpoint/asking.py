"""Asking about a whole article: part by part, with patience and a budget, and never longer than a job may take."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from claims.detect import Detection
from claims.detect.llm import BadReply, Checked, Message, Part, check, mended, messages, read_reply, schema
from claims.detect.llm.contract import Said
from claims.detect.llm.folding import Folded
from claims.endpoint.config import Endpoint
from claims.endpoint.wire import EndpointError, call, open_client

FORBIDDEN = "forbidden"
"""The text may not go out any more: somebody marked it confidential meanwhile, or switched the desk off."""

_BEAT = 4.0  # seconds; well inside a lease
_LEAST = 1.0
_MOST_TOKENS = 4096
_FORMATS: tuple[dict[str, Any], ...] = (
    {
        "response_format": {
            "type": "json_schema",
            "json_schema": {"name": "claims", "strict": True, "schema": schema()},
        }
    },
    {"response_format": {"type": "json_object"}},
    {},
)
"""From the strictest to none: an endpoint that does not know one is asked with the next."""


@dataclass(frozen=True)
class Answer:
    """What came of it: the claims that stand in the text, how many sentences were read for them, calls made, and the
    code of what ended it early, if anything did.
    """

    checked: Checked
    read: int
    calls: int
    problem: str = ""


def ask(
    endpoint: Endpoint,
    text: str,
    local: Detection,
    parts: Sequence[Part],
    *,
    beat: Callable[[], None],
    may_go_on: Callable[[], bool],
) -> Answer:
    """Ask about every part in order. `beat` is called while waiting, `may_go_on` before each part goes out.

    A reply that cannot be read costs its part; an endpoint that does not answer ends the asking.
    """
    folded, checked, read, problem = Folded(text), Checked(), 0, ""
    talk = _Talk(endpoint, beat)
    try:
        for part in parts:
            if not may_go_on():
                problem = FORBIDDEN
                break
            try:
                said = talk.about(messages(text, local.sentences, part))
            except BadReply:
                problem = "bad_reply"
                continue
            checked += check(folded, local.sentences, part, said)
            read += len(part.asked)
    except EndpointError as error:
        problem = error.code
    finally:
        talk.end()
    return Answer(checked, read, talk.calls, problem)


class _Talk:
    """The calls of one article, and what is left of its budget."""

    def __init__(self, endpoint: Endpoint, beat: Callable[[], None]) -> None:
        self.endpoint = endpoint
        self.beat = beat
        self.calls = 0
        self.until = time.monotonic() + settings.MODEL_ENDPOINT_BUDGET_SECONDS
        self.format = 0
        self.client = open_client()
        # The call waits in a thread, so that the job's lease is kept meanwhile.
        self.thread = ThreadPoolExecutor(1, thread_name_prefix="model-endpoint")

    def end(self) -> None:
        self.thread.shutdown(wait=False, cancel_futures=True)
        self.client.close()

    def about(self, asked: list[Message]) -> list[Said]:
        """The claims of one part; a reply that is not the JSON asked for gets one chance to be mended."""
        reply = self._patiently(asked)
        try:
            return read_reply(reply)
        except BadReply:
            return read_reply(self._patiently(mended(asked, reply)))

    def _patiently(self, asked: list[Message]) -> str:
        tries = 0
        while True:
            try:
                return self._once(asked)
            except EndpointError as error:
                if error.code == "shape" and self.format + 1 < len(_FORMATS):
                    self.format += 1
                    continue
                tries += 1
                if not error.again or tries > settings.MODEL_ENDPOINT_RETRIES:
                    raise
                self._wait(max(error.after, self._pause(tries)))

    def _once(self, asked: list[Message]) -> str:
        left = self.until - time.monotonic()
        if left < _LEAST or self.calls >= settings.MODEL_ENDPOINT_BUDGET_CALLS:
            raise EndpointError("budget")
        self.calls += 1
        body = {
            "model": self.endpoint.model,
            "messages": asked,
            "temperature": 0,
            "max_tokens": _MOST_TOKENS,
            **_FORMATS[self.format],
        }
        seconds = min(settings.MODEL_ENDPOINT_SECONDS, left)
        self.beat()
        waiting = self.thread.submit(call, self.client, self.endpoint, body, seconds=seconds)
        while wait([waiting], timeout=_BEAT).not_done:
            self.beat()
        return waiting.result()

    def _pause(self, tries: int) -> float:
        """Twice as long each time, and never the same for two workers that were turned away together."""
        pause: float = settings.MODEL_ENDPOINT_PAUSE_SECONDS * 2 ** (tries - 1)
        return pause * random.uniform(0.5, 1.5)  # noqa: S311  spreads tries, keeps no secret

    def _wait(self, seconds: float) -> None:
        end = min(time.monotonic() + seconds, self.until)
        while (left := end - time.monotonic()) > 0:
            time.sleep(min(left, _BEAT))
            self.beat()
