"""A PDF object by object, so that any of them can be a bad one."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping

FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
_RESOURCES = b"<< /Font << /F 4 0 R >> /XObject << /X 6 0 R >> >>"


def stream(content: bytes, entries: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), entries, content)


def deflated(content: bytes, times: int = 1, entries: bytes = b"") -> bytes:
    """A stream packed so many times."""
    for _ in range(times):
        content = zlib.compress(content, 9)
    return stream(content, b"/Filter [%s] %s" % (b" /FlateDecode" * times, entries))


def zeros(megabytes: int, times: int = 1) -> bytes:
    """A stream of nothing but zeros, made without ever holding them."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b"\0" * 1_000_000) for _ in range(megabytes)) + packer.flush()
    for _ in range(times - 1):
        packed = zlib.compress(packed, 9)
    return stream(packed, b"/Filter [%s]" % (b" /FlateDecode" * times))


def shown(lines: Iterable[str], *, before: bytes = b"") -> bytes:
    """The content of a page that shows these lines."""
    rows = [b"(%s) Tj T*" % line.encode("latin-1").replace(b"(", b"\\(").replace(b")", b"\\)") for line in lines]
    return b"BT /F 12 Tf 14 TL 72 720 Td %s %s ET" % (before, b"\n".join(rows))


def page(contents: bytes = b"/Contents 5 0 R", more: bytes = b"") -> bytes:
    return b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources %s %s %s >>" % (_RESOURCES, contents, more)


def pdf(objects: Mapping[int, bytes], trailer: bytes = b"", *, xref: bool = True) -> bytes:
    """The file with these objects, its table in good order. Object 1 is the catalogue."""
    made = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    at = {}
    for number, content in sorted(objects.items()):
        at[number] = len(made)
        made += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(made)
    if xref:
        last = max(objects)
        made += b"xref\n0 %d\n0000000000 65535 f \n" % (last + 1)
        for number in range(1, last + 1):
            made += b"%010d 00000 n \n" % at[number] if number in at else b"0000000000 65535 f \n"
    made += b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (max(objects) + 1, trailer, start)
    return bytes(made)


def book(content: bytes, *, more: Mapping[int, bytes] | None = None, trailer: bytes = b"") -> bytes:
    """One page whose contents are object 5, `content`, already a stream; `more` adds or replaces objects."""
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: page(),
        4: FONT,
        5: content,
        6: stream(b"", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9]"),
    }
    return pdf({**objects, **(more or {})}, trailer)
