"""Codes of an authenticator app (RFC 6238, by the cryptography package), and those that stand in for a lost phone."""

from __future__ import annotations

import base64
import os
import secrets
import time

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor import InvalidToken
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from django.utils.crypto import salted_hmac

STEP, DIGITS = 30, 6
SECRET_BYTES = 20
RECOVERY_CODES = 8
RECOVERY_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that looks like another
RECOVERY_LENGTH, RECOVERY_GROUP = 16, 4  # 31 letters: 79 bits, which no fast machine tries out


def new_secret() -> bytes:
    return os.urandom(SECRET_BYTES)


def in_letters(secret: bytes) -> str:
    """The secret as apps take it by hand."""
    return base64.b32encode(secret).decode().rstrip("=")


def address(secret: bytes, *, account: str, issuer: str) -> str:
    """What the QR code says to the app."""
    return _totp(secret).get_provisioning_uri(account, issuer)


def code_at(secret: bytes, step: int) -> str:
    return _totp(secret).generate(step * STEP).decode()


def step_of(secret: bytes, code: str, *, after: int = 0) -> int | None:
    """The half minute whose code this is: this one, the one before or the next, since clocks differ; only `after`."""
    now = int(time.time()) // STEP
    digits = "".join(code.split())
    if not (digits.isascii() and digits.isdigit() and len(digits) == DIGITS):
        return None
    for step in (now - 1, now, now + 1):
        try:
            _totp(secret).verify(digits.encode(), step * STEP)
        except InvalidToken:
            continue
        if step > after:
            return step
    return None


def new_recovery_codes() -> list[str]:
    return [
        _grouped("".join(secrets.choice(RECOVERY_LETTERS) for _ in range(RECOVERY_LENGTH)))
        for _ in range(RECOVERY_CODES)
    ]


def recovery_hash(code: str, *, user_id: int) -> str:
    """How a recovery code is kept. Long and by chance, so that a quick hash under the desk's key is enough."""
    plain = "".join(letter for letter in code.lower() if letter in RECOVERY_LETTERS)
    return salted_hmac(f"factdesk.recovery {user_id}", plain, algorithm="sha256").hexdigest()


def _grouped(letters: str) -> str:
    return "-".join(letters[at : at + RECOVERY_GROUP] for at in range(0, len(letters), RECOVERY_GROUP))


def _totp(secret: bytes) -> TOTP:
    return TOTP(secret, DIGITS, SHA1(), STEP)  # noqa: S303  what apps know; RFC 6238 stands on HMAC
