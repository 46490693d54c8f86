"""What stands in the database, told in a few numbers: what changed from one look to the next, and whose it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from django.apps import apps
from django.db import models

from tests.properties.ask import ask

APPS = ("core", "articles", "claims")
OF_CLAIM, OF_ARTICLE, OF_VERSION, OF_NONE = "claim", "article", "version", ""


@dataclass(frozen=True, order=True)
class Place:
    """A table, and in it the rows of one claim, article or version; or all rows of a table that names none."""

    table: str
    kind: str = OF_NONE
    key: int = 0


Snapshot = dict[Place, str]


def tables() -> list[type[models.Model]]:
    """Every table of the desk; one that is new is looked at without being named here."""
    return [model for app in APPS for model in apps.get_app_config(app).get_models() if model._meta.managed]


def look() -> Snapshot:
    """A sum of hashes over the rows at each place, in one query."""
    return {Place(table, kind, key): f"{count} {total}" for table, kind, key, count, total in ask("look")}


def changed(before: Snapshot, after: Snapshot) -> set[Place]:
    return {place for place in before.keys() | after.keys() if before.get(place) != after.get(place)}


@lru_cache
def question() -> str:
    parts = [
        f"SELECT '{model._meta.db_table}', '{kind}', {column}, count(*), sum(hashtextextended(t::text, 0))"
        f' FROM "{model._meta.db_table}" t GROUP BY 1, 2, 3'
        for model in tables()
        for kind, column in [_owner(model)]
    ]
    return " UNION ALL ".join(parts)


def _owner(model: type[models.Model]) -> tuple[str, str]:
    """Whose its rows are, as far as a column says so, and that column."""
    if model._meta.model_name == OF_CLAIM:
        return OF_CLAIM, "id"
    if model._meta.model_name == OF_ARTICLE:
        return OF_ARTICLE, "id"
    columns = dict(_keys(model))
    for kind in (OF_CLAIM, OF_ARTICLE, OF_VERSION):
        if kind in columns:
            return kind, columns[kind]
    return OF_NONE, "0"


def _keys(model: type[models.Model]) -> Iterator[tuple[str, str]]:
    for field in model._meta.concrete_fields:
        if isinstance(field, models.ForeignKey):
            yield field.name, field.column
