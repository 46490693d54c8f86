"""Who gets a claim, what comes first, what goes back: the actions, and what Postgres holds by itself."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from claims.actions.assigning import assign, send_back, set_legal, set_priority
from claims.actions.locking import StaleClaim
from claims.actions.signoff import sign_off, verdict_set_hash
from claims.actions.workflow import dismiss
from claims.models import Claim, Finding, SentBack
from claims.states import ClaimState
from claims.vocabulary import DismissReason, Priority, Status
from factdesk.core.audit import Action
from factdesk.core.errors import Denied, Missing, Refused
from factdesk.core.models import AuditEntry, Desk, Role, User
from tests.factories import add_person, article_with_claims, decide, find

Change = Callable[[Claim, User], object]


@pytest.fixture
def claim(ada: User) -> Claim:
    _article, claims = article_with_claims(ada)
    return claims[0]


def give(claim: Claim, actor: User, to: User | None, **changed: object) -> Claim:
    claim.refresh_from_db()
    words: dict[str, object] = {"claim_id": claim.pk, "actor": actor, "seen": claim.lock_version}
    assign(**(words | {"reviewer_id": to.pk if to else None} | changed))  # type: ignore[arg-type]  # the test names them
    claim.refresh_from_db()
    return claim


def last_entry(action: Action) -> AuditEntry:
    return AuditEntry.objects.filter(action=action).order_by("pk").last()  # type: ignore[return-value]


def test_an_editor_gives_a_claim_to_anybody_and_back_to_nobody(claim: Claim, ada: User, ben: User) -> None:
    due_at = timezone.now() + dt.timedelta(hours=3)
    given = give(claim, ada, ben, due_at=due_at)
    assert (given.reviewer, given.due_at, given.state) == (ben, due_at, ClaimState.OPEN)
    entry = last_entry(Action.CLAIM_ASSIGNED)
    assert entry.changes == {"from": None, "to": ben.pk, "due": int(due_at.timestamp())}
    assert give(claim, ada, None).reviewer is None
    assert last_entry(Action.CLAIM_ASSIGNED).changes == {"from": ben.pk, "to": None}


def test_the_same_sent_twice_is_one(claim: Claim, ada: User, ben: User) -> None:
    give(claim, ada, ben)
    give(claim, ada, ben, seen=0)
    assert AuditEntry.objects.filter(action=Action.CLAIM_ASSIGNED).count() == 1


def test_a_reviewer_takes_what_nobody_has_and_gives_it_up(claim: Claim, ben: User, cleo: User) -> None:
    assert give(claim, ben, ben).reviewer == ben
    with pytest.raises(Denied, match="Somebody has this claim"):
        give(claim, cleo, cleo)
    with pytest.raises(Denied, match="not yours"):
        give(claim, cleo, None)
    assert give(claim, ben, None).reviewer is None


@pytest.mark.parametrize("who", ["ben", "omar"])
def test_only_editors_give_to_others(request: pytest.FixtureRequest, claim: Claim, cleo: User, who: str) -> None:
    with pytest.raises(Denied):
        give(claim, request.getfixturevalue(who), cleo)
    assert not AuditEntry.objects.filter(action=Action.CLAIM_ASSIGNED).exists()


def test_a_reviewer_sets_no_deadline(claim: Claim, ben: User) -> None:
    with pytest.raises(Denied, match="Editors"):
        give(claim, ben, ben, due_at=timezone.now())


def test_nobody_gets_a_claim_who_does_not_check_here(claim: Claim, ada: User, omar: User, sam: User) -> None:
    for stranger in (omar, sam):
        with pytest.raises(Denied, match="does not check"):
            give(claim, ada, stranger)
    with pytest.raises(Refused):
        give(claim, ada, None, reviewer_id=User.objects.system().pk)
    with pytest.raises(Missing):
        give(claim, sam, None)


def test_postgres_gives_no_claim_to_who_does_not_check_here(claim: Claim, omar: User, sam: User) -> None:
    for stranger in (omar, sam):
        with pytest.raises(DatabaseError, match="somebody who checks"), transaction.atomic():
            Claim.objects.filter(pk=claim.pk).update(reviewer=stranger)


def test_who_left_the_desk_keeps_what_they_did(claim: Claim, ada: User, ben: User) -> None:
    """The rule is about giving; a claim's other fields change as before."""
    give(claim, ada, ben)
    ben.memberships.all().delete()
    set_legal(claim_id=claim.pk, actor=ada, seen=claim.lock_version, legal=True)


def test_a_claim_given_unseen_is_told(claim: Claim, ada: User, ben: User, cleo: User) -> None:
    give(claim, ada, ben)
    with pytest.raises(StaleClaim):
        give(claim, ada, cleo, seen=0)


@pytest.mark.parametrize("state", ["dismissed", "decided", "signed"])
def test_what_is_settled_is_given_to_nobody(claim: Claim, ada: User, ben: User, state: str) -> None:
    if state == "dismissed":
        dismiss(claim_id=claim.pk, actor=ben, seen=0, reason=DismissReason.OPINION)
    else:
        find(claim, ben)
        decide(claim, ada)
    if state == "signed":
        words = {"override_reason": "Print has started.", "confirmed": True}
        sign_off(article_id=claim.article_id, actor=ada, seen=verdict_set_hash(claim.article), **words)  # type: ignore[arg-type]
    with pytest.raises(Denied):
        give(claim, ada, ada)


def first(claim: Claim, actor: User) -> object:
    return set_priority(claim_id=claim.pk, actor=actor, seen=claim.lock_version, priority=Priority.HIGH)


