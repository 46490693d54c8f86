"""The Word file: the article with a comment at each claim's very words, and the tables."""

from __future__ import annotations

import re

import msgspec
import pytest
from docx.document import Document
from docx.oxml.ns import qn

from claims.reports.formats.docx import render
from claims.vocabulary import GLYPHS, Standing
from tests.claims.reports.in_word import (
    CODE,
    STANDINGS,
    all_text,
    anchored,
    by_claim,
    claim,
    everything,
    marked,
    opened,
    place,
    report,
)

TEXT = """Tram line 4 will cost Velmar 31 million euros
The council approved the budget of 31 million euros on Monday.
“We will carry 12,000 passengers a day by 2030,” Lena Arndt said.
The line was closed in 1974."""


def text_style_of(document: Document, words: str) -> str | None:
    """The style of letters on the first run in the article that holds these words."""
    runs = (run for run in document.element.body.iter(qn("w:r")) if words in (run.text or ""))
    return next((run.style for run in runs if run.style and run.style.endswith("Mark")), None)


# The article and its comments


def test_each_claim_that_stands_has_one_comment_on_its_very_words() -> None:
    spans = [("31 million euros", "disputed"), ("12,000 passengers a day", "sourced"), ("closed in 1974", "unchecked")]
    document = opened(render(marked(TEXT, *spans)))
    found = by_claim(document)
    assert {code: words for code, (words, _said) in found.items()} == {
        f"C{number:03d}": words for number, (words, _standing) in enumerate(spans, 1)
    }
    assert found["C001"][1].startswith("C001 ✗ Disputed")
    assert "Finding: Disputed, contradicted by evidence. As the book says." in found["C001"][1]
    assert "+ supports: City of Velmar, budget book (primary) “31,000,000”" in found["C002"][1]
    assert "Finding: None yet." in found["C003"][1]


def test_a_comment_is_by_whoever_judged_and_at_that_time() -> None:
    document = opened(render(marked(TEXT, ("31 million euros", "disputed"), ("closed in 1974", "unchecked"))))
    judged, unjudged = document.comments
    assert (judged.author, judged.initials, str(judged.timestamp)) == ("Ben Okoro", "BO", "2026-11-19 15:20:00")
    assert (unjudged.author, unjudged.initials) == ("The Velmar Courier", "TVC")


def test_claims_may_overlap_and_nest() -> None:
    spans = [
        ("The council approved the budget of 31 million euros", "sourced"),
        ("the budget of 31 million euros on Monday", "disputed"),
        ("31 million euros on", "unverified"),
        ("on Monday", "stale"),
    ]
    document = opened(render(marked(TEXT, *spans)))
    assert [words for words, _said in by_claim(document).values()] == [words for words, _standing in spans]
    assert text_style_of(document, "31 million euros") == "DisputedMark"  # the worst of three
    assert text_style_of(document, "approved") == "SourcedMark"


def test_a_claim_may_run_over_several_blocks() -> None:
    words = TEXT[TEXT.index("31 million euros on") : TEXT.index(" by 2030")]
    found = by_claim(opened(render(marked(TEXT, (words, "sourced")))))
    assert found["C001"][0] == words


def test_of_a_claim_that_is_said_again_only_the_checked_place_has_the_comment() -> None:
    text = "Line 4\nIt costs 31 million. It does cost 31 million. So 31 million."
    first, second, third = (found.start() for found in re.finditer("31 million", text))
    places = [place(text, second, second + 10), place(text, first, first + 10, repeat=True),
              place(text, third, third + 10, repeat=True)]  # fmt: skip
    document = opened(render(report(text, [claim(1, places)])))
    assert list(anchored(document).values()) == ["31 million"]
    body = document.element.body
    marks = [run for run in body.iter(qn("w:r")) if run.style == "SourcedMark" and run.text == "31 million"]
    assert len(marks) == 3
    assert [run.getprevious().tag == qn("w:commentRangeStart") for run in marks] == [False, True, False]
    numbers = [run.text for run in body.iter(qn("w:r")) if run.style == "ClaimNumber"]
    assert numbers == ["1", "1", "1"]


def test_what_was_dismissed_or_withdrawn_has_no_mark_and_no_comment_but_a_sheet() -> None:
    gone = place(TEXT, 0, 0, state="orphaned")
    made = marked(TEXT, ("31 million euros", "dismissed"))
    made = msgspec.structs.replace(made, claims=(*made.claims, claim(2, [gone], "withdrawn")))
    document = opened(render(made))
    assert not list(document.comments)
    assert text_style_of(document, "31 million euros") is None
    assert "C001   – Dismissed" in all_text(render(made))
    assert "C002   – Withdrawn" in all_text(render(made))


@pytest.mark.parametrize(("standing", "line"), STANDINGS.items())
def test_every_standing_has_a_line_of_its_own_and_number_and_glyph_before(standing: str, line: str) -> None:
    document = opened(render(marked(TEXT, ("12,000 passengers", standing))))
    assert text_style_of(document, "12,000 passengers") == f"{standing.capitalize()}Mark"
    style = next(one for one in document.styles if one.style_id == f"{standing.capitalize()}Mark")
    assert style.element.find(f".//{qn('w:u')}").get(qn("w:val")) == line
    assert next(run.text for run in document.element.body.iter(qn("w:r")) if run.style == "ClaimNumber") == "1"
    glyph = GLYPHS[Standing(standing)]
    read = f"“We will carry 1{glyph}\N{NO-BREAK SPACE}12,000 passengers a day"
    assert any(one.text.startswith(read) for one in document.paragraphs)


