"""The trail: in order, unbroken, and nobody takes a line out."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from factdesk.core.audit import Action, first_broken, record
from factdesk.core.models import AuditEntry, Desk, User


@pytest.fixture
def trail(desk: Desk, ada: User) -> list[AuditEntry]:
    return [record(Action.MEMBER_ADDED, desk, actor=ada, changes={"user": n}) for n in range(5)]


def lines() -> list[AuditEntry]:
    return list(AuditEntry.objects.order_by("chain", "seq"))


def tamper(statement: str) -> None:
    """What somebody with the keys to the database could do: triggers off, then change."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(statement)
        cursor.execute("SET session_replication_role = origin")


def test_lines_follow_one_another(trail: list[AuditEntry]) -> None:
    assert [entry.seq for entry in trail] == [1, 2, 3, 4, 5]
    assert [entry.prev_hash for entry in trail[1:]] == [entry.hash for entry in trail[:-1]]
    assert first_broken(lines()) is None


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE core_auditentry SET changes = '{\"user\": 99}' WHERE seq = 3",
        "UPDATE core_auditentry SET action = 'claim.verdict_given' WHERE seq = 3",
        "UPDATE core_auditentry SET at = at - interval '1 hour' WHERE seq = 3",
        "UPDATE core_auditentry SET object_id = object_id + 1 WHERE seq = 3",
        "DELETE FROM core_auditentry WHERE seq = 3",
    ],
)
def test_a_changed_line_is_found(trail: list[AuditEntry], statement: str) -> None:
    tamper(statement)
    broken = first_broken(lines())
    assert broken is not None
    assert broken.seq in {3, 4}


@pytest.mark.parametrize(
    "statement",
    ["UPDATE core_auditentry SET seq = seq + 100", "DELETE FROM core_auditentry", "TRUNCATE core_auditentry"],
)
def test_postgres_refuses_to_change_the_trail(trail: list[AuditEntry], statement: str) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert len(lines()) == 5


def test_the_command_names_the_broken_line(trail: list[AuditEntry]) -> None:
    call_command("verify_audit")
    tamper("DELETE FROM core_auditentry WHERE seq = 2")
    with pytest.raises(CommandError, match="line 3"):
        call_command("verify_audit")


@pytest.mark.django_db(transaction=True)
def test_a_line_without_its_transaction_is_refused(desk: Desk, ada: User) -> None:
    with pytest.raises(RuntimeError):
        record(Action.MEMBER_ADDED, desk, actor=ada)