def lawyer(claim: Claim, actor: User) -> object:
    return set_legal(claim_id=claim.pk, actor=actor, seen=claim.lock_version, legal=True)


@pytest.mark.parametrize(
    ("change", "action", "field", "value", "changes"),
    [
        (first, Action.PRIORITY_SET, "priority", "high", {"to": "high"}),
        (lawyer, Action.LEGAL_SET, "legal", True, {"legal": True}),
    ],
)
def test_marks_are_set_by_whoever_checks(
    claim: Claim, ben: User, omar: User, change: Change, action: Action, field: str, value: object, changes: object
) -> None:
    with pytest.raises(Denied):
        change(claim, omar)
    change(claim, ben)
    change(claim, ben)  # sent twice
    claim.refresh_from_db()
    assert (getattr(claim, field), claim.state, claim.lock_version) == (value, ClaimState.OPEN, 1)
    assert last_entry(action).changes == changes
    assert AuditEntry.objects.filter(action=action).count() == 1
    dismiss(claim_id=claim.pk, actor=ben, seen=1, reason=DismissReason.OPINION)
    Claim.objects.filter(pk=claim.pk).update(**{field: "normal" if field == "priority" else False})
    claim.refresh_from_db()
    with pytest.raises(Denied):
        change(claim, ben)


def test_postgres_knows_the_priorities(claim: Claim) -> None:
    with pytest.raises(DatabaseError, match="known_priority"), transaction.atomic():
        Claim.objects.filter(pk=claim.pk).update(priority="urgent")


def back(claim: Claim, actor: User, reason: str = "Ask for the weekly counts.") -> Claim:
    claim.refresh_from_db()
    send_back(claim_id=claim.pk, actor=actor, seen=claim.lock_version, reason=reason)
    claim.refresh_from_db()
    return claim


def test_a_finding_goes_back_with_a_reason_until_there_is_another(
    claim: Claim, ada: User, ben: User, cleo: User
) -> None:
    finding = find(claim, ben)
    give(claim, ada, cleo)
    returned = back(claim, ada)
    assert (returned.state, returned.reviewer) == (ClaimState.IN_CHECK, ben)
    reason = SentBack.objects.get()
    assert (returned.sent_back, reason.finding, reason.by) == (finding, finding, ada)
    entry = last_entry(Action.CLAIM_SENT_BACK)
    assert entry.changes == {"sent_back": reason.pk, "finding": finding.pk, "to": ben.pk}
    again = find(claim, ben)
    claim.refresh_from_db()
    assert (claim.state, claim.sent_back) == (ClaimState.FOUND, None)
    assert again.supersedes == finding
    assert SentBack.objects.count() == 1


def test_the_same_answer_sent_twice_is_one(claim: Claim, ada: User, ben: User) -> None:
    find(claim, ben)
    back(claim, ada)
    back(claim, ada)
    assert SentBack.objects.count() == 1


def test_sent_back_by_editors_alone_and_never_without_a_reason(claim: Claim, ada: User, ben: User, cleo: User) -> None:
    with pytest.raises(Denied, match="no finding"):
        back(claim, ada)
    find(claim, ben)
    with pytest.raises(Denied, match="Editors"):
        back(claim, cleo)
    with pytest.raises(Refused):
        back(claim, ada, "  ")
    decide(claim, ada)
    with pytest.raises(Denied):
        back(claim, ada)
    assert not SentBack.objects.exists()


def test_a_finder_who_left_gets_nothing_back(claim: Claim, ada: User, ben: User, cleo: User) -> None:
    find(claim, ben)
    give(claim, ada, cleo)
    ben.memberships.all().delete()
    assert back(claim, ada).reviewer == cleo


def test_postgres_holds_to_what_was_sent_back(claim: Claim, ada: User, ben: User) -> None:
    old = find(claim, ben)
    new = find(claim, ben, Status.DISPUTED)
    for wrong in (
        {"finding": old, "by": ada, "reason": "Why?"},
        {"finding": new, "by": ada, "reason": ""},
        {"finding": new, "by": User.objects.system(), "reason": "Why?"},
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            SentBack.objects.create(claim=claim, **wrong)
    back(claim, ada)
    for statement in ("UPDATE claims_sentback SET reason = 'x'", "DELETE FROM claims_sentback"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    other = Claim.objects.exclude(pk=claim.pk)[0]
    find(other, ben)
    Claim.objects.filter(pk=other.pk).update(state=ClaimState.IN_CHECK)
    with pytest.raises(DatabaseError, match="reason of its own"), transaction.atomic():
        Claim.objects.filter(pk=other.pk).update(sent_back=new)


def test_the_same_words_found_again_after_it_was_sent_back_are_a_finding(claim: Claim, ada: User, ben: User) -> None:
    find(claim, ben)
    back(claim, ada)
    find(claim, ben)
    assert Finding.objects.filter(claim=claim).count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_editors_at_once_and_one_gets_it() -> None:
    desk = Desk.objects.create(name="City")
    editors = [add_person("Ada Verhoeven", desk, Role.EDITOR), add_person("Eva Stone", desk, Role.EDITOR)]
    claim = article_with_claims(editors[0])[1][0]
    barrier, told = threading.Barrier(2), list[object]()

    def run(editor: User) -> None:
        barrier.wait()
        try:
            told.append(assign(claim_id=claim.pk, actor=editor, seen=0, reviewer_id=editor.pk))
        except StaleClaim as error:
            told.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[editor]) for editor in editors]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(type(answer).__name__ for answer in told) == ["Claim", "StaleClaim"]
    assert AuditEntry.objects.filter(action=Action.CLAIM_ASSIGNED).count() == 1
