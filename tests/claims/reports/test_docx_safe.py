"""The Word file does nothing, names nobody it should not, and is the same each time."""

from __future__ import annotations

import io
import time
import zipfile

import pytest
from docx.oxml.ns import qn
from lxml import etree

from claims.reports.formats.docx import render
from claims.reports.formats.docx.letters import legible
from claims.reports.profiles import for_profile
from claims.reports.report import Report
from claims.vocabulary import Profile
from tests.claims.reports.in_word import (
    AT,
    CODE,
    all_text,
    everything,
    marked,
    opened,
    parts,
    worded,
)
from tests.claims.reports.injected import INJECTED

TEXT = """Tram line 4 will cost Velmar 31 million euros
The council approved the budget of 31 million euros on Monday.
“We will carry 12,000 passengers a day by 2030,” Lena Arndt said.
The line was closed in 1974."""

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


# Nothing of it acts


@pytest.mark.parametrize("payload", [*PAYLOADS, *INJECTED])
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
    return worded(made, "zyxcanary")  # type: ignore[no-any-return]  # msgspec says Any


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
    assert (about.identifier, about.created, about.modified) == (CODE, AT, AT)
    assert len(parts(data)) == 12
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        assert {entry.date_time for entry in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_long_names_fit_where_they_must() -> None:
    made = marked(TEXT, ("12,000", "sourced"), title="Very long " * 200, newsroom="Newsroom " * 100)
    assert len(opened(render(made)).core_properties.title) == 255


ORDER = {
    "pPr": "pStyle keepNext pageBreakBefore numPr pBdr tabs bidi spacing ind outlineLvl",
    "rPr": "rStyle rFonts b bCs i iCs strike color sz szCs u vertAlign rtl lang",
    "tblPr": "tblStyle bidiVisual tblW tblBorders tblLayout tblCellMar tblLook",
}


@pytest.mark.parametrize("text", [TEXT, "أ\tب\nDek\tx"])
def test_it_is_ordered_as_the_format_asks_and_every_style_is_there(text: str) -> None:
    """Word refuses what LibreOffice forgives (ECMA-376 part 1, §17.3.1.26, §17.3.2.28, §17.4.59)."""
    roots = [etree.fromstring(part) for part in parts(render(everything(text))).values()]
    for root in roots:
        for tag, order in ORDER.items():
            known = order.split()
            for element in root.iter(qn(f"w:{tag}")):
                found = [known.index(etree.QName(child).localname) for child in element]
                assert found == sorted(set(found)), etree.tostring(element)
        assert all(etree.QName(cell[-1]).localname == "p" for cell in root.iter(qn("w:tc")))
    defined = {style.get(qn("w:styleId")) for root in roots for style in root.iter(qn("w:style"))}
    references = [qn(f"w:{kind}Style") for kind in ("p", "r", "tbl")]
    assert {one.get(qn("w:val")) for root in roots for one in root.iter(*references)} <= defined
