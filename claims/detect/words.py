"""A sentence as words with their places; the text itself is never changed."""

import re
from dataclasses import dataclass

_WORD = re.compile(r"[^\W_]+(?:[.'’\-&][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Word:
    """A word; `low` is it in lower case with straight apostrophes. Offsets count from the start of the sentence."""

    start: int
    end: int
    low: str
    capital: bool


def words_of(sentence: str) -> list[Word]:
    """The words of a sentence in order. A number with its commas' parts stays as many words as it has parts."""
    return [
        Word(m.start(), m.end(), m[0].lower().replace("’", "'"), m[0][0].isupper()) for m in _WORD.finditer(sentence)
    ]
