"""Words that hold a statement at arm's length. They are shown beside a claim and never lower its score."""

import re

from claims.detect.result import Span

_PHRASES = [
    "reportedly",
    "allegedly",
    "apparently",
    "seemingly",
    "purportedly",
    "supposedly",
    "ostensibly",
    "presumably",
    "possibly",
    "perhaps",
    "probably",
    "likely",
    "unlikely",
    "potentially",
    "arguably",
    "essentially",
    "effectively",
    "virtually",
    "nearly",
    "almost",
    "roughly",
    "approximately",
    "about",
    "around",
    "estimated",
    "some",
    "suggests",
    "suggest",
    "suggested",
    "suggesting",
    "indicates",
    "indicate",
    "indicated",
    "appears",
    "appear",
    "appeared",
    "seems",
    "seem",
    "seemed",
    "could",
    "might",
    "may",
    "would",
    "alleged",
    "purported",
    "suspected",
    "so-called",
    "believed",
    "unconfirmed",
    "preliminary",
    "tentatively",
]
_SEVERAL = (
    r"up to(?=\s+[\d$€£a-z])|as (?:many|much|few|little) as|at least|at most|more or less|in part|said to (?:be|have)"
    r"|thought to (?:be|have)|believed to (?:be|have)|what (?:appears|seems) to be|is understood to|are understood to|just (?:under|over|short of)"
    r"|close to(?=\s+\d)|some(?=\s+\d)|about(?=\s+[\d$€£])|around(?=\s+[\d$€£])"
)
_BARE = "|".join(sorted((w for w in _PHRASES if w not in {"some", "about", "around"}), key=len, reverse=True))
_HEDGE = re.compile(rf"\b(?:{_SEVERAL}|{_BARE})\b", re.IGNORECASE)
_MAY_MONTH = re.compile(r"May(?=\s+\d|,|\.|\s+(?:and|to)\s)")


def find_hedges(text: str, start: int, end: int) -> tuple[Span, ...]:
    """Hedges in text[start:end], as spans of the text."""
    return tuple(
        Span(match.start(), match.end())
        for match in _HEDGE.finditer(text, start, end)
        if not (match[0] == "May" and (match.start() > start or _MAY_MONTH.match(text, match.start(), end)))
    )
