"""Raw SQL against the record: as the role that the application has in production, and as the owner of the tables."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from pytest_django import Settings

from articles.models import Purge
from claims.actions.purging import approve_purge, ask_for_purge
from claims.actions.signoff import sign_off, verdict_set_hash
from claims.models import Claim, Finding
from factdesk.core import rights
from factdesk.core.models import Desk, Role, User
from factdesk.core.verifying import verify
from tests.factories import add_person, article_with_claims, commit, decide, find

OWNER = ""
both = pytest.mark.parametrize("role", ["app", OWNER], ids=["application", "owner"])


def execute(statement: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


@contextmanager
def acting(role: str) -> Iterator[None]:
    """As this role: the application's, or with "" the one that owns the tables, whom only triggers hold."""
    if role == OWNER:
        yield
        return
    execute(f'SET ROLE "{role}"')
    yield
    # Not after an error: then the savepoint takes the role back with everything else.
    execute("RESET ROLE")


@pytest.fixture
def app(db: None) -> str:
    """A role as `grant_rights` makes it, gone with the test."""
    name = f"factdesk_app_{uuid.uuid4().hex[:12]}"
    commit()
    rights.make_role(name, "a password")
    rights.grant(name)
    return name


@pytest.fixture
def record(ada: User, ben: User) -> Claim:
    """Found, decided and signed off."""
    article, claims = article_with_claims(ada)
    find(claims[0], ben)
    decide(claims[0], ada)
    seen = verdict_set_hash(article)
    sign_off(article_id=article.pk, actor=ada, seen=seen, override_reason="Print has started.", confirmed=True)
    commit()
    return Claim.objects.get(pk=claims[0].pk)


def refuses(role: str, app: str, statement: str, *values: Any, match: str | None = None) -> None:
    with pytest.raises(DatabaseError, match=match), transaction.atomic(), acting(app if role else OWNER):
        execute(statement, *values)


TABLES = (
    "claims_finding",
    "claims_verdict",
    "claims_signoff",
    "claims_report",
    "claims_evidence",
    "articles_version",
    "core_auditentry",
    "core_auditchain",
    "articles_purge",
)
CHANGES = {
    "claims_finding": "status = 'disputed'",
    "claims_verdict": "status = 'disputed'",
    "claims_signoff": "override_reason = 'another'",
    "claims_report": "content = ''",
    "claims_evidence": "quote = 'another'",
    "articles_version": "text = 'another'",
    "core_auditentry": "action = 'another'",
}


@both
@pytest.mark.parametrize("table", CHANGES)
def test_no_row_is_changed(role: str, app: str, record: Claim, table: str) -> None:
    refuses(role, app, f"UPDATE {table} SET {CHANGES[table]}")


@both
@pytest.mark.parametrize("table", [*CHANGES, "core_auditchain", "claims_claim", "articles_article"])
def test_no_row_is_deleted(role: str, app: str, record: Claim, table: str) -> None:
    refuses(role, app, f"DELETE FROM {table}")


@both
@pytest.mark.parametrize("table", TABLES)
def test_no_table_is_emptied(role: str, app: str, record: Claim, table: str) -> None:
    refuses(role, app, f"TRUNCATE {table} CASCADE")


@pytest.mark.parametrize("table", TABLES)
def test_the_application_switches_no_trigger_off(app: str, record: Claim, table: str) -> None:
    for how in ("DISABLE TRIGGER ALL", "DISABLE TRIGGER USER"):
        refuses("app", app, f"ALTER TABLE {table} {how}", match="must be owner")


@pytest.mark.parametrize(
    "statement",
    [
        "SET session_replication_role = replica",
        "DROP TABLE core_auditentry",
        "CREATE TABLE another (id int)",
        "CREATE OR REPLACE FUNCTION articles_purge_rows(regclass, bigint[]) RETURNS bigint LANGUAGE sql AS 'SELECT 1'",
        "DROP TRIGGER pgtrigger_append_only ON claims_finding",
        "UPDATE django_migrations SET name = 'another'",
    ],
)
def test_the_application_changes_no_rule(app: str, record: Claim, statement: str) -> None:
    refuses("app", app, statement)


