"""What Postgres asks of every line and of every row that the trail vouches for, whoever writes."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, connection, transaction

from claims.models import Claim, Evidence, Finding
from factdesk.core.audit import Action, record
from factdesk.core.models import AuditChain, AuditEntry, Desk, User
from tests.factories import article_with_claims, commit, find


def execute(statement: str, *values: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.fixture
def found(ada: User, ben: User) -> Finding:
    claim = article_with_claims(ada)[1][0]
    finding = find(claim, ben)
    commit()
    with transaction.atomic():
        # As a transaction of its own would find it: no line has been written in it yet.
        execute("SET LOCAL session_replication_role = replica")
        execute("UPDATE core_auditchain SET xact = 3")
        execute("SET LOCAL session_replication_role = origin")
    return finding


def test_every_sealed_model_is_watched() -> None:
    for label in settings.SEALED:
        triggers = {trigger.name for trigger in apps.get_model(label)._meta.triggers}
        assert "in_the_trail" in triggers, label


def test_a_finding_without_a_line_is_refused(found: Finding, cleo: User) -> None:
    row = Finding(claim=found.claim, anchor=found.anchor, status="sourced", sub_reason="primary", by=cleo)
    row.supersedes = found
    row.save()
    with pytest.raises(DatabaseError, match="without a line in the audit trail"):
        commit()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE claims_claim SET state = 'in_check' WHERE id = %s",
        (
            "UPDATE claims_evidence SET retracted_at = now(), retracted_by_id = supplied_by_id, retract_reason = 'No.'"
            " WHERE claim_id = %s"
        ),
        (
            "INSERT INTO claims_attempt (claim_id, what, channel, outcome, by_id, at)"
            " SELECT id, 'a', 'phone', 'b', reviewer_id, now() FROM claims_claim WHERE id = %s"
        ),
        "UPDATE articles_article a SET state = 'signed_off' FROM claims_claim c WHERE article_id = a.id AND c.id = %s",
    ],
)
def test_a_change_without_a_line_is_refused(found: Finding, statement: str) -> None:
    execute(statement, found.claim_id)
    with pytest.raises(DatabaseError, match="without a line in the audit trail"):
        commit()


def test_with_its_line_it_is_taken(found: Finding, ben: User) -> None:
    claim = Claim.objects.get(pk=found.claim_id)
    execute("UPDATE claims_claim SET state = 'in_check' WHERE id = %s", claim.pk)
    record(Action.CLAIM_REOPENED, claim, actor=ben)
    commit()
    assert Evidence.objects.filter(claim=claim).exists()


@pytest.mark.parametrize("seq", [1, 4, 0])
def test_a_line_out_of_its_place_is_refused(desk: Desk, ada: User, seq: int) -> None:
    for n in range(2):
        record(Action.MEMBER_ADDED, desk, actor=ada, changes={"user": n})
    last = AuditEntry.objects.get(seq=2)
    last.pk, last.seq, last.prev_hash = None, seq, last.hash
    with pytest.raises(DatabaseError, match="follows the last one"), transaction.atomic():
        last.save(force_insert=True)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE core_auditchain SET seq = seq - 1 WHERE seq > 0",
        "UPDATE core_auditchain SET seq = seq + 1 WHERE chain <> ''",
        "UPDATE core_auditchain SET hash = 'x'",
        "UPDATE core_auditchain SET plain = 9",
        "UPDATE core_auditchain SET xact = pg_current_xact_id()::text::bigint + 1",
        "DELETE FROM core_auditchain",
        "TRUNCATE core_auditchain",
    ],
)
def test_a_chain_grows_by_its_lines_alone(desk: Desk, ada: User, statement: str) -> None:
    record(Action.MEMBER_ADDED, desk, actor=ada, changes={"user": 1})
    with pytest.raises(DatabaseError), transaction.atomic():
        execute(statement)


def test_what_moves_is_in_the_line(found: Finding) -> None:
    moved = AuditEntry.objects.get(action=Action.FINDING_RECORDED).moved
    assert moved == {"state": ["in_check", "found"], "finding": [None, "sourced"]}
    first = AuditEntry.objects.get(action=Action.EVIDENCE_ADDED)
    assert first.moved == {"state": ["proposed", "in_check"], "reviewer": [None, found.by_id]}
    opened = AuditEntry.objects.get(action=Action.ARTICLE_OPENED)
    assert opened.moved == {"state": ["draft", "in_check"]}


def test_the_end_of_a_chain_costs_no_query_more(desk: Desk, ada: User, django_assert_num_queries: object) -> None:
    record(Action.MEMBER_ADDED, desk, actor=ada, changes={"user": 1})
    with django_assert_num_queries(2):  # type: ignore[operator]
        record(Action.MEMBER_ADDED, desk, actor=ada, changes={"user": 2})
    assert AuditChain.objects.get(chain=desk.audit_chain).seq == 2
    assert not AuditEntry.objects.exclude(end_seal="").exists()
