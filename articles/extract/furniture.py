"""What surrounds an article on a page or a wire: bylines, dates, credits, links, notices, biographies.

Every rule reads one line on its own, and no line longer than `LONGEST`, so reading stays linear in the text.
"""

import re

from articles.extract.phrases import (
    AGENCIES,
    COUNTS,
    CREDIT_WORDS,
    CREDITS,
    LINKS,
    NAME,
    NOTICES,
    OPENERS,
    PROMPTS,
    TRADES,
)

LONGEST = 400
"""A longer line is never furniture."""

_BYLINE = re.compile(
    r"(?:(?:[Ww]ords|[Ss]tory|[Tt]ext|[Rr]eport(?:ing|ed)|[Ww]ritten|[Aa]nalysis) by|[Bb]y|BY|Author|Reporter)\s?:?\s"
    rf"(?P<who>{NAME}(?:(?:,\s?|,? and |,? & ){NAME}){{0,5}})"
    r"(?:\s?[,|·•/–—\-]\s?[^.!?]{1,60}|\sin\s[^.!?]{1,40}){0,3}"
)
_TIME_WORD = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?|mon(?:day)?|tues?(?:day)?|wed(?:nesday)?|thur?s?(?:day)?|fri(?:day)?"
    r"|sat(?:urday)?|sun(?:day)?|today|yesterday|ago|hours?|hrs?|minutes?|mins?|days?|weeks?|months?)"
)
_NOT_A_NAME = re.compile(rf"(?:the|then|this|that|now|early|late|mid|{_TIME_WORD})\b", re.IGNORECASE)
_DATE_FILLER = (
    r"(?:at|on|of|the|a\.?m|p\.?m|noon|midnight|gmt|bst|utc|cet|cest|est|edt|et|pt|pst|pdt|ct|cst|cdt|ist|aest"
    r"|published|updated|posted|modified|created|first|last|date|time|since)"
)
# Atomic: a row of digits can be cut into numbers in more ways than there is time to try.
_DATE = re.compile(
    rf"(?>{_TIME_WORD}\b|{_DATE_FILLER}\b|\d{{1,4}}(?:st|nd|rd|z|t(?=\d)|(?:th|h)(?![a-z]))?|[\s\W_]){{2,60}}+",
    re.IGNORECASE,
)
_TIME_SIGN = re.compile(rf"\b{_TIME_WORD}\b|\b\d{{4}}\b|\d[:/]\d", re.IGNORECASE)
_CREDIT_TAIL = re.compile(
    rf"(?:\s?[(\[]\s?(?:{CREDIT_WORDS}\s?(?::|\bby\b|\bcourtesy\b|/)[^()\[\]]{{1,140}}"
    rf"|[^()\[\]]{{0,60}}{AGENCIES}[^()\[\]]{{0,60}})[)\]]\.?"
    rf"|(?<=[.!?”\"’)])\s(?:{CREDIT_WORDS}\s?(?::|\bby\b|\bcourtesy\b)[^.!?]{{1,100}}"
    rf"|(?:\w{{1,30}}[ /]){{0,5}}{AGENCIES}[^.!?]{{0,50}})\.?)\Z",
    re.IGNORECASE,
)
_ROLE = re.compile(rf"\b{TRADES}\b", re.IGNORECASE)
_FULL_NAME = (
    r"[^\W\d_a-z][^\W\d_]{1,20}\.?(?:[ '’\-](?:[^\W\d_a-z][^\W\d_]{0,20}\.?|de|da|van|von|der|den|al|bin|la|le)){1,4}"
)
_NAMES = re.compile(rf"{_FULL_NAME}(?:(?:, | and | & |, and ){_FULL_NAME}){{0,4}}")
_BIOGRAPHY = re.compile(
    rf"(?:about the )?authors?\b\W.{{0,300}}"
    rf"|(?:{NAME}(?: and {NAME})?|[Hh]e|[Ss]he|[Tt]hey) (?:is|are|was|has been) an? .{{0,160}}\b{TRADES}\b.{{0,200}}"
    rf"|(?:{NAME}(?: and {NAME})?|[Hh]e|[Ss]he|[Tt]hey) (?:is|are|was|has been) .{{0,100}}\b{TRADES}\b"
    rf".{{0,60}}\b(?:at|for|with|of|based|covering|who covers)\b.{{0,160}}"
    rf"|(?:{NAME}|[Hh]e|[Ss]he|[Tt]hey) (?:covers|writes (?:about|for|on)|reports (?:on|for|from)) .{{0,200}}"
    r"|.{0,200}\b(?:can be (?:reached|contacted|emailed)|[Ff]ollow (?:him|her|them|me|@\w+)|[Oo]n Twitter @).{0,160}"
)


def _any_of(rows: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{row})" for row in rows), re.IGNORECASE)


_LINE = _any_of((*COUNTS, *PROMPTS, *LINKS, *NOTICES, *CREDITS))
_OPENER = re.compile(rf"(?:{'|'.join(OPENERS)})\W*", re.IGNORECASE)


def is_furniture(line: str) -> bool:
    """Whether this line alone says it is no part of the article: a date, credit, count, prompt, link or notice."""
    if len(line) > LONGEST:
        return False
    if _LINE.fullmatch(line) or byline_of(line):
        return True
    return len(line) <= 120 and _DATE.fullmatch(line) is not None and _TIME_SIGN.search(line) is not None


def is_biography(line: str) -> bool:
    """Whether the line introduces its author. Only to be asked of the last lines: news introduces people too."""
    return len(line) <= LONGEST and _BIOGRAPHY.fullmatch(line) is not None


def opens_furniture(line: str) -> bool:
    """Whether the line is a title over furniture, such as "Related stories" or "About the author"."""
    return len(line) <= 60 and _OPENER.fullmatch(line) is not None


def is_role(line: str) -> bool:
    """Whether the line is a job or a place under a byline: "Health correspondents", "Political editor, Leeds"."""
    return len(line) <= 60 and _ROLE.search(line) is not None


def names_in(line: str) -> str:
    """The line when it is nothing but one or more people's names, as a byline without "by" is."""
    return line if len(line) <= 100 and _NAMES.fullmatch(line) else ""


def byline_of(line: str) -> str:
    """The names in a byline, or nothing when the line is no byline."""
    match = _BYLINE.fullmatch(line) if len(line) <= 160 else None
    if match is None or _NOT_A_NAME.match(match["who"]):
        return ""
    names = match["who"].split(", ")
    return ", ".join(name for i, name in enumerate(names) if i == 0 or not is_role(name))


def credit_at_end(line: str) -> int:
    """Where a picture credit begins at the end of a caption; the length of the line when there is none."""
    match = _CREDIT_TAIL.search(line, max(0, len(line) - 240))
    return match.start() if match else len(line)
