"""A sentence as words with their places; the text itself is never changed."""

import re
from typing import NamedTuple

_WORD = re.compile(r"[^\W_]+(?:[.'’\-&][^\W_]+)*")


class Word(NamedTuple):
    """A word; `low` is it in lower case with straight apostrophes. Offsets count from the start of the sentence."""

    start: int
    end: int
    low: str
    capital: bool


def word_set(text: str) -> frozenset[str]:
    """A list of words as it is written in this room: one string, blanks between."""
    return frozenset(text.split())


def words_of(sentence: str) -> list[Word]:
    """The words of a sentence in order. "13,000" is two of them; figures are read from the text."""
    return [
        Word(m.start(), m.end(), m[0].lower().replace("’", "'"), m[0][0].isupper()) for m in _WORD.finditer(sentence)
    ]
