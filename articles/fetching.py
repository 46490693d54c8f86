"""Fetching one page that a person named: from the open internet only, once, and never more than may be read.

The one room of articles that talks to the network. A name is resolved once, every address it has is checked, and the
checked number itself is dialled, so that a name which changes its mind between two questions gains nothing.
"""

import http.client
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Collection, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address
from queue import Empty, SimpleQueue
from typing import Any
from urllib.parse import urljoin

from articles.addresses import PORTS, NotFetched, Number, Place, Trouble, embedded, is_public, read_address

__all__ = ["LIMITS", "Fetched", "Limits", "NotFetched", "Trouble", "fetch"]

Resolve = Callable[..., list[Any]]
"""As socket.getaddrinfo."""
Allowed = Callable[[Number], bool]

_KINDS = frozenset(
    {"text/html", "application/xhtml+xml", "text/plain", "text/markdown", "application/pdf", "application/x-pdf"}
    | {""}  # says nothing: whoever reads it will see
)
_HEADERS = {
    "User-Agent": "FactDesk",
    "Accept": "text/html,application/xhtml+xml,application/pdf,text/plain;q=0.8",
    "Accept-Encoding": "gzip",
    "Connection": "close",
}
_ON = frozenset({301, 302, 303, 307, 308})
_PAGE = frozenset({200, 203})
_CHUNK = 65_536
_DIALS = 4  # of a name's addresses


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds for all of it, bytes of the body packed and unpacked, redirects, and ports that may be dialled."""

    seconds: float = 15.0
    body: int = 10_000_000
    redirects: int = 5
    ports: Collection[int] = frozenset(PORTS.values())


LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page as it came, unpacked. `url` is where it was in the end, `declared` what it said it is (Content-Type)."""

    url: str
    body: bytes
    declared: str
    status: int


def fetch(
    url: str,
    *,
    limits: Limits = LIMITS,
    resolve: Resolve = socket.getaddrinfo,
    allowed: Allowed = is_public,
    trust: ssl.SSLContext | None = None,
) -> Fetched:
    """The page at this address, or NotFetched. `allowed` and `trust` are other than they are in tests alone."""
    clock = _Clock(limits.seconds)
    place = read_address(url, limits.ports)
    for _ in range(limits.redirects + 1):
        numbers = _numbers(place, clock, resolve, allowed)
        with _dialled(place, numbers, clock, trust) as connection:
            found = _asked(connection, place, clock, limits)
        if isinstance(found, Fetched):
            return found
        ahead = read_address(found, limits.ports)
        if (place.scheme, ahead.scheme) == ("https", "http"):
            raise NotFetched(Trouble.REDIRECTS)
        place = ahead
    raise NotFetched(Trouble.REDIRECTS)


class _Clock:
    """One deadline over names, dials, headers and body."""

    def __init__(self, seconds: float) -> None:
        self.until = time.monotonic() + seconds

    @property
    def is_over(self) -> bool:
        return time.monotonic() >= self.until

    def left(self) -> float:
        if self.is_over:
            raise NotFetched(Trouble.TOO_SLOW)
        return self.until - time.monotonic()

    @contextmanager
    def watching(self, line: socket.socket) -> Iterator[None]:
        """Cut the line when time is up: a header that comes letter by letter never runs into a timeout of its own."""
        held = line.dup()

        def cut() -> None:
            with suppress(OSError):
                held.shutdown(socket.SHUT_RDWR)

        timer = threading.Timer(self.left(), cut)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            held.close()


def _numbers(place: Place, clock: _Clock, resolve: Resolve, allowed: Allowed) -> list[Number]:
    """Every number the host stands for; one that is not allowed refuses them all."""
    numbers = [place.number] if place.number else _resolved(place, clock, resolve)
    if not all(map(allowed, numbers)):
        raise NotFetched(Trouble.INSIDE)
    return list(dict.fromkeys(map(embedded, numbers)))


