"""By what failed sign-ins are counted: the account, under a name that tells nobody which it is, and the address."""

from __future__ import annotations

from collections.abc import Mapping
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Any, Protocol

from django.conf import settings
from django.utils.crypto import salted_hmac

IPV6_PREFIX = 64  # what one subscriber is given; counting single addresses of it would count nothing


class Asked(Protocol):
    @property
    def META(self) -> Mapping[str, Any]: ...  # noqa: N802  Django's name


def client_address(request: Asked) -> str | None:
    """Where the request came from.

    Behind a proxy that is what the proxy added, the last of X-Forwarded-For; everything before it, and without a proxy
    the whole header, is what a stranger chose to say.
    """
    told = str(request.META.get("REMOTE_ADDR", ""))
    if settings.TRUST_PROXY:
        told = str(request.META.get("HTTP_X_FORWARDED_FOR", "")).rpartition(",")[2].strip() or told
    return _counted_as(told) or _counted_as(str(request.META.get("REMOTE_ADDR", "")))


def _counted_as(told: str) -> str | None:
    try:
        address = ip_address(told.partition("%")[0])
    except ValueError:
        return None
    if not isinstance(address, IPv6Address):
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(ip_network((address, IPV6_PREFIX), strict=False).network_address)


def account_key(_request: object, credentials: Mapping[str, Any] | None = None) -> str:
    """The account that is tried, known to the desk or not, in whatever spelling: never the e-mail itself."""
    email = str((credentials or {}).get("username") or "").strip().lower()
    return salted_hmac("factdesk.sign-in", email, algorithm="sha256").hexdigest()
