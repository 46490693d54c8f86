"""Word files: what a reader of the accepted document sees is text; notes, codes and what is hidden are not."""

import io
import time
from itertools import starmap

import docx as python_docx
import pytest

from articles.extract.document import About, Document, Remark, Unreadable
from articles.extract.docx import read_docx
from tests.articles.extract.made import W, docx, p, r, zipped

NOTES: dict[str, str | bytes] = {
    "footnotes.xml": (
        f'<w:footnotes {W}><w:footnote w:id="0" w:type="separator">{p("no note")}</w:footnote>'
        f'<w:footnote w:id="2">{p("City archive, ")}{p("1931.")}</w:footnote></w:footnotes>'
    ),
    "endnotes.xml": f'<w:endnotes {W}><w:endnote w:id="2">{p("Page 4.")}</w:endnote></w:endnotes>',
    "comments.xml": (
        f'<w:comments {W}><w:comment w:id="7" w:author="Ben">{p("Sure?")}</w:comment>'
        f'<w:comment w:id="8" w:author="Ada">{p("Check.")}</w:comment></w:comments>'
    ),
}
STYLES = (
    f'<w:styles {W}><w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="H"><w:name w:val="heading 2"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Mine"><w:name w:val="Zwischenzeile"/><w:basedOn w:val="H"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Loop"><w:name w:val="x"/><w:basedOn w:val="Loop"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Q"><w:name w:val="Quote"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="C"><w:name w:val="caption"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="TOC"><w:name w:val="toc 1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="L"><w:name w:val="x2"/>'
    '<w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="character" w:styleId="Gone"><w:name w:val="gone"/><w:rPr><w:vanish/></w:rPr></w:style>'
    "</w:styles>"
)
ENOUGH = p("The bridge closed on Monday. It opened in 1931.")


def kinds(document: Document) -> list[tuple[str, str]]:
    return [(block.kind.value, document.text[block.start : block.end]) for block in document.blocks]


def words(body: str, parts: dict[str, str | bytes] | None = None) -> str:
    return read_docx(docx(body, parts)).text


def test_a_document_of_python_docx_is_read_whole() -> None:
    made = python_docx.Document()
    made.add_heading("Bridge closes for a year", 0)
    made.add_paragraph("By Ann Lee")
    made.add_paragraph("The bridge closed on Monday. It opened in 1931.")
    made.add_heading("What next", 1)
    made.add_paragraph("Cars take the ferry.", style="List Bullet")
    made.add_paragraph("It was the worst day.", style="Quote")
    table = made.add_table(2, 2)
    for i, cell in enumerate(cell for row in table.rows for cell in row.cells):
        cell.text = f"Cell {i}"
    file = io.BytesIO()
    made.save(file)
    document = read_docx(file.getvalue())
    assert kinds(document) == [
        ("headline", "Bridge closes for a year"),
        ("furniture", "By Ann Lee"),
        ("body", "The bridge closed on Monday. It opened in 1931."),
        ("heading", "What next"),
        ("list", "Cars take the ferry."),
        ("quote", "It was the worst day."),
        ("table", "Cell 0\tCell 1"),
        ("table", "Cell 2\tCell 3"),
    ]
    assert (document.title, document.byline) == ("Bridge closes for a year", "Ann Lee")
    assert document.fact(About.PUBLISHED) == ""  # the template's own day is nobody's


@pytest.mark.parametrize(
    ("paragraph", "kind"),
    [
        (p("Bridge closes", "T"), "headline"),
        (p("What next", "H"), "heading"),
        (p("What next", "Mine"), "heading"),
        (p("It closed.", "Q"), "quote"),
        (p("The bridge in May", "C"), "caption"),
        (p("What next 4", "TOC"), "furniture"),
        (p("Cars wait.", "L"), "list"),
        (p("Cars wait.", properties='<w:numPr><w:numId w:val="1"/></w:numPr>'), "list"),
        (p("Cars wait.", "L", '<w:numPr><w:numId w:val="0"/></w:numPr>'), "list"),
        (p("Cars wait.", "Loop"), "body"),
        (p("What next", properties='<w:outlineLvl w:val="1"/>'), "heading"),
        (p("Cars wait.", properties='<w:outlineLvl w:val="9"/>'), "body"),
    ],
)
def test_styles_say_what_a_paragraph_is(paragraph: str, kind: str) -> None:
    assert kinds(read_docx(docx(ENOUGH + ENOUGH + paragraph, {"styles.xml": STYLES})))[-1][0] == kind


