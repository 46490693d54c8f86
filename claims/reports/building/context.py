"""What every part is made with: the rows, and who the people in them are."""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec

from claims.reports.report import NOBODY, Part, Person
from claims.reports.rows import Row, Rows

Made = TypeVar("Made", bound=Part)


class Context:
    """The rows of one article. People and sources are numbered as they are first spoken of."""

    def __init__(self, rows: Rows, desk_id: int) -> None:
        self.rows = rows
        self._desk_id = desk_id
        self._people: dict[int, Person] = {}
        self.sources: dict[int, Row] = {}

    def of(self, what: str, owner: int) -> list[Row]:
        return self.rows.of(what, owner)

    def person(self, user_id: int | None) -> Person | None:
        if user_id is None:
            return None
        known = self._people.get(user_id)
        if known is None:
            role = self.rows.roles.get((self._desk_id, user_id), "")
            known = Person(id=len(self._people) + 1, name=self.rows.names[user_id], role=role)
            self._people[user_id] = known
        return known

    def who(self, user_id: int) -> Person:
        return self.person(user_id) or NOBODY

    def source(self, source_id: int, row: Row) -> int:
        """The source's number in this report."""
        if source_id not in self.sources:
            number = len(self.sources) + 1
            names = ("kind", "title", "url", "confidential")
            known = {name: row[f"source.{name}"] for name in names}
            self.sources[source_id] = known | {"id": number, "description": row["source.public_description"]}
        found: int = self.sources[source_id]["id"]
        return found


def made(kind: type[Made], row: Row, *same: str, **others: Any) -> Made:
    """A part from a row: `same` are columns that have the part's own names, `others` what is not taken as it is."""
    return msgspec.convert({**{name: row[name] for name in same}, **others}, kind, strict=False)
