"""The writer's own notes stand beside the claim they are nearest to."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.test import Client

from articles.actions.reading import read_as
from articles.extract.document import Block, BlockKind, NoteKind, WriterNote
from articles.extract.plain import read_text
from articles.models import Article
from claims.models import Claim
from claims.writer_notes import nearest, notes_beside
from factdesk.core.models import User
from tests.conftest import SignIn
from tests.factories import TEXT, came_in, propose, taken

BLOCKS = [Block(BlockKind.BODY, 0, 100), Block(BlockKind.BODY, 102, 200)]
PLACES = [(0, 40, 1), (50, 90, 2), (120, 180, 3)]


@pytest.mark.parametrize(
    ("start", "end", "claim"),
    [(10, 10, 1), (40, 40, 1), (60, 80, 2), (95, 95, 2), (45, 45, 1), (48, 48, 2), (102, 102, 3), (200, 200, 3)],
    ids=["inside", "at its end", "a range", "behind", "as close to both", "closer to the next", "before", "the last"],
)
def test_the_nearest_in_the_paragraph_has_it(start: int, end: int, claim: int) -> None:
    assert nearest(WriterNote(NoteKind.FOOTNOTE, "x", start, end), PLACES, BLOCKS) == claim


def test_another_paragraph_only_where_its_own_has_no_claim() -> None:
    note = WriterNote(NoteKind.FOOTNOTE, "x", 103, 103)
    assert nearest(note, PLACES[:2], BLOCKS) == 2
    assert nearest(note, [], BLOCKS) is None


@pytest.fixture
def article(ada: User, data_dir: object) -> Article:
    arrival = came_in(ada)
    at, year = TEXT.index("31 million euros for tram"), TEXT.index("1974")
    notes = (
        WriterNote(NoteKind.FOOTNOTE, "Budget book, p. 38", at + 5, at + 5),
        WriterNote(NoteKind.COMMENT, "Ask <b>Lena</b> again", year, year + 4, "Nadia Brandt"),
    )
    read_as(arrival.pk, replace(read_text(TEXT), notes=notes))
    arrival.refresh_from_db()
    article = taken(arrival, ada)
    propose(article)
    return article


def claim_on(article: Article, words: str) -> Claim:
    return Claim.objects.get(article=article, anchors__exact__contains=words)


def test_a_claim_has_its_notes_and_no_others(article: Article) -> None:
    (one,) = notes_beside(claim_on(article, "on Monday").pk, article.head)
    assert (str(one.label), one.text, one.field) == ("Footnote", "Budget book, p. 38", "evidence-source_title")
    (two,) = notes_beside(claim_on(article, "1974").pk, article.head)
    assert (two.text, two.author, two.field) == ("Ask <b>Lena</b> again", "Nadia Brandt", "evidence-note")
    assert notes_beside(claim_on(article, "12,000").pk, article.head) == []


def test_the_card_shows_them_as_what_they_are(article: Article, signed_in: SignIn, ben: User) -> None:
    browser: Client = signed_in(ben)
    page = browser.get(f"/articles/{article.pk}/claims/{claim_on(article, '1974').number}/").content.decode()
    assert "From the writer, not checked yet" in page
    assert "Ask &lt;b&gt;Lena&lt;/b&gt; again" in page
    assert 'data-fill="evidence-note"' in page


def test_who_may_not_open_the_original_reads_no_notes_of_it(article: Article, signed_in: SignIn, omar: User) -> None:
    page = signed_in(omar).get(f"/articles/{article.pk}/claims/{claim_on(article, '1974').number}/").content.decode()
    assert "Lena&lt;/b&gt; again" not in page
