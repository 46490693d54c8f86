"""Several lists that hang on the same rows, read in one query: a page that shows a dozen of them asks once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from typing import Any

from django.db import models
from django.db.models import F, Value
from django.db.models.functions import JSONObject

Fields = tuple[str, ...]
ALL: Fields = ()


@dataclass(frozen=True)
class Hanging:
    """Rows that hang on others. `owner` names the column that says on which; they come in the order of their keys.

    `to` is where they go: a reverse relation, which is then as if prefetched, or an attribute of its own. `joins` are
    relations of the rows to be read with them, each with the columns that are wanted; ALL for all.
    """

    to: str
    rows: models.QuerySet[Any]
    owner: str
    joins: Mapping[str, Fields] = field(default_factory=dict)
    newest_first: bool = False


def gather(owners: Sequence[models.Model], *lists: Hanging) -> None:
    """Read every list for all owners, in one query for however many of either."""
    by_key: dict[Any, models.Model] = {owner.pk: owner for owner in owners}
    found: list[dict[Any, list[models.Model]]] = [{key: [] for key in by_key} for _ in lists]
    if by_key and lists:
        branches = [_branch(place, one, list(by_key)) for place, one in enumerate(lists)]
        for place, key, row in reduce(lambda a, b: a.union(b, all=True), branches):
            found[place][key].append(_instance(lists[place], row))
    for one, rows_of in zip(lists, found, strict=True):
        for key, owner in by_key.items():
            rows = sorted(rows_of[key], key=lambda row: row.pk, reverse=one.newest_first)
            _put(owner, one, rows)


def _branch(place: int, one: Hanging, keys: list[Any]) -> models.QuerySet[Any, tuple[Any, ...]]:
    columns: dict[str, Any] = {name: F(name) for name in _columns(one.rows.model, ALL)}
    for relation, wanted in one.joins.items():
        related = one.rows.model._meta.get_field(relation).related_model
        columns |= {f"{relation}.{name}": F(f"{relation}__{name}") for name in _columns(related, wanted)}
    here = one.rows.filter(**{f"{one.owner}__in": keys}).order_by()
    return here.values_list(Value(place), F(one.owner), JSONObject(**columns))


def _columns(model: Any, wanted: Fields) -> Iterable[str]:
    return wanted or tuple(each.attname for each in model._meta.concrete_fields)


def _instance(one: Hanging, row: Mapping[str, Any]) -> models.Model:
    instance = _made(one.rows.model, row, "", ALL)
    for relation, wanted in one.joins.items():
        model = one.rows.model._meta.get_field(relation).related_model
        key = row[f"{relation}.{model._meta.pk.attname}"]
        setattr(instance, relation, None if key is None else _made(model, row, f"{relation}.", wanted))
    return instance


def _made(model: Any, row: Mapping[str, Any], prefix: str, wanted: Fields) -> models.Model:
    """A row of the model as the database would give it; columns that were not wanted are read when asked for."""
    names = tuple(_columns(model, wanted))
    values = [model._meta.get_field(name).to_python(row[prefix + name]) for name in names]
    made: models.Model = model.from_db("default", names, values)
    return made


def _put(owner: models.Model, one: Hanging, rows: list[models.Model]) -> None:
    descriptor = getattr(type(owner), one.to, None)
    if descriptor is None:
        setattr(owner, one.to, rows)
        return
    # What Django leaves behind after a prefetch; it offers no public way to do the same.
    queryset = getattr(owner, one.to).get_queryset()
    queryset._result_cache = rows  # noqa: SLF001
    queryset._prefetch_done = True  # noqa: SLF001
    cache = owner.__dict__.setdefault("_prefetched_objects_cache", {})
    cache[one.to] = queryset
