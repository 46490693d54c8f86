"""Pasted text and .txt files: what is taken, what is refused, and that nothing else is changed."""

import codecs

import pytest

from articles.extract.assembling import MAX_BYTES
from articles.extract.document import BlockKind, Remark, Unreadable
from articles.extract.plain import read_bytes, read_text

STORY = "Bridge closes for a year\n\nBy Priya Raman\n\nThe bridge closed on Monday. It opened in 1931.\n"


def test_it_reads_title_byline_and_blocks() -> None:
    document = read_text(STORY)
    assert document.text == STORY
    assert document.title == "Bridge closes for a year"
    assert document.byline == "Priya Raman"
    assert document.remarks == ()
    assert [block.kind for block in document.blocks] == [
        BlockKind.HEADLINE,
        BlockKind.FURNITURE,
        BlockKind.BODY,
    ]


@pytest.mark.parametrize(
    ("given", "kept", "remarks"),
    [
        ("One.\r\nTwo.\rThree.", "One.\nTwo.\nThree.", ()),
        ("One\x00 two.", "One two.", ("nul",)),
        ("One \ud83d two \udc00.", "One  two .", ("surrogate",)),
        ("A\x00\ud800b.", "Ab.", ("nul", "surrogate")),
        ("Cafe\u0301, ﬁ, “x”, \u00a0 and \u202eabc.", "Cafe\u0301, ﬁ, “x”, \u00a0 and \u202eabc.", ("bidi",)),
        ("  \tIndented, trailing.  \n\n", "  \tIndented, trailing.  \n\n", ()),
    ],
)
def test_it_removes_only_what_cannot_be_stored(given: str, kept: str, remarks: tuple[str, ...]) -> None:
    document = read_text(given)
    assert document.text == kept
    assert document.remarks == remarks


@pytest.mark.parametrize("blank", ["", " \n\t\n ", "\x00\x00", "\ufeff", "\u200b\n\u2003", "\ud800"])
def test_blank_text_is_refused(blank: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        read_text(blank)
    assert refusal.value.why == "empty"


@pytest.mark.parametrize("char", ["a", "é", "界", "🙂"])
def test_the_limit_is_in_bytes(char: str) -> None:
    fits = char * (MAX_BYTES // len(char.encode()))
    assert read_text(fits).text == fits
    with pytest.raises(Unreadable) as refusal:
        read_text(fits + char)
    assert refusal.value.why == "too_large"


@pytest.mark.parametrize(
    "data",
    [
        "Äpfel, 界, 🙂.".encode(),
        codecs.BOM_UTF8 + "Äpfel, 界, 🙂.".encode(),
        codecs.BOM_UTF16_LE + "Äpfel, 界, 🙂.".encode("utf-16-le"),
        codecs.BOM_UTF16_BE + "Äpfel, 界, 🙂.".encode("utf-16-be"),
    ],
)
def test_utf8_and_marked_utf16_are_read(data: bytes) -> None:
    assert read_bytes(data).text == "Äpfel, 界, 🙂."


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (codecs.BOM_UTF8, "empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "not_text"),
        (b"PK\x03\x04 a renamed Word file", "not_text"),
        (b"%PDF-1.7\n%plain enough to fool a decoder", "not_text"),
        (rb"{\rtf1\ansi Some words.}", "not_text"),
        (b"text\x00with\x00NULs", "not_text"),
        (b"text with an escape \x1b[0m", "not_text"),
        (codecs.BOM_UTF16_LE + b"odd" + bytes([0x00, 0xD8]) * 40, "encoding"),
        (b"a" * (MAX_BYTES + 1), "too_large"),
        (b"a" * (2 * MAX_BYTES + 1), "too_large"),
    ],
)
def test_bytes_that_are_no_text_are_refused_with_the_reason(data: bytes, code: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        read_bytes(data)
    assert refusal.value.why == code


@pytest.mark.parametrize(
    "data",
    ["Äpfel für alle, sagte die Bäckerin.".encode("latin-1"), "UTF-16 without its mark".encode("utf-16-le")],
)
def test_a_guess_is_said(data: bytes) -> None:
    document = read_bytes(data)
    assert document.text in {"Äpfel für alle, sagte die Bäckerin.", "UTF-16 without its mark"}
    assert document.remarks == (Remark.GUESSED,)


@pytest.mark.parametrize(
    ("lines", "byline"),
    [
        ("By Ann Lee and Bo Ray", "Ann Lee and Bo Ray"),
        ("BY ANN LEE, Health Editor", "ANN LEE"),
        ("Words by Ludwig van Beethoven", "Ludwig van Beethoven"),
        ("Jane Okafor and Tom Bell\nHealth correspondents", "Jane Okafor and Tom Bell"),
        ("19 November 2026", ""),
    ],
)
def test_the_byline_is_the_names_alone(lines: str, byline: str) -> None:
    assert read_text(f"Lists grow again\n{lines}\n\nThe lists grew by 3 per cent.").byline == byline
