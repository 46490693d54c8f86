"""Text that only the desk's own keys open: what a stolen database or backup must not tell.

AES-256-GCM with keys derived by HKDF, both from the cryptography package (docs/decisions/0004-sealed-identities.md).
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

VERSION = b"\x01"
NAME, NONCE, LENGTH, KEY = 8, 12, 4, 32
HEAD = len(VERSION) + NAME + NONCE
PADDED_TO = 256  # bytes; how long a name is, is nobody's business either
SALT = b"FactDesk sealed text 1"


class Unopenable(Exception):
    """Sealed with a key that is not here, changed since, or sealed for something else."""


@dataclass(frozen=True, repr=False)
class Key:
    """One master key and what is derived from it. `name` is public: it tells which key opens what."""

    name: bytes
    cipher: AESGCM

    @classmethod
    def of(cls, secret: str) -> Key:
        """Derive by HKDF (RFC 5869), so that the same secret may serve elsewhere too."""
        name, key = (
            HKDF(SHA256(), length, SALT, info).derive(secret.encode())
            for length, info in ((NAME, b"name"), (KEY, b"key"))
        )
        return cls(name, AESGCM(key))


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
        return head + key.cipher.encrypt(nonce, filled, head + purpose.encode())

    def open(self, sealed: bytes, *, purpose: str) -> str:
        """Unopenable, whatever is wrong: which it was would help nobody but a thief."""
        head, body = sealed[:HEAD], sealed[HEAD:]
        version, name, nonce = head[:1], head[1 : 1 + NAME], head[1 + NAME :]
        key = next((key for key in self._keys if key.name == name), None)
        if key is None or version != VERSION:
            raise Unopenable
        try:
            filled = key.cipher.decrypt(nonce, body, head + purpose.encode())
        except (InvalidTag, ValueError) as error:
            raise Unopenable from error
        length = int.from_bytes(filled[:LENGTH], "big")
        return filled[LENGTH : LENGTH + length].decode()

    def is_newest(self, sealed: bytes) -> bool:
        """Whether it is sealed with the key that seals today."""
        return sealed[1 : 1 + NAME] == self._keys[0].name


def keyring() -> Keyring:
    """The desk's own keys, newest first; without any of its own, what is derived from SECRET_KEY."""
    return Keyring([*settings.SOURCE_KEYS, settings.SECRET_KEY])
