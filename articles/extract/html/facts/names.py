"""People's names out of whatever stands in a byline."""

import html
import re
from collections.abc import Collection

from articles.extract.furniture import is_role

_TAG = re.compile(r"<[^<>]{0,300}>")
_ADDRESS = re.compile(r"\(?\b(?:https?://|www\.)\S+|\S+@\S+\.\w+\)?|(?<!\w)@\w+")
_BY = re.compile(
    r"^\W*(?:(?:(?:written|posted|published|reported|story|words|text|report|reporting|analysis|opinion|article|review"
    r"|submitted|contributed|authored)\s+)?by\b|authors?\b\s?:|text\b\s?:|foto\b\s?:|(?:ein\s+\w+\s+)?von\b|par\b|por\b"
    r"|escrito por\b"
    r"|di\b(?=\s[A-Z])|przez\b|door\b|af\b(?=\s[A-Z])|av\b(?=\s[A-Z])|autore?s?\b\s?:?|auteure?s?\b\s?:?|автор\w*\s?:|текст\s?:"
    r"|reporter\b\s?:|redaktion\s?:|作者\s?[:：]|记者\s?[:：]?|文\s?[/／:：])\s*:?\s*",
    re.IGNORECASE,
)
_PARTS = re.compile(r"\s*(?:[;|•·/\t\n]|,|\s[–—-]\s|\s(?:and|AND|und|et|y|&|och|og|with|mit|avec|con|e|i)(?=\s))\s*")
_WITH = re.compile(r"\s*\((?:with|avec|mit|con)\s", re.IGNORECASE)
_AND = re.compile(r"^\W*(?:and|und|et|y|&)\s", re.IGNORECASE)
_CALENDAR = (
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
)
_TAIL = re.compile(
    rf"\s*(?:\([^()]*\)?$|(?<=\w)\W*\s(?i:{_CALENDAR})\b\.?\s*\d?.*"
    r"|\s(?i:am|at|le|on|il|vom|den|um)(?:\s.*)?|\[.*|\bfor\b\s.*|\bin\b\s[A-Z].*|\bat\b\s.*|\bon\b\s.*|\bfrom\b\s.*"
    r"|\bis an?\b.*|\b(?:updated|published|posted)\b.*|\d.*)$",
)
_NOBODY = re.compile(
    r"\b(?:staff|admin(?:istrator)?|webmaster|editors?|editorial|team|redaktion|redacci[oó]n|redazione|redakcja"
    r"|r[eé]daction"
    r"|newsroom|news ?desk|desk|press release|guest (?:author|post|contributor)|contributors?|contributed"
    r"|correspondents?"
    r"|reporters?|writers?|author|unknown|anonymous|null|undefined|none|user|bureau|agenc(?:y|ies)|agencias?|wire|services?"
    r"|subscribe|follow|email|share|comments?|read more|posts?|view|profile|website|facebook|twitter|company"
    r"|editor-in-chief"
    r"|published|updated|mis|jour|more|about|latest|min|ago|photos?|video|pictures?|sponsored|partner)\b",
    re.IGNORECASE,
)
_HOUSE = re.compile(
    r"\b(?:news|times|post|daily|magazine|online|press|media|tv|radio|network|associated press|reuters|afp|dpa"
    r"|bloomberg|ap|upi"
    r"|herald|tribune|gazette|journal|guardian|bbc|cnn|inc|ltd|llc|gmbh|institute|foundation|university|association|wire)\b"
    r"|\.(?:com|org|net|de|co|info|tv)\b",
    re.IGNORECASE,
)
_PARTICLE = re.compile(r"(?:de|da|van|von|der|den|al|el|bin|la|le|di|du|y|dos|del|della|ten|ter|af|zu)$")


def people_in(said: str, houses: Collection[str] = ()) -> list[str]:
    """The people named, in order; nobody when it names only the house, a desk or an address."""
    names = _named(said)
    single = [name for name in names if " " not in name and name.isascii()]
    if len(names) > 1 and 2 * len(single) > len(names):
        return []  # topics, or the two halves of a magazine's name
    return [name for name in names if _is_person(name, houses)]


def house_in(said: str, houses: Collection[str] = ()) -> str:
    """The agency or other house that a page gives as its author, when that is no person and none of `houses`."""
    text = _BY.sub("", _ADDRESS.sub(" ", _unmarked(said)), count=1).strip(" .,:;-–—|")
    if not 2 < len(text) <= 40 or _NOBODY.search(text) or not any(character.isupper() for character in text):
        return ""
    return "" if _plain(text) in {_plain(house) for house in houses} else text


def _named(said: str) -> list[str]:
    text = _WITH.sub(", ", _BY.sub("", _ADDRESS.sub(" ", _unmarked(said)), count=1))
    parts = (_AND.sub("", _BY.sub("", part, count=1)) for part in _PARTS.split(text))
    names = (_TAIL.sub("", part).strip(" .,:;-–—|*\"“”'’‘·)") for part in parts)
    kept = (name + "." if re.search(r"(?:^|[\s.])[A-Z]$", name) and f"{name}." in text else name for name in names)
    return list(dict.fromkeys(name for name in kept if name))


def _unmarked(said: str) -> str:
    return " ".join(html.unescape(_TAG.sub(" ", html.unescape(said)))[:300].split())


def _is_person(name: str, houses: Collection[str]) -> bool:
    words = name.split()
    if not 1 <= len(words) <= 5 or len(name) > 50 or not any(character.isalpha() for character in name):
        return False
    if (
        name.startswith("The ")
        or _NOBODY.search(name)
        or _HOUSE.search(name)
        or is_role(name)
        or sum(map(str.isdigit, name)) > 2
    ):
        return False
    if _plain(name) in {_plain(house) for house in houses}:
        return False
    if len(words) == 1:
        return len(name) > 2 and not re.fullmatch(_CALENDAR, name, re.IGNORECASE)
    lower = [word for word in words if word[:1].islower() and not _PARTICLE.match(word)]
    return len(lower) < len(words) - 1 or all(word[:1].islower() for word in words)


def _plain(text: str) -> str:
    return re.sub(r"\W|^the|^www", "", text.casefold().removeprefix("www."))