@both
def test_sourced_needs_its_evidence(role: str, app: str, ada: User, ben: User) -> None:
    claim = article_with_claims(ada)[1][0]
    commit()
    statement = """INSERT INTO claims_finding (claim_id, anchor_id, status, sub_reason, note, proposed_text, by_id, at)
        SELECT claim_id, id, 'sourced', 'primary', '', '', %s, now() FROM claims_anchor WHERE claim_id = %s"""
    with (  # noqa: PT012  the row, and then what the end of a transaction looks at
        pytest.raises(DatabaseError, match="sourced needs a supporting source"),
        transaction.atomic(),
        acting(app if role else OWNER),
    ):
        execute(statement, ben.pk, claim.pk)
        execute("SET CONSTRAINTS ALL IMMEDIATE")


@both
def test_nobody_decides_their_own_finding(role: str, app: str, ada: User) -> None:
    finding: Finding = find(article_with_claims(ada)[1][0], ada)
    commit()
    statement = """INSERT INTO claims_verdict
        (claim_id, anchor_id, finding_id, status, resolution, override_reason, by_id, at)
        SELECT claim_id, anchor_id, id, 'sourced', 'stands', '', by_id, now() FROM claims_finding WHERE id = %s"""
    refuses(role, app, statement, finding.pk, match="nobody decides on their own finding")


@both
def test_a_claim_keeps_to_its_table(role: str, app: str, ada: User) -> None:
    claim = article_with_claims(ada)[1][0]
    commit()
    refuses(role, app, "UPDATE claims_claim SET state = 'decided' WHERE id = %s", claim.pk, match="(?i)transition")


@both
def test_an_article_keeps_to_its_table(role: str, app: str, record: Claim) -> None:
    statement = "UPDATE articles_article SET state = 'draft' WHERE id = %s"
    refuses(role, app, statement, record.article_id, match="(?i)transition")


@both
def test_a_machine_judges_nothing(role: str, app: str, record: Claim) -> None:
    statement = """INSERT INTO claims_finding (claim_id, anchor_id, status, sub_reason, note, proposed_text, by_id, at)
        SELECT claim_id, anchor_id, 'sourced', 'primary', '', '', %s, now() FROM claims_finding"""
    refuses(role, app, statement, User.objects.system().pk, match="needs a person")


def test_the_application_can_do_all_its_work(app: str, ada: User, ben: User, desk: Desk, data_dir: Path) -> None:
    """From the text to the purge: these rights are enough."""
    una = add_person("Una Bell", desk, Role.EDITOR)
    with acting(app):
        article, claims = article_with_claims(ada)
        find(claims[0], ben)
        decide(claims[0], ada)
        seen = verdict_set_hash(article)
        sign_off(article_id=article.pk, actor=ada, seen=seen, override_reason="Print has started.", confirmed=True)
        commit()
        assert verify()[1] is None
        now = timezone.now()
        purge = ask_for_purge(
            article_id=article.pk, actor=ada, ground=Purge.Ground.MISTAKE, reason="Not ours.", password_at=now
        )
        approve_purge(article_id=article.pk, actor=una, seen=purge.pk, password_at=now)
        commit()
        assert verify()[1] is None
        assert not article.versions.exists()
        # And not even then by itself, past the way that asks the rows' own guards.
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            execute("DELETE FROM claims_finding")


def test_rights_are_as_small_as_the_triggers_say(db: None) -> None:
    given = rights.rights()
    assert given["core_auditentry"] == given["claims_finding"] == given["claims_report"] == ("SELECT", "INSERT")
    assert given["core_auditchain"] == given["claims_evidence"] == ("SELECT", "INSERT", "UPDATE")
    assert given["claims_draft"] == ("SELECT", "INSERT", "UPDATE", "DELETE")
    assert given["django_migrations"] == ("SELECT",)


def test_the_command_makes_a_role_and_refuses_one_that_owns(settings: Settings, db: None) -> None:
    commit()
    name = f"factdesk_app_{uuid.uuid4().hex[:12]}"
    settings.APP_DATABASE_URL = f"postgres://{name}:a%40password@db/desk"
    for _twice in range(2):
        call_command("grant_rights")
    for address in ("", "postgres://db/desk", "postgres://factdesk:x@db/desk"):
        settings.APP_DATABASE_URL = address
        with pytest.raises(CommandError):
            call_command("grant_rights")
    execute("CREATE ROLE strong SUPERUSER")
    settings.APP_DATABASE_URL = "postgres://strong:x@db/desk"
    with pytest.raises(CommandError, match="no right would hold it back"), transaction.atomic():
        call_command("grant_rights")
