"""Paragraphs of a manuscript: what they are by style and by their words, and what they say of the article."""

import pytest

from articles.extract.assembling import MAX_BYTES, Piece, PieceNote
from articles.extract.composing import compose
from articles.extract.document import About, BlockKind, Document, Fact, NoteKind, Origin, Unreadable

STORY = "The bridge closed on Monday. It opened in 1931, and carried 14,000 cars a day."


def composed(*paragraphs: str | tuple[str, str], facts: list[Fact] | None = None) -> Document:
    pieces = [
        Piece(BlockKind.BODY, each) if isinstance(each, str) else Piece(BlockKind(each[0]), each[1])
        for each in paragraphs
    ]
    return compose(pieces, facts or [])


def kinds(document: Document) -> list[tuple[str, str]]:
    return [(block.kind.value, document.text[block.start : block.end]) for block in document.blocks]


def test_paragraphs_without_a_style_are_named_by_their_words() -> None:
    document = composed("Bridge closes for a year", "By Ann Lee", "3 May 2026", STORY, "• Cars take the ferry", STORY)
    assert kinds(document) == [
        ("headline", "Bridge closes for a year"),
        ("furniture", "By Ann Lee"),
        ("furniture", "3 May 2026"),
        ("body", STORY),
        ("list", "Cars take the ferry"),
        ("body", STORY),
    ]
    assert "• Cars" in document.text
    assert (document.title, document.byline) == ("Bridge closes for a year", "Ann Lee")
    assert document.fact(About.PUBLISHED) == "2026-05-03"


def test_what_the_page_says_comes_before_what_the_properties_say() -> None:
    said = [
        Fact(About.TITLE, "bridge draft 2", Origin.PROPERTIES),
        Fact(About.BYLINE, "Ann Lee", Origin.PROPERTIES),
        Fact(About.BYLINE, "Bo Ray", Origin.PROPERTIES),
    ]
    document = composed("Bridge closes", "By Ann Lee", STORY, facts=said)
    assert [(fact.about.value, fact.value, fact.origin.value) for fact in document.facts] == [
        ("title", "Bridge closes", "page"),
        ("byline", "Ann Lee", "page"),
        ("title", "bridge draft 2", "properties"),
        ("byline", "Bo Ray", "properties"),
    ]


def test_the_line_that_the_properties_call_the_title_is_the_headline() -> None:
    said = [Fact(About.TITLE, "Bridge  CLOSES", Origin.PROPERTIES)]
    assert kinds(composed("Weekend edition", "Bridge closes", STORY, facts=said))[1] == ("headline", "Bridge closes")


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        ([("heading", "Bridge closes"), STORY, ("heading", "What next")], ["headline", "body", "heading"]),
        ([STORY + STORY, ("heading", "What next"), STORY], ["body", "heading", "body"]),
        ([("headline", "Bridge closes"), ("heading", "What next"), STORY], ["headline", "heading", "body"]),
        (["Weekend", ("headline", "Bridge closes"), STORY], ["heading", "headline", "body"]),
        ([STORY, ("heading", STORY * 4), STORY], ["body", "body", "body"]),
        ([STORY, "Figure 2. Cars a day", STORY], ["body", "caption", "body"]),
        ([STORY, "Cars wait at the ferry. Photograph: Ann Lee"], ["body", "caption", "furniture"]),
    ],
)
def test_headings_and_captions(paragraphs: list[str | tuple[str, str]], expected: list[str]) -> None:
    assert [kind for kind, _ in kinds(composed(*paragraphs))] == expected


def test_notes_keep_to_their_words_when_a_bullet_becomes_a_mark() -> None:
    note = PieceNote(NoteKind.COMMENT, "Sure?", 2, 6)
    document = compose([Piece(BlockKind.BODY, STORY), Piece(BlockKind.BODY, "• Cars take the ferry.", (note,))])
    placed = document.notes[0]
    assert document.text[placed.start : placed.end] == "Cars"


def test_more_than_an_article_may_have_is_refused_before_it_is_laid_out() -> None:
    with pytest.raises(Unreadable) as refused:
        compose([Piece(BlockKind.BODY, "a" * (MAX_BYTES + 1))])
    assert refused.value.why == "too_large"
