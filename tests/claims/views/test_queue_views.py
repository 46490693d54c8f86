"""The queue: what each tab holds, its filters, several at once, filters that are kept, and finding anything."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from claims.actions.assigning import assign, send_back, set_legal, set_priority
from claims.actions.filters import save_filter
from claims.models import Claim, SavedFilter
from claims.states import ClaimState
from claims.vocabulary import Priority, Status
from factdesk.core.audit import Action
from factdesk.core.models import AuditEntry, Desk, Role, User
from tests.conftest import SignIn
from tests.factories import add_person, article_with_claims, bring, decide, find, propose, support

HTMX = {"HX-Request": "true"}


def page(browser: Client, **query: object) -> str:
    answer = browser.get("/queue/", query)  # type: ignore[arg-type]  # numbers and words
    assert answer.status_code == 200
    return answer.content.decode()


def rows(shown: str) -> int:
    return shown.count('class="story small"')


@pytest.fixture
def claims(ada: User) -> list[Claim]:
    return article_with_claims(ada)[1]


def give(claim: Claim, ada: User, to: User) -> None:
    claim.refresh_from_db()
    assign(claim_id=claim.pk, actor=ada, seen=claim.lock_version, reviewer_id=to.pk)


def test_each_tab_holds_its_claims(signed_in: SignIn, claims: list[Claim], ada: User, ben: User) -> None:
    browser = signed_in(ben)
    assert "You have no open claims" in page(browser)
    assert rows(page(browser, show="open")) == len(claims)
    mine, disputed, returned = claims[:3]
    give(mine, ada, ben)
    find(disputed, ben, Status.DISPUTED)
    assert rows(page(browser, show="awaiting-verdict")) == rows(page(browser, show="disputed")) == 1
    decide(disputed, ada)
    find(returned, ben)
    returned.refresh_from_db()
    send_back(claim_id=returned.pk, actor=ada, seen=returned.lock_version, reason="Ask for the weekly counts.")
    set_legal(claim_id=mine.pk, actor=ben, seen=1, legal=True)
    assert rows(page(browser)) == 2
    assert rows(page(browser, show="disputed")) == 1
    assert "Ask for the weekly counts." in page(browser, show="sent-back")
    assert rows(page(browser, show="sent-back")) == rows(page(browser, show="legal")) == 1
    assert rows(page(browser, show="awaiting-verdict")) == 0


def test_an_overridden_finding_is_not_disputed_any_more(
    signed_in: SignIn, claims: list[Claim], ada: User, ben: User
) -> None:
    find(claims[0], ben, Status.DISPUTED)
    decide(claims[0], ada, Status.UNVERIFIED, "The page is a draft.")
    assert rows(page(signed_in(ben), show="disputed")) == 0


def test_filters_in_the_address_narrow_it_down(signed_in: SignIn, claims: list[Claim], ada: User, ben: User) -> None:
    article, other = claims[0].article, article_with_claims(ada)[0]
    give(claims[0], ada, ben)
    set_priority(claim_id=claims[1].pk, actor=ben, seen=0, priority=Priority.HIGH)
    browser = signed_in(ada)
    everything = rows(page(browser, show="open"))
    assert everything == len(claims) + other.claims.count()
    assert rows(page(browser, show="open", article=article.pk)) == len(claims)
    assert rows(page(browser, show="open", person=ben.pk)) == 1
    assert rows(page(browser, show="open", person="nobody")) == everything - 1
    assert "High priority" in page(browser, show="open", priority="high")
    assert rows(page(browser, show="open", priority="high")) == 1
    assert rows(page(browser, show="open", q="12,0 PASSENG", article=article.pk)) == 1
    assert rows(page(browser, show="open", desk=article.desk_id)) == everything


@pytest.mark.parametrize(
    "odd",
    [
        {"show": "x"}, {"desk": "9" * 30}, {"desk": "²"}, {"person": "-1"}, {"page": "0"}, {"page": "9" * 9},
        {"q": "\x00 ' \\ : & | !"}, {"q": "%"}, {"order": "x"}, {"article": "1 OR 1"},
    ],
)  # fmt: skip
def test_odd_addresses_are_just_addresses(
    signed_in: SignIn, claims: list[Claim], ada: User, odd: dict[str, str]
) -> None:
    page(signed_in(ada), **({"show": "open"} | odd))
    signed_in(ada).get("/search/", odd)


def test_nothing_of_another_desk_is_there(signed_in: SignIn, claims: list[Claim], ada: User, sam: User) -> None:
    support(claims[0], ada)
    browser = signed_in(sam)
    desk, article = claims[0].article.desk_id, claims[0].article_id
    for query in ({}, {"desk": desk}, {"article": article}, {"q": "tram"}, {"person": ada.pk}):
        assert "Tram" not in page(browser, **({"show": "open"} | query))
    assert "Tram" not in browser.get("/search/", {"q": "tram"}).content.decode().replace("“tram”", "")
    assert "budget book" not in browser.get("/search/", {"q": "velmar"}).content.decode()
    picks = {"claim": f"{claims[0].pk}:0", "do": "dismiss", "reason": "opinion"}
    told = browser.post("/queue/bulk/", picks).content.decode()
    assert "Tram" not in told
    claims[0].refresh_from_db()
    assert claims[0].state != ClaimState.DISMISSED


def test_it_comes_by_deadline_and_says_it_in_words(signed_in: SignIn, ada: User, ben: User) -> None:
    now = timezone.now()
    late = propose(bring(ada, title="Late one", due_at=now - dt.timedelta(minutes=36)))
    propose(bring(ada, title="No hurry"))
    soon = propose(bring(ada, title="Soon one", due_at=now + dt.timedelta(hours=2)))
    assign(claim_id=soon[1].pk, actor=ada, seen=0, reviewer_id=ben.pk, due_at=now - dt.timedelta(hours=5))
    shown = page(signed_in(ada), show="open")
    assert shown.index("Late one") < shown.index("Soon one") < shown.index("No hurry")
    assert "Late by 36 min" in shown
    by_due = page(signed_in(ada), show="open", order="due")
    assert by_due.index("Late by 5 h") < by_due.index("Late by 36 min") < by_due.index("No deadline")
    assert late


def test_what_is_signed_off_or_held_back_is_no_work(signed_in: SignIn, claims: list[Claim], ada: User) -> None:
    Claim.objects.filter(pk=claims[0].pk).update(state=ClaimState.HELD)
    assert rows(page(signed_in(ada), show="open")) == len(claims) - 1


def many(n: int, ada: User, ben: User) -> None:
    text = "\n\n".join(f"The council paid {1000 + place} euros for item {place} in 2024." for place in range(n))
    _article, made = article_with_claims(ada, f"A very long list of payments\n\n{text}\n")
    assert len(made) >= n
    Claim.objects.filter(pk__in=[claim.pk for claim in made]).update(state=ClaimState.OPEN, reviewer=ben)
    set_legal(claim_id=made[0].pk, actor=ada, seen=0, legal=True)


def queries(browser: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(url).status_code == 200
    return len(asked)


def test_a_thousand_rows_ask_as_often_as_ten(signed_in: SignIn, ada: User, ben: User) -> None:
    many(10, ada, ben)
    urls = ("/queue/", "/queue/?show=open&q=council&order=due", "/queue/?show=disputed", "/search/?q=council")
    few = [queries(signed_in(ben), url) for url in urls]
    many(1000, ada, ben)
    assert [queries(signed_in(ben), url) for url in urls] == few
    assert max(few) <= 12
    shown = page(signed_in(ben))
    assert rows(shown) == 100
    assert "1 to 100 of 1,000+" in shown
    assert "1001 to 1010" in page(signed_in(ben), page=11)


def bulk(browser: Client, picks: list[Claim], *, query: str = "?show=open", **data: object) -> tuple[int, str]:
    sent = {"claim": [f"{claim.pk}:{claim.lock_version}" for claim in picks], **data}
    answer = browser.post(f"/queue/bulk/{query}", sent, headers=HTMX)
    return answer.status_code, answer.content.decode()


def test_several_are_assigned_and_the_changed_ones_left_alone(
    signed_in: SignIn, claims: list[Claim], ada: User, ben: User, cleo: User
) -> None:
    support(claims[0], cleo)
    status, shown = bulk(
        signed_in(ada), [Claim(pk=claims[0].pk, lock_version=0), *claims[1:]], do="assign", reviewer=ben.pk
    )
    assert status == 200
    assert f"{len(claims) - 1} assigned, 1 changed meanwhile." in shown
    assert "Claim 1</a>" in shown
    assert "<html" not in shown
    assert set(Claim.objects.filter(reviewer=ben).values_list("pk", flat=True)) == {claim.pk for claim in claims[1:]}
    assert AuditEntry.objects.filter(action=Action.CLAIM_ASSIGNED).count() == len(claims) - 1


def test_several_are_dismissed_for_a_reason_but_never_found(
    signed_in: SignIn, claims: list[Claim], ada: User, ben: User
) -> None:
    browser = signed_in(ben)
    assert bulk(browser, claims, do="dismiss")[0] == 422
    assert bulk(browser, claims, do="finding", status="sourced")[0] == 422
    assert bulk(browser, [], do="dismiss", reason="opinion")[0] == 422
    find(claims[0], ben)
    claims[0].refresh_from_db()
    status, shown = bulk(browser, claims, do="dismiss", reason="opinion")
    assert status == 200
    assert "1 not possible" in shown
    assert "There is a finding already." in shown
    states = list(Claim.objects.order_by("number").values_list("state", flat=True))
    assert states == [ClaimState.FOUND] + [ClaimState.DISMISSED] * (len(claims) - 1)
    assert not AuditEntry.objects.filter(action=Action.FINDING_RECORDED).exclude(object_id=claims[0].pk).exists()


def test_a_reviewer_takes_several_and_gives_them_to_nobody_else(
    signed_in: SignIn, claims: list[Claim], ben: User, cleo: User
) -> None:
    assert bulk(signed_in(ben), claims, do="assign", reviewer=cleo.pk)[0] == 422
    assert bulk(signed_in(ben), claims, do="assign", reviewer=ben.pk)[0] == 200
    assert Claim.objects.filter(reviewer=ben).count() == len(claims)


def test_more_than_a_page_at_once_is_refused(signed_in: SignIn, ada: User, ben: User) -> None:
    many(101, ada, ben)
    status, shown = bulk(signed_in(ada), list(Claim.objects.all()), do="assign", reviewer="nobody")
    assert (status, "Choose 100 claims at most." in shown) == (422, True)


def test_several_over_two_articles_ask_no_more_for_each(signed_in: SignIn, ada: User, ben: User) -> None:
    def cost(n: int) -> int:
        made = article_with_claims(ada)[1][:n] + article_with_claims(ada)[1][:n]
        with CaptureQueriesContext(connection) as asked:
            assert bulk(signed_in(ada), made, do="assign", reviewer=ben.pk)[0] == 200
        return len(asked)

    one, two = cost(1), cost(2)
    assert (two - one) / 2 <= 12


def test_a_filter_is_kept_shown_and_deleted_by_its_owner_alone(signed_in: SignIn, ada: User, ben: User) -> None:
    browser = signed_in(ben)
    answer = browser.post("/queue/filters/?show=legal&person=nobody&evil=1&page=3", {"name": "For the lawyer"})
    assert (answer.status_code, answer["Location"]) == (303, "/queue/?show=legal&person=nobody&page=3")
    kept = SavedFilter.objects.get()
    assert (kept.user, kept.query) == (ben, "show=legal&person=nobody")
    browser.post("/queue/filters/?show=open", {"name": "For the lawyer"})
    assert SavedFilter.objects.get().query == "show=open"
    assert "For the lawyer" in page(browser)
    assert "For the lawyer" not in page(signed_in(ada))
    assert signed_in(ada).post(f"/queue/filters/{kept.pk}/delete/").status_code == 404
    assert signed_in(ben).post(f"/queue/filters/{kept.pk}/delete/").status_code == 303
    assert not SavedFilter.objects.exists()


def test_nobody_keeps_filters_without_end(signed_in: SignIn, ben: User) -> None:
    for n in range(30):
        save_filter(actor=ben, name=f"Filter {n}", query="")
    answer = signed_in(ben).post("/queue/filters/", {"name": "One more"})
    assert answer.status_code == 422
    assert "Delete one first" in answer.content.decode()


def test_one_box_finds_articles_claims_and_sources(signed_in: SignIn, claims: list[Claim], ada: User) -> None:
    support(claims[0], ada)
    browser = signed_in(ada)
    found = browser.get("/search/", {"q": "velm budg"}).content.decode()
    assert "City of Velmar, budget book" in found
    assert "Tram line 4 will cost Velmar" in found
    assert rows(browser.get("/search/", {"q": "12,000"}).content.decode()) == 1
    assert "Nothing has “zeppelin”" in browser.get("/search/", {"q": "zeppelin"}).content.decode()
    assert "At least two letters" in browser.get("/search/", {"q": "a"}).content.decode()


def test_people_of_two_desks_see_both_and_choose_one(signed_in: SignIn, claims: list[Claim], ada: User) -> None:
    other = Desk.objects.create(name="Sport")
    eve = add_person("Eve Stone", other, Role.EDITOR)
    article_with_claims(eve)
    ada.memberships.create(desk=other, role=Role.REVIEWER)
    browser = signed_in(ada)
    both = rows(page(browser, show="open"))
    assert rows(page(browser, show="open", desk=other.pk)) == both - len(claims)
