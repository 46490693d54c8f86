"""U: a decision taken back by a new event; what others built on it stays."""

from __future__ import annotations

import datetime as dt
import threading

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims import undoing
from claims.actions.evidence import log_attempt
from claims.actions.merging import merge
from claims.actions.signoff import sign_off, verdict_set_hash
from claims.actions.undoing import NotUndone, undo_last
from claims.actions.workflow import accept, dismiss, reopen
from claims.models import Claim, Finding, Verdict
from claims.states import ClaimState
from claims.trail import TRAIL, history
from claims.vocabulary import Channel, DismissReason, Status
from factdesk.core.audit import Action, first_broken
from factdesk.core.errors import Denied, Missing
from factdesk.core.gather import gather
from factdesk.core.models import AuditEntry, User
from tests.factories import article_with_claims, decide, find, support


@pytest.fixture
def claims(ada: User) -> list[Claim]:
    return article_with_claims(ada)[1]


@pytest.fixture
def claim(claims: list[Claim]) -> Claim:
    return claims[0]


def state(claim: Claim) -> str:
    claim.refresh_from_db()
    return claim.state


def undo(claim: Claim, actor: User) -> Claim:
    return undo_last(article_id=claim.article_id, actor=actor).claim


def drop(claim: Claim, actor: User) -> None:
    claim.refresh_from_db()
    dismiss(claim_id=claim.pk, actor=actor, seen=claim.lock_version, reason=DismissReason.OPINION)


def test_a_dismissed_proposal_is_a_proposal_again(claim: Claim, ben: User) -> None:
    drop(claim, ben)
    before = AuditEntry.objects.count()
    assert undo(claim, ben) == claim
    assert state(claim) == ClaimState.PROPOSED
    assert claim.dismiss_reason == ""
    last = AuditEntry.objects.order_by("pk").last()
    assert last is not None
    assert (AuditEntry.objects.count(), last.action, last.actor) == (before + 1, Action.CLAIM_UNDONE, ben)
    assert last.changes == {"undone": last.seq - 1, "did": "claim.dismissed", "from": "dismissed", "to": "proposed"}
    assert first_broken(AuditEntry.objects.order_by("chain", "seq")) is None


def test_each_decision_goes_back_to_where_the_claim_was(claims: list[Claim], ben: User) -> None:
    first, second, third = claims[:3]
    accept(claim_id=first.pk, actor=ben, seen=0)
    drop(first, ben)
    undo(first, ben)
    assert state(first) == ClaimState.OPEN
    undo(first, ben)
    assert state(first) == ClaimState.PROPOSED
    support(second, ben)
    drop(second, ben)
    undo(second, ben)
    assert state(second) == ClaimState.IN_CHECK
    assert state(third) == ClaimState.PROPOSED


def test_a_finding_is_taken_back_and_its_row_stays(claim: Claim, ben: User) -> None:
    find(claim, ben)
    undo(claim, ben)
    assert state(claim) == ClaimState.IN_CHECK
    assert Finding.objects.count() == 1
    gather([claim], TRAIL)
    assert "Ben Okoro took back: recorded a finding" in [line.text for line in history(claim)]


def test_the_same_finding_and_verdict_can_be_given_again(claim: Claim, ada: User, ben: User) -> None:
    find(claim, ben)
    undo(claim, ben)
    find(claim, ben)
    assert (state(claim), Finding.objects.count()) == (ClaimState.FOUND, 2)
    decide(claim, ada)
    undo(claim, ada)
    assert (state(claim), Verdict.objects.count()) == (ClaimState.FOUND, 1)
    decide(claim, ada)
    assert (state(claim), Verdict.objects.count()) == (ClaimState.DECIDED, 2)


def test_a_reopened_claim_takes_the_same_finding_as_a_new_one(claim: Claim, ada: User, ben: User) -> None:
    find(claim, ben)
    claim.refresh_from_db()
    reopen(claim_id=claim.pk, actor=ada, seen=claim.lock_version)
    find(claim, ben)
    assert (state(claim), Finding.objects.count()) == (ClaimState.FOUND, 2)


