"""Whoever has every right on the database changes the record; `verify_audit` finds it, 100 of 100 times."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from random import Random

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from pytest_django import Settings

from claims.actions.assigning import send_back
from claims.actions.evidence import retract_evidence
from claims.actions.second_reads import read_again
from claims.actions.signoff import sign_off, verdict_set_hash
from claims.models import Claim
from claims.vocabulary import Status
from factdesk.core import keys
from factdesk.core.actions.desks import set_rules
from factdesk.core.adopting import adopt
from factdesk.core.audit import Action, record
from factdesk.core.models import AuditChain, AuditEntry, Desk, SecondReadRule, User
from factdesk.core.rules import Rules
from factdesk.core.verifying import verify
from tests.claims.corrections import corrected, signed
from tests.factories import arrive, article_with_claims, decide, find, propose, support, taken
from tests.tampering import TAMPERINGS, Tampering, execute, triggers_off, without_constraints

SEED, TIMES = 20_261_121, 100


@pytest.fixture
def record_of_a_day(ada: User, ben: User, cleo: User, desk: Desk, data_dir: Path) -> Claim:
    """Two articles with all that is sealed: one signed off, one corrected."""
    for n in range(4):
        record(Action.MEMBER_ADDED, desk, actor=ada, changes={"user": n})
    fair = article_with_claims(ada, "The mayor said that 4,000 people came to the fair on Sunday.")[0]
    signed(fair, ada, "Print has started.")
    corrected(fair, ada, "4,000", "5,000")
    article = taken(arrive(ada), ada)
    claims = propose(article)
    set_rules(desk_id=desk.pk, rules=Rules(second_read=SecondReadRule.ALL), actor=ada)
    find(claims[0], ben)
    claims[0].refresh_from_db()
    read_again(claim_id=claims[0].pk, actor=cleo, seen=claims[0].lock_version, status=Status.SOURCED)
    decide(claims[0], ada)
    find(claims[1], cleo, Status.UNVERIFIED)
    claims[1].refresh_from_db()
    send_back(claim_id=claims[1].pk, actor=ada, seen=claims[1].lock_version, reason="Ask the archive too.")
    extra = support(claims[2], ben)
    seen = Claim.objects.get(pk=claims[2].pk).lock_version
    retract_evidence(evidence_id=extra.pk, actor=ben, seen=seen, reason="Another year.")
    seal = verdict_set_hash(article)
    sign_off(article_id=article.pk, actor=ada, seen=seal, override_reason="Print has started.", confirmed=True)
    without_constraints()
    return claims[0]


def test_an_honest_record_is_whole(record_of_a_day: Claim) -> None:
    trail, fault = verify()
    assert fault is None
    told = {label for label, _pk in trail.rows}
    assert told == {label for label in settings.SEALED if apps.get_model(label)._default_manager.exists()}
    assert told >= set(settings.SEALED) - {"articles.Purge"}


@pytest.mark.parametrize("tampering", TAMPERINGS, ids=lambda tampering: tampering.__name__)
def test_every_kind_of_tampering_is_found(record_of_a_day: Claim, tampering: Tampering) -> None:
    for seed in range(10):
        with triggers_off():
            what = tampering(Random(seed))
            assert verify()[1] is not None, what
    assert verify()[1] is None


def test_a_hundred_tamperings_are_found(record_of_a_day: Claim) -> None:
    random, missed = Random(SEED), []
    for _time in range(TIMES):
        tampering = random.choice(TAMPERINGS)
        with triggers_off():
            what = tampering(random)
            if verify()[1] is None:
                missed.append(f"{tampering.__name__}: {what}")
    assert missed == []


def test_the_command_names_the_row(record_of_a_day: Claim) -> None:
    finding = record_of_a_day.findings.get()
    with triggers_off():
        execute("UPDATE claims_finding SET status = 'unverified' WHERE id = %s", [finding.pk])
        with pytest.raises(CommandError, match=rf"claims.Finding {finding.pk} is not as article:\d+, line \d+ left it"):
            call_command("verify_audit")
    with triggers_off():
        execute("DELETE FROM core_auditentry WHERE chain = %s AND seq > 5", [record_of_a_day.audit_chain])
        with pytest.raises(CommandError, match=rf"{record_of_a_day.audit_chain}, line 6 is missing"):
            call_command("verify_audit")


def test_a_signature_tells_where_the_article_went(record_of_a_day: Claim) -> None:
    chain = record_of_a_day.audit_chain
    moved = AuditEntry.objects.get(action=Action.SIGNED_OFF, chain=chain).moved
    assert moved == {"state": ["in_check", "signed_off"]}
    decided = AuditEntry.objects.get(action=Action.VERDICT_GIVEN).moved
    assert decided == {"state": ["found", "decided"], "verdict": [None, "sourced"]}


def test_the_key_is_nowhere_in_the_database(record_of_a_day: Claim) -> None:
    key = keys.newest()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT count(*) FROM "{table}" t WHERE t::text LIKE %s', [f"%{key.secret.hex()}%"])
            assert cursor.fetchone() == (0,)
    assert key.secret.hex() not in repr(key)


def test_a_new_key_signs_and_the_old_one_still_verifies(
    record_of_a_day: Claim, settings: Settings, ada: User, desk: Desk
) -> None:
    settings.AUDIT_KEYS = ["a-newer-key-of-the-newsroom"]
    record(Action.MEMBER_ADDED, desk, actor=ada, changes={"user": 7})
    assert verify()[1] is None
    call_command("reseal_audit")
    assert verify()[1] is None
    assert set(AuditChain.objects.values_list("key", flat=True)) == {keys.newest().name}
    # A line under the old key does not come after one under the new.
    settings.AUDIT_KEYS = []
    record(Action.MEMBER_ADDED, desk, actor=ada, changes={"user": 8})
    settings.AUDIT_KEYS = ["a-newer-key-of-the-newsroom"]
    assert verify()[1] is not None


def test_a_key_that_is_gone_is_named(record_of_a_day: Claim, settings: Settings) -> None:
    settings.SECRET_KEY = "somebody changed this and kept nothing"
    fault = verify()[1]
    assert fault is not None
    assert "a key that is not here" in fault.text


@pytest.fixture
def old_record(record_of_a_day: Claim) -> Claim:
    """As a desk had it before there were keys: plain hashes, and what the migration makes of them."""
    execute("SET session_replication_role = replica")
    execute("UPDATE core_auditentry SET key = '', rows = '[]', moved = '{}'")
    prev = ""
    for line in AuditEntry.objects.order_by("chain", "seq"):
        line.prev_hash = prev if line.seq > 1 else ""
        line.hash = prev = line.expected_hash()
        line.save(update_fields=["prev_hash", "hash"])
    execute("DELETE FROM core_auditchain")
    execute(import_module("factdesk.core.migrations.0006_signed_trail").BEGUN)
    execute("SET session_replication_role = origin")
    return record_of_a_day


def test_a_record_from_before_the_keys_is_adopted_once(old_record: Claim, ada: User, desk: Desk) -> None:
    fault = verify()[1]
    assert fault is not None
    assert "adopt_trail" in fault.text
    record(Action.MEMBER_ADDED, desk, actor=ada, changes={"user": 9})  # work goes on meanwhile
    article_with_claims(ada, "A second text, of which 12 copies were printed.")
    assert adopt() > 0
    assert verify()[1] is None
    assert adopt() == 0
    line = AuditEntry.objects.filter(key="", chain=old_record.audit_chain).order_by("seq")[3]
    with triggers_off():
        execute('UPDATE core_auditentry SET changes = \'{"status": "sourced"}\' WHERE id = %s', [line.pk])
        fault = verify()[1]
        assert fault is not None
        assert f"line {line.seq}," in fault.text


@pytest.mark.parametrize("tampering", TAMPERINGS, ids=lambda tampering: tampering.__name__)
def test_an_adopted_record_is_as_hard_to_change(old_record: Claim, tampering: Tampering) -> None:
    adopt()
    for seed in range(5):
        with triggers_off():
            what = tampering(Random(seed))
            assert verify()[1] is not None, what
