"""The Word file: the article with a comment at each claim's very words, the tables, and nothing that is not ours."""

from __future__ import annotations

import io
import re
import time
import zipfile

import msgspec
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from claims.reports.formats.docx import render
from claims.reports.formats.docx.letters import legible
from claims.reports.profiles import for_profile
from claims.reports.report import Claim, Report
from claims.vocabulary import GLYPHS, Profile, Standing
from tests.claims.reports.in_word import (
    ADA,
    CODE,
    all_text,
    anchored,
    by_claim,
    claim,
    everything,
    marked,
    opened,
    parts,
    place,
    report,
    worded,
)

TEXT = """Tram line 4 will cost Velmar 31 million euros
The council approved the budget of 31 million euros on Monday.
“We will carry 12,000 passengers a day by 2030,” Lena Arndt said.
The line was closed in 1974."""

STANDINGS = {"sourced": "single", "disputed": "thick", "unverified": "dash", "unchecked": "dotted", "stale": "wave"}

PAYLOADS = [
    '{ DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe "/k calc" }',
    'HYPERLINK "https://evil.example/"',
    "{=1+1}",
    "{ MERGEFIELD name } «name»",
    '{ INCLUDETEXT "file:///etc/passwd" }',
    "<w:p><w:r><w:t>x</w:t></w:r></w:p>",
    "</w:t></w:r></w:p>",
    "&amp; &lt; &#x41; &nbsp;",
    "]]> <![CDATA[x]]> <!-- x --> <?x y?>",
    "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>&e;",
    "%(page)s %(name)s %s {0} %",
    "\x13 DDEAUTO cmd \x14x\x15",
    "_x0041_ \\u0041 \\n",
]


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
    assert (section.page_width.mm, section.page_height.mm) == (pytest.approx(210, abs=1), pytest.approx(297, abs=1))  # type: ignore[union-attr]
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


# Nothing of it acts


@pytest.mark.parametrize("payload", PAYLOADS)
def test_words_are_words_in_every_field(payload: str) -> None:
    text = "\n".join(f"{payload} {place}" for place in ("headline", "first", "last"))
    data = render(worded(everything(text), payload))
    found = all_text(data)
    shown = {
        "Report.title", "Report.writer", "About.newsroom", "About.desk", "Person.name", "Claim.speaker", "Source.title",
        "Source.url", "Evidence.quote", "Evidence.locator", "Evidence.note", "Evidence.archive_url", "Finding.note",
        "Finding.proposed_text", "Verdict.override_reason", "Verdict.alone_reason", "Comment.text", "Attempt.what",
        "Attempt.outcome", "Retraction.reason", "SecondRead.note", "SentBack.reason", "Reply.addressee", "Reply.put",
        "Reply.answer", "SignOff.reason", "Correction.public_note", "Correction.old_words", "Correction.new_words",
        "Sent.host", "Sent.model", "Run.proposer",
    }  # fmt: skip
    literal = legible(payload)
    missing = {name for name in shown - {"Finding.proposed_text", "Correction.old_words", "Correction.new_words"}
               if f"{literal} {name}" not in found}  # fmt: skip
    assert not missing
    assert all(f"{literal} {place}" in found.replace("\N{NO-BREAK SPACE}", "") for place in ("first", "headline"))
    _nothing_acts(data)


def _nothing_acts(data: bytes) -> None:
    """No field but the two of the foot, no way outside, no part but those we know."""
    known = {"[Content_Types].xml", "_rels/.rels", "docProps/core.xml", "word/document.xml", "word/comments.xml",
             "word/styles.xml", "word/fontTable.xml", "word/settings.xml", "word/numbering.xml", "word/header1.xml",
             "word/footer1.xml", "word/_rels/document.xml.rels"}  # fmt: skip
    found = parts(data)
    assert set(found) <= known
    for name, part in found.items():
        root = etree.fromstring(part)
        assert not root.xpath("//*[@TargetMode]"), name
        assert not [one for one in root.iter() if isinstance(one.tag, str) and one.tag == qn("w:fldSimple")]
        instructions = [str(one.text).strip() for one in root.iter(qn("w:instrText"))]
        assert instructions == (["PAGE", "NUMPAGES"] if name == "word/footer1.xml" else [])
        dangerous = {"object", "pict", "altChunk", "attachedTemplate", "subDoc", "control", "ffData", "sdt", "drawing"}
        assert not dangerous & {etree.QName(one).localname for one in root.iter() if isinstance(one.tag, str)}


def test_addresses_are_letters() -> None:
    data = render(marked(TEXT, ("12,000", "sourced")))
    assert "https://velmar.example/budget" in all_text(data)
    _nothing_acts(data)


