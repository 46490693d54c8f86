"""RTF: each letter in its font's encoding; what is hidden, struck out or no text stays out; notes at their places."""

import time
from contextlib import suppress

import pytest

from articles.extract.document import About, Document, Remark, Unreadable
from articles.extract.rtf import read_rtf

HEAD = (
    rb"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset128 Mincho;}{\f2\fcharset238 Arial CE;}"
    rb"{\f3\fcharset2 Symbol;}}{\colortbl;\red255\green255\blue255;\red0\green0\blue0;}"
    rb"{\stylesheet{\s0 Normal;}{\s1\outlinelevel0 Kapitel;}{\s2 Title;}{\*\cs3 Gone;}{\s4 Quote;}}"
)
ENOUGH = rb"The bridge closed on Monday. It opened in 1931.\par "


def made(body: bytes) -> bytes:
    return HEAD + body + b"}"


def kinds(document: Document) -> list[tuple[str, str]]:
    return [(block.kind.value, document.text[block.start : block.end]) for block in document.blocks]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (rb"Caf\'e9 ferm\'e9", "Café fermé"),
        (rb"{\f1 \'83\'5d\'83\'8b\'83Q}", "ゾルゲ"),  # the last letter's second byte is written as it is
        (rb"{\f2 \'9elu\'9dou\'e8k\'fd}", "žluťoučký"),
        (rb"\u8364?5 and \u-10179?\u-8694?", "€5 and 😊"),
        (rb"\uc2\u228\'c3\'a4x\uc0\u246y", "äxöy"),
        (rb"{\uc1\u228\'e4}\u246?z", "äöz"),
        (rb"a\~b\_c\-d\emdash e\ldblquote f\rdblquote\line g", "a\u00a0b\u2011cd—e“f” g"),
        (rb"One.\line Two.", "One.\n\nTwo."),
        (b"broken over\r\nlines", "broken overlines"),
        (rb"braces \{ \} and \\", r"braces { } and " + "\\"),
        (rb"{\field{\*\fldinst HYPERLINK x}{\fldrslt Linked}} words", "Linked words"),
        (rb"{\pict\wmetafile8 0102030405}Kept", "Kept"),
        (rb"{\pict\bin5 }}{{\}Kept", "Kept"),
        (rb"{\object\objemb{\*\objdata 0102}{\result x}}Kept", "Kept"),
        (rb"{\*\unknown words}Kept", "Kept"),
        (rb"{\header Page 1}{\footer Page 2}Kept", "Kept"),
        (rb"{\upr{ascii}{\*\ud{\u228?}}}b", "äb"),
        (rb"{\f3 \u61623?}Kept", "Kept"),
    ],
)
def test_words_are_read_as_they_are_written(body: bytes, text: str) -> None:
    assert read_rtf(made(body)).text == text


@pytest.mark.parametrize(
    ("body", "text", "remark"),
    [
        (rb"Seen{\v unseen}", "Seen", "hidden"),
        (rb"Seen\v unseen\v0  again", "Seen again", "hidden"),
        (rb"Seen{\cf1 unseen}", "Seen", "hidden"),
        (rb"Seen{\cf1\highlight2  too}", "Seen too", ""),
        (rb"Seen{\cf2  too}", "Seen too", ""),
        (rb"{\deleted fell}{\revised rose}", "rose", "deleted"),
    ],
)
def test_what_is_hidden_or_struck_out_is_said(body: bytes, text: str, remark: str) -> None:
    document = read_rtf(made(body))
    assert document.text == text
    assert document.remarks == ((Remark(remark),) if remark else ())


def test_a_manuscript_is_read_whole() -> None:
    body = (
        rb"{\info{\title Draft of Monday}{\author Ann Lee}{\creatim\yr2026\mo5\dy3\hr10}{\operator Bo}}"
        rb"\pard\s2 Bridge closes for a year\par\pard By Ann Lee\par " + ENOUGH + rb"\pard\s1 What next\par"
        rb"\pard{\listtext\'b7\tab}\ls1 Cars take the ferry.\par\pard\s4 It was the worst day.\par"
        rb"\pard\trowd\intbl a\cell b\cell\row\trowd\intbl c\par d\cell e\cell\row\pard It rained.\par"
    )
    document = read_rtf(made(body))
    assert kinds(document) == [
        ("headline", "Bridge closes for a year"),
        ("furniture", "By Ann Lee"),
        ("body", "The bridge closed on Monday. It opened in 1931."),
        ("heading", "What next"),
        ("list", "Cars take the ferry."),
        ("quote", "It was the worst day."),
        ("table", "a\tb"),
        ("table", "c d\te"),
        ("body", "It rained."),
    ]
    assert [(fact.about, fact.value) for fact in document.facts] == [
        (About.TITLE, "Bridge closes for a year"),
        (About.BYLINE, "Ann Lee"),
        (About.TITLE, "Draft of Monday"),
        (About.PUBLISHED, "2026-05-03"),
    ]


def test_rows_of_a_table_within_a_cell_are_rows() -> None:
    inner = rb"\intbl\itap2 a\nestcell b\nestcell{\*\nesttableprops\trowd\nestrow}{\nonesttables\par}"
    assert read_rtf(made(inner + inner)).text == "a\tb\na\tb"


def test_notes_hang_on_their_words_and_are_no_text() -> None:
    body = (
        rb"The {\*\atrfstart 1}bridge{\*\atrfend 1}{\*\atnid BR}{\*\atnauthor Ben}\chatn"
        rb"{\*\annotation{\*\atnref 1}\pard Sure?} closed.{\super\chftn}{\footnote\pard{\super\chftn} City archive.}"
        rb"{\footnote\ftnalt Page 4.}\par It rained."
    )
    document = read_rtf(made(body))
    assert document.text == "The bridge closed.\n\nIt rained."
    assert [(n.kind.value, n.text, document.text[n.start : n.end], n.author) for n in document.notes] == [
        ("comment", "Sure?", "bridge", "Ben"),
        ("footnote", "City archive.", "", ""),
        ("endnote", "Page 4.", "", ""),
    ]


def test_text_boxes_come_after_their_paragraph() -> None:
    box = rb"{\shp{\*\shpinst\shpleft0{\sp{\sn shapeType}{\sv 202}}{\shptxt\pard In the box.\par}}{\shprslt x}}"
    assert read_rtf(made(box + rb"Beside it.\par Below.")).text == "Beside it.\n\nIn the box.\n\nBelow."


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (made(b""), "empty"),
        (made(rb"{\pict 0102}"), "empty"),
        (b"{" * 3_000 + rb"\rtf1 Words.", "unsafe"),
    ],
)
def test_what_holds_no_words_is_refused(data: bytes, why: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_rtf(b"{\\rtf1" + data if data.startswith(b"{{") else data)
    assert refused.value.why == why


@pytest.mark.parametrize(
    "body", [rb"Cut off {\b in the middle", rb"Too many}}}} ends", rb"A broken \'g \u \ansicpg99999 x"]
)
def test_a_file_that_is_cut_off_or_out_of_step_is_still_read(body: bytes) -> None:
    assert read_rtf(HEAD + body).text


@pytest.mark.parametrize("unit", [b"{}", b"\\par ", b"\\'e9", b"\\u233?", b"{\\b x}", b"\\cell ", b"ab cd. "])
def test_a_large_file_is_read_or_refused_in_seconds(unit: bytes) -> None:
    begun = time.process_time()
    with suppress(Unreadable):
        read_rtf(made(b"Words. " + unit * (600_000 // len(unit))))
    assert time.process_time() - begun < 20