@pytest.mark.parametrize(
    ("runs", "text", "remark"),
    [
        (
            f"{r('Taxes ')}<w:ins>{r('rose')}</w:ins><w:del><w:r><w:delText>fell</w:delText></w:r></w:del>",
            "Taxes rose",
            "deleted",
        ),
        (f"<w:moveFrom>{r('before ')}</w:moveFrom>{r('after')}<w:moveTo>{r(' that')}</w:moveTo>", "after that", ""),
        (r("Seen") + r("unseen", "<w:vanish/>"), "Seen", "hidden"),
        (r("Seen") + r(" too", '<w:vanish w:val="0"/>'), "Seen too", ""),
        (r("Seen") + r("unseen", '<w:rStyle w:val="Gone"/>'), "Seen", "hidden"),
        (r("Seen") + r("unseen", '<w:color w:val="FFFFFF"/>'), "Seen", "hidden"),
        (r("Seen") + r(" too", '<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="000000"/>'), "Seen too", ""),
        (r("Seen") + r("unseen", '<w:sz w:val="2"/>'), "Seen", "hidden"),
        (r("Seen") + r(" ", "<w:vanish/>"), "Seen", ""),
        (f"<w:hyperlink>{r('Linked')}</w:hyperlink>{r(' words')}", "Linked words", ""),
        (f"<w:sdt><w:sdtContent>{r('Kept')}</w:sdtContent></w:sdt>", "Kept", ""),
        (
            f"{r('Kept')}<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{r('Click')}</w:sdtContent></w:sdt>",
            "Kept",
            "",
        ),
        ("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:noBreakHyphen/><w:softHyphen/><w:t>c</w:t></w:r>", "a\tb\u2011c", ""),
        ('<w:r><w:t>a</w:t><w:sym w:char="F0B7"/><w:sym w:char="2014"/></w:r>', "a—", ""),
        (
            "<w:ruby><w:rt><w:r><w:t>kan</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>漢</w:t></w:r></w:rubyBase></w:ruby>",
            "漢",
            "",
        ),
    ],
)
def test_text_is_what_a_reader_of_the_accepted_document_sees(runs: str, text: str, remark: str) -> None:
    document = read_docx(docx(p(runs), {"styles.xml": STYLES}))
    assert document.text == text
    assert document.remarks == ((Remark(remark),) if remark else ())


def test_white_words_on_a_dark_page_or_cell_are_seen() -> None:
    white = p(r("Seen", '<w:color w:val="FFFFFF"/>'))
    assert words(f"<w:tbl><w:tr><w:tc>{white}</w:tc><w:tc>{p('b')}</w:tc></w:tr></w:tbl>") == "Seen\tb"
    made = f'<w:document {W}><w:background w:color="000000"/><w:body>{white}</w:body></w:document>'
    assert read_docx(zipped({"word/document.xml": made})).text == "Seen"


def test_a_paragraph_whose_end_was_struck_out_runs_into_the_next() -> None:
    first = p("Taxes rose", properties="<w:rPr><w:del/></w:rPr>")
    assert words(first + p(" on Monday.") + p("Nobody knew.")) == "Taxes rose on Monday.\n\nNobody knew."


def test_of_a_field_only_its_result_is_text() -> None:
    def field(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    code = "<w:r><w:instrText>IF </w:instrText></w:r>" + field("begin") + r("inner code") + field("end")
    runs = r("Page ") + field("begin") + code + field("separate") + r("4") + field("end") + r(" of 5")
    assert words(p(runs)) == "Page 4 of 5"
    assert words(p(field("begin") + r("never ended")) + p("Kept.")) == "Kept."


def test_notes_hang_on_their_words_and_are_no_text() -> None:
    runs = (
        '<w:commentRangeStart w:id="7"/>' + r("The bridge") + '<w:commentRangeEnd w:id="7"/>'
        '<w:r><w:commentReference w:id="7"/></w:r>' + r(" closed.") + '<w:r><w:footnoteReference w:id="2"/></w:r>'
        '<w:r><w:endnoteReference w:id="2"/></w:r><w:r><w:footnoteReference w:id="99"/></w:r>'
    )
    document = read_docx(docx(p("It rained.") + p(runs), NOTES))
    assert document.text == "It rained.\n\nThe bridge closed."
    assert [(n.kind.value, n.text, document.text[n.start : n.end], n.author) for n in document.notes] == [
        ("comment", "Sure?", "The bridge", "Ben"),
        ("footnote", "City archive,\n1931.", "", ""),
        ("endnote", "Page 4.", "", ""),
    ]
    assert document.notes[1].start == len(document.text)


def test_a_comment_over_paragraphs_is_shown_once_on_the_first() -> None:
    first = p(r("It ") + '<w:commentRangeStart w:id="8"/>' + r("closed."))
    second = p(r("It opened.") + '<w:commentRangeEnd w:id="8"/><w:r><w:commentReference w:id="8"/></w:r>')
    document = read_docx(docx(first + second, NOTES))
    assert [(n.text, document.text[n.start : n.end]) for n in document.notes] == [("Check.", "closed.")]


def test_text_boxes_are_read_once_and_after_their_paragraph() -> None:
    box = f"<w:txbxContent>{p('In the box.')}</w:txbxContent>"
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    both = f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
    both = f"<w:r><mc:AlternateContent {mc}>{both}</mc:AlternateContent></w:r>"
    assert words(p(both + r("Beside it.")) + p("Below.")) == "Beside it.\n\nIn the box.\n\nBelow."


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        ([["a", "b"], ["c", "d"]], "a\tb\nc\td"),
        ([["One."], ["Two."]], "One.\n\nTwo."),
    ],
)
def test_rows_are_lines_and_a_frame_around_text_is_no_table(rows: list[list[str]], text: str) -> None:
    body = "".join(f"<w:tr>{''.join(f'<w:tc>{p(cell)}</w:tc>' for cell in row)}</w:tr>" for row in rows)
    assert words(f"<w:tbl>{body}</w:tbl>") == text


