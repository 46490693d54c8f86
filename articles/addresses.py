"""Which address may be fetched: what a person pasted, read strictly, and the numbers its name stands for."""

import re
import socket
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from urllib.parse import quote

import idna

Number = IPv4Address | IPv6Address

LONGEST = 2_000
PORTS = {"http": 80, "https": 443}

_PARTS = re.compile(r"(?P<scheme>[^:]*)://(?P<authority>[^/?#]*)(?P<path>[^?#]*)(?P<query>(?:\?[^#]*)?)(?:#.*)?")
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.\-]*:")
_FORBIDDEN = re.compile(r"[\x00-\x20\x7f-\xa0\\\u1680\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff]")
_AUTHORITY = re.compile(r"(?:\[(?P<bracketed>[^\[\]]*)\]|(?P<host>[^:\[\]]*))(?::(?P<port>[0-9]{0,5}))?")
_LABEL = r"[a-z0-9_](?:[a-z0-9_\-]{0,61}[a-z0-9_])?"
_NAME = re.compile(rf"{_LABEL}(?:\.{_LABEL})*")
_ENDS_IN_NUMBER = re.compile(r"(?:.*\.)?(?:[0-9]+|0x[0-9a-f]*)")
_KEPT_IN_PATH = "%/:=&?~+!$,;'@()*[]|"

