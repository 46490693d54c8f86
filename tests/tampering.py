"""What somebody with every right on the database could do to the record: triggers off, then change it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from random import Random
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction

from factdesk.core.models import AuditChain, AuditEntry
from factdesk.core.models.audit import REGISTER

Tampering = Callable[[Random], str]

# A column that says nothing: the key that a row was given, and what is only there to be handed on.
UNSIGNED = {"core_auditentry": {"id"}, "core_auditchain": {"xact"}}


class Undone(Exception):
    """Takes one tampering back."""


@contextmanager
def triggers_off() -> Iterator[None]:
    """Until the end of the block, after which all of it is undone."""
    try:
        with transaction.atomic():
            execute("SET LOCAL session_replication_role = replica")
            yield
            raise Undone
    except Undone:
        pass


def execute(statement: str, values: list[Any] | None = None) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return int(cursor.rowcount)


def without_constraints() -> None:
    """Until the end of the test: whoever has every right is held up by no check and no uniqueness either."""
    tables = [
        "core_auditentry",
        "core_auditchain",
        *(apps.get_model(label)._meta.db_table for label in settings.SEALED),
    ]
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        cursor.execute(
            """SELECT format('ALTER TABLE %%s DROP CONSTRAINT %%I', conrelid::regclass, conname) FROM pg_constraint
            WHERE conrelid::regclass::text = ANY(%s) AND contype IN ('c', 'u')
            UNION ALL SELECT format('DROP INDEX %%s', indexrelid::regclass) FROM pg_index i
            WHERE indrelid::regclass::text = ANY(%s) AND indisunique AND NOT indisprimary
            AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = i.indexrelid)""",
            [tables, tables],
        )
        for (statement,) in cursor.fetchall():
            cursor.execute(statement)


def any_field_of_a_line(random: Random) -> str:
    return _bend("core_auditentry", _some(random, AuditEntry), random)


def a_line_in_the_middle_gone(random: Random) -> str:
    lines = [line for line in _lines(_chain(random)) if not _is_last(line)]
    line = random.choice(lines)
    execute("DELETE FROM core_auditentry WHERE id = %s", [line.pk])
    return str(line)


def the_last_lines_gone(random: Random) -> str:
    """And the end of the chain set back to what is the last line then, with the seal that is there."""
    lines = _lines(_chain(random))
    kept = lines[: random.randrange(1, len(lines))]
    execute("DELETE FROM core_auditentry WHERE chain = %s AND seq > %s", [kept[0].chain, len(kept)])
    if random.random() < 0.5:
        values = [len(kept), kept[-1].hash, kept[-1].key, kept[0].chain]
        execute("UPDATE core_auditchain SET seq = %s, hash = %s, key = %s WHERE chain = %s", values)
    return f"{kept[0].chain} after {len(kept)}"


def a_whole_chain_gone(random: Random) -> str:
    """With its end, and out of the register too."""
    chain = random.choice(list(AuditChain.objects.exclude(chain=REGISTER)))
    execute("DELETE FROM core_auditentry WHERE chain = %s", [chain.chain])
    depth = random.randrange(3)
    if depth:
        execute("DELETE FROM core_auditchain WHERE chain = %s", [chain.chain])
    if depth > 1:
        execute("UPDATE core_auditchain SET place = place - 1 WHERE place > %s", [chain.place])
        execute("UPDATE core_auditchain SET seq = seq - 1 WHERE chain = ''")
    return f"{chain.chain} to depth {depth}"


def a_forged_line(random: Random) -> str:
    """At the end of a chain, with a hash that anybody can work out, and the end moved on to it."""
    last = _lines(_chain(random))[-1]
    forged = AuditEntry.objects.get(pk=last.pk)
    forged.pk, forged.seq, forged.prev_hash = None, last.seq + 1, last.hash
    forged.key = random.choice(["", last.key])
    forged.hash = plain_hash(forged)
    forged.save(force_insert=True)
    if random.random() < 0.5:
        execute(
            "UPDATE core_auditchain SET seq = %s, hash = %s WHERE chain = %s", [forged.seq, forged.hash, last.chain]
        )
    return str(forged)


def two_lines_swapped(random: Random) -> str:
    one, other = random.sample(_lines(_chain(random)), 2)
    execute("UPDATE core_auditentry SET seq = 1000000 WHERE id = %s", [one.pk])
    execute("UPDATE core_auditentry SET seq = %s WHERE id = %s", [one.seq, other.pk])
    execute("UPDATE core_auditentry SET seq = %s WHERE id = %s", [other.seq, one.pk])
    return f"{one}, {other}"


def a_chain_hashed_anew(random: Random) -> str:
    """One line changed, and it and all after it given plain hashes, the end of the chain included."""
    lines = _lines(_chain(random))
    first = random.randrange(len(lines))
    lines[first].changes = {"user": random.randrange(1_000_000)}
    keyless, prev = random.random() < 0.5, lines[first].prev_hash
    for line in lines[first:]:
        line.prev_hash, line.key = prev, "" if keyless else line.key
        prev = line.hash = plain_hash(line)
        values = [json.dumps(line.changes), line.prev_hash, line.key, line.hash, line.pk]
        execute(
            "UPDATE core_auditentry SET changes = %s::jsonb, prev_hash = %s, key = %s, hash = %s WHERE id = %s", values
        )
    plain = len(lines) if keyless and first == 0 else 0
    execute("UPDATE core_auditchain SET hash = %s, plain = %s WHERE chain = %s", [prev, plain, lines[0].chain])
    return f"{lines[first]} and on"


def the_end_of_a_chain(random: Random) -> str:
    return _bend("core_auditchain", _some(random, AuditChain), random)


def any_field_of_a_row(random: Random) -> str:
    model = _sealed(random)
    return _bend(model._meta.db_table, _some(random, model), random)


def a_row_gone(random: Random) -> str:
    model = _sealed(random)
    pk = _some(random, model)
    execute(f"DELETE FROM {model._meta.db_table} WHERE id = %s", [pk])
    return f"{model._meta.label} {pk}"


def a_forged_row(random: Random) -> str:
    model = _sealed(random)
    row = model._default_manager.get(pk=_some(random, model))
    table, taken = model._meta.db_table, row.pk
    names = [f.column for f in model._meta.concrete_fields if not f.generated and not f.primary_key]
    columns = ", ".join(f'"{name}"' for name in names)
    execute(f"INSERT INTO {table} ({columns}) SELECT {columns} FROM {table} WHERE id = %s", [taken])
    return f"{model._meta.label} as {taken}"


TAMPERINGS: tuple[Tampering, ...] = (
    any_field_of_a_line,
    a_line_in_the_middle_gone,
    the_last_lines_gone,
    a_whole_chain_gone,
    a_forged_line,
    two_lines_swapped,
    a_chain_hashed_anew,
    the_end_of_a_chain,
    any_field_of_a_row,
    a_row_gone,
    a_forged_row,
)


def plain_hash(line: AuditEntry) -> str:
    """A hash that needs no key."""
    told = [
        line.chain,
        line.seq,
        str(line.at),
        line.actor_id,
        line.action,
        line.object_id,
        line.changes,
        line.prev_hash,
    ]
    if line.key:
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()
    return line.expected_hash()


def _bend(table: str, pk: object, random: Random) -> str:
    """Change one column, whatever is in it, in a way that its type allows."""
    key = "chain" if table == "core_auditchain" else "id"
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT column_name, data_type FROM information_schema.columns"
            " WHERE table_name = %s AND is_generated = 'NEVER'",
            [table],
        )
        columns = [(name, kind) for name, kind in cursor.fetchall() if name not in UNSIGNED.get(table, ())]
    name, kind = random.choice(columns)
    bent = {
        "integer": f'coalesce("{name}", 0) + 1000000',
        "bigint": f'coalesce("{name}", 0) + 1000000',
        "smallint": f'coalesce("{name}", 0) + 1',
        "boolean": f'NOT "{name}"',
        "jsonb": "'[[\"bent\", 1]]'",
        "bytea": f"\"{name}\" || '\\x00'",
        "timestamp with time zone": f"coalesce(\"{name}\", now()) + interval '1 second'",
    }.get(kind, f"CASE WHEN \"{name}\" LIKE 'x%%' THEN 'y' ELSE 'x' END || substr(\"{name}\", 2)")
    changed = execute(f'UPDATE {table} SET "{name}" = {bent} WHERE {key} = %s', [pk])
    assert changed == 1
    return f"{table}.{name} of {pk}"


def _some(random: Random, model: type[Any]) -> Any:
    return random.choice(list(model._default_manager.order_by("pk").values_list("pk", flat=True)))


def _sealed(random: Random) -> type[Any]:
    models = [apps.get_model(label) for label in settings.SEALED]
    return random.choice([model for model in models if model._default_manager.exists()])


def _chain(random: Random) -> str:
    """One with something to change in the middle."""
    return str(random.choice(list(AuditChain.objects.filter(seq__gt=2).exclude(chain=REGISTER)).copy()).chain)


def _lines(chain: str) -> list[AuditEntry]:
    return list(AuditEntry.objects.filter(chain=chain).order_by("seq"))


def _is_last(line: AuditEntry) -> bool:
    return not AuditEntry.objects.filter(chain=line.chain, seq__gt=line.seq).exists()
