"""A second factor before it is one: the secret that the page offers, sealed into its own form, so that looking at the
page changes nothing.
"""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass

import segno
from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from factdesk.core import codes
from factdesk.core.models import User
from factdesk.core.sealing import Unopenable, keyring


@dataclass(frozen=True, repr=False)
class Offer:
    secret: bytes
    user: User

    @property
    def sealed(self) -> str:
        sealed = keyring().seal(self.secret.hex(), purpose=_purpose(self.user))
        return base64.urlsafe_b64encode(sealed).decode()

    @property
    def letters(self) -> str:
        plain = codes.in_letters(self.secret)
        return " ".join(plain[at : at + 4] for at in range(0, len(plain), 4))

    @property
    def picture(self) -> SafeString:
        """The QR code as inline SVG with attributes alone: black on white in any theme, since cameras need that."""
        told = codes.address(self.secret, account=self.user.email, issuer=settings.NEWSROOM_NAME)
        drawn = segno.make_qr(told, error="m").svg_inline(
            border=4, omitsize=True, dark="#000", light="#fff", svgclass="qr"
        )
        return mark_safe(drawn)  # noqa: S308  the library draws squares; no word of ours is in it


def new_offer(user: User) -> Offer:
    return Offer(codes.new_secret(), user)


def offer_of(user: User, sealed: str) -> Offer | None:
    """What an earlier page offered this person; None when it was somebody else's, or was changed."""
    try:
        opened = keyring().open(base64.urlsafe_b64decode(sealed), purpose=_purpose(user))
    except (Unopenable, binascii.Error, ValueError):
        return None
    return Offer(bytes.fromhex(opened), user)


def _purpose(user: User) -> str:
    return f"offered second factor {user.pk}"
