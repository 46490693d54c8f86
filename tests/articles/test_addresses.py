"""Which addresses are dialled and which never are: one row, one address."""

from __future__ import annotations

import socket
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.addresses import NotFetched, Trouble, is_public, read_address
from articles.fetching import fetch
from tests.articles.dials import dials

INSIDE, NOT, SCHEME = Trouble.INSIDE, Trouble.NOT_AN_ADDRESS, Trouble.SCHEME
PORT, CREDENTIALS = Trouble.PORT, Trouble.CREDENTIALS

# Every address of a host that a test resolves stands here; the resolver knows no other.
NAMES = {
    "loopback.example": ["127.0.0.1"],
    "mixed.example": ["93.184.216.34", "10.0.0.7"],
    "mixed6.example": ["2606:2800:220:1::1", "fd00::7"],
    "metadata.example": ["169.254.169.254"],
    "mapped.example": ["::ffff:192.168.1.1"],
    "nat64.example": ["64:ff9b::a00:1"],
    "6to4.example": ["2002:7f00:1::"],
    "teredo.example": ["2001:0:53aa:64c:0:0:80ff:fffe"],
    "zone.example": ["fe80::1%2"],
    "zero.example": ["0.0.0.0"],  # noqa: S104
    "xn--mller-kva.example": ["127.0.0.1"],
    "localhost": ["127.0.0.1", "::1"],
    "localhost.localdomain": ["127.0.0.1"],
    "metadata.google.internal": ["169.254.169.254"],
    "intranet": ["10.1.1.1"],
    "printer.local": ["192.168.0.9"],
}

