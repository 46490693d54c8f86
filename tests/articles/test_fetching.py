"""What a strange server may do to whoever fetches from it: answer a page, in time, and nothing else."""

from __future__ import annotations

import datetime as dt
import gzip
import socket
import ssl
import time
import zlib
from collections.abc import Iterator
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from articles.addresses import NotFetched, Number, Trouble
from articles.fetching import LIMITS, Fetched, Limits, fetch
from tests.articles.dials import dials
from tests.articles.strange_server import (
    StrangeServer,
    Talk,
    bomb,
    chunked,
    endless,
    page,
    running,
    says,
    to,
    trickle,
)

HELLO = b"<p>Hello, \xe4rzte.</p>"
SLOW = 0.6
OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


@pytest.fixture
def server() -> Iterator[StrangeServer]:
    yield from running()


def on_loopback(number: Number) -> bool:
    return number.is_loopback


def here(host: str, port: int, **_more: Any) -> list[Any]:
    return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]


def get(
    server: StrangeServer, path: str = "/", *, host: str = "127.0.0.1", seconds: float = 10, **more: Any
) -> Fetched:
    limits = Limits(seconds=seconds, ports={server.port}, body=more.pop("body", LIMITS.body))
    return fetch(server.url(path, host), **{"resolve": here, "allowed": on_loopback, "limits": limits, **more})


def trouble(server: StrangeServer, path: str = "/", **more: Any) -> Trouble:
    with pytest.raises(NotFetched) as refusal:
        get(server, path, **more)
    return refusal.value.code


def test_a_page_comes_as_it_is(server: StrangeServer) -> None:
    server.paths["/a?b=c"] = says(page(HELLO, kind="text/html; charset=windows-1252"))
    got = get(server, "/a?b=c#part")
    assert got == Fetched(server.url("/a?b=c"), HELLO, "text/html; charset=windows-1252", 200)


