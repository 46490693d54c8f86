"""The Word file in every script, with any text, and with much of it."""

from __future__ import annotations

import re
import time

import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.reports.formats.docx import render
from claims.reports.formats.docx.letters import legible
from claims.reports.report import Claim, Report
from tests.claims.reports.in_word import (
    STANDINGS,
    all_text,
    anchored,
    by_claim,
    claim,
    marked,
    opened,
    parts,
    place,
    report,
    worded,
)

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
        ("Tram 🚊 costs 👩‍👩‍👧 31 million 🇳🇱.", 'x" w:evil="', ('<w:lang w:val="en', "Georgia")),
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


@settings(max_examples=100, deadline=None)
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
