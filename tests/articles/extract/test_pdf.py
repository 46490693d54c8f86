"""PDF files: lines are put together into paragraphs, and what belongs to pages is told from what is text."""

import io

import pytest
from pypdf import PageObject, PdfWriter

from articles.extract.document import About, Document, Unreadable
from articles.extract.pdf import read_pdf
from articles.extract.pdf_lines import Line, lines_of
from articles.extract.pdf_spacing import close_up, words_of
from tests.articles.extract.made import lines, pdf

FIRST = (
    "The bridge over the river closed on Monday after",
    "engineers found cracks in two of its four piers, the",
    "council said. It will be closed.",
)
SECOND = (
    "Cars will take the ferry, which crosses every twenty",
    "minutes, and buses go by the northern road as before.",
)


def column(*paragraphs: tuple[str, ...], x: float = 72, y: float = 700, gap: float = 10) -> str:
    """Paragraphs under one another: lines 14 points apart, paragraphs further."""
    placed = []
    for words in paragraphs:
        for line in words:
            placed.append((x, y, 11.0, line))
            y -= 14
        y -= gap
    return lines(*placed)


def kinds(document: Document) -> list[tuple[str, str]]:
    return [(block.kind.value, document.text[block.start : block.end]) for block in document.blocks]


def encrypted(user: str, owner: str | None, algorithm: str = "AES-256") -> bytes:
    writer = PdfWriter(io.BytesIO(pdf(column(FIRST))))
    writer.encrypt(user, owner, algorithm=algorithm)
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def test_lines_are_joined_into_paragraphs() -> None:
    document = read_pdf(pdf(column(FIRST, SECOND)))
    assert kinds(document) == [("body", " ".join(FIRST)), ("body", " ".join(SECOND))]


def test_paragraphs_told_by_their_first_lines_alone_are_parted() -> None:
    document = read_pdf(pdf(column(FIRST, SECOND, gap=0)))
    assert [words for _, words in kinds(document)] == [" ".join(FIRST), " ".join(SECOND)]


def test_type_tells_headlines_and_headings() -> None:
    head = lines((72, 740, 24, "Bridge closes for a year"))
    byline = lines((72, 716, 11, "By Ann Lee"))
    bold = lines((72, 620, 11, "What happens next"), bold=True)
    document = read_pdf(pdf(head + byline + column(FIRST) + bold + column(SECOND, y=600)))
    assert kinds(document) == [
        ("headline", "Bridge closes for a year"),
        ("furniture", "By Ann Lee"),
        ("body", " ".join(FIRST)),
        ("heading", "What happens next"),
        ("body", " ".join(SECOND)),
    ]
    assert (document.title, document.byline) == ("Bridge closes for a year", "Ann Lee")


def test_running_heads_and_page_numbers_are_furniture_and_part_no_sentence() -> None:
    def page(number: int, words: tuple[str, ...]) -> str:
        head = lines((72, 760, 9, f"The Courier, page {number}"))
        return head + column(words) + lines((300, 30, 9, f"- {number} -"))

    document = read_pdf(pdf(page(1, FIRST[:2]), page(2, FIRST[2:]), page(3, SECOND)))
    assert [words for kind, words in kinds(document) if kind == "body"] == [" ".join(FIRST), " ".join(SECOND)]
    assert [words for kind, words in kinds(document) if kind == "furniture"][:2] == ["The Courier, page 1", "- 1 -"]


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("The council found no evi-", "dence of it.", "The council found no evidence of it."),
        ("The vice-chair met the vice-", "chair on Monday.", "The vice-chair met the vice-chair on Monday."),
        (
            "The flight took off from Frankfurt-",
            "Hahn on Monday.",
            "The flight took off from Frankfurt-Hahn on Monday.",
        ),
        ("The years of the war were 1939–", "1945 there.", "The years of the war were 1939–1945 there."),
        (
            "They wrote it on https://example.org/",
            "news.html there.",
            "They wrote it on https://example.org/news.html there.",
        ),
    ],
)
def test_words_broken_at_the_end_of_a_line_are_whole(first: str, second: str, joined: str) -> None:
    assert read_pdf(pdf(column((first, second)))).text == joined


def test_a_sentence_goes_on_in_the_next_column() -> None:
    document = read_pdf(pdf(column(FIRST[:2]) + column(FIRST[2:], x=320)))
    assert kinds(document) == [("body", " ".join(FIRST))]


