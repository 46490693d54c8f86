"""Files that are called what they are not, and two things at once."""

from __future__ import annotations

import gzip

from articles.extract.document import Why
from tests.hostile.case import PROSE, READS, case
from tests.hostile.mails import mail
from tests.hostile.office import docx, paragraph, zipped
from tests.hostile.pages import page
from tests.hostile.pdf_file import book, shown, stream
from tests.hostile.rtfs import rtf

_READ = (PROSE,)
_PDF = book(stream(shown(["The council approved the budget on Monday."])))
_NO = (Why.NOT_TEXT, Why.DAMAGED, Why.ENCODING)
_ELF = b"\x7fELF\x02\x01\x01" + b"\0" * 9 + bytes(range(256)) * 8
_PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)) * 8

CASES = (
    case("pdf-called-docx", "a.docx", _PDF, has=("approved the budget",)),
    case("pdf-called-txt", "a.txt", _PDF, has=("approved the budget",)),
    case("docx-called-txt", "a.txt", docx(paragraph(PROSE)), has=_READ),
    case("docx-called-pdf", "a.pdf", docx(paragraph(PROSE)), has=_READ),
    case("docx-called-nothing", "", docx(paragraph(PROSE)), has=_READ),
    case("rtf-called-doc", "a.doc", rtf(), has=_READ),
    case("page-called-doc", "a.doc", page(), has=("approved the budget",)),
    case("page-called-pdf", "a.pdf", page(), READS, Why.DAMAGED),
    case("text-called-pdf", "a.pdf", PROSE.encode(), Why.DAMAGED, READS),
    case("text-called-docx", "a.docx", PROSE.encode(), Why.DAMAGED, READS),
    case("mail-called-docx", "a.docx", mail(), READS, Why.DAMAGED),
    case("program", "a.txt", b"MZ\x90\0\x03\0\0\0" + bytes(range(256)) * 8, *_NO),
    case("program-called-docx", "a.docx", _ELF, *_NO),
    case("picture-called-pdf", "a.pdf", _PNG, *_NO),
    case("picture-and-script", "a.html", b"GIF89a/*" + b"\0\x01" * 99 + b"*/=1;alert(1)//", *_NO, Why.EMPTY),
    case("packed-text", "a.txt", gzip.compress(PROSE.encode(), mtime=0), *_NO),
    case("packed-bomb", "a.txt", lambda: gzip.compress(b"\0" * 100_000_000, mtime=0), *_NO),
    case("database", "a.txt", b"SQLite format 3\0" + bytes(range(256)) * 16, *_NO),
    case("pickle", "a.txt", b"\x80\x04\x95cposix\nsystem\n\x94\x8c\x02id\x94\x85R.", *_NO),
    case(
        "drawing",
        "a.svg",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        *_NO,
        READS,
        Why.EMPTY,
    ),
    case(
        "xml-laughs",
        "a.xml",
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha">]><x>&a;</x>',
        *_NO,
        READS,
        Why.UNSAFE,
    ),
    case("pdf-and-zip", "a.pdf", _PDF + zipped({"a.txt": PROSE}), READS, Why.DAMAGED),
    case("zip-and-pdf", "a.docx", docx(paragraph(PROSE)) + _PDF, READS, Why.DAMAGED),
    case("page-and-pdf", "a.html", page() + _PDF, READS, Why.DAMAGED, Why.NOT_TEXT),
)
