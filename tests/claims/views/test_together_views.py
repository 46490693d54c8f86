"""Drafts, company, undo and the notice of who was faster, over HTTP."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from claims.actions.presence import be_here
from claims.actions.workflow import accept
from claims.models import Attempt, Claim, Draft, Presence
from claims.states import ClaimState
from claims.vocabulary import Status
from factdesk.core.models import AuditEntry, User
from tests.conftest import SignIn
from tests.factories import article_with_claims, commit, find, support

HTMX = {"HX-Request": "true"}
WORDS = "Asked the press office for the budget book"
ATTEMPT = {"what": WORDS, "channel": "phone", "outcome": "No answer"}


@pytest.fixture
def claims(ada: User) -> list[Claim]:
    return article_with_claims(ada)[1]


@pytest.fixture
def claim(claims: list[Claim]) -> Claim:
    return claims[0]


def keep(browser: Client, claim: Claim, form: str = "attempt", **fields: str) -> str:
    answer = browser.post(f"/claims/{claim.pk}/draft/", {"draft": form} | (fields or ATTEMPT))
    assert answer.status_code == 200
    return str(answer.json()["message"])


def card(browser: Client, claim: Claim, **headers: str) -> str:
    page = browser.get(f"/articles/{claim.article_id}/claims/{claim.number}/", headers=headers)
    return page.content.decode()


def test_a_draft_comes_back_with_the_card_and_to_nobody_else(
    signed_in: SignIn, ben: User, ada: User, claim: Claim
) -> None:
    assert keep(signed_in(ben), claim).startswith("Draft saved ")
    for page in (card(signed_in(ben), claim), card(signed_in(ben), claim, **HTMX)):
        assert WORDS in page
        assert "Your draft" in page
    assert WORDS not in card(signed_in(ada), claim)


def test_a_choice_comes_back_too(signed_in: SignIn, ben: User, claim: Claim) -> None:
    browser = signed_in(ben)
    keep(browser, claim, "finding", status="disputed", sub_reason="contradicted", note=WORDS, proposed_text="")
    page = card(browser, claim, **HTMX)
    assert 'value="contradicted" selected' in page
    assert WORDS in page


def test_saving_the_form_forgets_its_draft_and_no_other(signed_in: SignIn, ben: User, claim: Claim) -> None:
    browser = signed_in(ben)
    keep(browser, claim)
    keep(browser, claim, "evidence", quote="12 pages")
    answer = browser.post(f"/claims/{claim.pk}/attempt/", ATTEMPT | {"seen": 0}, headers=HTMX)
    assert answer.status_code == 200
    assert [draft.form for draft in Draft.objects.all()] == ["evidence"]
    assert "12 pages" in answer.content.decode()


def test_a_save_that_fails_keeps_the_draft(signed_in: SignIn, ben: User, cleo: User, claim: Claim) -> None:
    browser = signed_in(ben)
    keep(browser, claim)
    assert browser.post(f"/claims/{claim.pk}/attempt/", {"seen": 0, "what": ""}).status_code == 422
    support(claim, cleo)
    assert browser.post(f"/claims/{claim.pk}/attempt/", ATTEMPT | {"seen": 0}).status_code == 409
    assert Draft.objects.count() == 1


def test_it_is_thrown_away_with_one_press_with_and_without_scripts(signed_in: SignIn, ben: User, claim: Claim) -> None:
    browser = signed_in(ben)
    keep(browser, claim)
    answer = browser.post(f"/claims/{claim.pk}/draft/discard/", {"draft": "attempt"}, headers=HTMX)
    assert WORDS not in answer.content.decode()
    keep(browser, claim)
    assert browser.post(f"/claims/{claim.pk}/draft/discard/", {"draft": "attempt"}).status_code == 303
    assert not Draft.objects.exists()


def test_drafts_cost_the_card_one_query_however_many(signed_in: SignIn, ben: User, claim: Claim) -> None:
    browser = signed_in(ben)
    with CaptureQueriesContext(connection) as none:
        card(browser, claim, **HTMX)
    for form in ("attempt", "evidence", "finding", "details"):
        keep(browser, claim, form, note=WORDS, what=WORDS, attributed_to=WORDS)
    with CaptureQueriesContext(connection) as four:
        card(browser, claim, **HTMX)
    assert len(four) == len(none)


def test_a_draft_is_in_no_report_and_no_log(
    signed_in: SignIn, ben: User, ada: User, claim: Claim, capsys: pytest.CaptureFixture[str]
) -> None:
    keep(signed_in(ben), claim)
    report = signed_in(ada).get(f"/articles/{claim.article_id}/report/").content.decode()
    assert WORDS not in report
    assert WORDS not in "".join(capsys.readouterr())
    assert WORDS not in json.dumps(list(AuditEntry.objects.values_list("changes", flat=True)))


def test_company_is_told_once_and_again_when_it_changes(
    signed_in: SignIn, ben: User, cleo: User, claims: list[Claim]
) -> None:
    browser, url = signed_in(ben), f"/claims/{claims[0].pk}/here/"
    assert browser.post(url).content.decode().count("is here") == 0
    be_here(claim_id=claims[0].pk, actor=cleo)
    told = browser.post(url, {"known": "1"}).content.decode()
    assert "Cleo is here too" in told
    assert browser.post(url, {"known": f"1,{cleo.pk}:1"}).status_code == 204
    be_here(claim_id=claims[1].pk, actor=cleo)
    moved = browser.post(url, {"known": f"1,{cleo.pk}:1"}).content.decode()
    assert "is here too" not in moved
    assert 'data-at="2"' in moved


def test_a_heartbeat_is_three_questions_and_lengthens_no_session(
    signed_in: SignIn, ben: User, omar: User, ada: User, claims: list[Claim]
) -> None:
    browser = signed_in(ben)
    for person in (omar, ada):
        be_here(claim_id=claims[0].pk, actor=person)
    ends = Session.objects.get().expire_date
    Session.objects.update(expire_date=ends - dt.timedelta(hours=1))
    with CaptureQueriesContext(connection) as asked:
        browser.post(f"/claims/{claims[0].pk}/here/")
    own = [query["sql"] for query in asked if "SAVEPOINT" not in query["sql"]]
    assert len(own) <= 2 + 3  # who it is, and its own
    assert not [sql for sql in own if "UPDATE" in sql and "django_session" in sql]
    assert Session.objects.get().expire_date == ends - dt.timedelta(hours=1)


def test_opening_a_page_says_nothing_about_its_reader(signed_in: SignIn, ben: User, claim: Claim) -> None:
    card(signed_in(ben), claim)
    assert not Presence.objects.exists()


def test_undo_answers_with_list_and_text_and_leaves_the_open_card(
    signed_in: SignIn, ben: User, claims: list[Claim]
) -> None:
    browser, url = signed_in(ben), f"/articles/{claims[0].article_id}/undo/"
    saved = browser.post(f"/claims/{claims[0].pk}/accept/", {"seen": 0}, headers=HTMX)
    assert json.loads(saved["HX-Trigger-After-Settle"])["claimSaved"]["undo"] is True
    answer = browser.post(url, {"shown": 2}, headers=HTMX)
    page = answer.content.decode()
    assert (answer.status_code, "C002" in page, 'id="claims"' in page) == (200, True, True)
    told = json.loads(answer["HX-Trigger-After-Settle"])["claimSaved"]
    assert told["message"] == "Undone. Claim 1 is proposed again"
    assert told["undo"] is False
    again = browser.post(url, {"shown": 2}, headers=HTMX)
    assert (again.status_code, again["HX-Retarget"]) == (409, "#problem")
    assert "You did nothing here" in again.content.decode()


def test_undo_without_scripts_goes_to_the_claim(signed_in: SignIn, ben: User, claims: list[Claim]) -> None:
    accept(claim_id=claims[2].pk, actor=ben, seen=0)
    answer = signed_in(ben).post(f"/articles/{claims[2].article_id}/undo/")
    assert (answer.status_code, answer["Location"]) == (303, f"/articles/{claims[2].article_id}/claims/3/")


def test_who_observes_is_offered_no_undo(signed_in: SignIn, omar: User, ben: User, claim: Claim) -> None:
    assert "data-undo" not in card(signed_in(omar), claim)
    assert "data-undo" in card(signed_in(ben), claim)


def test_every_change_since_is_shown_and_both_notes_side_by_side(
    signed_in: SignIn, ben: User, cleo: User, claim: Claim
) -> None:
    find(claim, cleo, Status.DISPUTED)
    form = {"seen": 0, "status": "disputed", "sub_reason": "contradicted", "note": "The budget book says less."}
    answer = signed_in(ben).post(f"/claims/{claim.pk}/finding/", form | {"proposed_text": ""}, headers=HTMX)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert page.index("Cleo Marsh added evidence") < page.index("Cleo Marsh recorded a finding: disputed")
    assert "<del>otherwise</del><ins>less</ins>" in page
    assert "Save mine on top" in page


def test_only_what_is_younger_than_the_page_is_shown(signed_in: SignIn, ben: User, cleo: User, claim: Claim) -> None:
    support(claim, cleo)
    claim.refresh_from_db()
    seen = claim.lock_version
    find(claim, cleo, Status.UNVERIFIED)
    answer = signed_in(ben).post(f"/claims/{claim.pk}/attempt/", ATTEMPT | {"seen": seen}, headers=HTMX)
    notice = answer.content.decode().partition('<p class="words"')[0]
    assert "logged an attempt" in notice
    assert "added evidence" not in notice


def test_in_two_windows_of_ones_own_nobody_else_is_named(signed_in: SignIn, ben: User, claim: Claim) -> None:
    support(claim, ben)
    answer = signed_in(ben).post(f"/claims/{claim.pk}/attempt/", ATTEMPT | {"seen": 0}, headers=HTMX)
    assert "You changed this claim in another window" in answer.content.decode()


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("attempt", ATTEMPT),
        ("dismiss", {"reason": "opinion"}),
        ("details", {"kind": "statistic", "attributed_to": "Lena Arndt"}),
        ("merge", {"into": "2"}),
    ],
)
def test_every_form_can_be_saved_on_top(
    signed_in: SignIn, ben: User, cleo: User, claim: Claim, name: str, form: dict[str, str]
) -> None:
    """What the notice's own form sends, with and without scripts, is what was to be saved."""
    Claim.objects.filter(pk=claim.pk).update(lock_version=4)
    support(claim, cleo)
    browser = signed_in(ben)
    stale = browser.post(f"/claims/{claim.pk}/{name}/", form | {"seen": 4}, headers=HTMX)
    page = stale.content.decode()
    assert stale.status_code == 409
    notice = page.partition("data-on-top>")[2].partition("</form>")[0]
    assert '<input type="hidden" name="seen" value="5">' in notice
    again = browser.post(f"/claims/{claim.pk}/{name}/", form | {"seen": 5}, headers=HTMX)
    assert again.status_code == 200


