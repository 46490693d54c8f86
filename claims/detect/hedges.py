"""Words that hold a statement at arm's length. They are shown beside a claim and never lower its score."""

import re

from claims.detect.result import Span

_WORDS = """
    reportedly allegedly alleged apparently seemingly purportedly purported supposedly ostensibly presumably
    possibly perhaps probably likely unlikely potentially arguably essentially effectively virtually nearly
    almost roughly approximately estimated suggests suggest suggested suggesting indicates indicate
    indicated appears appear appeared seems seem seemed could might may would suspected so-called believed
    unconfirmed preliminary tentatively
"""
_PHRASES = (
    r"as (?:many|much|few|little) as",
    r"at (?:least|most)",
    r"more or less",
    r"(?:said|thought|believed|understood|reported) to (?:be|have)",
    r"what (?:appears|seems) to be",
    r"just (?:under|over|short of)",
    r"up to(?=\s[\d$€£a-z])",
    r"(?:close to|some|about|around)(?=\s[\d$€£])",
    r"(?:some|about|around)(?=\s(?:two|three|four|five|six|seven|eight|nine|ten|a|half)\b)",
)
_HEDGE = re.compile(rf"\b(?:{'|'.join(_PHRASES)}|{'|'.join(_WORDS.split())})\b", re.IGNORECASE)
_MONTH = re.compile(r"May(?=\s\d|[,.]|\s(?:and|to)\s)")


def find_hedges(text: str, start: int, end: int) -> tuple[Span, ...]:
    """Hedges in text[start:end], as spans of the text. "May" with a capital is the month, but at the start."""
    return tuple(
        Span(match.start(), match.end())
        for match in _HEDGE.finditer(text, start, end)
        if match[0] != "May" or (match.start() == start and not _MONTH.match(text, start, end))
    )
