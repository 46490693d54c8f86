"""Findings and verdicts: what the action allows, what it refuses, what Postgres refuses by itself."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from claims.actions.judgement import record_finding
from claims.actions.locking import StaleClaim
from claims.models import Claim, Finding, Verdict
from claims.states import ClaimState
from claims.vocabulary import Resolution, Status, SubReason
from factdesk.core.audit import Action
from factdesk.core.errors import Denied, Missing, Refused
from factdesk.core.models import AuditEntry, User
from tests.factories import article_with_claims, decide, find, support


@pytest.fixture
def claim(ada: User) -> Claim:
    _article, claims = article_with_claims(ada)
    return claims[0]


def sourced(claim: Claim, actor: User, **changed: object) -> Finding:
    claim.refresh_from_db()
    words: dict[str, object] = {
        "claim_id": claim.pk,
        "actor": actor,
        "seen": claim.lock_version,
        "status": Status.SOURCED,
        "sub_reason": SubReason.PRIMARY,
    }
    return record_finding(**(words | changed))  # type: ignore[arg-type]  # the test names them


def test_a_finding_moves_the_claim_and_leaves_a_trail(claim: Claim, ben: User) -> None:
    finding = find(claim, ben)
    claim.refresh_from_db()
    assert claim.state == ClaimState.FOUND
    assert claim.reviewer == ben
    entry = AuditEntry.objects.filter(action=Action.FINDING_RECORDED).get()
    assert entry.actor == ben
    assert entry.changes == {"finding": finding.pk, "status": "sourced"}


def test_a_newer_finding_supersedes_the_older(claim: Claim, ben: User, cleo: User) -> None:
    first = find(claim, ben)
    second = find(claim, cleo, Status.DISPUTED)
    assert second.supersedes == first
    assert Finding.objects.count() == 2


@pytest.mark.parametrize(
    ("status", "sub_reason", "field"),
    [
        (Status.SOURCED, SubReason.PRIMARY, "status"),
        (Status.DISPUTED, SubReason.CONTRADICTED, "status"),
        (Status.UNVERIFIED, SubReason.NO_REPLY, "status"),
        (Status.SOURCED, SubReason.NO_REPLY, "sub_reason"),
    ],
)
def test_a_finding_without_what_it_stands_on_is_refused(
    claim: Claim, ben: User, status: Status, sub_reason: SubReason, field: str
) -> None:
    with pytest.raises(Refused) as refusal:
        sourced(claim, ben, status=status, sub_reason=sub_reason, note="I know it")
    assert field in refusal.value.fields
    assert not Finding.objects.exists()


def test_a_disputed_finding_needs_a_reason_in_words(claim: Claim, ben: User) -> None:
    find(claim, ben, Status.DISPUTED)
    with pytest.raises(Refused) as refusal:
        sourced(claim, ben, status=Status.DISPUTED, sub_reason=SubReason.MISLEADING_CONTEXT, note="  ")
    assert "note" in refusal.value.fields


def test_the_same_finding_sent_twice_is_one(claim: Claim, ben: User) -> None:
    finding = find(claim, ben)
    assert sourced(claim, ben, seen=0) == finding
    assert Finding.objects.count() == 1


def test_who_saw_an_older_claim_is_told(claim: Claim, ben: User, cleo: User) -> None:
    support(claim, ben)
    with pytest.raises(StaleClaim):
        sourced(claim, cleo, seen=0)
    assert not Finding.objects.exists()


def test_observers_record_nothing(claim: Claim, omar: User) -> None:
    with pytest.raises(Denied):
        sourced(claim, omar)


def test_another_desk_does_not_learn_that_the_claim_exists(claim: Claim, sam: User) -> None:
    with pytest.raises(Missing):
        sourced(claim, sam)


def test_an_editor_agrees(claim: Claim, ben: User, ada: User) -> None:
    finding = find(claim, ben)
    verdict = decide(claim, ada)
    claim.refresh_from_db()
    assert claim.state == ClaimState.DECIDED
    assert (verdict.status, verdict.finding, verdict.agrees) == ("sourced", finding, True)


def test_an_override_needs_a_reason(claim: Claim, ben: User, ada: User) -> None:
    find(claim, ben)
    with pytest.raises(Refused):
        decide(claim, ada, Status.UNVERIFIED)
    verdict = decide(claim, ada, Status.UNVERIFIED, "The page is a draft.")
    assert not verdict.agrees


def test_nobody_decides_on_their_own_finding(claim: Claim, ada: User) -> None:
    find(claim, ada)
    with pytest.raises(Denied):
        decide(claim, ada)


def test_reviewers_decide_nothing(claim: Claim, ben: User, cleo: User) -> None:
    find(claim, ben)
    with pytest.raises(Denied):
        decide(claim, cleo)


def a_verdict_in_sql(finding: Finding, by: User, status: str = "sourced") -> None:
    Verdict.objects.create(
        claim_id=finding.claim_id,
        anchor_id=finding.anchor_id,
        finding=finding,
        by=by,
        status=status,
        resolution=Resolution.STANDS,
    )


def test_postgres_refuses_a_verdict_on_an_own_finding(claim: Claim, ada: User) -> None:
    finding = find(claim, ada)
    with pytest.raises(DatabaseError, match="own finding"), transaction.atomic():
        a_verdict_in_sql(finding, ada)


def test_postgres_refuses_a_verdict_by_the_machine(claim: Claim, ben: User) -> None:
    finding = find(claim, ben)
    with pytest.raises(DatabaseError, match="needs a person"), transaction.atomic():
        a_verdict_in_sql(finding, User.objects.system())


def test_postgres_refuses_an_override_without_a_reason(claim: Claim, ben: User, ada: User) -> None:
    finding = find(claim, ben)
    with pytest.raises(DatabaseError, match="needs a reason"), transaction.atomic():
        a_verdict_in_sql(finding, ada, status="disputed")


def an_unfounded_finding(claim: Claim, by: User, status: str, sub_reason: str) -> None:
    """Written past the action; the database looks when the transaction ends, here at once."""
    Finding.objects.create(
        claim=claim, anchor=claim.anchors.get(), status=status, sub_reason=sub_reason, note="so it is", by=by
    )
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.mark.parametrize(
    ("status", "sub_reason", "missing"),
    [
        ("sourced", "primary", "sourced needs"),
        ("disputed", "contradicted", "disputed needs"),
        ("unverified", "no_reply", "unverified needs"),
    ],
)
def test_postgres_refuses_a_finding_that_stands_on_nothing(
    claim: Claim, ben: User, status: str, sub_reason: str, missing: str
) -> None:
    with pytest.raises(DatabaseError, match=missing), transaction.atomic():
        an_unfounded_finding(claim, ben, status, sub_reason)


@pytest.mark.parametrize("statement", ["UPDATE {} SET note = 'x'", "DELETE FROM {}", "TRUNCATE {} CASCADE"])
def test_postgres_keeps_findings_as_they_were(claim: Claim, ben: User, statement: str) -> None:
    find(claim, ben)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format("claims_finding"))
    assert Finding.objects.count() == 1


def test_postgres_refuses_a_state_off_the_table(claim: Claim) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        Claim.objects.filter(pk=claim.pk).update(state=ClaimState.DECIDED)