def test_the_door_tells_a_page_who_is_here_and_its_new_token(signed_in: SignIn, ben: User) -> None:
    browser = signed_in(ben)
    told = browser.get("/session/").json()
    assert told["user"] == ben.pk
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(ben)
    fresh = strict.get("/session/").json()["token"]
    assert strict.post("/sign-out/", headers={"X-CSRFToken": fresh}).status_code == 302


def test_a_page_with_an_old_token_is_told_so(ben: User, claim: Claim) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(ben)
    answer = strict.post(f"/claims/{claim.pk}/attempt/", ATTEMPT | {"seen": 0}, headers=HTMX)
    assert (answer.status_code, answer["X-Old-Page"]) == (403, "1")
    assert not Attempt.objects.exists()
    assert Claim.objects.get(pk=claim.pk).state == ClaimState.PROPOSED


def test_evidence_just_added_is_offered_for_undo_and_said_to_be_retracted(
    signed_in: SignIn, ben: User, claim: Claim
) -> None:
    browser = signed_in(ben)
    form = {"seen": 0, "stance": "supports", "source_title": "Budget book", "source_kind": "document", "quote": WORDS}
    saved = browser.post(f"/claims/{claim.pk}/evidence/", form | {"rank": "primary", "locator": "p. 1"}, headers=HTMX)
    assert json.loads(saved["HX-Trigger-After-Settle"])["claimSaved"]["undo"] is True
    answer = browser.post(f"/articles/{claim.article_id}/undo/", {"shown": 1}, headers=HTMX)
    told = json.loads(answer["HX-Trigger-After-Settle"])["claimSaved"]
    assert told["message"] == "Undone. Your evidence on claim 1 is retracted"
    page = answer.content.decode()
    assert "Taken back within minutes by the person who added it" in page
    assert WORDS in page  # it stays to be read


def test_a_proposal_with_a_finding_that_was_taken_back_can_be_read(signed_in: SignIn, ben: User, claim: Claim) -> None:
    browser = signed_in(ben)
    find(claim, ben)
    commit()
    for _step in ("finding", "evidence"):
        assert browser.post(f"/articles/{claim.article_id}/undo/", headers=HTMX).status_code == 200
    claim.refresh_from_db()
    assert claim.state == ClaimState.PROPOSED
    assert "took back: added evidence" in card(browser, claim, **HTMX)
