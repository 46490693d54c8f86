"""Hostile mails."""

from __future__ import annotations

import base64

from articles.extract.document import Remark, Why
from tests.hostile.case import CANARY, INSTRUCTION, PROSE, READS, case

_A = "a.eml"
_READ = (PROSE,)
_ANY = (READS, Why.DAMAGED, Why.TOO_SLOW, Why.TOO_LARGE, Why.UNSAFE, Why.EMPTY)
_HEAD = (
    "From: Ann Lee <ann@example.org>\r\nTo: desk@example.org\r\nSubject: Council approves budget\r\n"
    "Date: Mon, 05 Jan 2026 10:00:00 +0000\r\nMessage-ID: <1@example.org>\r\nMIME-Version: 1.0\r\n"
)
_TEXT = f"Content-Type: text/plain; charset=utf-8\r\n\r\n{PROSE}\r\n"


def mail(rest: str | bytes = _TEXT, more: str = "") -> bytes:
    return (_HEAD + more).encode() + (rest if isinstance(rest, bytes) else rest.encode())


def parts(*inner: str, kind: str = "mixed", edge: str = "edge") -> str:
    rows = "".join(f"--{edge}\r\n{part}\r\n" for part in inner)
    return f'Content-Type: multipart/{kind}; boundary="{edge}"\r\n\r\n{rows}--{edge}--\r\n'


def _attached(name: str) -> str:
    packed = base64.b64encode(b"MZ evil").decode()
    return (
        f'Content-Type: application/octet-stream; name="{name}"\r\nContent-Transfer-Encoding: base64\r\n'
        f'Content-Disposition: attachment; filename="{name}"\r\n\r\n{packed}'
    )


def _nested(levels: int) -> bytes:
    opened = "".join(f'Content-Type: multipart/mixed; boundary="b{n}"\r\n\r\n--b{n}\r\n' for n in range(levels))
    return mail(opened + _TEXT + "".join(f"--b{n}--\r\n" for n in reversed(range(levels))))


def _forwarded(levels: int) -> bytes:
    return mail("Content-Type: message/rfc822\r\n\r\n" * levels + _TEXT)


def _page(markup: str) -> bytes:
    return mail(f"Content-Type: text/html; charset=utf-8\r\n\r\n<html><body><p>{PROSE}</p>{markup}</body></html>")


def _of(declared: str, body: str) -> bytes:
    return mail(f"Content-Type: text/plain{declared}\r\n\r\n{body}")


_PACKED = base64.b64encode(b"He left. " * 600_000).decode()

