"""One way in for every file: the right reader, a plain reason for every refusal, and nothing else ever gets out."""

import io
import json
import random
import socket
import sys
import time
import types
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.extract.document import About, Block, BlockKind, Document, Unreadable
from articles.extract.reading import LIMITS, read
from articles.extract.sniff import OLE, Kind
from tests.articles.extract.made import W, docx, lines, odt, p, pdf, zipped

DATA = Path(__file__).parents[4] / "shared" / "data" / "documents"
MAIL = b"From: Ann <ann@x.org>\nSubject: Bridge closes\nMIME-Version: 1.0\n\nThe bridge closed on Monday.\n"
NOTED = docx(
    p("Bridge closes for a year", "Title")
    + p('<w:r><w:t>It closed.</w:t></w:r><w:r><w:footnoteReference w:id="1"/></w:r>')
    + f"<w:tbl><w:tr><w:tc>{p('a')}</w:tc><w:tc>{p('b')}</w:tc></w:tr></w:tbl>",
    {"footnotes.xml": f'<w:footnotes {W}><w:footnote w:id="1">{p("City archive.")}</w:footnote></w:footnotes>'},
)
SAMPLES = {
    "docx": NOTED,
    "odt": odt(
        "<text:h>Bridge closes</text:h><text:p>It closed.<text:note><text:note-body><text:p>City archive.</text:p>"
        "</text:note-body></text:note></text:p><text:list><text:list-item><text:p>One.</text:p></text:list-item>"
        "</text:list>"
    ),
    "rtf": (
        rb"{\rtf1\ansi{\fonttbl{\f0\fcharset128 M;}}\f0 Bridge \'83\'5d\par"
        rb" It closed.{\footnote City archive.}\u233?}"
    ),
    "pdf": pdf(lines((72, 700, 24, "Bridge closes"), (72, 600, 11, "The bridge closed on Monday.")), "0 0 m"),
    "eml": MAIL.replace(b"\n\n", b"\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\n") + b"--b--\n",
    "md": b"---\ntitle: Bridge\n---\n# Bridge closes\n\nIt closed.[^1]\n\n- one\n\n[^1]: City archive.\n",
    "txt": b"Bridge closes\n\nBy Ann Lee\n\nThe bridge closed on Monday.\n",
}


def refusal(data: bytes, name: str = "") -> str:
    with pytest.raises(Unreadable) as refused:
        read(data, name=name)
    return refused.value.why


def check(document: Document) -> None:
    """Whatever was read: blocks in order, disjoint and never blank; notes inside the text; nothing unstorable."""
    end = 0
    for block in document.blocks:
        assert end <= block.start < block.end <= len(document.text)
        assert document.text[block.start : block.end].strip()
        end = block.end
    for note in document.notes:
        assert 0 <= note.start <= note.end <= len(document.text)
    assert document.blocks
    assert "\x00" not in document.text + "".join(fact.value for fact in document.facts)
    document.text.encode()
    for value in (*(fact.value for fact in document.facts), *(note.text + note.author for note in document.notes)):
        value.encode()


@pytest.mark.parametrize("kind", SAMPLES)
def test_every_kind_is_read_by_its_reader(kind: str) -> None:
    document = read(SAMPLES[kind], name=f"story.{kind}")
    check(document)
    assert "closed" in document.text
    assert document.title.startswith("Bridge")
    assert [note.text for note in document.notes] == (["City archive."] if kind in ("docx", "odt", "rtf", "md") else [])


