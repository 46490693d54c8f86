"""What cannot be checked however many figures it names: questions, calls to act, fragments, bare opinion."""

import re
from collections.abc import Collection

from claims.detect.cues import Word

_QUESTION = re.compile(r"[?？؟][\"'”’»)\]]*\Z")
_PARTICULARS = frozenset({"money", "percentage", "number_unit", "number", "date", "source", "harm"})
_LEAST_WORDS = 4
_SCRIPT_WITHOUT_BLANKS = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def gate(sentence: str, words: list[Word], codes: Collection[str]) -> str:
    """The label a sentence gets before any score, or nothing when it may be a claim."""
    if _QUESTION.search(sentence):
        return "question"
    if len(words) < _LEAST_WORDS and not (len(sentence) >= 8 and _SCRIPT_WITHOUT_BLANKS.search(sentence)):
        return "minor"
    if _is_judgement(codes) and not _PARTICULARS.intersection(codes):
        return "opinion"
    return ""


def _is_judgement(codes: Collection[str]) -> bool:
    return bool({"judgement", "normative", "feeling"}.intersection(codes))
