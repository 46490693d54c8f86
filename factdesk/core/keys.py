"""The keys of the audit trail: from a secret outside the database, so that who holds only the database cannot sign."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from functools import lru_cache

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

SALT = b"FactDesk audit trail 1"
NAME, SECRET = 8, 32  # bytes


@dataclass(frozen=True, repr=False)
class AuditKey:
    """One key. `name` is public and stands in every line: it tells which key signed. `age` counts from the newest."""

    name: str
    secret: bytes
    age: int

    def sign(self, purpose: str, text: str) -> str:
        """HMAC-SHA-256 as lower-case hex. What was signed for one purpose is worth nothing for another."""
        return hmac.new(self.secret, f"{purpose}\n{text}".encode(), hashlib.sha256).hexdigest()


def newest() -> AuditKey:
    return _ring()[0]


def named(name: str) -> AuditKey | None:
    """The key of this name, if it is still among `AUDIT_KEYS`."""
    return next((key for key in _ring() if key.name == name), None)


def _ring() -> tuple[AuditKey, ...]:
    return _derived((*settings.AUDIT_KEYS, settings.SECRET_KEY))


@lru_cache(maxsize=8)
def _derived(secrets: tuple[str, ...]) -> tuple[AuditKey, ...]:
    return tuple(_key(secret, age) for age, secret in enumerate(secrets))


def _key(secret: str, age: int) -> AuditKey:
    name, key = (
        HKDF(SHA256(), length, SALT, info).derive(secret.encode())
        for length, info in ((NAME, b"name"), (SECRET, b"key"))
    )
    return AuditKey(name.hex(), key, age)
