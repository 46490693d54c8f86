"""What is not for checking however well it scores: questions, fragments, calls to act, bare opinion."""

import re
from collections.abc import Set

from claims.detect.words import WITHOUT_BLANKS, Word

_QUESTION = re.compile(r"[?？؟;]?[?？؟][!\"'”’»)\]」』*_\s]*\Z")
_ASKED = re.compile(r"[?？؟][\"”’»]\s(?:\w+\s){0,4}(?:asked|asks|wondered|wonders)\b")
_LEAST_WORDS = 4
_FIGURES = frozenset({"money", "percentage", "number_unit", "fraction", "number"})
_PARTICULARS = _FIGURES | {"count", "date", "harm"}
_JUDGING = frozenset({"judgement", "normative", "feeling"})


def label_of(sentence: str, words: list[Word], codes: Set[str]) -> str:
    """The label a sentence gets whatever its score: question, minor or opinion; nothing when the score decides."""
    if _QUESTION.search(sentence) or _ASKED.search(sentence):
        return "question"
    if _is_fragment(sentence, words, codes):
        return "minor"
    if "imperative" in codes and not _PARTICULARS & codes:
        return "opinion"
    return ""


def is_opinion(codes: Set[str]) -> bool:
    """Whether it judges, feels or asks for something without one particular that could be looked up."""
    if _JUDGING & codes or {"first_person", "promise"} <= codes:
        return not _PARTICULARS & codes
    return False


def is_bare_quote(codes: Set[str]) -> bool:
    """Whether somebody's own words tell nothing that could be looked up but that they were said."""
    return "quote" in codes and not (_PARTICULARS | {"deed", "record", "cause"}) & codes


def _is_fragment(sentence: str, words: list[Word], codes: Set[str]) -> bool:
    if WITHOUT_BLANKS.search(sentence):
        return len(sentence) < 6
    return len(words) < _LEAST_WORDS and not (len(words) == _LEAST_WORDS - 1 and _FIGURES & codes)
