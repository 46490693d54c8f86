"""Office files are looked over before they are unpacked: size, number, passwords, lies and declarations."""

import io
import struct
import zipfile

import pytest

from articles.extract.archive import MAX_MEMBERS, Archive, child, local, parse, value
from articles.extract.document import Unreadable
from tests.articles.extract.made import zipped

LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'


def read_all(data: bytes) -> None:
    with Archive(data) as archive:
        for name in archive.names():
            archive.read(name)


def refusal(data: bytes) -> str:
    with pytest.raises(Unreadable) as refused:
        read_all(data)
    return refused.value.why


def with_size(data: bytes, size: int) -> bytes:
    """The archive with another size of its only member written in both of its directories."""
    made = bytearray(data)
    entry = made.index(b"PK\x01\x02")
    struct.pack_into("<I", made, 22, size)
    struct.pack_into("<I", made, entry + 24, size)
    return bytes(made)


def test_parts_are_read_by_name() -> None:
    with Archive(zipped({"word/document.xml": "<a/>", "x\\y.bin": b"\x00\x01"})) as archive:
        assert archive.read("/word/document.xml") == b"<a/>"
        assert archive.read("x/y.bin") == b"\x00\x01"
        assert archive.read("missing.xml") == b""
        assert archive.tree("missing.xml") is None
        assert "word/document.xml" in archive


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"PK\x03\x04 and nothing more", "damaged"),
        (zipped({"a.xml": "<a>" + "words " * 1000 + "</a>"})[:-40], "damaged"),
        (zipped({f"{i}": b"" for i in range(MAX_MEMBERS + 1)}), "too_large"),
        (zipped({"a.bin": bytes(51_000_000)}), "too_large"),
        (zipped({"a.bin": bytes(2_000_000)}), "too_large"),  # a ratio of a thousand
        (with_size(zipped({"a.bin": b"words"}), 60_000_000), "too_large"),
        (with_size(zipped({"a.bin": b"words" * 100}), 5), "damaged"),
        (zipped({"a.xml": LAUGHS}), "unsafe"),
        (zipped({"a.xml": LAUGHS.replace("DOCTYPE", "doctype")}), "unsafe"),
        (zipped({"_rels/.rels": LAUGHS}), "unsafe"),
        (zipped({"a.xml": b"\xff\xfe" + LAUGHS.encode("utf-16-le")}), "unsafe"),
        (zipped({"a.xml": LAUGHS.encode("utf-16-be")}), "unsafe"),
        (zipped({"META-INF/manifest.xml": LAUGHS}), "unsafe"),
    ],
)
def test_what_is_broken_too_large_or_unsafe_is_refused(data: bytes, why: str) -> None:
    assert refusal(data) == why


def test_an_archive_with_a_password_is_refused() -> None:
    made = bytearray(zipped({"a.xml": "<a/>"}))
    made[6] |= 1
    made[made.index(b"PK\x01\x02") + 8] |= 1
    assert refusal(bytes(made)) == "password"


def test_the_empty_document_type_of_old_manifests_does_no_harm() -> None:
    data = zipped({"META-INF/manifest.xml": '<!DOCTYPE m PUBLIC "-//OpenOffice.org//DTD" "Manifest.dtd"><m/>'})
    with Archive(data) as archive:
        assert local(parse(archive.read("META-INF/manifest.xml"))) == "m"


def test_entities_are_never_filled_in() -> None:
    with pytest.raises(Unreadable) as refused:
        parse(LAUGHS.encode())
    assert refused.value.why == "unsafe"


def test_names_of_elements_and_attributes_are_read_without_their_namespaces() -> None:
    root = parse(b'<a xmlns:w="w"><w:b w:val="1"><w:c/></w:b></a>')
    assert value(child(root, "b")) == "1"
    assert child(root, "b", "c") is not None
    assert child(root, "c", "b") is None
    assert value(None) == ""


def test_xml_that_nests_without_end_is_refused() -> None:
    with pytest.raises(Unreadable) as refused:
        parse(b"<a>" * 10_000 + b"</a>" * 10_000)
    assert refused.value.why == "damaged"


def test_a_name_that_leads_out_of_the_folder_is_a_name() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("../../etc/passwd", "words")
    with Archive(made.getvalue()) as read:
        assert read.names() == ["../../etc/passwd"]
