"""Another pair of eyes on a finding: who may read it again, what that does, and what Postgres asks then."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from claims.actions.bulk import agree_many
from claims.actions.second_reads import read_again
from claims.models import Claim, Finding, Notification, SecondRead, Verdict
from claims.rail import rail_claim, rail_claims
from claims.states import ClaimState
from claims.vocabulary import Resolution, Status
from factdesk.core.actions.desks import set_rules
from factdesk.core.audit import Action
from factdesk.core.errors import Denied, Missing, Refused
from factdesk.core.models import AuditEntry, Desk, Role, SecondReadRule, User
from factdesk.core.rules import Rules
from tests.factories import add_person, article_with_claims, decide, find


@pytest.fixture
def claim(ada: User) -> Claim:
    return article_with_claims(ada)[1][0]


@pytest.fixture
def eva(claim: Claim) -> User:
    """Another editor of the desk."""
    return add_person("Eva Lindqvist", claim.article.desk, Role.EDITOR)


def rule(desk: Desk, **rules: object) -> None:
    set_rules(desk_id=desk.pk, rules=Rules(**rules), actor=User.objects.system())  # type: ignore[arg-type]


def again(claim: Claim, reader: User, status: Status = Status.SOURCED, note: str = "") -> SecondRead:
    claim.refresh_from_db()
    return read_again(claim_id=claim.pk, actor=reader, seen=claim.lock_version, status=status, note=note)


def test_no_second_read_where_the_desk_wants_none(claim: Claim, ben: User, cleo: User, ada: User) -> None:
    find(claim, ben)
    with pytest.raises(Denied):
        again(claim, cleo)
    assert decide(claim, ada).agrees


def test_the_verdict_waits_for_the_second_reader(claim: Claim, ben: User, cleo: User, ada: User) -> None:
    rule(claim.article.desk, second_read=SecondReadRule.ALL)
    finding = find(claim, ben)
    with pytest.raises(Denied, match="second reader"):
        decide(claim, ada)
    read = again(claim, cleo)
    assert (read.finding, read.agrees, read.blind) == (finding, True, False)
    entry = AuditEntry.objects.get(action=Action.READ_AGAIN)
    assert entry.changes["second_read"] == read.pk
    assert entry.changes["agrees"] is True
    assert decide(claim, ada).finding == finding


def test_only_legal_claims_where_the_rule_says_so(claim: Claim, ben: User, ada: User) -> None:
    rule(claim.article.desk, second_read=SecondReadRule.LEGAL)
    find(claim, ben)
    assert decide(claim, ada)
    other = claim.article.claims.exclude(pk=claim.pk).order_by("number")[0]
    Claim.objects.filter(pk=other.pk).update(legal=True)
    find(other, ben)
    with pytest.raises(Denied, match="second reader"):
        decide(other, ada)


def test_nobody_reads_their_own_finding_again(claim: Claim, ben: User) -> None:
    rule(claim.article.desk, second_read=SecondReadRule.ALL)
    find(claim, ben)
    with pytest.raises(Denied, match="somebody else"):
        again(claim, ben)


def test_whoever_differs_says_why_and_it_goes_back(claim: Claim, ben: User, cleo: User) -> None:
    rule(claim.article.desk, second_read=SecondReadRule.ALL)
    find(claim, ben)
    with pytest.raises(Refused) as refusal:
        again(claim, cleo, Status.DISPUTED)
    assert "note" in refusal.value.fields
    read = again(claim, cleo, Status.DISPUTED, "The budget book was amended in May.")
    claim.refresh_from_db()
    assert not read.agrees
    assert (claim.state, claim.reviewer, claim.sent_back) == (ClaimState.IN_CHECK, ben, read.finding)
    assert Notification.objects.filter(user=ben, kind="sent_back").exists()


def test_a_new_finding_is_read_anew(claim: Claim, ben: User, cleo: User, ada: User) -> None:
    rule(claim.article.desk, second_read=SecondReadRule.ALL)
    find(claim, ben)
    again(claim, cleo)
    find(claim, ben, Status.DISPUTED)
    with pytest.raises(Denied, match="second reader"):
        decide(claim, ada)


def test_the_second_reader_does_not_decide(claim: Claim, ben: User, ada: User, eva: User) -> None:
    rule(claim.article.desk, second_read=SecondReadRule.ALL)
    find(claim, ben)
    again(claim, ada)
    with pytest.raises(Denied, match="second reader"):
        decide(claim, ada)
    assert decide(claim, eva)


def test_the_same_second_read_sent_twice_is_one(claim: Claim, ben: User, cleo: User) -> None:
    rule(claim.article.desk, second_read=SecondReadRule.ALL)
    find(claim, ben)
    seen = again(claim, cleo)
    assert again(claim, cleo) == seen
    assert SecondRead.objects.count() == 1


def test_read_blind_the_finding_is_not_told(claim: Claim, ben: User, cleo: User) -> None:
    rule(claim.article.desk, second_read=SecondReadRule.ALL, blind_second_read=True)
    find(claim, ben)
    article = claim.article
    for reader, standing in ((cleo, "unchecked"), (ben, "sourced")):
        assert rail_claim(article, reader, pk=claim.pk).standing == standing
        assert next(one for one in rail_claims(article, reader) if one.pk == claim.pk).standing == standing
    assert again(claim, cleo).blind
    assert rail_claim(article, cleo, pk=claim.pk).standing == "sourced"


def in_sql(finding: Finding, by: User, **changed: object) -> None:
    facts: dict[str, object] = {"status": finding.status, "resolution": Resolution.STANDS} | changed
    Verdict.objects.create(claim_id=finding.claim_id, anchor_id=finding.anchor_id, finding=finding, by=by, **facts)


def test_postgres_waits_for_the_second_reader_too(claim: Claim, ben: User, cleo: User, ada: User) -> None:
    rule(claim.article.desk, second_read=SecondReadRule.ALL)
    finding = find(claim, ben)
    with pytest.raises(DatabaseError, match="second reader agrees"), transaction.atomic():
        in_sql(finding, ada)
    again(claim, cleo)
    in_sql(finding, ada)


@pytest.mark.parametrize(
    ("who", "changed", "says"),
    [
        ("ben", {}, "own finding"),
        ("cleo", {"agrees": False, "note": "no"}, "when both say the same"),
        ("cleo", {"status": "disputed"}, "when both say the same"),
    ],
)
def test_postgres_refuses_a_second_read_that_is_none(
    request: pytest.FixtureRequest, claim: Claim, ben: User, who: str, changed: dict[str, object], says: str
) -> None:
    finding = find(claim, ben)
    facts: dict[str, object] = {"status": "sourced", "agrees": True, "blind": False} | changed
    with pytest.raises(DatabaseError, match=says), transaction.atomic():
        SecondRead.objects.create(claim=claim, finding=finding, by=request.getfixturevalue(who), **facts)


def test_postgres_refuses_a_second_read_of_an_older_finding(claim: Claim, ben: User, cleo: User, ada: User) -> None:
    old = find(claim, ben)
    find(claim, cleo, Status.DISPUTED)
    with pytest.raises(DatabaseError, match="newest finding"), transaction.atomic():
        SecondRead.objects.create(claim=claim, finding=old, by=ada, status="sourced", agrees=True, blind=False)


def test_a_small_desk_decides_alone_with_a_reason(claim: Claim, ada: User) -> None:
    rule(claim.article.desk, decides_alone=True)
    finding = find(claim, ada)
    with pytest.raises(Refused) as refusal:
        decide(claim, ada)
    assert "alone_reason" in refusal.value.fields
    verdict = decide(claim, ada, alone="Nobody else works on Sundays.")
    assert verdict.alone_reason == "Nobody else works on Sundays."
    assert AuditEntry.objects.get(action=Action.VERDICT_GIVEN).changes["alone"] is True
    assert verdict.finding == finding


def test_who_has_other_eyes_leaves_no_reason_for_being_alone(claim: Claim, ben: User, ada: User) -> None:
    rule(claim.article.desk, decides_alone=True)
    find(claim, ben)
    assert decide(claim, ada, alone="left over").alone_reason == ""


def test_postgres_lets_nobody_alone_but_a_small_desk(claim: Claim, ada: User) -> None:
    finding = find(claim, ada)
    with pytest.raises(DatabaseError, match="own finding"), transaction.atomic():
        in_sql(finding, ada, alone_reason="I say so")
    rule(claim.article.desk, decides_alone=True)
    with pytest.raises(DatabaseError, match="own finding"), transaction.atomic():
        in_sql(finding, ada)
    in_sql(finding, ada, alone_reason="Nobody else works on Sundays.")


def test_agreeing_with_several_is_one_line_each(ada: User, ben: User) -> None:
    claims = article_with_claims(ada)[1][:3]
    find(claims[0], ben)
    find(claims[1], ada)  # her own
    find(claims[2], ben, Status.DISPUTED)  # what the copy does is for its card
    picked = {claim.pk: Claim.objects.get(pk=claim.pk).lock_version for claim in claims}
    outcome = agree_many(picked=picked, actor=ada)
    assert [claim.pk for claim in outcome.done] == [claims[0].pk]
    assert {claim.pk for claim, _why in outcome.refused} == {claims[1].pk, claims[2].pk}
    assert AuditEntry.objects.filter(action=Action.VERDICT_GIVEN).count() == 1


def test_agreeing_leaves_alone_what_changed_meanwhile(ada: User, ben: User, cleo: User) -> None:
    claim = article_with_claims(ada)[1][0]
    find(claim, ben)
    claim.refresh_from_db()
    picked = {claim.pk: claim.lock_version}
    find(claim, cleo, Status.DISPUTED)
    outcome = agree_many(picked=picked, actor=ada)
    assert [one.pk for one in outcome.changed] == [claim.pk]
    assert not Verdict.objects.exists()


def test_only_editors_set_the_rules(claim: Claim, ben: User, ada: User, sam: User) -> None:
    desk = claim.article.desk
    for person, error in ((ben, Denied), (sam, Missing)):
        with pytest.raises(error):
            set_rules(desk_id=desk.pk, rules=Rules(decides_alone=True), actor=person)
    set_rules(desk_id=desk.pk, rules=Rules(decides_alone=True), actor=ada)
    entry = AuditEntry.objects.get(action=Action.RULES_SET)
    assert entry.changes == {"from": {"decides_alone": False}, "to": {"decides_alone": True}}


def test_the_card_asks_the_second_reader_and_hides_what_is_to_be_read_blind(
    client: Client, claim: Claim, ben: User, cleo: User, ada: User
) -> None:
    rule(claim.article.desk, second_read=SecondReadRule.ALL, blind_second_read=True)
    find(claim, ben, Status.DISPUTED)
    url = f"/articles/{claim.article_id}/claims/{claim.number}/"
    client.force_login(cleo)
    page = client.get(url).content.decode()
    assert "Your reading" in page
    assert "The budget book says otherwise." not in page
    assert "recorded a finding: disputed" not in page
    client.force_login(ben)
    page = client.get(url).content.decode()
    assert "Your reading" not in page
    assert "The budget book says otherwise." in page
    claim.refresh_from_db()
    client.force_login(cleo)
    sent = {"seen": claim.lock_version, "status": "disputed"}
    answer = client.post(f"/claims/{claim.pk}/second-read/", sent, HTTP_HX_REQUEST="true")
    assert answer.status_code == 200
    assert "read it again and agrees" in answer.content.decode()
    client.force_login(ada)
    assert "Your verdict as editor" in client.get(url).content.decode()


def test_the_history_tells_no_more_than_the_card(client: Client, claim: Claim, ben: User, cleo: User) -> None:
    rule(claim.article.desk, second_read=SecondReadRule.ALL, blind_second_read=True)
    find(claim, ben, Status.DISPUTED)
    url, told = f"/articles/{claim.article_id}/history/", "recorded a finding: disputed"
    for reader, knows in ((cleo, False), (ben, True)):
        client.force_login(reader)
        assert (told in client.get(url).content.decode()) == knows
    again(claim, cleo, Status.DISPUTED)
    client.force_login(cleo)
    page = client.get(url, {"kind": "judged"}).content.decode()
    assert told in page
    assert "read it a second time" in page


def test_the_queue_has_a_tab_for_second_reads(
    client: Client, claim: Claim, ben: User, cleo: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    rule(claim.article.desk, second_read=SecondReadRule.ALL, blind_second_read=True)
    find(claim, ben, Status.DISPUTED)
    for reader, tab, holds in (
        (cleo, "second-read", True),
        (ben, "second-read", False),
        (cleo, "disputed", False),
        (ben, "disputed", True),
    ):
        client.force_login(reader)
        with django_assert_max_num_queries(12):
            page = client.get("/queue/", {"show": tab}).content.decode()
        assert (f"/claims/{claim.number}/" in page) == holds, (reader, tab)
