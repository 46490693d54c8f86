"""OpenDocument texts: what a reader of the accepted document sees is text; notes and what is hidden are not."""

import pytest

from articles.extract.document import About, Document, Remark, Unreadable
from articles.extract.odt import read_odt
from tests.articles.extract.made import odt, zipped

ENOUGH = "<text:p>The bridge closed on Monday. It opened in 1931.</text:p>"
DELETION = (
    "<text:changed-region><text:deletion><office:change-info><dc:creator>Bo</dc:creator></office:change-info>"
    "<text:p>gone</text:p></text:deletion></text:changed-region>"
)
STYLES = (
    '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Heading_20_2"/>'
    '<style:style style:name="Heading_20_2" style:family="paragraph" style:display-name="Heading 2"/>'
    '<style:style style:name="Loop" style:family="paragraph" style:parent-style-name="Loop"/>'
    '<style:style style:name="T1" style:family="text"><style:text-properties text:display="none"/></style:style>'
    '<style:style style:name="T2" style:family="text"><style:text-properties fo:color="#ffffff"/></style:style>'
    '<style:style style:name="T3" style:family="text"><style:text-properties fo:color="#FFFFFF"'
    ' fo:background-color="#000000"/></style:style>'
)


def kinds(document: Document) -> list[tuple[str, str]]:
    return [(block.kind.value, document.text[block.start : block.end]) for block in document.blocks]


def words(text: str) -> str:
    return read_odt(odt(text, STYLES)).text


def test_a_manuscript_is_read_whole() -> None:
    document = read_odt(
        odt(
            '<text:p text:style-name="Title">Bridge closes for a year</text:p><text:p>By Ann Lee</text:p>'
            + ENOUGH
            + '<text:h text:outline-level="2">What next</text:h>'
            "<text:list><text:list-header><text:p>Cars</text:p></text:list-header>"
            "<text:list-item><text:p>take the ferry.</text:p></text:list-item></text:list>"
            '<text:p text:style-name="Quotations">It was the worst day.</text:p>'
            "<table:table><table:table-header-rows>"
            "<table:table-row><table:table-cell><text:p>a</text:p></table:table-cell>"
            "<table:table-cell/></table:table-row></table:table-header-rows><table:table-row>"
            "<table:table-cell><text:p>c</text:p><text:p>d</text:p></table:table-cell>"
            "<table:table-cell><text:p>e</text:p></table:table-cell></table:table-row></table:table>"
            "<text:table-of-content><text:index-body><text:p>What next 1</text:p>"
            "</text:index-body></text:table-of-content>",
            meta="<meta:initial-creator>Bo Ray</meta:initial-creator><dc:creator>Cleo</dc:creator>"
            "<dc:date>2026-05-03T10:00:00</dc:date><dc:language>en-GB</dc:language>",
        )
    )
    assert kinds(document) == [
        ("headline", "Bridge closes for a year"),
        ("furniture", "By Ann Lee"),
        ("body", "The bridge closed on Monday. It opened in 1931."),
        ("heading", "What next"),
        ("list", "Cars"),
        ("list", "take the ferry."),
        ("quote", "It was the worst day."),
        ("table", "a"),
        ("table", "c d\te"),
        ("furniture", "What next 1"),
    ]
    assert [(fact.about, fact.value) for fact in document.facts] == [
        (About.TITLE, "Bridge closes for a year"),
        (About.BYLINE, "Ann Lee"),
        (About.BYLINE, "Bo Ray"),
        (About.PUBLISHED, "2026-05-03"),
        (About.LANGUAGE, "en-GB"),
    ]


