"""Where sentences end, in code points of the text, which is read and never changed."""

import re

from claims.detect.abbreviations import AFTER_CLOCK, CLOCK, NUMBERED, OPENERS, SOFT, TITLES
from claims.detect.words import word_set

LONGEST = 3000
"""Text without any stop is cut at a blank after this many code points, so that no work grows with the square."""

_FEW = 12
_STOP = re.compile(
    r"(?P<stop>[.!?…‽⁇⁈⁉؟۔।॥՞።。！？｡．]+)(?P<close>[\"'”’»›)\]）」』】》〉]*(?:\[\d{1,3}\])*)(?P<gap>\s*)"
)
_OPEN = "\"'“‘«‹([「『【《〈（¿¡„‚*_–—-"
_WIDE = frozenset("。！？｡")
_TOKEN = re.compile(r"[^\s\"'“‘«(\[—–]*\Z")
_WORD = re.compile(r"[^\W_][\w’'\-]*")
_DOMAIN = word_set(
    """
    com org net co uk gov edu js io tv ai eu us info py
    """
)
_SAID_JA = re.compile(r"[ぁ-ん]")
_SAID_ZH = re.compile(r".{0,12}?(?:说|說|表示|称|稱|道|指出|认为|認為)")
_MONTHS = re.compile(
    r"(?:januar|jänner|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember|desember|marts|maj)\b",
    re.IGNORECASE,
)


def split(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Sentences of text[start:end], without the blanks between them; in order, disjoint, never empty."""
    end = len(text) if end is None else end
    found: list[tuple[int, int]] = []
    begin = start
    for match in _STOP.finditer(text, start, end):
        close_end = match.end("close")
        if close_end < end and not _ends_here(text, begin, match, end):
            continue
        _add(found, text, begin, close_end)
        begin = close_end
    _add(found, text, begin, end)
    return found


def _add(found: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    """Add the sentence start:end; dots or dashes without a word go to the sentence before them."""
    start, end = trimmed(text, start, end)
    if start == end:
        return
    if found and end - start <= _FEW and not any(char.isalnum() for char in text[start:end]):
        found[-1] = (found[-1][0], end)
        return
    while end - start > LONGEST:
        blank = text.rfind(" ", start + LONGEST // 2, start + LONGEST)
        cut = blank if blank > 0 else start + LONGEST
        found.append((start, cut))
        start, end = trimmed(text, cut, end)
    if start < end:
        found.append((start, end))


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """text[start:end] without the blanks at its edges."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _ends_here(text: str, begin: int, match: re.Match[str], end: int) -> bool:
    stop, close, gap = match["stop"], match["close"], match["gap"]
    after = text[match.end() : min(end, match.end() + 40)]
    if not after:
        return True
    if stop[-1] in _WIDE:
        return not (close and (_SAID_JA.match(after) or _SAID_ZH.match(after)))
    word = _WORD.search(after[:24])
    head = after.lstrip(_OPEN)[:1]
    if not gap:
        return _ends_unspaced(text, begin, match, after)
    if head.islower() and not (word and word[0][1:2].isupper()):
        return False  # "It is," he said; "Why?" she asked
    if close and after[0] in "–—-":
        return False  # a quote and the dash before its speaker
    if stop == "." and not close.strip("\"'”’»"):
        return _full_stop(text, begin, match.start(), after, word[0] if word else "")
    return True


def _ends_unspaced(text: str, begin: int, match: re.Match[str], after: str) -> bool:
    """No blank after the stop: a slip of the keyboard ("river.The"), or a number, an address, a name."""
    word = _WORD.match(after.lstrip(_OPEN))
    if word is None or not word[0][0].isupper() or not word[0][1:2].islower():
        return False
    if match["close"]:
        return after[0] not in ",;:" and match["close"][-1] not in "'’"
    token = _TOKEN.search(text[max(begin, match.start() - 40) : match.start()])
    before = token[0] if token else ""
    if word[0].lower() in _DOMAIN or any(mark in before for mark in "@/._"):
        return False
    return (len(before) >= 2 and before[-2:].islower()) or (before.isdigit() and match["stop"] != ".")


def _full_stop(text: str, begin: int, at: int, after: str, following: str) -> bool:
    """Whether one full stop before a blank ends the sentence or only an abbreviation."""
    token = _TOKEN.search(text[max(begin, at - 40) : at])
    before = token[0].lstrip("([{‚„") if token else ""
    low, next_low = before.lower(), following.lower()
    if not before:
        return True
    if before.isdigit():
        return not _is_number_mark(text, begin, at, before, after)
    if low in TITLES:
        return False
    if low in NUMBERED and after[:1].isdigit():
        return False
    if low in CLOCK:
        return next_low not in AFTER_CLOCK
    if low in SOFT or _is_initials(before):
        if after[0] in "–—-":
            return False  # a dateline: "SIOUX FALLS, S.D. – "
        return next_low in OPENERS or (after[0] in '"“‘«(' and following[:1].isupper())
    return True


def _is_initials(token: str) -> bool:
    """ "J", "W", "U.S", "J.K": single letters with stops between them."""
    parts = token.split(".")
    return len(parts) <= 5 and all(len(part) == 1 and part.isupper() for part in parts)


def _is_number_mark(text: str, begin: int, at: int, digits: str, after: str) -> bool:
    """ "1. The council": the number of a list; "am 3. Oktober": a day."""
    if len(digits) > 2:
        return False
    first = at - len(digits)
    opens = first - begin <= 4 and not text[begin:first].strip(" \n(")
    return opens or _MONTHS.match(after) is not None
