"""Several lists that hang on the same rows, read in one query: a page that shows a dozen of them asks once."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, LiteralString

from django.apps import apps
from django.db import connection, models
from psycopg import sql

Fields = tuple[str, ...]
Joins = tuple[tuple[str, Fields], ...]
ALL: Fields = ()


@dataclass(frozen=True)
class Hanging:
    """Rows of a model that hang on others. `owner` is the column that says on which; they come in order of their keys.

    `to` is where they go: a reverse relation, which is then as if prefetched, or an attribute of its own. `where` are
    columns that must have these values. `joins` are relations that are read with the rows, each with the columns that
    are wanted; ALL for all. `fields` are the columns of the rows themselves, for who takes them `raw`.
    """

    to: str
    model: type[models.Model]
    owner: str
    joins: Joins = ()
    where: Mapping[str, Any] = field(default_factory=dict)
    newest_first: bool = False
    fields: Fields = ALL


def gather(owners: Sequence[models.Model], *lists: Hanging) -> None:
    """Read every list for all owners, in one query for however many of either."""
    by_key: dict[Any, models.Model] = {owner.pk: owner for owner in owners}
    found: list[dict[Any, list[models.Model]]] = [{key: [] for key in by_key} for _ in lists]
    if by_key and lists:
        for place, key, row in raw((one, list(by_key)) for one in lists):
            found[place][key].append(_instance(lists[place], json.loads(row)))
    for one, rows_of in zip(lists, found, strict=True):
        for key, owner in by_key.items():
            _put(owner, one, sorted(rows_of[key], key=lambda row: row.pk, reverse=one.newest_first))


def raw(lists: Iterable[tuple[Hanging, Sequence[Any]]]) -> Iterable[tuple[int, Any, str]]:
    """The rows of every list for the keys beside it, in one query and in no order: the place of the list, the key, and
    the row as JSON, where what was joined has names with a dot.
    """
    parts, values = [], []
    for place, (one, keys) in enumerate(lists):
        given = {name: value for name, value in one.where.items() if value is not None}
        empty = tuple(name for name in one.where if name not in given)
        parts.append(_statement(place, one.model._meta.label, one.owner, one.fields, one.joins, tuple(given), empty))
        values += [list(keys), *given.values()]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), values)
        yield from cursor.fetchall()


@lru_cache
def _statement(place: int, label: str, owner: str, wanted: Fields, joins: Joins, given: Fields, empty: Fields) -> str:
    """One list as SQL: its place, the key of the owner, and the row with what is joined to it as JSON."""
    meta = apps.get_model(label)._meta
    columns = [_pair("", "rows", meta, wanted)]
    tables = [_format("{} AS rows", meta.db_table)]
    for relation, of_it in joins:
        foreign: Any = meta.get_field(relation)
        related = foreign.related_model._meta
        columns.append(_pair(f"{relation}.", relation, related, of_it))
        on = (related.db_table, relation, relation, related.pk.column, foreign.column)
        tables.append(_format("LEFT JOIN {} AS {} ON {}.{} = rows.{}", *on))
    tests = [_format("rows.{} = ANY(%s)", owner)]
    tests += [_format("rows.{} = %s", name) for name in given]
    tests += [_format("rows.{} IS NULL", name) for name in empty]
    return (
        f"SELECT {place}, {_format('rows.{}', owner)}, ({' || '.join(columns)})::text"  # noqa: S608  names of models
        f" FROM {' '.join(tables)} WHERE {' AND '.join(tests)}"
    )


def _pair(prefix: str, table: str, meta: Any, wanted: Fields) -> str:
    """The columns of a table as one JSON object; in pieces, since a function takes at most a hundred arguments."""
    fields = [meta.get_field(name) for name in wanted] or list(meta.concrete_fields)
    pairs = [f"'{prefix}{each.attname}', {_format('{}.{}', table, each.column)}" for each in fields]
    pieces = (pairs[at : at + 40] for at in range(0, len(pairs), 40))
    return " || ".join(f"jsonb_build_object({', '.join(piece)})" for piece in pieces)


def _format(pattern: LiteralString, *names: str) -> str:
    return sql.SQL(pattern).format(*map(sql.Identifier, names)).as_string(None)


def _instance(one: Hanging, row: Mapping[str, Any]) -> models.Model:
    instance = _made(one.model, row, "", ALL)
    for relation, wanted in one.joins:
        related: Any = one.model._meta.get_field(relation).related_model
        missing = row[f"{relation}.{related._meta.pk.attname}"] is None
        setattr(instance, relation, None if missing else _made(related, row, f"{relation}.", wanted))
    return instance


def _made(model: Any, row: Mapping[str, Any], prefix: str, wanted: Fields) -> models.Model:
    """A row of the model as the database would give it; columns that were not wanted are read when asked for."""
    fields = _fields(model, wanted)
    values = [convert(row[prefix + name]) for name, convert in fields]
    made: models.Model = model.from_db("default", [name for name, _convert in fields], values)
    return made


@lru_cache
def _fields(model: Any, wanted: Fields) -> tuple[tuple[str, Any], ...]:
    """The names of the columns, and what makes a value of JSON one of Python; in the model's order, which is the one
    that `from_db` takes values in, however they were named.
    """
    names = {model._meta.get_field(name).attname for name in wanted}
    fields = (each for each in model._meta.concrete_fields if not wanted or each.attname in names)
    return tuple((each.attname, each.to_python) for each in fields)


def _put(owner: models.Model, one: Hanging, rows: list[models.Model]) -> None:
    if getattr(type(owner), one.to, None) is None:
        setattr(owner, one.to, rows)
        return
    # What Django leaves behind after a prefetch; it offers no public way to do the same.
    queryset = getattr(owner, one.to).get_queryset()
    queryset._result_cache = rows  # noqa: SLF001
    queryset._prefetch_done = True  # noqa: SLF001
    owner.__dict__.setdefault("_prefetched_objects_cache", {})[one.to] = queryset
