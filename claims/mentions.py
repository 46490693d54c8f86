"""Who is called in by @Name: pure text in, ids out. Nobody is guessed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

# An @ after a letter or digit is part of an address; after the name, the word must have ended.
_AT = re.compile(r"(?<![\w.+-])@(?=\w)")
_ENDS = r"(?!\w|-\w)"


@dataclass(frozen=True)
class Person:
    """A member of the desk, as far as a name goes."""

    id: int
    name: str


@dataclass(frozen=True)
class Call:
    """One @Name in the text (code points, half-open), and who it can mean: one person, or several of that name."""

    start: int
    end: int
    people: tuple[Person, ...]


def calls(text: str, members: Iterable[Person]) -> Iterator[Call]:
    """Every @ that names a member, by full name or by first name, the longest name first, in any case of letters.

    What names nobody is left alone: an @ is also how other places spell an account.
    """
    names = _names(members)
    for at in _AT.finditer(text):
        for pattern, people in names:
            if match := pattern.match(text, at.end()):
                yield Call(at.start(), match.end(), people)
                break


def called_in(text: str, members: Iterable[Person]) -> tuple[int, ...]:
    """The ids of those called in, each once, in the order of the text; who shares a name is not called by it."""
    found = (call.people[0].id for call in calls(text, members) if len(call.people) == 1)
    return tuple(dict.fromkeys(found))


def unclear(text: str, members: Iterable[Person]) -> Call | None:
    """The first @Name that several members share, to ask which of them is meant."""
    return next((call for call in calls(text, members) if len(call.people) > 1), None)


def pieces(text: str, members: Iterable[Person]) -> list[tuple[str, bool]]:
    """The text in parts, and of each whether it calls somebody in; joined they are the text again."""
    parts, at = [], 0
    for call in calls(text, members):
        parts += [(text[at : call.start], False), (text[call.start : call.end], True)]
        at = call.end
    return [part for part in (*parts, (text[at:], False)) if part[0]]


def _names(members: Iterable[Person]) -> Sequence[tuple[re.Pattern[str], tuple[Person, ...]]]:
    """Every name somebody can be called by, longest first, with all who go by it."""
    full: dict[str, list[Person]] = {}
    first: dict[str, list[Person]] = {}
    for person in members:
        words = person.name.split()
        full.setdefault(" ".join(words).casefold(), []).append(person)
        first.setdefault("".join(words[:1]).casefold(), []).append(person)
    # Somebody whose whole name is another's first name goes by it alone.
    by_name = {name: people for name, people in (first | full).items() if name}
    found = sorted(by_name.items(), key=lambda item: -len(item[0]))
    return [(_pattern(people[0], name), tuple(people)) for name, people in found]


def _pattern(person: Person, key: str) -> re.Pattern[str]:
    words = person.name.split()
    spelled = words if " ".join(words).casefold() == key else words[:1]
    # A name typed on another keyboard may come apart into letter and accent.
    spellings = {unicodedata.normalize(form, " ".join(spelled)) for form in ("NFC", "NFD")}
    either = "|".join(r"\s+".join(map(re.escape, spelling.split(" "))) for spelling in sorted(spellings))
    return re.compile(f"(?:{either}){_ENDS}", re.IGNORECASE)
