"""Blanks that stand in a PDF's words because letters were set apart, and not because a word ends."""

import re
from collections.abc import Sequence

from articles.extract.pdf_lines import Line

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_AFTER_HYPHEN = re.compile(r"(?<![^\W\d_])([^\W\d_]{1,30}-) ([^\W\d_]{1,30})")
_DOTTED = re.compile(r"(?<![^\W\d_])([^\W\d_]{1,30}) ?([·‧・]) ?(?=([^\W\d_]{1,30}))")
_LONE = re.compile(r"(?<![\w'’.-])([^\W\d_]) (?=([^\W\d_A-Z]{1,30})(?![\w'’]))")


def words_of(lines: Sequence[Line]) -> set[str]:
    """Every word the document writes, but for the last of each line, which may be half of one.

    Two that it writes with nothing but a middle dot between them are a word as well.
    """
    plain = {word for line in lines for word in _WORD.findall(line.text[:-1].casefold())}
    dotted = (match for line in lines for match in _DOTTED.finditer(line.text.casefold()))
    return plain | {"".join(match.groups()) for match in dotted if " " not in match[0]}


def close_up(lines: Sequence[Line], words: set[str]) -> None:
    """Take out the blanks in "Aix- en", "lecteur · rice" and "r iver" where the document shows that they are torn.

    After a hyphen and around a middle dot: it writes the two words with the mark and no blank elsewhere. After a lone
    letter: wherever that letter stands alone, the two together are a word it writes elsewhere, so the letter is no word
    in its language.
    """
    joins: dict[str, bool] = {}
    for line in lines:
        for match in _LONE.finditer(line.text):
            letter = match[1].casefold()
            joins[letter] = joins.get(letter, True) and (match[1] + match[2]).casefold() in words
    torn = {letter for letter, always in joins.items() if always}
    for line in lines:
        if torn:
            line.text = _LONE.sub(lambda m: m[1] if m[1].casefold() in torn else m[0], line.text)
        line.text = _DOTTED.sub(lambda m: m[1] + m[2] if "".join(m.groups()).casefold() in words else m[0], line.text)
        line.text = _AFTER_HYPHEN.sub(lambda m: m[1] + m[2] if (m[1] + m[2]).casefold() in words else m[0], line.text)
