"""What a file is, by what it holds."""

import codecs

import pytest

from articles.extract.sniff import OLE, Kind, kind_of, needs_password
from tests.articles.extract.made import docx, odt, p, pdf, zipped

MAIL = (
    b"From: Ann <ann@x.org>\r\nTo: bo@x.org\r\nSubject: Hello\r\nDate: Tue, 5 May 2026 10:00:00 +0000\r\n\r\nHello.\r\n"
)
STORY = b"Bridge closes\n\nThe bridge closed on Monday.\n"


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (b"", "", Kind.EMPTY),
        (b" \r\n\t\x00", "story.docx", Kind.EMPTY),
        (docx(p("Words.")), "story.txt", Kind.DOCX),
        (odt("<text:p>Words.</text:p>"), "story.doc", Kind.ODT),
        (pdf(""), "", Kind.PDF),
        (b"\xef\xbb\xbf" + pdf(""), "", Kind.PDF),
        (rb"{\rtf1 Words.}", "story.doc", Kind.RTF),
        (zipped({"a.docx": b"x", "b.docx": b"y"}), "stories.docx", Kind.ZIP),
        (zipped({"xl/workbook.xml": "<x/>"}), "", Kind.UNKNOWN),
        (zipped({"mimetype": "application/epub+zip"}, stored=("mimetype",)), "", Kind.UNKNOWN),
        (docx(p("Words." * 100))[:300], "", Kind.DOCX),
        (OLE + bytes(600) + "WordDocument".encode("utf-16-le"), "story.docx", Kind.OLD_WORD),
        (OLE + bytes(600) + "__substg1.0_".encode("utf-16-le"), "", Kind.UNKNOWN),
        (STORY, "", Kind.TEXT),
        (STORY, "story.md", Kind.MARKDOWN),
        (STORY, "story.eml", Kind.TEXT),
        (b"---\ntitle: Bridge closes\n---\n\nIt closed.\n", "", Kind.MARKDOWN),
        (b"The file began with %PDF-1.7, he said.", "", Kind.TEXT),
        (b"PKW prices rise.", "", Kind.TEXT),
        (MAIL, "", Kind.MAIL),
        (MAIL, "story.txt", Kind.TEXT),
        (b"Message-ID: <1@x>\nReceived: by x\n" + MAIL, "story.txt", Kind.MAIL),
        (codecs.BOM_UTF16_LE + MAIL.decode().encode("utf-16-le"), "", Kind.MAIL),
        (b"Date: 5 May 2026\nPress release\n\nIt closed.\n", "", Kind.TEXT),
        (b"\n<!-- x -->\n<!DOCTYPE HTML>\n<html><p>Words.", "", Kind.HTML),
        (codecs.BOM_UTF16_BE + "<html><p>Words.".encode("utf-16-be"), "story.txt", Kind.HTML),
        (b'<?xml version="1.0"?>\n<html xmlns="x"><body/></html>', "", Kind.HTML),
        (b'<?xml version="1.0"?>\n<rss><channel/></rss>', "", Kind.UNKNOWN),
        (b"Words <br> and words", "story.html", Kind.HTML),
        (b"Words < more words", "story.html", Kind.TEXT),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00", "story.txt", Kind.UNKNOWN),
        ("Words in two bytes".encode("utf-16-le"), "", Kind.TEXT),
    ],
)
def test_the_kind_is_told_by_what_the_file_holds(data: bytes, name: str, kind: Kind) -> None:
    assert kind_of(data, name) is kind


def test_a_word_file_under_a_password_is_told_from_an_old_one() -> None:
    assert needs_password(OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le"))
    assert not needs_password(OLE + bytes(600) + "WordDocument".encode("utf-16-le"))
