"""The acts of a report in the order in which they were done, played again one moment after the other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from enum import IntEnum, auto
from functools import partial
from itertools import groupby
from typing import ParamSpec

from django.db import connection

Given = ParamSpec("Given")


class Kind(IntEnum):
    """What comes first of what happened at one moment."""

    VERSION = auto()
    RUN = auto()
    WRITER = auto()
    CLAIM = auto()
    RETIRED = auto()
    PLACE = auto()
    CARRIED = auto()
    CORRECTION = auto()
    PASSED = auto()
    REPLY = auto()
    EVIDENCE = auto()
    RETRACTION = auto()
    FINDING = auto()
    SECOND_READ = auto()
    SENT_BACK = auto()
    VERDICT = auto()
    TALK = auto()
    SETTLED = auto()
    SIGN_OFF = auto()


@dataclass(order=True, frozen=True)
class Act:
    at: dt.datetime
    kind: Kind
    place: int
    do: Callable[[], object] = field(compare=False)


class Order:
    """Acts are noted as they are found in the report, and done as they were done in life."""

    def __init__(self) -> None:
        self._acts: list[Act] = []

    def note(
        self, at: dt.datetime, kind: Kind, do: Callable[Given, object], *args: Given.args, **named: Given.kwargs
    ) -> None:
        self._acts.append(Act(at, kind, len(self._acts), partial(do, *args, **named)))

    def play(self) -> None:
        """After each moment Postgres looks at what it else looks at when a transaction ends: at how things stood then,
        not at what became of them.
        """
        for _at, acts in groupby(sorted(self._acts), key=lambda act: act.at):
            for act in acts:
                act.do()
            look()


def look() -> None:
    """Have every deferred constraint and trigger checked now."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def after_each_other(times: Iterable[dt.datetime], *, not_before: dt.datetime) -> Iterator[dt.datetime]:
    """For the rows of one list, which came in this order whatever a clock said."""
    for time in times:
        not_before = max(not_before, time)
        yield not_before
