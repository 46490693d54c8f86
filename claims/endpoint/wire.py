"""One call: a request out, the model's words back, and every way that can go wrong as a code without words."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from typing import Any

import httpx2

from claims.endpoint.config import Endpoint

LARGEST = 2_000_000
_CONNECT = 10.0
_BUSY = frozenset({408, 425, 429, 500, 502, 503, 504, 529})
_SHAPE = frozenset({400, 415, 422, 501})
_PATIENCE = 20.0


class EndpointError(Exception):
    """Why there is no reply: a code for logs and the trail. `again` when another try may do, after so many seconds."""

    def __init__(self, code: str, *, again: bool = False, after: float = 0.0) -> None:
        super().__init__(code)
        self.code = code
        self.again = again
        self.after = after


def open_client() -> httpx2.Client:
    """No proxy or password from the environment, no redirect: the text goes to the named address or nowhere."""
    return httpx2.Client(trust_env=False, follow_redirects=False)


def call(client: httpx2.Client, endpoint: Endpoint, body: Mapping[str, Any], *, seconds: float) -> str:
    """What the model wrote. Ends within about `seconds`, whatever the other side does."""
    until = time.monotonic() + seconds
    headers = {"Accept": "application/json", "Accept-Encoding": "identity", "User-Agent": "FactDesk"}
    if endpoint.key:
        headers["Authorization"] = f"Bearer {endpoint.key}"
    timeout = httpx2.Timeout(seconds, connect=min(_CONNECT, seconds))
    try:
        with client.stream("POST", endpoint.address, json=body, headers=headers, timeout=timeout) as response:
            _expect_good(response)
            content = _read(response, until)
    except httpx2.TimeoutException:
        raise EndpointError("slow", again=True) from None
    except (httpx2.HTTPError, httpx2.InvalidURL, OSError, ValueError):
        raise EndpointError("unreachable", again=True) from None
    return _message(content)


def _expect_good(response: httpx2.Response) -> None:
    status = response.status_code
    if status == httpx2.codes.OK:
        return
    if status in _SHAPE:
        raise EndpointError("shape")
    raise EndpointError(f"status_{status}", again=status in _BUSY, after=_retry_after(response))


def _retry_after(response: httpx2.Response) -> float:
    """Seconds the endpoint asks to be left alone, within reason; dates are not read."""
    told = response.headers.get("Retry-After", "")
    return min(float(told), _PATIENCE) if told.isdecimal() and told.isascii() else 0.0


def _read(response: httpx2.Response, until: float) -> bytes:
    """The body as it comes, so that neither a flood nor a trickle holds the worker."""
    if response.headers.get("Content-Encoding", "identity") != "identity":
        raise EndpointError("garbled")
    content = bytearray()
    for chunk in response.iter_raw():
        content += chunk
        if len(content) > LARGEST:
            raise EndpointError("too_large")
        if time.monotonic() > until:
            raise EndpointError("slow", again=True)
    return bytes(content)


def _message(content: bytes) -> str:
    try:
        words = json.loads(content)["choices"][0]["message"]["content"]
    except (ValueError, LookupError, TypeError, RecursionError):
        raise EndpointError("garbled", again=True) from None
    if not isinstance(words, str):
        raise EndpointError("garbled")
    return words