def test_suggested_words_stand_in_the_comment_as_they_are_to_be_set() -> None:
    made = marked(TEXT, ("31 million euros on Monday", "disputed"))
    finding = msgspec.structs.replace(made.claims[0].findings[0], proposed_text="30 million euros on Monday")
    made = msgspec.structs.replace(made, claims=(msgspec.structs.replace(made.claims[0], findings=(finding,)),))
    data = render(made)
    assert "Words instead: 30 million euros on Monday" in by_claim(opened(data))["C001"][1]
    assert "− 31 + 30 million euros on Monday" in all_text(data)


def test_blocks_are_real_styles_and_rows_of_a_table_a_real_table() -> None:
    text = "Head\nDek\nSub\nBody\nPoint\n- typed\nSaid\nPhoto\nAdvert\n"
    text += "Year\tEuros\n2024\t11 million\n2026\t31 million\nEnd"
    kinds = ["headline", "dek", "heading", "body", "list", "list", "quote", "caption", "furniture", *["table"] * 3]
    words = "31 million"
    start = text.index(words)
    whole = text.index("2024"), text.index("11 million") + 10
    claims = [claim(1, [place(text, start, start + 10)]), claim(2, [place(text, *whole)], "disputed")]
    document = opened(render(report(text, claims, kinds=kinds)))
    styles = {one.text: one.style.name for one in document.paragraphs if one.style}
    assert styles["Head"] == "Heading 2"
    assert styles["Dek"] == "Subtitle"
    assert styles["Sub"] == "Heading 3"
    assert styles["Body"] == "Body Text"
    assert styles["Point"] == "List Bullet"
    assert styles["- typed"] == "List as typed"
    assert styles["Said"] == "Quote"
    assert styles["Photo"] == "Caption"
    assert styles["Advert"] == "Furniture"
    table = next(one for one in document.tables if one.cell(0, 0).text == "Year")
    assert [len(row.cells) for row in table.rows] == [2, 2, 2]
    assert table.cell(2, 1).text == "1✓\N{NO-BREAK SPACE}31 million"
    assert by_claim(document)["C001"][0] == words
    assert by_claim(document)["C002"][0].split() == ["2024", "11", "million"]


def test_a_row_that_no_word_processor_could_hold_stays_a_paragraph() -> None:
    text = "\t".join(map(str, range(80)))
    document = opened(render(report(text, kinds=["table"])))
    assert any(one.text == text for one in document.paragraphs)


# What goes with it


def test_the_parts_come_under_their_titles_with_tables_whose_head_comes_again() -> None:
    document = opened(render(everything(TEXT)))
    headings = [one.text for one in document.paragraphs if one.style and one.style.style_id in {"Heading1", "Appendix"}]
    assert [one.split()[0] for one in headings] == [str(number) for number in range(1, 11)]
    ruled = [table for table in document.tables if table.style and table.style.name == "Ruled"]
    assert len(ruled) == 5
    for table in ruled:
        first, *others = table._tbl.tr_lst
        assert first.find(f".//{qn('w:tblHeader')}") is not None
        assert all(row.find(f".//{qn('w:tblHeader')}") is None for row in others)
        assert all(row.find(f".//{qn('w:cantSplit')}") is not None for row in table._tbl.tr_lst)


def test_every_page_says_what_it_is_of() -> None:
    section = opened(render(marked(TEXT, ("12,000", "sourced")))).sections[0]
    assert (section.page_width.mm, section.page_height.mm) == (pytest.approx(210, abs=1), pytest.approx(297, abs=1))  # type: ignore[union-attr]  # it has a size
    head = "\n".join(one.text for one in section.header.paragraphs)
    assert "Tram line 4\tVersion 1, draft" in head
    assert "DRAFT, not signed off" in head
    foot = section.footer._element
    assert CODE in section.footer.paragraphs[0].text
    assert [one.text.strip() for one in foot.iter(qn("w:instrText"))] == ["PAGE", "NUMPAGES"]
    signed = opened(render(everything(TEXT))).sections[0]
    assert "DRAFT" not in "\n".join(one.text for one in signed.header.paragraphs)


def test_numbers_lead_to_sheets_and_back_and_nowhere_outside() -> None:
    data = render(everything(TEXT))
    body = opened(data).element.body
    names = [one.get(qn("w:name")) for one in body.iter(qn("w:bookmarkStart"))]
    assert len(names) == len(set(names))
    ids = [one.get(qn("w:id")) for one in body.iter(qn("w:bookmarkStart"))]
    assert len(ids) == len(set(ids))
    links = [one.get(qn("w:anchor")) for one in body.iter(qn("w:hyperlink"))]
    assert {"claim_1", "words_1"} <= set(links) <= set(names)
    assert not [one for one in body.iter(qn("w:hyperlink")) if one.get(qn("r:id"))]


def test_what_follows_the_article_says_it_all() -> None:
    text = all_text(render(everything(TEXT)))
    for words in (
        "Corrected.", "Overridden: o", "Second read, the same: Disputed, without seeing the finding. n", "Sent back: r",
        "Phone. w o", "For legal: c", "Decided alone: a", "− refutes\tCity of Velmar, budget book (primary), l",
        "Archived: u", "SHA-256 " + "e" * 64, "https://velmar.example/budget", "a = 4 from x",
        "Retracted\tCity of Velmar",
        "Denies. “a”", "Yes, Ada Verhoeven", "With one open point. “r”", "− old + new", "Note: p", "Signed off",
        "m at h", "The log of this article had 7 entries", "d" * 64, "None yet. With Ben Okoro.",
    ):  # fmt: skip
        assert words in text, words