def test_a_merged_claim_stands_by_itself_again(claims: list[Claim], ben: User) -> None:
    first, second = claims[:2]
    merge(claim_id=second.pk, actor=ben, seen=0, into=first.number)
    undo(second, ben)
    assert state(second) == ClaimState.PROPOSED
    assert second.merged_into is None
    assert first.anchors.standing().filter(lent_by=second).count() == 0


def test_each_u_undoes_the_one_before(claims: list[Claim], ben: User) -> None:
    for claim in claims[:3]:
        drop(claim, ben)
    for claim in reversed(claims[:3]):
        assert undo(claim, ben) == claim
    with pytest.raises(NotUndone, match="nothing here"):
        undo(claims[0], ben)


def test_what_somebody_built_on_it_is_not_pulled_away(claim: Claim, ada: User, ben: User) -> None:
    find(claim, ben)
    decide(claim, ada)
    with pytest.raises(NotUndone, match="Ada Verhoeven gave the verdict since"):
        undo(claim, ben)
    undo(claim, ada)
    undo(claim, ben)
    assert state(claim) == ClaimState.IN_CHECK


def test_what_stays_on_record_says_so(claims: list[Claim], ben: User) -> None:
    drop(claims[0], ben)
    log_attempt(claim_id=claims[1].pk, actor=ben, seen=0, what="The list", channel=Channel.PHONE, outcome="No answer")
    with pytest.raises(NotUndone, match="you logged an attempt, claim 2"):
        undo(claims[0], ben)
    assert state(claims[0]) == ClaimState.DISMISSED


def test_only_ones_own_and_only_for_ten_minutes(
    claim: Claim, ben: User, cleo: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    drop(claim, ben)
    with pytest.raises(NotUndone):
        undo(claim, cleo)
    monkeypatch.setattr(undoing, "WITHIN", dt.timedelta(0))
    with pytest.raises(NotUndone):
        undo(claim, ben)


def test_who_observes_or_is_elsewhere_undoes_nothing(claim: Claim, omar: User, sam: User) -> None:
    with pytest.raises(Denied):
        undo(claim, omar)
    with pytest.raises(Missing):
        undo(claim, sam)


def test_an_editor_who_is_no_longer_one_takes_no_verdict_back(claim: Claim, ada: User, ben: User, eve: User) -> None:
    find(claim, ben, Status.DISPUTED)
    decide(claim, ada)
    ada.memberships.update(role="reviewer")
    with pytest.raises(NotUndone, match="Editors"):
        undo(claim, User.objects.get(pk=ada.pk))


def test_a_signature_is_not_pulled_away(claim: Claim, ada: User) -> None:
    drop(claim, ada)
    seen = verdict_set_hash(claim.article)
    sign_off(article_id=claim.article_id, actor=ada, seen=seen, override_reason="Print has started.", confirmed=True)
    with pytest.raises(NotUndone, match="signed off"):
        undo(claim, ada)


def test_a_long_day_costs_no_more_queries(claims: list[Claim], ben: User) -> None:
    drop(claims[0], ben)
    with CaptureQueriesContext(connection) as short:
        undo(claims[0], ben)
    for _time in range(10):
        drop(claims[0], ben)
        undo(claims[0], ben)
    drop(claims[0], ben)
    with CaptureQueriesContext(connection) as long:
        undo(claims[0], ben)
    assert len(long) == len(short)


@pytest.mark.django_db(transaction=True)
def test_two_windows_undo_it_once(claim: Claim, ben: User) -> None:
    drop(claim, ben)
    gate, said = threading.Barrier(2), []

    def press() -> None:
        gate.wait()
        try:
            said.append(undo(claim, ben).state)
        except NotUndone:
            said.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(said) == ["proposed", "refused"]
    assert AuditEntry.objects.filter(action=Action.CLAIM_UNDONE).count() == 1
