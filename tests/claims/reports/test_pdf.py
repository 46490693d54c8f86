"""The PDF as other programs open it: every part and word, every script, and nothing that a text could make of it."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import msgspec
import pytest

from articles.extract.jail import Limits
from claims.reports.digest import Section, digest
from claims.reports.formats.pdf import render
from claims.reports.not_made import ReportNotMade
from claims.reports.profiles import for_profile
from claims.reports.report import Report
from claims.reports.seal import CODE
from claims.reports.typeset import press
from claims.reports.typeset.manuscript import manuscript
from claims.reports.typeset.press import LIMITS, typeset
from claims.vocabulary import Profile
from tests.canary import CANARY
from tests.claims.reports.on_paper import (
    ADA,
    AT,
    BEN,
    SPOKEN,
    TEXT,
    TITLE,
    all_boxes,
    bookmarks,
    boxes_of,
    claim,
    evidence,
    fonts_of,
    letters_of,
    poppler,
    report,
    said_of,
    version,
    words_of,
)
from tests.claims.reports.spoiling import spoil, texts

SCRIPTS = {
    "Hebrew": "ראש העיר אישר את הקו החדש",
    "Arabic": "وافق المجلس على الميزانية",
    "Chinese": "市议会周一批准了预算",
    "Japanese": "東京都は月曜日に予算を承認した",
    "Korean": "의회는 월요일에 예산을 승인했다",
    "Cyrillic": "Городской совет одобрил бюджет",
    "Greek": "Το συμβούλιο ενέκρινε τον προϋπολογισμό",
    "Devanagari": "परिषद ने बजट को मंजूरी दी",
    "Thai": "สภาอนุมัติงบประมาณ",
    "Georgian": "საბჭომ დაამტკიცა ბიუჯეტი",
    "Armenian": "Խորհուրդը հաստատեց բյուջեն",
    "Ethiopic": "ምክር ቤቱ በጀቱን አጸደቀ",
    "Vietnamese": "Hội đồng đã phê duyệt ngân sách",
    "Emoji and signs": "Tram 🚊 and 😀 at 21 ℃, 50 % → €9 ≠ £8 ½ ™ №",
}

PAYLOADS = (
    '#read("/etc/passwd")',
    "#panic()",
    '#import "@preview/cetz:0.3.0": *',
    '#include "report.typ"',
    '#eval("1+1")',
    '#image("x.png")',
    "#{ while true { } }",
    "#sys.inputs.report",
    "#show: it => none",
    "#set page(width: 1pt)",
    "$x^2 / 0$ $sum_(i=0)$",
    "[ ] [[ ]] { } ] }",
    "\\ \\u{202E} \\u{1F600} \\#",
    "// a remark",
    "/* no end",
    "*/ end only",
    "@ref @claim-1 @nobody",
    "<label> <claim-1>",
    "= heading == too",
    "- list + enum / term: x",
    "*bold* _italic_ `raw` ```rust x```",
    "~ --- -- ... 1. 'a' \"b\"",
    "https://evil.example/#x",
    "<script>alert(1)</script> &amp;",
    "{n} {all} %(n)d %s",
    '", "draft": true, "x": "',
)


def made(one: Report) -> bytes:
    """As a desk makes it: read from what was kept."""
    return render(msgspec.json.decode(msgspec.json.encode(one), type=Report))


@pytest.fixture(scope="module")
def final() -> bytes:
    return made(report())


def test_every_part_is_there_in_order(final: bytes) -> None:
    words = words_of(final)
    places = [words.index(f" {title} ") for title in digest(report()).titles.values()]
    assert len(places) == len(Section)
    assert places == sorted(places)


def test_every_word_of_the_digest_is_there(final: bytes) -> None:
    there = letters_of(words_of(final))
    missing = [text for text in texts(digest(report())) if letters_of(text) not in there]
    assert not missing


def test_the_words_before_and_after_have_their_signs(final: bytes) -> None:
    assert "closed in −1974 +1976 for good" in words_of(final)


def test_every_claim_is_numbered_where_its_words_begin(final: bytes) -> None:
    words = words_of(final)
    for mark in ("1✓ 31 million", "2✗ 12,000", "3? passengers", "4↻ closed", "5○ The depot"):
        assert mark in words


def test_fonts_are_all_embedded_and_all_ours(final: bytes) -> None:
    ours = re.compile(r"[A-Z]{6}\+(SourceS(ans3|erif4)|DejaVuSansMono|Noto|WenQuanYi)")
    assert all(embedded and ours.match(name) for name, embedded in fonts_of(final))


def test_every_page_says_which_it_is_and_of_what() -> None:
    pdf = made(report(*(claim(n, "The depot stands empty") for n in range(1, 31)), edition="draft"))
    pages = int(said_of(pdf)["Pages"])
    assert pages > 3
    for page in range(1, pages + 1):
        words = words_of(pdf, "-f", str(page), "-l", str(page))
        assert f"Page {page} of {pages}" in words
        assert f"{TITLE} Version 1, draft" in words
        assert re.search(r"FD1-[0-9a-f]{24}, text hash 7be041d9", words)


def test_parts_and_claims_are_bookmarks(final: bytes) -> None:
    found = bookmarks(final)
    assert set(digest(report()).titles.values()) <= set(found)
    assert {"1 C001 ✓ Sourced", "2 C002 ✗ Disputed", "Correction 1"} <= set(found)


def test_the_file_says_what_it_is() -> None:
    one = report()
    pdf = made(one)
    said = said_of(pdf)
    assert said["Title"] == TITLE
    assert said["Tagged"] == "yes"
    assert said["Keywords"] == one.about.code
    assert "Sat Nov 21 14:36:00 2026" in said["CreationDate"]
    assert b"/Lang" in pdf
    assert b"/TH" in pdf, "heads of tables"
    assert b"/Alt" in pdf, "what the pictures show"


def test_its_code_is_found_in_the_bytes() -> None:
    one = report()
    assert set(CODE.findall(made(one))) == {one.about.code.encode()}


def test_the_same_report_gives_the_same_bytes(final: bytes) -> None:
    assert made(report()) == final


def test_it_is_accessible_and_made_to_last(final: bytes) -> None:
    assert b"<pdfaid:part>2</pdfaid:part>" in final
    assert b"<pdfuaid:part>1</pdfuaid:part>" in final


def test_only_a_draft_is_marked_on_every_page(final: bytes) -> None:
    pdf = made(report(*(claim(n, "The depot stands empty") for n in range(1, 31)), edition="draft"))
    for page in range(1, int(said_of(pdf)["Pages"]) + 1):
        assert "DRAFT" in letters_of(words_of(pdf, "-f", str(page), "-l", str(page)))
    assert "DRAFT" not in letters_of(words_of(final))


@pytest.mark.parametrize("script", SCRIPTS)
def test_every_script_is_set_with_its_own_letters(script: str) -> None:
    """PDF/A forbids a letter that no font has, so what conforms to it has them all."""
    words = SCRIPTS[script]
    text = f"{words}\n{words}, {words}."
    one = claim(1, words, text=text, speaker=words, evidence=(evidence(quote=words, note=words),))
    pdf = made(report(one, text=text))
    assert letters_of(words_of(pdf)).count(letters_of(words)) >= 6 if script not in {"Hebrew", "Arabic"} else True
    for word in words.split():
        assert words_of(pdf).count(word) >= 6, word
    assert b"<pdfaid:part>2</pdfaid:part>" in pdf


def test_a_letter_that_no_font_has_costs_the_standard_and_nothing_else() -> None:
    text = f"{TITLE}\nThe sign \ue000 and \U00013000 stood there."
    pdf = made(report(claim(1, "sign", text=text), text=text))
    assert b"pdfaid:part" not in pdf
    assert re.search(r"The sign \ue000 and .?stood there", words_of(pdf))


def test_a_paragraph_runs_the_way_its_first_letter_does() -> None:
    text = f"{TITLE}\nשלום לכם\nHello there"
    boxes = boxes_of(made(report(claim(1, "Hello", text=text), text=text)))
    assert boxes["שלום"[::-1]].right > 540
    assert boxes["there"].right < 200


def test_what_turns_the_direction_turns_only_its_own_field() -> None:
    text = f"{TITLE}\nOne \u202etwo three and four"
    turned = claim(1, "three", text=text, speaker="\u202eeno", attempts=())
    findings = tuple(msgspec.structs.replace(one, note="\u202e\u2067drawkcab") for one in turned.findings)
    words = words_of(made(report(msgspec.structs.replace(turned, findings=findings), text=text)))
    assert "three and four" in words
    assert "Ben Okoro, 21 Nov 2026" in words
    assert "Sourced, primary source." in words


@pytest.mark.parametrize("unbroken", ["x" * 4000, "https://example.org/" + "a1b2c3/" * 200, "W" * 90, "Ж" * 300])
def test_what_has_no_blank_is_broken_at_the_edge(unbroken: str) -> None:
    text = f"{TITLE} {unbroken}\n{unbroken} and {unbroken}"
    one = claim(1, unbroken, text=text, speaker=unbroken, evidence=(evidence(quote=unbroken, note=unbroken),))
    given = report(one, text=text, writer=unbroken)
    reply = msgspec.structs.replace(given.replies[0], addressee=unbroken, put=unbroken, answer=unbroken)
    source = msgspec.structs.replace(given.sources[0], title=unbroken, url=unbroken)
    pdf = made(msgspec.structs.replace(given, replies=(reply,), sources=(source, *given.sources[1:])))
    assert max(box.right for box in all_boxes(pdf)) < 548.5  # A4 less the margin


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_text_is_ever_markup_wherever_it_stands(payload: str) -> None:
    spoiled, put = spoil(digest(report()), payload)
    pdf = typeset(manuscript(spoiled), made_at=AT)
    there = letters_of(words_of(pdf))
    assert len(put) > 250
    assert not [text for text in put if letters_of(text) not in there]
    assert said_of(pdf)["Title"].startswith(" ".join(payload.split())[:20])


def test_control_characters_do_not_stop_it() -> None:
    odd = "".join(map(chr, [*range(1, 10), *range(11, 32), 127, 0x85, 0x2028, 0xFEFF, 0xFFFE, 0xFFFF]))
    spoiled, _put = spoil(digest(report()), odd)
    assert "%PDF" in typeset(manuscript(spoiled), made_at=AT)[:8].decode()


def test_a_long_article_is_set_whole() -> None:
    """12,000 words, 400 claims."""
    sentences = [
        f"In {1600 + n} the council of ward {n} paid {n + 1000} euros for {n} lamps in its own streets"
        for n in range(400)
    ]
    filler = " ".join(["word"] * 13)
    text = TITLE + "\n" + "\n".join(f"{one}. {filler}." for one in sentences)
    states = ("sourced", "disputed", "unverified", "stale", "unchecked")
    pdf = made(report(*(claim(n, one, states[n % 5], text=text) for n, one in enumerate(sentences, 1)), text=text))
    words = words_of(pdf)
    assert len(text.split()) > 11_900
    assert all(letters_of(one) in letters_of(words) for one in (sentences[0], sentences[200], sentences[399]))
    assert "400 C400" in words


def test_what_is_not_for_the_public_is_not_in_it() -> None:
    inner = claim(1, "closed in 1974")
    inner = msgspec.structs.replace(
        inner,
        attempts=tuple(msgspec.structs.replace(one, what=CANARY, outcome=CANARY) for one in inner.attempts),
        evidence=(evidence(note=CANARY), evidence(source=2, quote=CANARY, locator=CANARY, note=CANARY)),
        findings=tuple(msgspec.structs.replace(one, note=CANARY) for one in inner.findings),
        verdicts=tuple(msgspec.structs.replace(one, override_reason=CANARY) for one in inner.verdicts),
    )
    given = report(inner)
    people = [msgspec.structs.replace(person, name=f"{CANARY} {person.id}") for person in (ADA, BEN)]
    text = msgspec.json.encode(given).decode()
    for before, after in zip((ADA, BEN), people, strict=True):
        text = text.replace(before.name, after.name)
    whole = msgspec.json.decode(text, type=Report)
    whole = msgspec.structs.replace(
        whole, sources=(whole.sources[0], msgspec.structs.replace(whole.sources[1], title=CANARY))
    )
    assert CANARY in words_of(made(whole))
    pdf = made(for_profile(whole, Profile.PUBLIC))
    assert CANARY not in words_of(pdf)
    assert CANARY.encode() not in pdf


def test_overlapping_claims_have_lines_one_below_the_other() -> None:
    pieces = msgspec.json.decode(manuscript(digest(report())))["article"][2]["pieces"]
    both = next(piece for piece in pieces if piece["text"] == "passengers a day")
    assert both["lines"] == [["disputed", 0], ["unverified", 1]]
    assert "".join(piece["text"] for piece in pieces) == SPOKEN


def test_an_article_with_nothing_in_it_is_a_report_too() -> None:
    bare = report(claim(1, "closed in 1974"), replies=(), sources=report().sources, sign_offs=(), corrections=())
    bare = msgspec.structs.replace(bare, claims=(), versions=(version(TEXT),))
    words = words_of(made(bare))
    for said in ("This version has no claims.", "Nobody was asked for a reply.", "Nobody has signed this version."):
        assert said in words


@pytest.mark.parametrize(
    ("limits", "reason"),
    [
        (dataclasses.replace(LIMITS, seconds=0.05), "too_long"),
        (dataclasses.replace(LIMITS, answer=1000), "too_long"),
        (dataclasses.replace(LIMITS, reader="tests.articles.extract.misreaders:loop", cpu=1), "too_long"),
        (dataclasses.replace(LIMITS, reader="tests.articles.extract.misreaders:eat"), "too_long"),
        (Limits(reader="tests.articles.extract.misreaders:abort"), "not_set"),
        (Limits(reader="tests.articles.extract.misreaders:garbage"), "not_set"),
    ],
)
def test_what_cannot_be_set_says_why(limits: Limits, reason: str) -> None:
    with pytest.raises(ReportNotMade, match=reason):
        typeset(manuscript(digest(report())), made_at=AT, limits=limits)


def test_a_machine_that_cannot_start_it_may_be_asked_again() -> None:
    with pytest.raises(OSError, match="could not start"):
        typeset(b"{}", made_at=AT, limits=Limits(reader="tests.articles.extract.misreaders:nobody"))


def test_what_broke_is_logged_without_a_word_of_the_report(caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(ReportNotMade, match="not_set"):
        typeset(b'{"title": "a secret"}', made_at=AT)
    (said,) = caplog.messages
    assert "TypstError setter.py:" in said
    assert "secret" not in said


def test_whoever_stops_the_work_stops_it(monkeypatch: pytest.MonkeyPatch) -> None:
    class Stopped(Exception):
        pass

    def stop() -> None:
        raise Stopped

    slow = dataclasses.replace(LIMITS, reader="tests.articles.extract.misreaders:sleep")
    monkeypatch.setattr(press, "LIMITS", slow)
    with pytest.raises(Stopped):
        typeset(b"{}", made_at=AT, beat=stop, limits=slow)


def test_a_page_can_be_looked_at(final: bytes, tmp_path: Path) -> None:
    """Black on white: in grey the four marks of the bar are still four patterns."""
    poppler("pdftoppm", final, "-gray", "-r", "60", "-f", "1", "-l", "1", folder=tmp_path)
    (page,) = tmp_path.glob("page*")
    shades = page.read_bytes()
    assert len(shades) > 200_000
    assert 0.02 < sum(shade < 128 for shade in shades) / len(shades) < 0.2