REFUSED = [
    # Numbers, as inet_aton reads them
    *[(f"http://{host}/", INSIDE) for host in ("127.0.0.1", "127.1", "127.0.1", "127.255.255.254", "0")],
    ("http://0.0.0.0/", INSIDE),
    *[(f"http://{host}/", INSIDE) for host in ("2130706433", "017700000001", "0x7f000001", "0x7f.1", "0177.1")],
    *[(f"http://{host}/", INSIDE) for host in ("0x7F.0x0.0x0.0x1", "0177.0.0.01", "127.0x0.1", "0x7f.0.0.0x1")],
    *[(f"http://{host}/", INSIDE) for host in ("127.0.0.1.", "127.000.000.001", "3232235521", "0xc0a80001")],
    *[(f"http://{host}/", INSIDE) for host in ("10.0.0.1", "10.1", "172.16.0.1", "172.31.255.255", "192.168.1")],
    *[(f"http://{host}/", INSIDE) for host in ("169.254.169.254", "0xa9fea9fe", "2852039166", "0251.0376.0251.0376")],
    *[(f"http://{host}/", INSIDE) for host in ("100.64.0.1", "100.127.255.255", "192.0.0.1", "192.0.0.170")],
    *[(f"http://{host}/", INSIDE) for host in ("192.0.2.1", "198.51.100.1", "203.0.113.1", "198.18.0.1", "198.19.9.9")],
    *[(f"http://{host}/", INSIDE) for host in ("192.88.99.1", "224.0.0.1", "239.255.255.250", "240.0.0.1")],
    *[(f"http://{host}/", INSIDE) for host in ("255.255.255.255", "4294967295", "0.1.2.3")],
    *[(f"http://{host}/", NOT) for host in ("256.0.0.1", "1.2.3.4.5", "4294967296", "0x", "08.1.1.1")],
    *[(f"http://{host}/", NOT) for host in ("127.0.0.1..", ".127.0.0.1", "127..1", "1.2.3.0x100")],
    # The same digits in other letters
    *[(f"http://{host}/", INSIDE) for host in ("１２７.０.０.１", "127。0。0。1", "１２７．０．０．１", "①②⑦.⓪.⓪.①")],
    *[(f"http://{host}/", INSIDE) for host in ("𝟏𝟐𝟕.𝟎.𝟎.𝟏", "0ｘ7f.1", "169｡254｡169｡254", "¹²⁷.⁰.⁰.¹")],
    *[(f"http://{host}/", INSIDE) for host in ("ⓛⓞⓒⓐⓛⓗⓞⓢⓣ", "LOCALHOST", "localhost.", "loopback.example.")],
    *[
        (f"http://{host}/", INSIDE)
        for host in ("müller.example", "MÜLLER.example", "lo\u00adcalhost", "ＬＯＣＡＬＨＯＳＴ")
    ],
    # IPv6
    *[(f"http://[{host}]/", INSIDE) for host in ("::1", "::", "0:0:0:0:0:0:0:1", "::ffff:127.0.0.1", "::ffff:7f00:1")],
    *[(f"http://[{host}]/", INSIDE) for host in ("::ffff:10.0.0.1", "::ffff:a9fe:a9fe", "::127.0.0.1", "::7f00:1")],
    *[(f"http://[{host}]/", INSIDE) for host in ("64:ff9b::7f00:1", "64:ff9b::169.254.169.254", "64:ff9b:1::1")],
    *[(f"http://[{host}]/", INSIDE) for host in ("2002:7f00:1::", "2002:a00:1::1", "2002:808:808::1")],
    *[(f"http://[{host}]/", INSIDE) for host in ("2001::1", "2001:0:7f00:1::", "2001:0:53aa:64c:0:0:80ff:fffe")],
    *[(f"http://[{host}]/", INSIDE) for host in ("fe80::1", "fec0::1", "fc00::1", "fd00:ec2::254", "ff02::1")],
    *[(f"http://[{host}]/", INSIDE) for host in ("2001:db8::1", "2001:10::1", "2001:20::1", "100::1", "3fff::1")],
    *[(f"http://[{host}]/", INSIDE) for host in ("5f00::1", "4000::1", "::ffff:0:127.0.0.1", "2001:2::1")],
    *[(f"http://[{host}]/", NOT) for host in ("fe80::1%eth0", "fe80::1%25eth0", "::1%1", "127.0.0.1", "v1.x")],
    *[(f"http://{rest}/", NOT) for rest in ("[::1", "::1", "[::1]x", "[]", "[[::1]]", "[::ffff:127.0.0.256]")],
    # Names of the inside
    *[(f"http://{host}/", INSIDE) for host in ("loopback.example", "mixed.example", "mixed6.example", "zone.example")],
    *[(f"http://{host}/", INSIDE) for host in ("mapped.example", "nat64.example", "6to4.example", "teredo.example")],
    *[(f"http://{host}/", INSIDE) for host in ("metadata.example", "metadata.google.internal", "zero.example")],
    *[(f"http://{host}/", INSIDE) for host in ("localhost.localdomain", "intranet", "printer.local")],
    ("http://nowhere.example/", Trouble.UNKNOWN_HOST),
    # Ports
    *[(f"http://example.org:{port}/", PORT) for port in (0, 22, 25, 5432, 6379, 8000, 8080, 65535, 65536, 99999)],
    *[(f"http://example.org:{port}/", PORT) for port in ("abc", "-80", "80x", "080808", "８０８０", "6379#:80")],
    ("http://127.0.0.1:6379/", PORT),
    # Names and passwords, and hosts that hide behind them
    *[(f"http://{rest}/", CREDENTIALS) for rest in ("ann@example.org", "ann:pw@example.org", ":@example.org")],
    *[(f"http://{rest}/", CREDENTIALS) for rest in ("example.org@127.0.0.1", "example.org:80@127.0.0.1", "a@b@c")],
    *[(f"http://{rest}/", CREDENTIALS) for rest in ("example.org＠127.0.0.1", "@127.0.0.1")],
    # Schemes
    *[(url, SCHEME) for url in ("file:///etc/passwd", "file://localhost/etc/passwd", "FILE:/etc/passwd")],
    *[(url, SCHEME) for url in ("gopher://127.0.0.1:6379/_INFO", "dict://127.0.0.1:11211/stat", "ftp://example.org/")],
    *[(url, SCHEME) for url in ("data:text/html,<p>x", "javascript:alert(1)", "blob:http://x/", "about:blank")],
    *[(url, SCHEME) for url in ("jar:http://x!/", "view-source:http://x/", "ldap://x/", "unix:/run/x", "ws://x/")],
    *[(url, SCHEME) for url in ("localhost:80/", "mailto:ann@example.org", "tel:112", "httpx://example.org/")],
    # Neither
    *[(url, NOT) for url in ("", " ", "example.org", "//example.org/", "/etc/passwd", "http:", "http://", "http:///")],
    *[
        (url, NOT)
        for url in ("http:example.org", "http:/example.org", "http:\\\\example.org", "http://example.org\\@x")
    ],
    *[(url, NOT) for url in ("http://exa mple.org/", "http://example.org/\r\nHost: x", "http://exam\tple.org/")],
    *[(url, NOT) for url in ("http://example.org\0/", "http://%31%32%37.1/", "http://127.0.0.1%2f/", "http://-x.org/")],
    *[(url, NOT) for url in ("http://a..org/", "http://.org/", "http://a!b/", "http://\ud800.org/", "http://a/\ud800")],
    *[(url, NOT) for url in (f"http://{'a' * 64}.org/", "http://" + "a." * 130 + "org/", f"http://a/{'x' * 2000}")],
    *[
        (url, NOT)
        for url in ("http://xn--/", "http://a\u200bb.org/", "http://a\u202eb.org/", "http://example.org\u2028")
    ],
    *[(url, NOT) for url in ("http://a.org:80:80/", "http://<b>.org/", "http://*.org/", "http://a,b/")],
]


