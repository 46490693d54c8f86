"""Queries that are put together once: the same SQL each time, with other values in it.

Django puts a query together anew for every request; for one with a dozen subqueries that costs more than Postgres needs
to answer it. Here it is done once for each shape of values, and what changes is filled in afterwards.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import QuerySet
from django.db.transaction import TransactionManagementError

from factdesk.core.models import User

Build = Callable[..., QuerySet[Any]]
Shape = tuple[tuple[str, ...], ...]

STAND_IN = 2_047_000_000
"""The first of the numbers that stand for values while a query is put together: no key of ours is near it."""


SPREAD = 10_000_000
"""They lie apart, so that what is made of one ("the next number") is not taken for another."""


class NotFilledError(AssertionError):
    """A value does not stand in the SQL as it was given, so that it cannot be filled in."""


@dataclass(frozen=True)
class _Plan:
    """A query put together. `slots`: for each parameter the place of its value, if it has one, and what stood in."""

    queryset: QuerySet[Any]
    compiler: Any
    sql: str
    slots: tuple[tuple[int | None, Any], ...]

    def rows(self, values: Sequence[int]) -> list[Any]:
        compiler, query = copy.copy(self.compiler), copy.copy(self.queryset.query)
        # What stood in carries the type that the database takes keys as.
        params = tuple(stood if place is None else type(stood)(values[place]) for place, stood in self.slots)
        compiler.connection, compiler.query = connections[DEFAULT_DB_ALIAS], query
        if query.select_for_update and compiler.connection.get_autocommit():
            raise TransactionManagementError("Nothing is held outside of a transaction")
        compiler.as_sql = lambda *_args, **_options: (self.sql, params)
        query.get_compiler = lambda *_args, **_options: compiler  # type: ignore[method-assign]
        asked = type(self.queryset)(self.queryset.model, query=query, using=DEFAULT_DB_ALIAS)
        asked._iterable_class = self.queryset._iterable_class  # noqa: SLF001  what `values_list` leaves behind
        asked._fields = self.queryset._fields  # type: ignore[attr-defined]  # noqa: SLF001
        return list(asked)


def prepared(build: Build, *values: int | User) -> list[Any]:
    """The rows of `build(*values)`. `build` is a function of a module that takes everything from its arguments, keys
    or people with their roles, and uses them as values of filters alone.
    """
    try:
        plan = _plan(build, tuple(map(_shape, values)))
    except EmptyResultSet:
        return list(build(*values))
    return plan.rows([number for value in values for number in _numbers(value)])


@lru_cache(maxsize=256)
def _plan(build: Build, shape: Shape) -> _Plan:
    numbers = iter(range(STAND_IN, STAND_IN + SPREAD, 1_000))
    stand_ins = [_stand_in(one, numbers) for one in shape]
    places = {number: at for at, number in enumerate(n for one in stand_ins for n in _numbers(one))}
    queryset = build(*stand_ins)
    compiler = queryset.query.get_compiler(using=DEFAULT_DB_ALIAS)
    sql, params = compiler.as_sql()
    compiler.connection = None  # it is this thread's; kept, it would stay open when the thread is gone
    slots = tuple((places.get(param) if isinstance(param, int) else None, param) for param in params)
    if any(_is_made_of_one(param, places) for place, param in slots if place is None):
        raise NotFilledError(build)
    return _Plan(queryset, compiler, sql, slots)


def _is_made_of_one(param: object, stand_ins: Iterable[int]) -> bool:
    if isinstance(param, int):
        return abs(param - STAND_IN) < SPREAD
    return any(str(number) in str(param) for number in stand_ins)


def _shape(value: int | User) -> tuple[str, ...]:
    return ("person", *value.roles.values()) if isinstance(value, User) else ("key",)


def _numbers(value: int | User) -> Iterator[int]:
    if isinstance(value, User):
        yield value.pk
        yield from value.roles
    else:
        yield value


def _stand_in(shape: tuple[str, ...], numbers: Iterator[int]) -> int | User:
    if shape[0] == "key":
        return next(numbers)
    person = User(pk=next(numbers))
    person.roles = {next(numbers): role for role in shape[1:]}
    return person