def test_lists_keep_their_marks_outside_their_blocks() -> None:
    document = read_pdf(pdf(column(FIRST, ("• Cars take the ferry.",), ("2. Buses go north.",), SECOND)))
    assert ("list", "Cars take the ferry.") in kinds(document)
    assert "• Cars" in document.text
    assert "2. Buses" in document.text


def test_cells_that_hang_at_several_heights_are_read_row_by_row() -> None:
    drawn = "BT /F1 8 Tf 1 0 0 1 72 700 Tm (Ferry) Tj 1 0 0 1 200 703 Tm (every twenty minutes) Tj ET"
    assert read_pdf(pdf(drawn)).text == "Ferry every twenty minutes"


def test_blanks_torn_into_words_are_closed_where_the_document_shows_it() -> None:
    def line(text: str) -> Line:
        return Line(0, text, 0, 0, 11, bold=False)

    found = [line("The river and Aix-en-Provence here."), line("A r iver near Aix- en-Provence, a man, Bad- en.")]
    close_up(found, words_of(found) | {"aix-en"})
    assert found[1].text == "A river near Aix-en-Provence, a man, Bad- en."


def test_a_middle_dot_stands_between_blanks_only_where_the_document_never_writes_it_tight() -> None:
    def line(text: str) -> Line:
        return Line(0, text, 0, 0, 11, bold=False)

    tight = line("Free in 은행·상점·학교, and to every lecteur·rice of the paper.")
    found = [line("은행 · 상점 · 학교 2% off"), line("Lecteur ·rice, 학교 · 은행, page 4 · Velmar"), tight]
    close_up(found, words_of(found))
    assert [each.text for each in found[:2]] == ["은행·상점·학교 2% off", "Lecteur·rice, 학교 · 은행, page 4 · Velmar"]
    assert tight.text == "Free in 은행·상점·학교, and to every lecteur·rice of the paper."


def test_letters_set_apart_around_a_middle_dot_are_one_word_where_the_document_shows_it() -> None:
    drawn = "BT /F1 16 Tf 72 740 Td [(Bank) -160 (·) -160 (Shop)] TJ ET\n" + column(
        ("All of a year long, two in a hundred, from Bank·Shop", "cards, as the bank said on Monday.")
    )
    assert [words for _, words in kinds(read_pdf(pdf(drawn)))] == [
        "Bank·Shop",
        "All of a year long, two in a hundred, from Bank·Shop cards, as the bank said on Monday.",
    ]


def test_what_the_file_says_of_itself_comes_last() -> None:
    info = "/Title (Microsoft Word - bridge.docx) /Author (Ann Lee) /CreationDate (D:20260503101500+02'00')"
    document = read_pdf(pdf(column(FIRST), info=info))
    assert [(fact.about, fact.value) for fact in document.facts] == [
        (About.BYLINE, "Ann Lee"),
        (About.PUBLISHED, "2026-05-03"),
    ]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (pdf(""), "empty"),
        (pdf("0 0 100 100 re f"), "empty"),
        (pdf("/Im1 Do", resources="/XObject << /Im1 << /Type /XObject /Subtype /Image >> >>"), "scan"),
        (encrypted("secret", "owner"), "password"),
        (encrypted("secret", ""), "password"),
        (encrypted("secret", "owner", "RC4-128"), "password"),
        (pdf(*[""] * 2001), "too_large"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_reason(data: bytes, why: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_pdf(data)
    assert refused.value.why == why


@pytest.mark.parametrize(
    "data",
    [
        encrypted("", "owner"),
        encrypted("", ""),
        encrypted("", "owner", "RC4-128"),
        encrypted("", "", "RC4-128"),
        pdf(column(FIRST)).replace(b"/Count 1", b"/Count 9"),
        b"junk\n" + pdf(column(FIRST)),
    ],
)
def test_what_anyone_may_open_is_read(data: bytes) -> None:
    assert read_pdf(data).text == " ".join(FIRST)


def test_a_page_that_cannot_be_read_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(page: PageObject, number: int) -> list[Line]:
        if number == 0:
            raise KeyError("/Font")
        return lines_of(page, number)

    monkeypatch.setattr("articles.extract.pdf.lines_of", broken)
    document = read_pdf(pdf(column(FIRST), column(SECOND)))
    assert document.text == " ".join(SECOND)
    assert document.remarks == ("cut",)
