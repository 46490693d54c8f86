"""Text that only the desk's own keys open: what a stolen database or backup must not tell.

Standard library only. HMAC-SHA256 in counter mode makes the key stream, a second HMAC over everything seals it
(encrypt, then authenticate); docs/decisions/0003-sealed-identities.md says why, and what would replace it.
"""

from __future__ import annotations

import hmac
import os
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

VERSION = b"\x01"
NAME, NONCE, TAG, LENGTH = 8, 16, 32, 4
BLOCK = sha256().digest_size
PADDED_TO = 256  # bytes; how long a name is, is nobody's business either
SALT = b"FactDesk sealed text 1"


class Unopenable(Exception):
    """Sealed with a key that is not here, changed since, or sealed for something else."""


@dataclass(frozen=True, repr=False)
class Key:
    """One master key and what is derived from it. `name` is public: it tells which key opens what."""

    name: bytes
    stream: bytes
    tag: bytes

    @classmethod
    def of(cls, secret: str) -> Key:
        """Derive by HKDF (RFC 5869), so that the same secret may serve elsewhere too."""
        root = hmac.digest(SALT, secret.encode(), "sha256")
        parts = (hmac.digest(root, info + b"\x01", "sha256") for info in (b"name", b"stream", b"tag"))
        name, stream, tag = parts
        return cls(name[:NAME], stream, tag)


class Keyring:
    """Seals with the first key, opens with whichever was used: how keys are changed without a gap."""

    def __init__(self, secrets: Sequence[str]) -> None:
        self._keys = [Key.of(secret) for secret in secrets]

    def seal(self, text: str, *, purpose: str) -> bytes:
        """`purpose` says what it belongs to; sealed text moved to another row does not open there."""
        words = text.encode()
        filled = len(words).to_bytes(LENGTH, "big") + words
        filled += bytes(-len(filled) % PADDED_TO)
        key, nonce = self._keys[0], os.urandom(NONCE)
        head = VERSION + key.name + nonce
        body = _mix(key, nonce, filled)
        return head + body + _tag(key, head, body, purpose)

    def open(self, sealed: bytes, *, purpose: str) -> str:
        head = sealed[: len(VERSION) + NAME + NONCE]
        body, tag = sealed[len(head) : -TAG], sealed[-TAG:]
        version, name, nonce = head[:1], head[1 : 1 + NAME], head[1 + NAME :]
        key = next((key for key in self._keys if key.name == name), None)
        if key is None or version != VERSION or len(body) < LENGTH:
            raise Unopenable
        if not hmac.compare_digest(tag, _tag(key, head, body, purpose)):
            raise Unopenable
        filled = _mix(key, nonce, body)
        length = int.from_bytes(filled[:LENGTH], "big")
        return filled[LENGTH : LENGTH + length].decode()

    def is_newest(self, sealed: bytes) -> bool:
        """Whether it is sealed with the key that seals today."""
        return sealed[1 : 1 + NAME] == self._keys[0].name


def _mix(key: Key, nonce: bytes, words: bytes) -> bytes:
    """Add the key stream; adding it again takes it away."""
    blocks = range(-(-len(words) // BLOCK))
    stream = b"".join(hmac.digest(key.stream, nonce + n.to_bytes(8, "big"), "sha256") for n in blocks)
    return bytes(a ^ b for a, b in zip(words, stream, strict=False))


def _tag(key: Key, head: bytes, body: bytes, purpose: str) -> bytes:
    about = purpose.encode()
    return hmac.digest(key.tag, head + len(about).to_bytes(4, "big") + about + body, "sha256")
