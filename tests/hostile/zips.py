"""Archives that are no article, and old containers."""

from __future__ import annotations

import struct
import zipfile

from articles.extract.document import Why
from tests.hostile.case import PROSE, case
from tests.hostile.office import docx, paragraph, zipped

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NO_ARTICLE = (Why.ARCHIVE, Why.NOT_TEXT, Why.DAMAGED, Why.EMPTY)


def _ole(*streams: str) -> bytes:
    """The head of a compound file, and a directory with these names in it."""
    head = _OLE + b"\0" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 478
    rows = b"".join(name.encode("utf-16-le").ljust(64, b"\0") + b"\0" * 64 for name in ("Root Entry", *streams))
    return head.ljust(512, b"\0") + rows.ljust(4_096, b"\0")


def _nested(levels: int) -> bytes:
    inner = b"\0" * 10_000_000
    for _ in range(levels):
        inner = zipped({f"{number}.zip": inner for number in range(4)})
    return inner


def _packed(method: int) -> bytes:
    """Zeros in some hundred bytes, packed in a way that Python unpacks without any bound."""
    return zipped({"a.txt": b"\0" * 60_000_000}, method)


def _link() -> bytes:
    """A member that is a symbolic link."""
    packed = zipped({"a": "/etc/passwd"})
    at = packed.index(b"PK\x01\x02")
    return packed[: at + 38] + struct.pack("<I", 0o120777 << 16) + packed[at + 42 :]


CASES = (
    case("zip-of-articles", "a.zip", zipped({"one.txt": PROSE, "two.docx": docx(paragraph(PROSE))}), Why.ARCHIVE),
    case("zip-called-docx", "a.docx", zipped({"one.txt": PROSE}), *_NO_ARTICLE),
    case("zip-empty", "a.zip", zipped({}), *_NO_ARTICLE),
    case("zip-climbing", "a.zip", zipped({"../../evil": "x", "/etc/cron.d/x": "x", "c:\\x": "x"}), Why.ARCHIVE),
    case("zip-in-zip", "a.zip", lambda: _nested(5), Why.ARCHIVE, heavy=True),
    case("zip-link", "a.zip", _link, Why.ARCHIVE),
    case("zip-bomb-bzip2", "a.zip", lambda: _packed(zipfile.ZIP_BZIP2), Why.ARCHIVE, heavy=True),
    case("zip-bomb-lzma", "a.zip", lambda: _packed(zipfile.ZIP_LZMA), Why.ARCHIVE, heavy=True),
    case(
        "zip-70,000-members",
        "a.zip",
        lambda: zipped({f"{n}.txt": "x" for n in range(70_000)}),
        *_NO_ARTICLE,
        heavy=True,
    ),
    case("zip-cut-off", "a.zip", zipped({"one.txt": PROSE * 99})[:80], *_NO_ARTICLE),
    case(
        "zip-comment", "a.zip", zipped({"one.txt": PROSE}, zipfile.ZIP_STORED) + b"word/document.xml" * 9, *_NO_ARTICLE
    ),
    case("xlsx", "a.xlsx", zipped({"[Content_Types].xml": "<x/>", "xl/workbook.xml": "<x/>"}), *_NO_ARTICLE),
    case(
        "epub", "a.epub", zipped({"mimetype": "application/epub+zip", "META-INF/container.xml": "<x/>"}), *_NO_ARTICLE
    ),
    case("jar", "a.jar", zipped({"META-INF/MANIFEST.MF": "x", "A.class": b"\xca\xfe\xba\xbe"}), *_NO_ARTICLE),
    case("doc", "a.doc", _ole("WordDocument", "1Table"), Why.OLD_WORD),
    case("doc-called-docx", "a.docx", _ole("WordDocument"), Why.OLD_WORD),
    case("doc-called-txt", "a.txt", _ole("WordDocument"), Why.OLD_WORD),
    case("docx-with-password", "a.docx", _ole("EncryptionInfo", "EncryptedPackage"), Why.PASSWORD),
    case("doc-cut-off", "a.doc", _OLE, Why.OLD_WORD, Why.DAMAGED),
    case("xls", "a.xls", _ole("Workbook"), Why.NOT_TEXT, Why.OLD_WORD),
    case("msg", "a.msg", _ole("__substg1.0_0037001F"), Why.NOT_TEXT, Why.OLD_WORD),
)
