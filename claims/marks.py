"""A claim's own words taken apart for the eye: what to look up, what hedges it, what may be out of date."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils.translation import gettext as _

from claims.vocabulary import PERISHABLE, MarkKind

Row = Sequence[int | str]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the words that is one thing throughout. `css` is empty for plain words."""

    text: str
    css: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Perishable:
    """Words that may no longer be true, and why."""

    words: str
    kind_label: str


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    css: str
    label: str


class Words:
    """The words of a claim in `text`; hedges and marks that no longer lie inside them are left out."""

    def __init__(self, text: str, start: int, end: int, hedges: Iterable[Row], marks: Iterable[Row]) -> None:
        self._text, self._start, self._end = text, start, end
        self._hedges = [(int(row[0]), int(row[1])) for row in hedges if self._holds(row)]
        self._marks = [(int(row[0]), int(row[1]), MarkKind(str(row[2]))) for row in marks if self._holds(row)]

    def _holds(self, row: Row) -> bool:
        return self._start <= int(row[0]) < int(row[1]) <= self._end

    def hedges(self) -> tuple[str, ...]:
        """The words that hold the claim at arm's length, in order."""
        return tuple(self._text[start:end] for start, end in self._hedges)

    def perishable(self) -> tuple[Perishable, ...]:
        """What has to be looked at again on the day of printing."""
        return tuple(
            Perishable(self._text[start:end], str(kind.label)) for start, end, kind in self._marks if kind in PERISHABLE
        )

    def pieces(self) -> tuple[Piece, ...]:
        """The words cut wherever something begins or ends; together they are the words again."""
        marks = [_Mark(start, end, "hedge", _("Hedge")) for start, end in self._hedges]
        marks += (_Mark(start, end, *_look(kind)) for start, end, kind in self._marks)
        cuts = sorted({self._start, self._end, *(at for mark in marks for at in (mark.start, mark.end))})
        return tuple(self._piece(start, end, marks) for start, end in pairwise(cuts))

    def _piece(self, start: int, end: int, marks: Iterable[_Mark]) -> Piece:
        here = [mark for mark in marks if mark.start <= start and end <= mark.end]
        return Piece(
            self._text[start:end],
            " ".join(dict.fromkeys(mark.css for mark in here)),
            ", ".join(dict.fromkeys(mark.label for mark in here)),
        )


def _look(kind: MarkKind) -> tuple[str, str]:
    if kind in PERISHABLE:
        return "old", _("May have changed: %(what)s") % {"what": kind.label}
    return "fact", str(kind.label)