def test_nothing_is_said_of_who_asks(server: StrangeServer, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY", "https_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/")
    monkeypatch.setenv("NETRC", "/nowhere")
    server.paths["/"] = says(page(b"", "Set-Cookie: a=b", "Location: /x"), b"")
    server.paths["/to"] = to("/")
    get(server, "/to", host="news.example")
    head = (
        f"GET / HTTP/1.1\r\nHost: news.example:{server.port}\r\nUser-Agent: FactDesk\r\n"
        "Accept: text/html,application/xhtml+xml,application/pdf,text/plain;q=0.8\r\n"
        "Accept-Encoding: gzip\r\nConnection: close\r\n\r\n"
    )
    assert server.asked[1].decode() == head


def test_an_address_of_many_letters_is_asked_in_ascii(server: StrangeServer) -> None:
    server.paths["/gr%C3%B6%C3%9Fe?%C3%A4"] = says(page(HELLO))
    assert get(server, "/größe?ä", host="müller.example").url == server.url(
        "/gr%C3%B6%C3%9Fe?%C3%A4", "xn--mller-kva.example"
    )


class TestRedirects:
    def test_are_followed_to_the_last(self, server: StrangeServer) -> None:
        for step in range(5):
            server.paths[f"/{step}"] = to(f"/{step + 1}", ["301 M", "302 F", "303 S", "307 T", "308 P"][step])
        server.paths["/5"] = says(page(HELLO))
        assert get(server, "/0").url == server.url("/5")
        server.paths["/first"] = to("/0")
        assert trouble(server, "/first") is Trouble.REDIRECTS

    def test_in_a_circle_or_to_nowhere_end(self, server: StrangeServer) -> None:
        server.paths["/"] = to("/")
        server.paths["/none"] = says(b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n")
        server.paths["/blank"] = to("   ")
        assert {trouble(server, path) for path in ("/", "/none", "/blank")} == {Trouble.REDIRECTS}
        assert len(server.asked) == LIMITS.redirects + 1 + 2

    @pytest.mark.parametrize(
        ("location", "code"),
        [
            ("http://10.0.0.1:{port}/", Trouble.INSIDE),
            ("//10.0.0.1:{port}/", Trouble.INSIDE),
            ("http://0xa.1:{port}/", Trouble.INSIDE),
            ("http://[::ffff:10.0.0.1]:{port}/", Trouble.INSIDE),
            ("http://169.254.169.254:{port}/latest/meta-data/", Trouble.INSIDE),
            ("http://169.254.169.254/latest/meta-data/", Trouble.PORT),
            ("http://127.0.0.1:1/", Trouble.PORT),
            ("file:///etc/passwd", Trouble.SCHEME),
            ("gopher://127.0.0.1:6379/_INFO", Trouble.SCHEME),
            ("javascript:alert(1)", Trouble.SCHEME),
            ("data:text/html,x", Trouble.SCHEME),
            ("http://ann:pw@127.0.0.1:{port}/", Trouble.CREDENTIALS),
            ("http://127.0.0.1:{port}\\@10.0.0.1/", Trouble.NOT_AN_ADDRESS),
            ("http://[::1/", Trouble.NOT_AN_ADDRESS),
        ],
    )
    def test_are_checked_as_the_first_address_was(self, server: StrangeServer, location: str, code: Trouble) -> None:
        server.paths["/"] = to(location.format(port=server.port))
        with dials() as dialled:
            assert trouble(server) is code
        assert dialled == [("127.0.0.1", server.port)]

    def test_written_raw_are_understood(self, server: StrangeServer) -> None:
        server.paths["/"] = to("/größe one")
        server.paths["/gr%C3%B6%C3%9Fe%20one"] = says(page(HELLO))
        assert get(server).body == HELLO


class TestNames:
    def test_are_resolved_once_and_the_checked_number_is_dialled(self, server: StrangeServer) -> None:
        answers = iter(["127.0.0.1", "10.0.0.1", "10.0.0.1"])

        def rebinding(host: str, port: int, **_more: Any) -> list[Any]:
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers), port))]

        server.paths["/"] = says(page(HELLO))
        with dials() as dialled:
            assert get(server, host="rebinding.example", resolve=rebinding).body == HELLO
            assert dialled == [("127.0.0.1", server.port)]
            assert trouble(server, host="rebinding.example", resolve=rebinding) is Trouble.INSIDE
        assert len(dialled) == 1

    def test_with_one_bad_number_are_refused_whole(self, server: StrangeServer) -> None:
        def mixed(host: str, port: int, **more: Any) -> list[Any]:
            return [*here(host, port), (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("10.0.0.1", port))]

        with dials() as dialled:
            assert trouble(server, host="mixed.example", resolve=mixed) is Trouble.INSIDE
        assert not dialled

    def test_with_several_numbers_are_tried_in_turn(self, server: StrangeServer) -> None:
        def two(host: str, port: int, **more: Any) -> list[Any]:
            return [(socket.AF_INET6, socket.SOCK_STREAM, 6, "", ("::1", port, 0, 0)), *here(host, port)]

        server.paths["/"] = says(page(HELLO))
        with dials() as dialled:
            assert get(server, host="two.example", resolve=two).body == HELLO
        assert dialled == [("::1", server.port), ("127.0.0.1", server.port)]

    @pytest.mark.parametrize("rows", [[], [()], [(0, 0, 0, "", ("nonsense", 80))], [(0, 0, 0, "", None)]])
    def test_with_no_number_are_unknown(self, server: StrangeServer, rows: list[Any]) -> None:
        assert trouble(server, host="odd.example", resolve=lambda *_, **__: rows) is Trouble.UNKNOWN_HOST

    def test_that_nobody_answers_for_take_no_longer_than_a_page(self, server: StrangeServer) -> None:
        def waits(*_: Any, **__: Any) -> list[Any]:
            time.sleep(3)
            return []

        begun = time.monotonic()
        assert trouble(server, host="slow.example", resolve=waits, seconds=SLOW) is Trouble.TOO_SLOW
        assert time.monotonic() - begun < 2


