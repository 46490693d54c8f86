"""A sentence as words with their places; the text itself is never changed."""

import re
from typing import NamedTuple

WITHOUT_BLANKS = re.compile(r"[\u0e00-\u0e7f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
"""Scripts that put no blanks between words, so that words cannot be counted: Thai, Khmer, Japanese, Chinese."""

_WORD = re.compile(r"[^\W_]+(?:[.'’\-&][^\W_]+)*")


class Word(NamedTuple):
    """A word; `low` is how it is looked up: lower case, straight apostrophes, but "US" and "WHO" stay capitals."""

    start: int
    end: int
    low: str
    capital: bool


def word_set(text: str) -> frozenset[str]:
    """A list of words as it is written in this room: one string, blanks between."""
    return frozenset(text.split())


def looked_up(word: str, *, shouted: bool) -> str:
    """A word as the lists have it. Capitals are an abbreviation, unless the whole line is set in them."""
    word = word.replace("’", "'")
    return word if word.isupper() and len(word) > 1 and not shouted else word.lower()


def words_of(sentence: str) -> list[Word]:
    """The words of a sentence in order. "13,000" is two of them; figures are read from the text."""
    shouted = sentence.isupper()
    return [
        Word(m.start(), m.end(), looked_up(m[0], shouted=shouted), m[0][0].isupper()) for m in _WORD.finditer(sentence)
    ]