@pytest.mark.parametrize(
    ("text", "read", "remark"),
    [
        (
            "<text:p>Two \n  <text:span>words</text:span><text:s text:c='2'/>here<text:tab/>x</text:p>",
            "Two words  here\tx",
            "",
        ),
        ("<text:p>One.<text:line-break/>Two.</text:p>", "One.\n\nTwo.", ""),
        ("<text:p>a<text:s text:c='999999999'/>b</text:p>", "a" + " " * 100 + "b", ""),
        ('<text:p>Seen<text:span text:style-name="T1">unseen</text:span></text:p>', "Seen", "hidden"),
        ('<text:p>Seen<text:span text:style-name="T2">unseen</text:span></text:p>', "Seen", "hidden"),
        ('<text:p>Seen<text:span text:style-name="T3"> too</text:span></text:p>', "Seen too", ""),
        (
            '<text:section text:display="none"><text:p>unseen</text:p></text:section><text:p>Seen</text:p>',
            "Seen",
            "hidden",
        ),
        ("<text:section><text:p>Seen</text:p></text:section>", "Seen", ""),
        ("<text:p>Seen<text:hidden-text>unseen</text:hidden-text></text:p>", "Seen", "hidden"),
        (
            f"<text:tracked-changes>{DELETION}</text:tracked-changes><text:p>Kept<text:change/>.</text:p>",
            "Kept.",
            "deleted",
        ),
        (
            "<text:p><text:ruby><text:ruby-base>漢</text:ruby-base><text:ruby-text>kan</text:ruby-text></text:ruby></text:p>",
            "漢",
            "",
        ),
        (
            "<text:p>a<draw:frame><draw:text-box><text:p>Box.</text:p></draw:text-box></draw:frame>b</text:p>",
            "ab\n\nBox.",
            "",
        ),
        ("<draw:frame><draw:text-box><text:p>Box.</text:p></draw:text-box></draw:frame>", "Box.", ""),
        ("<text:p><text:a>Linked</text:a> words</text:p>", "Linked words", ""),
    ],
)
def test_text_is_what_a_reader_of_the_accepted_document_sees(text: str, read: str, remark: str) -> None:
    document = read_odt(odt(text, STYLES))
    assert document.text == read
    assert document.remarks == ((Remark(remark),) if remark else ())


def test_notes_hang_on_their_words_and_are_no_text() -> None:
    document = read_odt(
        odt(
            '<text:p>The <office:annotation office:name="1"><dc:creator>Ben</dc:creator><dc:date>2026</dc:date>'
            '<text:p>Sure?</text:p></office:annotation>bridge<office:annotation-end office:name="1"/> closed.'
            '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body>'
            "<text:p>City archive.</text:p></text:note-body></text:note>"
            '<text:note text:note-class="endnote"><text:note-body><text:p>Page 4.</text:p></text:note-body></text:note>'
            "<office:annotation><text:p>Check.</text:p></office:annotation>"
            '<office:annotation office:name="2"><text:p>Never ends.</text:p></office:annotation></text:p>'
        )
    )
    assert document.text == "The bridge closed."
    assert [(n.kind.value, n.text, document.text[n.start : n.end], n.author) for n in document.notes] == [
        ("comment", "Sure?", "bridge", "Ben"),
        ("footnote", "City archive.", "", ""),
        ("endnote", "Page 4.", "", ""),
        ("comment", "Check.", "", ""),
        ("comment", "Never ends.", "", ""),
    ]


@pytest.mark.parametrize(("style", "kind"), [("P1", "heading"), ("Loop", "body"), ("Caption", "caption")])
def test_styles_say_what_a_paragraph_is(style: str, kind: str) -> None:
    text = f'{ENOUGH}{ENOUGH}<text:p text:style-name="{style}">It was closed for good.</text:p>'
    assert kinds(read_odt(odt(text, STYLES)))[-1][0] == kind


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (odt(""), "empty"),
        (odt("<text:p> </text:p>"), "empty"),
        (odt("<text:p>Words.</text:p>", manifest="<manifest:encryption-data/>"), "password"),
        (odt("<text:p>Words.</text:p>")[:-30], "damaged"),
        (zipped({"content.xml": "<a><body/></a>"}), "damaged"),
        (zipped({"content.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), "unsafe"),
    ],
)
def test_what_holds_no_words_is_refused(data: bytes, why: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_odt(data)
    assert refused.value.why == why