def resolve(host: str, port: int, **_more: Any) -> list[Any]:
    if host not in NAMES:
        raise socket.gaierror
    return [(socket.AF_UNSPEC, socket.SOCK_STREAM, 6, "", (number, port)) for number in NAMES[host]]


@pytest.mark.parametrize(("url", "code"), REFUSED, ids=lambda value: ascii(value)[:60])
def test_is_refused_and_never_dialled(url: str, code: Trouble) -> None:
    with dials() as dialled, pytest.raises(NotFetched) as refusal:
        fetch(url, resolve=resolve)
    assert refusal.value.code is code
    assert not dialled


def test_the_table_is_long_enough() -> None:
    assert len({url for url, _ in REFUSED}) == len(REFUSED) >= 200


@pytest.mark.parametrize(
    ("url", "there"),
    [
        ("http://example.org", "http://example.org/"),
        ("HTTPS://Example.ORG./a/../b?q=1#part", "https://example.org/a/../b?q=1"),
        ("  https://example.org/\n", "https://example.org/"),
        ("https://example.org:443/", "https://example.org/"),
        ("http://example.org:443/", "http://example.org:443/"),
        ("http://example.org:/", "http://example.org/"),
        ("https://müller.example/größe?ä=ö", "https://xn--mller-kva.example/gr%C3%B6%C3%9Fe?%C3%A4=%C3%B6"),
        ("https://straße.example/", "https://xn--strae-oqa.example/"),
        ("https://例え。テスト/", "https://xn--r8jz45g.xn--zckzah/"),
        ("https://a.org/%2e%2E/%zz/'(x)", "https://a.org/%2e%2E/%zz/'(x)"),
        ("https://a_b.example.org/", "https://a_b.example.org/"),
        ("https://r3---sn.example/", "https://r3---sn.example/"),
        ("http://0x8.010.8.8/", "http://8.8.8.8/"),
        ("http://[2606:4700::1]/", "http://[2606:4700::1]/"),
        ("https://a.org?x=http://127.0.0.1/@", "https://a.org/?x=http://127.0.0.1/@"),
    ],
)
def test_is_read_in_one_way(url: str, there: str) -> None:
    assert read_address(url).url == there
    assert read_address(there).url == there


@pytest.mark.parametrize("number", ["8.8.8.8", "1.1.1.1", "172.15.255.255", "172.32.0.0", "2606:4700::1", "2a00::1"])
def test_the_open_internet_is_allowed(number: str) -> None:
    assert is_public(read_address(f"http://{f'[{number}]' if ':' in number else number}/").number)  # type: ignore[arg-type]


@pytest.mark.parametrize("number", ["::ffff:8.8.8.8", "64:ff9b::8.8.8.8"])
def test_a_public_address_in_the_other_notation_is_public(number: str) -> None:
    assert is_public(read_address(f"http://[{number}]/").number)  # type: ignore[arg-type]


@given(st.text(max_size=60).map("http://".__add__) | st.text(max_size=60))
def test_any_text_is_a_place_or_a_refusal(url: str) -> None:
    try:
        place = read_address(url)
    except NotFetched:
        return
    assert read_address(place.url) == place
    assert place.url.isascii()


@given(
    st.ip_addresses(v=4).filter(lambda number: number.is_private), st.sampled_from(["d", "x", "o", "wide", "6", "n"])
)
def test_a_private_number_is_private_in_every_notation(number: Any, way: str) -> None:
    spelled = {
        "d": str(int(number)),
        "x": hex(int(number)),
        "o": f"0{int(number):o}",
        "wide": str(number).translate({ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789"}),
        "6": f"[::ffff:{number}]",
        "n": f"[64:ff9b::{number}]",
    }[way]
    place = read_address(f"http://{spelled}/")
    assert place.number is not None
    assert not is_public(place.number)
