"""Lines become headline, dek, paragraphs, lists, captions and furniture."""

import pytest

from articles.extract.layout import lay_out

STORY = """\
POLITICS
Updated 3 hours ago

Hospital lists fall as nurses plan strike

Figures show 6.2m people waiting

Jane Okafor
Health correspondent

The number of people waiting fell to 6.2m in September, official figures show.

• 12 per cent wait more than a year
• The target was last met in 2015

What happens next

Ministers meet on Monday. They have promised more beds.

Patients wait on trolleys on Monday. Photograph: Emil Sand
Image caption The ward in Velmar
Photograph: a row of beds in the corridor. They came in 2019.

Related stories
Nurses vote for strike

Jane Okafor is a reporter based in Velmar.
© 2026 The Courier"""


def kinds(text: str) -> list[tuple[str, str]]:
    return [(block.kind.value, text[block.start : block.end]) for block in lay_out(text)]


def test_a_whole_page() -> None:
    assert kinds(STORY) == [
        ("furniture", "POLITICS"),
        ("furniture", "Updated 3 hours ago"),
        ("headline", "Hospital lists fall as nurses plan strike"),
        ("dek", "Figures show 6.2m people waiting"),
        ("furniture", "Jane Okafor"),
        ("furniture", "Health correspondent"),
        ("body", "The number of people waiting fell to 6.2m in September, official figures show."),
        ("list", "12 per cent wait more than a year"),
        ("list", "The target was last met in 2015"),
        ("heading", "What happens next"),
        ("body", "Ministers meet on Monday. They have promised more beds."),
        ("caption", "Patients wait on trolleys on Monday."),
        ("furniture", "Photograph: Emil Sand"),
        ("caption", "The ward in Velmar"),
        ("caption", "a row of beds in the corridor. They came in 2019."),
        ("furniture", "Related stories"),
        ("furniture", "Nurses vote for strike"),
        ("furniture", "Jane Okafor is a reporter based in Velmar."),
        ("furniture", "© 2026 The Courier"),
    ]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Taxes rise again\n\nTaxes rose by 4 per cent.", "headline"),
        ("Will taxes rise?\n\nTaxes rose by 4 per cent.", "headline"),
        ("# Taxes rise again\n\nTaxes rose by 4 per cent.", "headline"),
        ("'Meth. We're on it.': state pays for slogan\n\nIt paid $449,000.", "headline"),
        ("Taxes rose by 4 per cent.\n\nThey fell in May.", "body"),
        ("HANOI, Vietnam (AP) — The minister left on Monday\n\nHe flew home.", "body"),
        ("A single line without a stop", "body"),
        ("税金が上がる\n\n税金は四月に上がった。", "headline"),
    ],
)
def test_the_first_line_is_a_headline_only_when_it_looks_like_one(text: str, first: str) -> None:
    assert kinds(text)[0][0] == first


@pytest.mark.parametrize(
    "paragraph",
    [
        "The bridge, which opened in 1931 and carried about 14,000 vehicles\na day before it closed, is the only one.",
        "Repairs will cost the city eighteen million euros, the council said\non Tuesday.",
    ],
)
def test_lines_broken_at_a_fixed_width_are_one_paragraph(paragraph: str) -> None:
    assert kinds(paragraph) == [("body", paragraph)]


def test_paragraphs_on_lines_of_their_own_stay_apart() -> None:
    text = "The bridge closed on Monday, the council said.\nIt opened in 1931.\nNobody was hurt."
    assert [words for _, words in kinds(text)] == text.split("\n")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It began.\n\n2. Improve site search\n\nMake it fast.", "heading"),
        ("It began.\n\n1. Improve search\n2. Improve sales", "list"),
        ("It began.\n\n> It was the worst day of my life", "quote"),
        ("It began.\n\nHostage swap\n\nIt went on.", "heading"),
        ("It began.\n\n'Meth. We're On It.': State spends $449K on ads\n\nIt went on.", "heading"),
        ("It began.\n\nMr. Lee left. He came back\n\nIt went on.", "body"),
    ],
)
def test_what_stands_between_paragraphs(text: str, expected: str) -> None:
    assert kinds(text)[1][0] == expected


def test_a_line_that_comes_again_and_again_is_furniture() -> None:
    text = "It began.\n\nThe Daily Courier\n\nIt went on.\n\nThe Daily Courier\n\nIt ended.\n\nThe Daily Courier"
    assert [kind for kind, words in kinds(text) if words == "The Daily Courier"] == ["furniture"] * 3


def test_a_person_introduced_in_the_story_is_no_biography() -> None:
    text = "It began.\n\nAnn Lee is a professor at Oxford.\n\nShe was shot on Monday.\n\nNobody else was hurt."
    assert {kind for kind, _ in kinds(text)} == {"body"}


def test_bullets_and_marks_are_not_words_of_the_article() -> None:
    assert [words for _, words in kinds("- One is red.\n* Two is blue.\n(a) Three.\n12) Four.")] == [
        "One is red.",
        "Two is blue.",
        "Three.",
        "Four.",
    ]


def test_a_caption_that_is_nothing_but_a_credit_is_furniture() -> None:
    assert ("furniture", "(Photo by Ann Lee)") in kinds("It began.\n\nImage caption (Photo by Ann Lee)")
