"""The marked text: every word once, every mark nested, nothing of the text taken for markup."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser

from hypothesis import given, settings
from hypothesis import strategies as st

from articles.extract.document import Block, BlockKind
from claims.coverage import Cover, cover
from claims.markup import Marked, paragraphs
from claims.vocabulary import Standing

NUMBER = re.compile(r'<a class="no[^>]*>.*?</span></a>')
TAG = re.compile(r"<[^>]*>")


def body(text: str) -> list[Block]:
    return [Block(BlockKind.BODY, 0, len(text))]


def marked(text: str, *marks: Marked) -> str:
    return str(paragraphs(text, body(text), marks, lambda number: f"/c/{number}/")[0].html)


def words(markup: str) -> str:
    return html.unescape(TAG.sub("", NUMBER.sub("", markup)))


class Nesting(HTMLParser):
    """Fails on a tag closed out of order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_a_mark_carries_its_number_before_its_first_word() -> None:
    page = marked("It rose by 31 per cent.", Marked(8, 22, 4, "sourced"))
    assert page.startswith('It rose <mark class="mark sourced" data-claim="4"><span class="nb"><a class="no sourced"')
    assert 'href="/c/4/"' in page
    assert '>4<span class="g">✓</span></a>by</span> 31 per cent</mark>.' in page


def test_a_number_is_not_bound_to_a_word_that_may_have_to_break() -> None:
    page = marked("Donaudampfschifffahrt rose.", Marked(0, 21, 4, "sourced"))
    assert "</a></span>Donaudampfschifffahrt</mark> rose." in page


def test_overlapping_marks_are_cut_and_nested_and_numbered_once() -> None:
    page = marked("aaa bbb ccc", Marked(0, 7, 1, "sourced"), Marked(4, 11, 2, "disputed"))
    assert page.count('data-claim="1"') == 1
    assert page.count('data-claim="2"') == 2
    assert page.count("<a ") == 2
    assert words(page) == "aaa bbb ccc"


def test_markup_in_the_text_stays_text() -> None:
    text = '<script>alert("31 million")</script> & <b hx-get="/">'
    page = marked(text, Marked(8, 20, 1, "unchecked"))
    assert "<script" not in page
    assert "<b" not in page
    assert words(page) == text


def test_a_mark_over_two_blocks_is_shown_in_both() -> None:
    text = "one\n\ntwo"
    blocks = [Block(BlockKind.BODY, 0, 3), Block(BlockKind.BODY, 5, 8)]
    first, second = paragraphs(text, blocks, [Marked(0, 8, 1, "sourced")], str)
    assert words(str(first.html)) == "one"
    assert words(str(second.html)) == "two"
    assert "<mark" in first.html
    assert "<mark" in second.html


@st.composite
def texts_with_marks(draw: st.DrawFn) -> tuple[str, list[Marked]]:
    text = draw(st.text(min_size=1, max_size=80).filter(lambda s: "\r" not in s))
    spans = draw(st.lists(st.tuples(st.integers(0, len(text) - 1), st.integers(1, 30)), max_size=8))
    standing = st.sampled_from([str(code) for code in Standing])
    return text, [
        Marked(start, min(len(text), start + size), number, draw(standing))
        for number, (start, size) in enumerate(spans, 1)
    ]


@given(texts_with_marks())
@settings(max_examples=300, deadline=None)
def test_any_text_keeps_every_letter_under_any_marks(case: tuple[str, list[Marked]]) -> None:
    text, marks = case
    page = marked(text, *marks)
    assert words(page) == text
    nesting = Nesting()
    nesting.feed(page)
    assert nesting.open == []
    for mark in marks:
        assert f'data-claim="{mark.number}"' in page


@given(texts_with_marks(), st.lists(st.integers(1, 20), max_size=8), st.integers(0, 80))
@settings(max_examples=300, deadline=None)
def test_sentences_without_a_claim_are_elements_and_change_no_mark(
    case: tuple[str, list[Marked]], lengths: list[int], passed: int
) -> None:
    text, marks = case
    rows, at = [], 0
    for length in lengths:
        if at + length <= len(text):
            rows.append([at, at + length, 0, 0.0, "minor"])
            at += length
    coverage = cover(rows, body(text), [(mark.start, mark.end) for mark in marks], [(0, passed)])
    (block,) = paragraphs(text, body(text), marks, lambda number: f"/c/{number}/", coverage)
    page = str(block.html)
    assert words(page) == text
    nesting = Nesting()
    nesting.feed(page)
    assert nesting.open == []
    loose = re.findall(r'<span class="loose (\w+)" id="s\d+" data-at="(\d+-\d+)">([^<]*)</span>', page)
    expected = [one for one in coverage.sentences if one.cover is not Cover.CLAIMED]
    assert [(state, place) for state, place, _words in loose] == [(one.cover, one.at) for one in expected]
    assert [html.unescape(shown) for _state, _place, shown in loose] == [text[one.start : one.end] for one in expected]
    assert re.sub(r'<span class="loose[^>]*>([^<]*)</span>', r"\1", page) == marked(text, *marks)