@pytest.mark.parametrize(
    ("data", "name", "why"),
    [
        (b"", "story.pdf", "empty"),
        (b" \n ", "", "empty"),
        (OLE + bytes(600), "story.doc", "old_word"),
        (OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "story.docx", "password"),
        (zipped({"a.docx": NOTED, "b.docx": NOTED}), "stories.zip", "archive"),
        (zipped({"xl/workbook.xml": "<x/>"}), "table.xlsx", "not_text"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00", "", "not_text"),
        (b"no office file at all", "story.docx", "damaged"),
        (b"no office file at all", "story.PDF", "damaged"),
        (b"PK\x03\x04" + b"x" * 100, "story.zip", "damaged"),
        (NOTED[: len(NOTED) // 2], "story.docx", "damaged"),
        (b"%PDF-1.7\nnothing", "story.pdf", "damaged"),
        (b"a" * 4_000_001, "story.txt", "too_large"),
        (bytes(20_000_001), "", "too_large"),
        (NOTED + bytes(LIMITS[Kind.DOCX]), "", "too_large"),
        (b"{\\rtf1" + b"{" * 5_000 + b"Words.", "", "unsafe"),
        (b"<<" * 2_000_000, "", "too_large"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_reason(data: bytes, name: str, why: str) -> None:
    assert refusal(data, name) == why


@pytest.mark.parametrize(
    ("error", "why"),
    [(RecursionError, "too_slow"), (MemoryError, "too_slow"), (KeyError, "damaged"), (UnicodeError, "damaged")],
)
def test_no_error_of_a_library_gets_out(monkeypatch: pytest.MonkeyPatch, error: type[Exception], why: str) -> None:
    def broken(_data: bytes) -> Document:
        raise error

    monkeypatch.setattr("articles.extract.docx.read_docx", broken)
    assert refusal(NOTED) == why


def test_a_page_goes_to_the_reader_of_pages_with_what_is_known_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[object] = []

    def read_html(data: bytes, *, declared: str, url: str) -> Document:
        given.extend((data, declared, url))
        return Document("Bridge  closes", (Block(BlockKind.HEADLINE, 0, 14),))

    module = types.ModuleType("articles.extract.html")
    monkeypatch.setattr(module, "read_html", read_html, raising=False)
    monkeypatch.setitem(sys.modules, "articles.extract.html", module)
    document = read(b"<html><p>x", declared="utf-8", url="https://x.org/")
    assert given == [b"<html><p>x", "utf-8", "https://x.org/"]
    assert document.title == "Bridge closes"


def test_a_headline_is_the_title_of_a_document_that_says_none() -> None:
    assert read(SAMPLES["txt"]).fact(About.TITLE) == "Bridge closes"


def mutated(data: bytes, chance: random.Random) -> bytes:
    """The file with a few bytes changed, doubled, dropped, or its end gone."""
    made = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(made))
        match chance.randrange(5):
            case 0:
                made[at] = chance.randrange(256)
            case 1:
                made[at:at] = made[at : at + chance.randint(1, 40)]
            case 2:
                del made[at : at + chance.randint(1, 40)]
                made = made or bytearray(b"x")
            case 3:
                made[at : at + 1] = chance.choice((b"{", b"}", b"<", b"\\", b"[", b"\x00", b"\xff", b"99999999"))
            case _:
                made = made[: max(1, at)] if chance.random() < 0.3 else made
    return bytes(made)


def read_or_refuse(data: bytes, name: str) -> None:
    try:
        document = read(data, name=name)
    except Unreadable:
        return
    check(document)


@pytest.mark.parametrize("kind", SAMPLES)
def test_a_file_changed_by_chance_is_read_or_refused(kind: str) -> None:
    chance = random.Random(f"1931 {kind}")
    for _ in range(300):
        read_or_refuse(mutated(SAMPLES[kind], chance), f"story.{kind}")


@pytest.mark.parametrize("kind", ["docx", "odt"])
def test_an_office_file_whose_xml_is_changed_by_chance_is_read_or_refused(kind: str) -> None:
    chance = random.Random(f"1932 {kind}")
    with zipfile.ZipFile(io.BytesIO(SAMPLES[kind])) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for _ in range(300):
        changed = chance.choice([name for name in parts if name.endswith(".xml")])
        read_or_refuse(zipped({**parts, changed: mutated(parts[changed], chance)}), "")


@given(
    st.binary(max_size=300),
    st.sampled_from([b"", b"{\\rtf1 ", b"%PDF-1.7\n", b"PK\x03\x04", b"From: a@b\nTo: c\nDate: ", OLE]),
)
def test_any_bytes_are_read_or_refused(data: bytes, head: bytes) -> None:
    read_or_refuse(head + data, "story.md" if not head else "")


@given(
    st.lists(
        st.sampled_from(
            [
                "{",
                "}",
                r"\par ",
                r"\cell ",
                r"\row ",
                r"\'e9",
                r"\u233?",
                r"{\footnote ",
                "x. ",
                r"{\*\atrfstart 1}",
                r"\v ",
                r"\intbl ",
                r"{\fonttbl ",
                r"\f1 ",
                ";",
                r"{\annotation ",
            ]
        )
    )
)
def test_any_run_of_rtf_words_is_read_or_refused(words: list[str]) -> None:
    read_or_refuse(b"{\\rtf1 " + "".join(words).encode(), "")


def _expected(kinds: set[str]) -> list[dict[str, str]]:
    if not (DATA / "manifest.json").is_file():
        return []
    documents = json.loads((DATA / "manifest.json").read_text(encoding="utf-8"))["documents"]
    return [each for each in documents if each["kind"] in kinds]


@pytest.mark.skipif(not DATA.is_dir(), reason=f"no shared documents in {DATA.name}")
def test_documents_that_nobody_here_wrote_are_read_or_refused_as_expected() -> None:
    """No word of them is kept here: their manifest says what to find."""
    wrong = []
    for each in _expected({"docx", "odt", "rtf", "eml", "pdf"}):
        begun = time.process_time()
        try:
            document = read((DATA / each["file"]).read_bytes(), name=each["file"])
        except Unreadable:
            found = ""
        else:
            check(document)
            notes = " ".join(note.text for note in document.notes if note.kind != "comment")
            found = " ".join(f"{document.text} {notes}".split())
        missed = [words for words in each.get("with", ()) if " ".join(words.split()) not in found]
        if bool(each.get("expect")) != (not found) or missed or time.process_time() - begun > 10:
            wrong.append((each["id"], missed))
    # A table drawn out of order, and a letter without a word in it.
    assert {name for name, _ in wrong} <= {"unstructured/korean-text-with-tables.pdf", "mail/bad_date_header.eml"}


def test_nothing_is_fetched_while_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    def dialled(*_: object) -> None:
        pytest.fail("a reader reached for the network")

    monkeypatch.setattr(socket.socket, "connect", dialled)
    relation = (
        '<Relationships><Relationship Id="r1" TargetMode="External" Target="http://127.0.0.1/x.dotm"'
        ' Type="http://x/attachedTemplate"/><Relationship Id="r2" TargetMode="External" Target="http://127.0.0.1/d.xml"'
        ' Type="http://x/officeDocument"/></Relationships>'
    )
    parts: dict[str, str | bytes] = {"_rels/settings.xml.rels": relation, "../_rels/.rels": relation}
    assert read(docx(p("Words."), parts)).text == "Words."
    assert (
        read(zipped({"_rels/.rels": relation, "word/document.xml": f"<d {W}><w:body>{p('x')}</w:body></d>"})).text
        == "x"
    )
    markup = b'<img src="http://127.0.0.1/x.png"><link href="http://127.0.0.1/x.css">Words.'
    assert read(MAIL[: MAIL.index(b"\n\n")] + b"\nContent-Type: text/html\n\n" + markup).text == "Words."
