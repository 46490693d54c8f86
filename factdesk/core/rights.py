"""What the application's own role may do in the database: what its actions do, and nothing that its triggers refuse.

The tables belong to the role that migrates. The other one, which web, worker and clock use, adds rows to the record and
reads it; it cannot change or delete them, empty a table, or switch a trigger off, whatever the program is made to run.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.apps import apps
from django.db import connection
from psycopg import sql

# Tables that are not of our models → what is done with them.
READ, ALL = ("SELECT",), ("SELECT", "INSERT", "UPDATE", "DELETE")
LIBRARIES = {"django_session": ALL, "axes_accessattempt": ALL, "axes_accessattemptexpiration": ALL}
UNCHANGED = {"append_only"}
UNDELETED = {"append_only", "only_purged", "never_deleted"}
PURGING = "articles_purge_rows(regclass, bigint[])"


class Unfit(Exception):
    """A role that could do more than it is given."""


def rights() -> dict[str, tuple[str, ...]]:
    """Table → what the application's role may do with it, read from the tables' own triggers."""
    guarded = {
        model._meta.db_table: {trigger.name for trigger in getattr(model._meta, "triggers", ())}
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label in {"core", "articles", "claims"}
    }
    return {
        table: _rights(guarded[table]) if table in guarded else LIBRARIES.get(table, READ)
        for table in connection.introspection.table_names()
    }


def grant(role: str) -> None:
    """Give the role exactly these rights. Unfit when it is one that no right holds back."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper OR rolcreaterole OR rolreplication FROM pg_roles WHERE rolname = %s", [role])
        found = cursor.fetchone()
        cursor.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public' AND tableowner = %s", [role])
        owned = cursor.fetchone()
        if found is None or found[0] or (owned and owned[0]):
            raise Unfit(role)
        for statement in _statements(role):
            cursor.execute(statement)


def make_role(role: str, password: str) -> None:
    """The role with this password, made where there is none."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
        verb = sql.SQL("ALTER" if cursor.fetchone() else "CREATE")
        words = (verb, sql.Identifier(role), sql.Literal(password))
        cursor.execute(sql.SQL("{} ROLE {} LOGIN PASSWORD {}").format(*words))


def _rights(triggers: set[str]) -> tuple[str, ...]:
    given = ["SELECT", "INSERT"]
    given += [] if triggers & UNCHANGED else ["UPDATE"]
    given += [] if triggers & UNDELETED else ["DELETE"]
    return tuple(given)


def _statements(role: str) -> Iterator[sql.Composed]:
    to = sql.Identifier(role)
    yield sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(to)
    yield sql.SQL("REVOKE CREATE ON SCHEMA public FROM {}").format(to)
    for table, given in rights().items():
        name = sql.Identifier(table)
        yield sql.SQL("REVOKE ALL ON TABLE {} FROM {}").format(name, to)
        what = sql.SQL(", ").join(sql.SQL(right) for right in given)
        yield sql.SQL("GRANT {} ON TABLE {} TO {}").format(what, name, to)
    yield sql.SQL("GRANT EXECUTE ON FUNCTION " + PURGING + " TO {}").format(to)
