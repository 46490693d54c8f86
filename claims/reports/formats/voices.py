"""Who says a claim: the newsroom itself or somebody else, and whether that is a person or an organisation. Pure."""

from __future__ import annotations

import re
import unicodedata

PERSON, ORGANIZATION = "Person", "Organization"

_BYLINE = re.compile(r"^(?:by|von|par|por)\s+", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*(?:,|;|/|&|\band\b|\bund\b|\bet\b|\by\b)\s*", re.IGNORECASE)
# What follows says of what or for whom: "Ministry of Health", "spokesman for the council".
_OF = re.compile(r",|\(|\b(?:of|for|at|in|on|from)\b", re.IGNORECASE)
_ACRONYM = re.compile(r"[A-Z][A-Z&.]{1,7}$")
_ORGANIZATIONS = """
    academy agency airline alliance army assembly association authority bank board broadcaster bureau cabinet
    campaign center centre chamber charity church city clinic club coalition college commission committee community
    company confederation congress consortium cooperative corp corporation council court department directorate
    embassy exchange federation firm foundation fund government group hospital inc inspectorate institute
    institution laboratory league ltd llc magazine ministry mission movement museum network newspaper ngo
    observatory office operator organisation organization parliament party plc police prosecution regulator school
    secretariat senate service society state station store syndicate team theatre treasury tribunal trust union
    university utility gmbh ag
"""
_IS_ONE = frozenset(_ORGANIZATIONS.split())


def is_own_voice(speaker: str, newsroom: str, desk: str, writer: str) -> bool:
    """Whether the article says it itself: nobody is named, or the newsroom is, its desk, or whoever wrote it."""
    said = _plain(speaker)
    if not said:
        return True
    byline = _BYLINE.sub("", writer.strip())
    ours = {newsroom, desk, writer, byline, *_BETWEEN.split(byline)}
    return said in {_plain(name) for name in ours}


def kind_of(speaker: str) -> str:
    """A schema.org type for who is named. The desk knows a name and no more, so this goes by what the name is of: by
    its last word before an "of" or "for", or capitals alone ("WHO"). In doubt it is a person.
    """
    name = speaker.strip()
    head = _OF.split(name, maxsplit=1)[0].split()
    if not head:
        return PERSON
    last = head[-1].strip(".’'”\"").removesuffix("’s").removesuffix("'s")
    if last.casefold() in _IS_ONE:
        return ORGANIZATION
    alone = len(head) == 1 or head[0].casefold() == "the"
    return ORGANIZATION if alone and _ACRONYM.match(last) else PERSON


def _plain(name: str) -> str:
    """As people compare names: no matter how it is set, with or without "the"."""
    words = unicodedata.normalize("NFKC", name).casefold().split()
    return " ".join(words[1:] if words[:1] == ["the"] else words).strip(" .,:;")