# Who may read what


def secret(made: Report) -> Report:
    return worded(made, "zyxcanary")  # type: ignore[no-any-return]


def test_what_was_said_for_legal_is_in_the_legal_file_alone() -> None:
    whole = secret(everything(TEXT))
    assert "zyxcanary Comment.text" in all_text(render(whole))
    assert "zyxcanary Comment.text" not in all_text(render(for_profile(whole, Profile.INTERNAL)))


def test_the_public_file_names_nobody_of_the_desk_and_holds_no_working_notes() -> None:
    whole = everything(TEXT)
    public = render(for_profile(whole, Profile.PUBLIC))
    for part in parts(public).values():
        assert b"Ada" not in part
        assert b"Okoro" not in part
    assert {one.author for one in opened(public).comments} == {"The Velmar Courier"}
    text = all_text(render(for_profile(secret(whole), Profile.PUBLIC)))
    for name in ("Finding.note", "Verdict.override_reason", "SecondRead.note", "Attempt.what", "Person.name",
                 "Evidence.note", "Finding.proposed_text", "Reply.put", "SignOff.reason", "SentBack.reason",
                 ):  # fmt: skip
        assert f"zyxcanary {name}" not in text, name


# The file


def test_the_same_report_is_the_same_bytes() -> None:
    made = everything(TEXT)
    first = render(made)
    time.sleep(1.1)
    assert render(made) == first


def test_the_file_says_who_it_is_of_and_names_no_person() -> None:
    data = render(everything(TEXT))
    assert CODE.encode() in data
    about = opened(data).core_properties
    assert (about.title, about.author, about.last_modified_by) == ("Tram line 4", *["The Velmar Courier"] * 2)
    assert (about.identifier, about.created, about.modified) == (CODE, *[ADA and about.created] * 2)
    assert str(about.created)[:16] == "2026-11-19 15:20"
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        assert {entry.date_time for entry in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_long_names_fit_where_they_must() -> None:
    made = marked(TEXT, ("12,000", "sourced"), title="Very long " * 200, newsroom="Newsroom " * 100)
    assert len(opened(render(made)).core_properties.title) == 255


# Every script


def test_right_to_left_is_set_as_it_is_read() -> None:
    arabic = "أعلنت المدينة أن الخط يكلف 31 مليون يورو"
    hebrew = "העירייה אישרה 31 מיליון (Velmar Courier)."
    text = f"{arabic}\n{hebrew}\nThe word شارع means street."
    document = opened(render(marked(text, ("31 مليون يورو", "disputed"), ("אישרה 31", "sourced"), language="ar-EG")))
    assert [words for words, _said in by_claim(document).values()] == ["31 مليون يورو", "אישרה 31"]
    blocks = {one.text[-9:]: one._p for one in document.paragraphs if one.style and one.style.style_id != "Context"}
    for words in (arabic, hebrew):
        assert blocks[words[-9:]].find(f".//{qn('w:bidi')}") is not None
    english = next(one._p for one in document.paragraphs if one.text.startswith("The word"))
    assert english.find(f".//{qn('w:bidi')}") is None
    turned = [run.text for run in english.iter(qn("w:r")) if run.find(f".//{qn('w:rtl')}") is not None]
    assert turned == ["شارع"]
    latin = next(run for run in blocks[hebrew[-9:]].iter(qn("w:r")) if "Velmar" in run.text)
    assert latin.find(f".//{qn('w:rtl')}") is None
    assert 'w:bidi="ar-EG"' in parts(render(report(text, language="ar-EG")))["word/styles.xml"].decode()


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("市议会批准了3100万欧元的预算。", "zh-CN", ('w:eastAsia="zh-CN"', "Microsoft YaHei")),
        ("市議會批准了3100萬歐元的預算。", "zh-Hant-TW", ('w:eastAsia="zh-TW"', "Microsoft JhengHei")),
        ("市議会は3100万ユーロの予算を承認した。", "", ('w:eastAsia="ja-JP"', "Yu Mincho")),
        ("시의회가 예산을 승인했다.", "ko", ('w:eastAsia="ko-KR"', "Malgun Gothic")),
        ("Городской совет одобрил 31 миллион евро.", "ru", ('w:val="ru"', "Georgia")),
        ("Tram 🚊 costs 👩‍👩‍👧 31 million 🇳🇱.", 'x" w:evil="', ('<w:lang w:val="en-', "Georgia")),
    ],
)
def test_every_script_survives_and_has_its_language(text: str, language: str, expected: tuple[str, str]) -> None:
    made = marked(text, (text[2:9], "sourced"), language=language, kinds=[])
    document = opened(render(made))
    assert by_claim(document)["C001"][0] == text[2:9]
    styles = parts(render(made))["word/styles.xml"].decode()
    assert all(words in styles for words in expected)
    assert "evil" not in styles


