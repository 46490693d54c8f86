"""Long questions that are asked after every step: Postgres plans each once in a run.

As functions, whose plans stay when a refused try is rolled back; psycopg forgets its prepared statements then.
"""

from __future__ import annotations

import json
from typing import Any

from django.db import connection


def plan(name: str, question: str, *, columns: int) -> None:
    """From now on, until this transaction is taken back, `ask(name)` gives the rows of this question."""
    names = ", ".join(f"c{at}" for at in range(columns))
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE OR REPLACE FUNCTION pg_temp.{name}() RETURNS json LANGUAGE plpgsql AS $ask$ BEGIN RETURN"
            f" (SELECT json_agg(json_build_array({names})) FROM ({question}) r({names})); END $ask$"
        )


def ask(name: str) -> list[list[Any]]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT pg_temp.{name}()::text")
        (found,) = cursor.fetchone()
    rows: list[list[Any]] = json.loads(found) if found else []
    return rows
