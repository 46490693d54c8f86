"""The report as a page: words stay words wherever they stand, in any script, and the file needs nothing beside it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from lxml import etree

from claims.reports.formats.html import render
from claims.reports.report import Claim, Place, Report, TextPositionSelector, TextQuoteSelector, Version
from tests.claims.reports.injected import INJECTED
from tests.claims.reports.on_paper import letters_of
from tests.claims.reports.reported import AT, claim, filled, report
from tests.claims.reports.test_pdf import SCRIPTS


def parsed(page: bytes) -> Any:
    return etree.HTML(page)


def skeleton(page: bytes) -> list[tuple[str, tuple[str, ...]]]:
    """Every element with the names of its attributes, in order: what a text could only add to."""
    tree = parsed(page)
    assert not [node for node in tree.iter() if node.tag is etree.Comment]
    return [(str(node.tag), tuple(sorted(node.attrib))) for node in tree.iter()]


PLAIN = skeleton(render(filled("words")))


@pytest.mark.parametrize("payload", INJECTED)
def test_no_words_are_markup_wherever_they_stand(payload: str) -> None:
    page = render(filled(payload))
    assert skeleton(page) == PLAIN
    said = " ".join(parsed(page).itertext())
    assert said.count(payload) > 10


@pytest.mark.parametrize("script", SCRIPTS)
def test_every_script_is_there_letter_by_letter(script: str) -> None:
    words = SCRIPTS[script]
    page = parsed(render(filled(words)))
    assert letters_of(" ".join(page.itertext())).count(letters_of(words)) > 10
    for paragraph in page.xpath("//p[@class='words']"):
        assert paragraph.get("dir") == "auto"


def long_report(claims: int, words: int) -> Report:
    """An article of so many words, with so many claims."""
    each = words // claims
    sentences = [" ".join([f"Item {n} costs {n} euros", *["and so on"] * (each // 3 - 2)]) + "." for n in range(claims)]
    text = "\n\n".join(sentences) + "\n"
    made: list[Claim] = []
    blocks, start = [], 0
    for n, sentence in enumerate(sentences, 1):
        end = start + len(sentence)
        selector = (TextQuoteSelector(exact=sentence), TextPositionSelector(start=start, end=end))
        made.append(claim(n, places=(Place(version=1, selector=selector),)))
        blocks.append(("body", start, end))
        start = end + 2
    version = Version(number=1, text=text, blocks=tuple(blocks), sha256="0", origin="paste", at=AT)
    return report(*made, versions=(version,))


def test_a_long_article_has_every_claim_in_text_and_sheets() -> None:
    page = parsed(render(long_report(400, 12_000)))
    sheets = [one.get("id") for one in page.xpath("//article[@class='claim']")]
    assert sheets == [f"claim-{n}" for n in range(1, 401)]
    links = [one.get("href") for one in page.xpath("//mark//a")]
    assert links == [f"#{one}" for one in sheets]


def test_the_file_needs_nothing_beside_it() -> None:
    page = render(report()).decode()
    assert not re.findall(r"""(?:src|href|action)=["']?(?!#|["'])[^"'>]+""", page)
    assert "<script" not in page
    inside = page.replace("url(#", "").replace("url(data:font/woff2;base64,", "")
    assert "url(" not in inside
    assert "@import" not in page


def test_eleven_parts_come_in_their_order() -> None:
    page = parsed(render(report()))
    titles = ["".join(one.itertext()) for one in page.xpath("//main/section/h2")]
    assert titles == [
        "1 Summary",
        "2 Read these first",
        "3 Article as checked",
        "4 Claim by claim",
        "5 Right of reply",
        "6 Sources and what rests on them",
        "7 Changes and corrections",
        "8 Sign-offs",
        "9 Audit trail",
        "10 Method",
    ]
    assert page.xpath("//main/*[1]")[0].tag == "header"
    assert page.xpath("//main//svg[@role='img'][@aria-label]")


@pytest.mark.parametrize(("edition", "marked"), [("draft", True), ("final", False), ("corrected", False)])
def test_a_draft_is_marked(edition: str, marked: bool) -> None:
    page = parsed(render(report(edition=edition)))
    assert bool(page.xpath("//p[@class='watermark']")) == marked
    assert ("Draft, not signed off." in "".join(page.itertext())) == marked