def test_letters_that_no_file_can_hold_are_shown_as_one() -> None:
    text = "A\x00B\x08C\x0bD\x1fE\ud800F\ufffeG\uffffH"
    data = render(marked(text, (text, "sourced"), title=text, writer=text, kinds=[]))
    shown = re.sub("[^A-H]", "\N{REPLACEMENT CHARACTER}", text)
    assert by_claim(opened(data))["C001"][0] == shown
    assert opened(data).core_properties.title == shown


def test_a_change_of_direction_ends_with_the_words_that_made_it() -> None:
    spoof = "\u202e}egnahc{ \u2066x"
    made = marked(f"Line\n{spoof} 31 million", ("31 million", "sourced"), title=spoof, writer=spoof)
    data = render(made)
    assert f"\u2068{spoof}\u2069\u202c\u2069, City" not in all_text(data)  # joined before it is set
    assert f"\u2068{spoof}, City\u2069\u202c\u2069" in all_text(data)
    assert "\u20681✓\u2069" in all_text(data)
    assert by_claim(opened(data))["C001"][0] == "31 million"


# Any text, and much of it


LETTERS = st.characters(exclude_categories=())  # with controls, lone surrogates and letters that nobody gave out


@st.composite
def any_report(draw: st.DrawFn) -> Report:
    """Whatever anybody may type anywhere, with claims on any stretch of it."""
    line = st.text(LETTERS.filter(lambda letter: letter not in "\r\n"), min_size=1).filter(str.strip)
    lines = draw(st.lists(line, min_size=1, max_size=4))
    text = "\n".join(lines)
    kinds = [draw(st.sampled_from(["headline", "body", "list", "table", "quote"])) for _line in lines]
    claims: list[Claim] = []
    for number in range(1, draw(st.integers(0, 5)) + 1):
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, len(text)))
        standing = draw(st.sampled_from([*STANDINGS, "dismissed"]))
        claims.append(claim(number, [place(text, start, end)], standing, speaker=draw(st.text(LETTERS))))
    made: Report = worded(report(text, claims, kinds=kinds), draw(st.text(LETTERS, min_size=1)))
    return made


@settings(max_examples=150, deadline=None)
@given(any_report())
def test_any_text_comes_out_as_it_went_in(made: Report) -> None:
    data = render(made)
    document = opened(data)
    assert legible(made.title) in all_text(data)
    found = anchored(document)
    assert len(list(document.comments)) == len(found)
    codes = {one.text.strip().partition(" ")[0]: found[one.comment_id] for one in document.comments}
    text = made.version.text
    for one in made.claims:
        if one.standing == "dismissed":
            assert one.code not in codes
            continue
        words = "\n".join(
            text[max(start, one.places[0].start) : min(end, one.places[0].end)]
            for _kind, start, end in made.version.blocks
            if start < one.places[0].end and end > one.places[0].start
        )
        blank = re.compile("[\t\n]+")
        assert blank.sub("", codes.get(one.code, "")) == blank.sub("", legible(words))


def long_article(claims: int, words: int) -> Report:
    """Paragraphs of sentences, a claim in each as long as there are any."""
    sentences = max(claims, words // 20)
    said = [f"In the year {1000 + n} the city of Velmar paid {n} million euros for tram line {n} and {n} more for the "
            f"second bridge over the river." for n in range(sentences)]  # fmt: skip
    text = "Headline\n" + "\n".join(" ".join(said[at : at + 5]) for at in range(0, sentences, 5))
    found, at = [], 0
    for number in range(1, claims + 1):
        start = text.index(f"{number - 1} million euros for tram line {number - 1}", at)
        at = text.index(" and", start)
        found.append(claim(number, [place(text, start, at)], list(STANDINGS)[number % 5]))
    return report(text, found)


@pytest.mark.parametrize(("claims", "words", "most"), [(60, 1_500, 1.0), (400, 12_000, 6.0)])
def test_a_long_article_is_written_in_good_time(claims: int, words: int, most: float) -> None:
    made = long_article(claims, words)
    render(made)
    began = time.process_time()
    data = render(made)
    took = time.process_time() - began
    found = by_claim(opened(data))
    assert len(found) == claims
    assert {words for words, _said in found.values()} == {one.places[0].exact for one in made.claims}
    assert took < most
