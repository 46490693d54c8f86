"""No character of a text does more to a page than stand on it."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.reports.typeset.characters import tamed, tamed_pieces, width

TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


@pytest.mark.parametrize(
    ("given_text", "set_text"),
    [
        ("Plain, “quoted” and ünïcode 市", "Plain, “quoted” and ünïcode 市"),
        ("שלום", "\u2068שלום\u2069"),
        ("one\r\ntwo\rthree\u2028four\x0bfive", "one\ntwo\nthree\nfour\nfive"),
        ("nul\x00 esc\x1b half\ud800 none\uffff", "nul\ufffd esc\ufffd half\ufffd none\ufffd"),
        ("a\tb", "a  b"),
        ("\u202eabc", "\u2068\u202eabc\u202c\u2069"),
        ("a\u2069b\u202cc\u2067", "\u2068abc\u2067\u2069\u2069"),
        ("\u202eone\ntwo", "\u2068\u202eone\u202c\u2069\n\u2068two\u2069"),
        ("\ufeffmark", "\u2060mark"),
    ],
)
def test_what_becomes_of_a_text(given_text: str, set_text: str) -> None:
    assert tamed(given_text) == set_text


@given(st.text(alphabet=st.sampled_from("ab \n" + TURNING + "שع")))
def test_whatever_a_text_opens_it_closes(text: str) -> None:
    for line in tamed(text).split("\n"):
        assert balanced(line)
    for piece in tamed_pieces([text, text]):
        assert balanced(piece)


@given(st.text())
def test_no_letter_is_lost(text: str) -> None:
    letters = [one for one in text if one.isalnum()]
    assert [one for one in tamed(text) if one.isalnum()] == letters
    assert all(unicodedata.category(one) != "Cs" for one in tamed(text))
    assert width(text) >= len(text)


def balanced(line: str) -> bool:
    opened: list[str] = []
    for one in line:
        if one in "\u2066\u2067\u2068":
            opened.append("\u2069")
        elif one in "\u202a\u202b\u202d\u202e":
            opened.append("\u202c")
        elif one in "\u2069\u202c" and (not opened or opened.pop() != one):
            return False
    return not opened