@pytest.mark.parametrize(
    ("talk", "code"),
    [
        (says(5.0), Trouble.TOO_SLOW),
        (says(OK, 5.0), Trouble.TOO_SLOW),
        (trickle(b"H", b"T"), Trouble.TOO_SLOW),
        (trickle(b"HTTP/1.1 200 OK\r\n", b"X: y\r\n"), Trouble.TOO_SLOW),
        (trickle(b"", b"HTTP/1.1 100 Continue\r\n\r\n"), Trouble.TOO_SLOW),
        (trickle(OK + b"\r\n", b"x"), Trouble.TOO_SLOW),
        (trickle(OK + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"), Trouble.TOO_SLOW),
        (trickle(OK + b"Transfer-Encoding: chunked\r\n\r\n0\r\n", b"T: x\r\n"), Trouble.TOO_SLOW),
        (trickle(OK + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(b"x"), gzip.compress(b"")), Trouble.TOO_SLOW),
    ],
)
def test_what_comes_too_slowly_is_cut_off(server: StrangeServer, talk: Talk, code: Trouble) -> None:
    server.paths["/"] = talk
    begun = time.monotonic()
    assert trouble(server, seconds=SLOW) is code
    assert time.monotonic() - begun < SLOW + 1


@pytest.mark.parametrize(
    ("talk", "code"),
    [
        (endless, Trouble.TOO_LARGE),
        (says(OK + b"Content-Length: 99999999999\r\n\r\n"), Trouble.TOO_LARGE),
        (says(page(b"x" * 2_000_001)), Trouble.TOO_LARGE),
        (says(chunked(*[b"x" * 100_000] * 21)), Trouble.TOO_LARGE),
        (says(bomb(3)), Trouble.TOO_LARGE),
        (says(bomb(200)), Trouble.TOO_LARGE),
        (says(page(gzip.compress(b"") * 110_000, "Content-Encoding: gzip")), Trouble.TOO_LARGE),
        (says(page(gzip.compress(gzip.compress(b"x")), "Content-Encoding: gzip, gzip")), Trouble.COMPRESSION),
        (says(page(zlib.compress(b"x"), "Content-Encoding: deflate")), Trouble.COMPRESSION),
        (says(page(b"x", "Content-Encoding: br")), Trouble.COMPRESSION),
        (says(page(b"x", "Content-Encoding: zstd")), Trouble.COMPRESSION),
        (says(page(b"<p>not packed", "Content-Encoding: gzip")), Trouble.COMPRESSION),
        (says(page(gzip.compress(b"x" * 99)[:-9], "Content-Encoding: gzip")), Trouble.COMPRESSION),
        (says(page(gzip.compress(b"x") + b"junk", "Content-Encoding: gzip")), Trouble.COMPRESSION),
        (says(OK + b"Content-Length: 50\r\n\r\nshort"), Trouble.UNREACHABLE),
        (says(chunked(b"cut off", end=b"5\r\nx")), Trouble.UNREACHABLE),
        (says(chunked(b"x", end=b"zz\r\n")), Trouble.UNREACHABLE),
        (says(b""), Trouble.UNREACHABLE),
        (says(b"\x00\xff" * 500), Trouble.UNREACHABLE),
        (says(b"220 ready\r\n"), Trouble.UNREACHABLE),
        (says(b"x" * 200_000), Trouble.UNREACHABLE),
        (says(b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 500 + b"\r\n"), Trouble.UNREACHABLE),
        (says(b"HTTP/1.1 200 OK\r\nA: " + b"b" * 100_000 + b"\r\n\r\n"), Trouble.UNREACHABLE),
        (says(b"HTTP/1.1 999999 OK\r\n\r\n"), Trouble.UNREACHABLE),
        *[(says(page(b"x", status=f"{status} X")), Trouble.STATUS) for status in (204, 206, 304, 401, 404, 451, 500)],
        *[
            (says(page(b"x", kind=kind)), Trouble.KIND)
            for kind in ("image/png", "application/octet-stream", "application/json", "text/css", "video/mp4", "junk")
        ],
    ],
)
def test_what_is_no_page_is_refused(server: StrangeServer, talk: Talk, code: Trouble) -> None:
    server.paths["/"] = talk
    assert trouble(server, body=2_000_000) is code


@pytest.mark.parametrize(
    ("talk", "body"),
    [
        (says(OK + b"\r\nuntil it ends"), b"until it ends"),
        (says(chunked(b"in ", b"parts")), b"in parts"),
        (says(page(gzip.compress(b"pa") + gzip.compress(b"cked"), "Content-Encoding: GZIP")), b"packed"),
        (says(page(b"", "Content-Encoding: gzip")), b""),
        (says(page(b"short") + b" and more than it said"), b"short"),
        (says(page(b"no kind", kind="")), b"no kind"),
        (says(page(b"%PDF-", kind="Application/PDF")), b"%PDF-"),
        (says(page(b"second hand", status="203 X")), b"second hand"),
        (says(b"HTTP/1.1 100 Continue\r\n\r\n", page(b"after")), b"after"),
        (says(*[bytes([byte]) for byte in page(b"letter by letter")]), b"letter by letter"),
    ],
)
def test_what_is_a_page_comes_through(server: StrangeServer, talk: Talk, body: bytes) -> None:
    server.paths["/"] = talk
    assert get(server).body == body


def test_what_it_says_it_is_can_be_shown(server: StrangeServer) -> None:
    server.paths["/"] = says(page(b"x", kind="text/html; charset=\x01" + "y" * 500))
    assert get(server).declared == "text/html; charset=" + "y" * 180


def test_a_status_is_told(server: StrangeServer) -> None:
    server.paths["/"] = says(page(b"", status="451 X"))
    with pytest.raises(NotFetched) as refusal:
        get(server)
    assert refusal.value.status == 451


def test_nobody_there_is_unreachable(server: StrangeServer) -> None:
    server.close()
    assert trouble(server) is Trouble.UNREACHABLE


class TestEncrypted:
    @pytest.fixture
    def identity(self, tmp_path: Path) -> Path:
        """A certificate for news.example that nobody but this test trusts."""
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "news.example")])
        now = dt.datetime.now(dt.UTC)
        certificate = (
            x509.CertificateBuilder(name, name, key.public_key(), 1, now - dt.timedelta(1), now + dt.timedelta(1))
            .add_extension(x509.SubjectAlternativeName([x509.DNSName("news.example")]), critical=False)
            .sign(key, hashes.SHA256())
        )
        path = tmp_path / "both.pem"
        pem, plain = serialization.Encoding.PEM, serialization.NoEncryption()
        written = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain) + certificate.public_bytes(pem)
        path.write_bytes(written)
        return path

    @pytest.fixture
    def secure(self, identity: Path) -> Iterator[StrangeServer]:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(identity)
        yield from running(context)

    def test_the_name_is_what_the_certificate_is_checked_for(self, secure: StrangeServer, identity: Path) -> None:
        secure.paths["/"] = says(page(HELLO))
        trust = ssl.create_default_context(cafile=str(identity))
        assert get(secure, host="news.example", trust=trust).body == HELLO
        assert trouble(secure, host="other.example", trust=trust) is Trouble.UNREACHABLE
        assert trouble(secure, host="127.0.0.1", trust=trust) is Trouble.UNREACHABLE
        assert trouble(secure, host="news.example") is Trouble.UNREACHABLE

    def test_nobody_is_sent_on_into_the_open(
        self, secure: StrangeServer, server: StrangeServer, identity: Path
    ) -> None:
        secure.paths["/"] = to(server.url())
        trust = ssl.create_default_context(cafile=str(identity))
        limits = Limits(ports={secure.port, server.port})
        assert trouble(secure, host="news.example", trust=trust, limits=limits) is Trouble.REDIRECTS
        assert not server.asked

    def test_a_handshake_that_never_ends_is_cut_off(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as silent:
            port = silent.getsockname()[1]
            limits = Limits(seconds=SLOW, ports={port})
            with pytest.raises(NotFetched) as refusal:
                fetch(f"https://127.0.0.1:{port}/", limits=limits, allowed=on_loopback)
        assert refusal.value.code is Trouble.TOO_SLOW


def test_loopback_is_not_allowed_but_in_tests(server: StrangeServer) -> None:
    with dials() as dialled, pytest.raises(NotFetched) as refusal:
        fetch(server.url(), limits=Limits(ports={server.port}))
    assert refusal.value.code is Trouble.INSIDE
    assert not dialled
    assert not LIMITS.ports - {80, 443}  # type: ignore[operator]
    assert on_loopback(ip_address("127.0.0.1"))
