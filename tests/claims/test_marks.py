"""A claim's words taken apart: nothing lost, nothing outside the words, every kind told in words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.actions.proposals import store_proposals
from claims.detect import CUES, detect
from claims.marks import Words
from claims.models import Claim
from claims.vocabulary import MarkKind
from factdesk.core.models import User
from tests.factories import bring

TEXT = "Reportedly the mayor, Ann Lee, 51, sold 300 tickets in May."


def at(words: str, *kind: str) -> list[int | str]:
    start = TEXT.index(words)
    return [start, start + len(words), *kind]


def test_every_stretch_says_what_it_is() -> None:
    marks = [at("Ann Lee", "name"), at("300 tickets", "number"), at("mayor, Ann Lee", "office"), at("51", "age")]
    words = Words(TEXT, 0, len(TEXT), [at("Reportedly")], marks)
    assert [(piece.text, piece.css, piece.label) for piece in words.pieces()] == [
        ("Reportedly", "hedge", "Hedge"),
        (" the ", "", ""),
        ("mayor, ", "old", "May have changed: an office"),
        ("Ann Lee", "fact old", "Name, May have changed: an office"),
        (", ", "", ""),
        ("51", "old", "May have changed: an age"),
        (", sold ", "", ""),
        ("300 tickets", "fact", "Number"),
        (" in May.", "", ""),
    ]
    assert words.hedges() == ("Reportedly",)
    assert [(item.words, item.kind_label) for item in words.perishable()] == [
        ("mayor, Ann Lee", "an office"),
        ("51", "an age"),
    ]


def test_what_lies_outside_the_words_is_left_out() -> None:
    start = TEXT.index("sold")
    words = Words(TEXT, start, len(TEXT), [at("Reportedly")], [at("51", "age"), at("300 tickets", "number")])
    assert words.hedges() == ()
    assert words.perishable() == ()
    assert [piece.css for piece in words.pieces()] == ["", "fact", ""]


@given(st.text(min_size=1), st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40), st.sampled_from(MarkKind))))
def test_the_pieces_are_the_words_again(text: str, marks: list[tuple[int, int, MarkKind]]) -> None:
    pieces = Words(text, 0, len(text), [], marks).pieces()
    assert "".join(piece.text for piece in pieces) == text
    assert all(piece.text for piece in pieces)


@pytest.mark.django_db
def test_a_proposal_keeps_its_marks(ada: User) -> None:
    article = bring(ada, TEXT)
    version = article.head
    store_proposals(version, detect(version.text, version.block_list(), scorer=CUES))
    claim = Claim.objects.get(article=article)
    assert at("Ann Lee", "name") in claim.marks
    assert at("51", "age") in claim.marks
    assert claim.hedges == [at("Reportedly")]