CASES = (
    case("mail-1,000-deep", _A, lambda: _nested(1_000), *_ANY, heavy=True),
    case("mail-50-deep", _A, lambda: _nested(50), *_ANY),
    case("mail-500-forwarded", _A, lambda: _forwarded(500), *_ANY, heavy=True),
    case("mail-100,000-headers", _A, lambda: mail(more="X-A: b\r\n" * 100_000), *_ANY, heavy=True),
    case("mail-long-header", _A, lambda: mail(more=f"X-A: {'b' * 5_000_000}\r\n"), *_ANY, heavy=True),
    case("mail-folded-header", _A, lambda: mail(more="X-A: b\r\n" + " c\r\n" * 500_000), *_ANY, heavy=True),
    case("mail-coded-words", _A, lambda: mail(more=f"Comments: {'=?utf-8?q?=41?= ' * 100_000}\r\n"), *_ANY, heavy=True),
    case(
        "mail-coded-subject", _A, lambda: mail().replace(b"Council", b"=?utf-8?b?QUFB?= " * 50_000), *_ANY, heavy=True
    ),
    case("mail-10,000-parts", _A, lambda: mail(parts(*[_TEXT] * 10_000)), *_ANY, heavy=True),
    case("mail-10,000-recipients", _A, lambda: mail(more=f"Cc: {'(a)' * 10_000}x@y.z\r\n"), *_ANY, heavy=True),
    case("mail-deep-comments", _A, lambda: mail().replace(b"Ann Lee", b"(" * 100_000), *_ANY, heavy=True),
    case(
        "mail-many-parameters", _A, lambda: _of("".join(f"; a*{n}=b" for n in range(20_000)), PROSE), *_ANY, heavy=True
    ),
    case("mail-too-much-inside", _A, lambda: _of("\r\nContent-Transfer-Encoding: base64", _PACKED), Why.TOO_LARGE),
    case("mail-too-many-bytes", _A, lambda: mail(_TEXT + "x" * 10_100_000), Why.TOO_LARGE),
    case(
        "mail-climbing-attachment",
        _A,
        mail(parts(_TEXT, _attached("../../../tmp/evil"))),
        has=_READ,
        lacks=("evil",),
        remarks=(Remark.CUT,),
    ),
    case("mail-attachment-named-zero", _A, mail(parts(_TEXT, _attached("a\0.txt"))), READS, Why.NOT_TEXT, has=_READ),
    case("mail-attachment-alone", _A, mail(parts(_attached("story.docx"))), Why.EMPTY),
    case(
        "mail-file-elsewhere",
        _A,
        mail(parts(_TEXT, f'Content-Type: message/external-body; access-type=URL; URL="{CANARY}"\r\n\r\n')),
        has=_READ,
    ),
    case("mail-remote-image", _A, _page(f"<img src='{CANARY}/pixel'>"), has=_READ),
    case("mail-script", _A, _page("<script>alert(1)</script>"), has=_READ, lacks=("alert",)),
    case(
        "mail-hidden",
        _A,
        _page(f"<p style='display:none'>{INSTRUCTION}</p>"),
        has=_READ,
        lacks=(INSTRUCTION,),
        remarks=(Remark.HIDDEN,),
    ),
    case(
        "mail-other-in-html",
        _A,
        mail(parts(_TEXT, f"Content-Type: text/html\r\n\r\n<p>{INSTRUCTION}</p>", kind="alternative")),
        READS,
    ),
    case("mail-edge-missing", _A, mail(f"Content-Type: multipart/mixed\r\n\r\n--x\r\n{_TEXT}"), *_ANY),
    case("mail-edge-empty", _A, mail(f'Content-Type: multipart/mixed; boundary=""\r\n\r\n--\r\n{_TEXT}'), *_ANY),
    case("mail-edge-never-ends", _A, mail(parts(_TEXT).rpartition("--edge--")[0]), *_ANY),
    case("mail-charset-unknown", _A, _of("; charset=x-nonsense", PROSE), *_ANY, Why.ENCODING),
    case("mail-charset-odd", _A, _of("; charset=idna", PROSE), *_ANY, Why.ENCODING),
    case("mail-charset-hex", _A, _of("; charset=hex", PROSE), *_ANY, Why.ENCODING),
    case("mail-charset-zip", _A, _of("; charset=zlib_codec", PROSE), *_ANY, Why.ENCODING),
    case("mail-utf-7", _A, _of("; charset=utf-7", PROSE + "+ADw-script+AD4-"), *_ANY, Why.ENCODING),
    case("mail-bad-base64", _A, _of("\r\nContent-Transfer-Encoding: base64", "!!!!" * 99), *_ANY),
    case("mail-bad-quoted", _A, _of("\r\nContent-Transfer-Encoding: quoted-printable", PROSE + " =ZZ =="), *_ANY),
    case(
        "mail-uuencoded",
        _A,
        _of("\r\nContent-Transfer-Encoding: x-uuencode", "begin 644 ../../x\n#0V%T\n`\nend"),
        *_ANY,
    ),
    case("mail-date-odd", _A, mail().replace(b"05 Jan 2026", b"99 Foo 99999999999999999999"), has=_READ),
    case("mail-sender-odd", _A, mail().replace(b"Ann Lee <ann@example.org>", b'"\0\r\n <<>,;:@"'), *_ANY, Why.NOT_TEXT),
    case("mail-headers-alone", _A, _HEAD.encode(), Why.EMPTY, Why.DAMAGED),
)