def _resolved(place: Place, clock: _Clock, resolve: Resolve) -> list[Number]:
    """Asked in a thread, since nothing stops a resolver that waits."""
    answer: SimpleQueue[list[Any] | None] = SimpleQueue()

    def ask() -> None:
        try:
            answer.put(resolve(place.host, place.port, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError):
            answer.put(None)

    threading.Thread(target=ask, daemon=True, name="resolving").start()
    try:
        rows = answer.get(timeout=clock.left())
    except Empty:
        raise NotFetched(Trouble.TOO_SLOW) from None
    try:
        numbers = [_of_row(row) for row in rows or ()]
    except (ValueError, LookupError, TypeError):
        numbers = []
    if not numbers:
        raise NotFetched(Trouble.UNKNOWN_HOST)
    return numbers


def _of_row(row: Any) -> Number:
    """The number in a row of getaddrinfo, with its zone if it has one."""
    there = row[4]
    number = ip_address(there[0])
    if isinstance(number, IPv6Address) and len(there) > 3 and there[3] and not number.scope_id:
        return ip_address(f"{number}%{there[3]}")
    return number


@contextmanager
def _dialled(
    place: Place, numbers: list[Number], clock: _Clock, trust: ssl.SSLContext | None
) -> Iterator[http.client.HTTPConnection]:
    """A connection to the checked number, by the name in its certificate and its Host header."""
    line = _dial(numbers, place.port, clock)
    connection = http.client.HTTPConnection(place.host, place.port)
    connection.sock = line
    try:
        with clock.watching(line):
            if place.scheme == "https":
                context = trust or ssl.create_default_context()
                connection.sock = context.wrap_socket(line, server_hostname=place.host)
            yield connection
    except (OSError, http.client.HTTPException, ValueError) as error:
        slow = clock.is_over or isinstance(error, TimeoutError)
        raise NotFetched(Trouble.TOO_SLOW if slow else Trouble.UNREACHABLE) from None
    finally:
        connection.close()
        line.close()


def _dial(numbers: list[Number], port: int, clock: _Clock) -> socket.socket:
    for number in numbers[:_DIALS]:
        with ExitStack() as stack, suppress(OSError):
            line = socket.socket(socket.AF_INET6 if number.version == 6 else socket.AF_INET, socket.SOCK_STREAM)
            stack.callback(line.close)
            line.settimeout(clock.left())
            line.connect((str(number), port))
            stack.pop_all()
            return line
    raise NotFetched(Trouble.TOO_SLOW if clock.is_over else Trouble.UNREACHABLE)


def _asked(connection: http.client.HTTPConnection, place: Place, clock: _Clock, limits: Limits) -> Fetched | str:
    """The page, or the address it sends us on to."""
    connection.request("GET", place.target, headers={"Host": place.authority, **_HEADERS})
    response = connection.getresponse()
    if response.status in _ON:
        return _onward(place, response.headers.get("Location", ""))
    if response.status not in _PAGE:
        raise NotFetched(Trouble.STATUS, response.status)
    declared = response.headers.get("Content-Type", "")[:200]
    if declared.partition(";")[0].strip().lower() not in _KINDS:
        raise NotFetched(Trouble.KIND)
    if (response.length or 0) > limits.body:
        raise NotFetched(Trouble.TOO_LARGE)
    body = _body(response, clock, limits)
    return Fetched(place.url, body, "".join(filter(str.isprintable, declared)), response.status)


def _onward(place: Place, location: str) -> str:
    """Servers write addresses raw: as UTF-8 that arrives as Latin-1, with blanks."""
    with suppress(UnicodeError):
        location = location.encode("latin-1").decode("utf-8")
    if not location.strip():
        raise NotFetched(Trouble.REDIRECTS)
    try:
        return urljoin(place.url, location.strip().replace(" ", "%20"))
    except ValueError:
        raise NotFetched(Trouble.NOT_AN_ADDRESS) from None


def _body(response: http.client.HTTPResponse, clock: _Clock, limits: Limits) -> bytes:
    """What came, unpacked as it comes, so that a bomb never gets to be larger than a page may be."""
    unpack = _unpacker(response.headers.get("Content-Encoding", ""), limits.body)
    body = bytearray()
    packed = 0
    while chunk := response.read1(_CHUNK):
        clock.left()
        packed += len(chunk)
        body += unpack.feed(chunk)
        if packed > limits.body or len(body) > limits.body:
            raise NotFetched(Trouble.TOO_LARGE)
    clock.left()
    if response.length:  # it promised more
        raise NotFetched(Trouble.UNREACHABLE)
    unpack.end()
    return bytes(body)


class _Plain:
    """A body that is not packed."""

    def feed(self, chunk: bytes) -> bytes:
        return chunk

    def end(self) -> None:
        """It ends where it ends."""


class _Gzip(_Plain):
    """One or more gzip members; never more than `most` bytes, and one, at a time."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.member = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
        self.begun = False

    def feed(self, chunk: bytes) -> bytes:
        out = bytearray()
        while chunk and len(out) <= self.most:
            if self.member.eof:
                self.member = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
            try:
                out += self.member.decompress(chunk, self.most + 1 - len(out))
            except zlib.error:
                raise NotFetched(Trouble.COMPRESSION) from None
            self.begun = True
            chunk = self.member.unused_data or self.member.unconsumed_tail
        return bytes(out)

    def end(self) -> None:
        if self.begun and not self.member.eof:
            raise NotFetched(Trouble.COMPRESSION)


def _unpacker(encoding: str, most: int) -> _Plain:
    """We asked for gzip or nothing; whoever packs otherwise, or twice, does not mean us."""
    encoding = encoding.strip().lower()
    if encoding in ("", "identity"):
        return _Plain()
    if encoding in ("gzip", "x-gzip"):
        return _Gzip(most)
    raise NotFetched(Trouble.COMPRESSION)
