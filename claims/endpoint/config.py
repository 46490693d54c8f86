"""Which endpoint, as the operator's environment names it. Nobody can name one from a page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from ipaddress import ip_address
from urllib.parse import urlsplit

from django.conf import settings

_COMPLETIONS = "/chat/completions"


@dataclass(frozen=True)
class Endpoint:
    """An address, the model asked there, and the key, which no repr, log or error shows."""

    url: str
    model: str
    key: str = field(default="", repr=False)

    @property
    def host(self) -> str:
        return urlsplit(self.url).netloc

    @property
    def address(self) -> str:
        base = self.url.rstrip("/")
        return base if base.endswith(_COMPLETIONS) else base + _COMPLETIONS


def configured() -> Endpoint | None:
    """The endpoint of this installation; nothing when none is named, or half of one."""
    if not settings.MODEL_ENDPOINT_URL or any(flaws()):
        return None
    return Endpoint(settings.MODEL_ENDPOINT_URL, settings.MODEL_ENDPOINT_NAME, settings.MODEL_ENDPOINT_KEY)


def flaws() -> Iterator[str]:
    """What is wrong with what is set, in words for the operator."""
    url, name, key = settings.MODEL_ENDPOINT_URL, settings.MODEL_ENDPOINT_NAME, settings.MODEL_ENDPOINT_KEY
    if not url:
        if name or key:
            yield "MODEL_ENDPOINT_URL is empty, although other settings of the endpoint are there."
        return
    if not name:
        yield "MODEL_ENDPOINT_NAME is empty: which model is to be asked?"
    if not _is_address(url):
        yield "MODEL_ENDPOINT_URL must be http:// or https://, a host and a path, without a name, password or query."
    if not key.isprintable() or not key.isascii():
        yield "MODEL_ENDPOINT_KEY holds characters that no key has."


def is_in_the_open(url: str) -> bool:
    """Whether texts and the key would travel unencrypted through more than this machine."""
    parts = urlsplit(url)
    if parts.scheme != "http":
        return False
    try:
        return not ip_address(parts.hostname or "").is_loopback
    except ValueError:
        return parts.hostname != "localhost"


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return False
    plain = not (parts.username or parts.password or parts.query or parts.fragment) and url.isprintable()
    return parts.scheme in ("http", "https") and bool(parts.hostname) and plain and port != 0