def test_a_row_that_was_struck_out_and_a_table_in_a_cell() -> None:
    struck = f"<w:tr><w:trPr><w:del/></w:trPr><w:tc>{p('gone')}</w:tc><w:tc>{p('gone')}</w:tc></w:tr>"
    inner = f"<w:tbl><w:tr><w:tc>{p('x')}</w:tc><w:tc>{p('y')}</w:tc></w:tr></w:tbl>"
    row = f"<w:tr><w:sdt><w:sdtContent><w:tc>{inner}{p('')}</w:tc></w:sdtContent></w:sdt><w:tc>{p('b')}</w:tc></w:tr>"
    assert words(f"<w:tbl>{struck}{row}</w:tbl>") == "x\ty\tb"


def test_the_main_part_is_where_the_package_says_and_namespaces_may_be_strict() -> None:
    strict = 'xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"'
    relation = '<Relationship Type="http://purl.oclc.org/x/officeDocument" Target="/word/other.xml"/>'
    files: dict[str, str | bytes] = {
        "_rels/.rels": f"<Relationships>{relation}</Relationships>",
        "word/other.xml": f"<w:document {strict}><w:body><w:p><w:r><w:t>Words.</w:t></w:r></w:p></w:body></w:document>",
    }
    assert read_docx(zipped(files)).text == "Words."


def test_properties_are_facts_after_those_of_the_page() -> None:
    core = (
        '<c:x xmlns:c="c" xmlns:dc="dc"><dc:title>Draft of Monday</dc:title><dc:creator>Ann Lee</dc:creator>'
        "<c:created>2026-05-01T10:00:00Z</c:created><c:modified>2026-05-03T10:00:00Z</c:modified></c:x>"
    )
    document = read_docx(docx(p("Bridge closes", "Title") + ENOUGH, core=core))
    assert document.title == "Bridge closes"
    assert [fact.value for fact in document.facts if fact.origin == "properties"] == [
        "Draft of Monday",
        "Ann Lee",
        "2026-05-03",
        "2026-05-01",
    ]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (docx(""), "empty"),
        (docx(p("")), "empty"),
        (docx(p("Words."))[:-30], "damaged"),
        (zipped({"word/document.xml": "<w:document"}), "damaged"),
        (zipped({"word/document.xml": "<other/>"}), "damaged"),
        (zipped({"word/styles.xml": "<styles/>"}), "damaged"),
        (docx("<w:p>" * 300 + "</w:p>" * 300), "damaged"),
        (docx(p("Words."), {"settings.xml": '<!DOCTYPE x SYSTEM "http://x.org/x">'}), "unsafe"),
    ],
)
def test_what_holds_no_words_is_refused(data: bytes, why: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_docx(data)
    assert refused.value.why == why


def test_a_long_document_is_read_in_seconds() -> None:
    body = "".join(starmap(p, [("The bridge closed on Monday.",)] * 20_000))
    assert len(read_docx(docx(body)).blocks) == 20_000


@pytest.mark.parametrize(
    "body",
    [
        p(f"<x:AlternateContent xmlns:x='x'>{'<x:Fallback><w:t>a</w:t></x:Fallback>' * 20_000}</x:AlternateContent>"),
        p('<w:r><w:fldChar w:fldCharType="begin"/></w:r>' * 20_000) + p("a") * 10_000,
        p("<w:r>" + '<w:t>a</w:t><w:footnoteReference w:id="2"/><w:br/>' * 10_000 + "</w:r>"),
    ],
)
def test_what_no_program_writes_takes_no_longer_than_its_length(body: str) -> None:
    begun = time.process_time()
    document = read_docx(zipped({"word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>"}))
    assert len(document.notes) == 0
    assert time.process_time() - begun < 10