# The special-purpose registries of IANA. Python's own tables are asked too; those of 3.11 miss some of these.
_NEVER_V4 = [
    IPv4Network(net)
    for net in (
        *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12"),
        *("192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16"),
        *("192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4"),
    )
]
_PUBLIC_V6 = IPv6Network("2000::/3")
# Protocol assignments with Teredo in them, documentation, 6to4: no newspaper is there, but tunnels to the inside are.
_NEVER_V6 = [IPv6Network(net) for net in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")]
_NAT64 = IPv6Network("64:ff9b::/96")


class Trouble(StrEnum):
    """Why nothing was fetched."""

    NOT_AN_ADDRESS = "not_an_address"
    SCHEME = "scheme"  # neither http nor https
    PORT = "port"
    CREDENTIALS = "credentials"  # a name or a password in the address
    UNKNOWN_HOST = "unknown_host"
    INSIDE = "inside"  # an address of this machine or of a private network
    UNREACHABLE = "unreachable"  # no connection, no certificate, no HTTP, or cut off
    REDIRECTS = "redirects"  # too many, to nowhere, or from https to http
    STATUS = "status"  # the page is not there, or not for us
    TOO_LARGE = "page_too_large"
    TOO_SLOW = "page_too_slow"
    COMPRESSION = "compression"
    KIND = "kind"  # no page, text or PDF


class NotFetched(Exception):
    """Nothing was fetched; `code` says why, `status` what a server answered when that is the reason."""

    def __init__(self, code: Trouble, status: int = 0) -> None:
        super().__init__(str(code))
        self.code = code
        self.status = status


@dataclass(frozen=True, slots=True)
class Place:
    """An address taken apart: what is dialled is made of these very parts, so nobody can read it differently."""

    scheme: str
    host: str  # ASCII, lower case, without a dot at its end
    port: int
    target: str  # path and query
    number: Number | None  # where the host is a number already

    @property
    def authority(self) -> str:
        """As the Host header has it."""
        host = f"[{self.host}]" if isinstance(self.number, IPv6Address) else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def url(self) -> str:
        return f"{self.scheme}://{self.authority}{self.target}"


def read_address(url: str, ports: Collection[int] = frozenset(PORTS.values())) -> Place:
    """The parts of an absolute address, or NotFetched. Nothing is asked of the network."""
    url = url.strip(" \t\r\n")
    if len(url) > LONGEST or _FORBIDDEN.search(url) or not _is_utf8(url):
        raise NotFetched(Trouble.NOT_AN_ADDRESS)
    scheme = url.partition(":")[0].lower()
    if _SCHEME.match(url) and scheme not in PORTS:
        raise NotFetched(Trouble.SCHEME)
    parts = _PARTS.fullmatch(url)
    if parts is None or scheme not in PORTS:
        raise NotFetched(Trouble.NOT_AN_ADDRESS)
    host, number, port = _authority(parts["authority"])
    port = port or PORTS[scheme]
    if port not in ports:
        raise NotFetched(Trouble.PORT)
    target = quote(parts["path"] or "/", safe=_KEPT_IN_PATH) + quote(parts["query"], safe=_KEPT_IN_PATH)
    place = Place(scheme, host, port, target, number)
    if len(place.url) > LONGEST:  # letters beyond ASCII are written in three signs and more
        raise NotFetched(Trouble.NOT_AN_ADDRESS)
    return place


def is_public(number: Number) -> bool:
    """Whether an address is one of the open internet's: never this machine, its network, or a tunnel into it."""
    if isinstance(number, IPv6Address):
        inner = embedded(number)
        if inner is not number:
            return is_public(inner)
        if number.scope_id or number not in _PUBLIC_V6 or any(number in net for net in _NEVER_V6):
            return False
    elif any(number in net for net in _NEVER_V4):
        return False
    return number.is_global and not (number.is_multicast or number.is_reserved or number.is_link_local)


def embedded(number: Number) -> Number:
    """The IPv4 address that an IPv6 address only wraps (::ffff:a.b.c.d, NAT64), else the address itself."""
    if isinstance(number, IPv6Address) and not number.scope_id:
        if number.ipv4_mapped:
            return number.ipv4_mapped
        if number in _NAT64:
            return IPv4Address(int(number) & 0xFFFFFFFF)
    return number


def _authority(text: str) -> tuple[str, Number | None, int]:
    """Host, its number if it is one, and port; 0 where none is named."""
    text = _compatible(text)
    if "@" in text:
        raise NotFetched(Trouble.CREDENTIALS)
    parts = _AUTHORITY.fullmatch(text)
    if parts is None:
        raise NotFetched(Trouble.PORT if text.count(":") == 1 else Trouble.NOT_AN_ADDRESS)
    if parts["port"] and int(parts["port"]) == 0:
        raise NotFetched(Trouble.PORT)
    port = int(parts["port"] or 0)
    if parts["bracketed"] is not None:
        number = _number_of(parts["bracketed"])
        return str(number), number, port
    host = parts["host"].removesuffix(".")
    if not _NAME.fullmatch(host) or len(host) > 253:
        raise NotFetched(Trouble.NOT_AN_ADDRESS)
    if not _ENDS_IN_NUMBER.fullmatch(host):
        return host, None, port
    try:
        short = IPv4Address(socket.inet_aton(host))  # reads 2130706433, 0x7f.1 and 0177.1 as every resolver does
    except OSError:
        raise NotFetched(Trouble.NOT_AN_ADDRESS) from None
    return str(short), short, port


def _compatible(text: str) -> str:
    """As a browser reads it: digits, letters and dots of every width as their plain form, other scripts in ASCII."""
    text = text.lower()
    if text.isascii():
        return text
    try:
        plain = idna.uts46_remap(text, std3_rules=False, transitional=False)
        if plain.isascii():
            return plain
        host, colon, port = plain.partition(":")
        return idna.encode(host).decode("ascii") + colon + port
    except UnicodeError:
        raise NotFetched(Trouble.NOT_AN_ADDRESS) from None


def _number_of(bracketed: str) -> IPv6Address:
    try:
        number = ip_address(bracketed)
    except ValueError:
        raise NotFetched(Trouble.NOT_AN_ADDRESS) from None
    if not isinstance(number, IPv6Address) or number.scope_id:
        raise NotFetched(Trouble.NOT_AN_ADDRESS)
    return number


def _is_utf8(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
