"""What a form of the card does, over HTTP: saved, refused, overtaken, not yours."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from claims.models import Attempt, Claim, Evidence, Finding, Verdict
from claims.states import ClaimState
from claims.vocabulary import Status
from factdesk.core.models import User
from tests.conftest import SignIn
from tests.factories import article_with_claims, commit, find, support

HTMX = {"HX-Request": "true"}
Form = dict[str, object]


@pytest.fixture
def claim(ada: User) -> Claim:
    return article_with_claims(ada)[1][0]


def post(browser: Client, claim: Claim, name: str, form: Form, **headers: str):  # type: ignore[no-untyped-def]
    claim.refresh_from_db()
    form = {"seen": claim.lock_version} | form
    return browser.post(f"/claims/{claim.pk}/{name}/", form, headers=headers)


SOURCED: Form = {"status": "sourced", "sub_reason": "primary", "note": "", "proposed_text": ""}
EVIDENCE: Form = {
    "stance": "supports",
    "source_title": "Budget book",
    "source_kind": "document",
    "url": "https://example.org/budget",
    "quote": "31,000,000",
    "locator": "Page 12",
    "note": "",
}


def test_a_finding_answers_with_card_row_and_gauges(signed_in: SignIn, ben: User, claim: Claim) -> None:
    support(claim, ben)
    answer = post(signed_in(ben), claim, "finding", SOURCED, **HTMX)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "hx-swap-oob" in page
    assert "<html" not in page
    told = json.loads(answer["HX-Trigger-After-Settle"])["claimSaved"]
    assert (told["number"], told["standing"]) == (claim.number, "sourced")


def test_without_javascript_it_goes_back_to_the_claim(signed_in: SignIn, ben: User, claim: Claim) -> None:
    answer = post(signed_in(ben), claim, "evidence", EVIDENCE)
    assert (answer.status_code, answer["Location"]) == (303, f"/articles/{claim.article_id}/claims/{claim.number}/")


def test_evidence_attempt_and_dismissal_are_saved(signed_in: SignIn, ben: User, ada: User) -> None:
    _article, (first, second, *_rest) = article_with_claims(ada)
    browser = signed_in(ben)
    post(browser, first, "evidence", EVIDENCE, **HTMX)
    post(browser, first, "attempt", {"what": "The list", "channel": "phone", "outcome": "None"}, **HTMX)
    post(browser, second, "dismiss", {"reason": "opinion"}, **HTMX)
    assert (Evidence.objects.count(), Attempt.objects.count()) == (1, 1)
    second.refresh_from_db()
    assert second.state == ClaimState.DISMISSED


def test_a_verdict_and_its_reopening_are_saved(signed_in: SignIn, ada: User, ben: User, claim: Claim) -> None:
    find(claim, ben)
    browser = signed_in(ada)
    form: Form = {"choice": "agree", "status": "sourced", "override_reason": "", "resolution": "stands"}
    assert post(browser, claim, "verdict", form, **HTMX).status_code == 200
    assert Verdict.objects.get().by == ada
    assert post(browser, claim, "reopen", {}, **HTMX).status_code == 200
    claim.refresh_from_db()
    assert claim.state == ClaimState.IN_CHECK


@pytest.mark.parametrize(
    ("name", "form", "said"),
    [
        ("finding", SOURCED, "A source that supports these words"),
        ("finding", SOURCED | {"status": ""}, "Choose sourced, disputed or unverified."),
        ("finding", SOURCED | {"sub_reason": "no_reply"}, "Choose the reason that goes with this finding."),
        ("finding", SOURCED | {"sub_reason": "made_up"}, "made_up"),
        ("evidence", EVIDENCE | {"quote": "", "note": " "}, "or a note of what it shows"),
        ("evidence", EVIDENCE | {"locator": ""}, "Say where these words stand"),
        ("evidence", EVIDENCE | {"url": "javascript:alert(1)"}, "valid URL"),
        ("attempt", {"what": "", "channel": "phone", "outcome": ""}, "required"),
        ("dismiss", {"reason": "boring"}, "boring"),
    ],
)
def test_what_is_missing_is_said_beside_the_words_that_were_sent(
    signed_in: SignIn, ben: User, claim: Claim, name: str, form: Form, said: str
) -> None:
    answer = post(signed_in(ben), claim, name, form, **HTMX)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    claim.refresh_from_db()
    assert claim.lock_version == 0


def test_who_was_overtaken_reads_both_and_keeps_their_words(
    signed_in: SignIn, ben: User, cleo: User, claim: Claim
) -> None:
    find(claim, cleo, Status.DISPUTED)
    words = "Larger sums have passed through the budget."
    form = SOURCED | {"seen": 0, "note": words}
    answer = post(signed_in(ben), claim, "finding", form, **HTMX)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Cleo Marsh" in page
    assert "The budget book says otherwise." in page
    assert page.count(words) >= 2
    assert f'name="seen" value="{Claim.objects.get(pk=claim.pk).lock_version}"' in page
    assert Finding.objects.count() == 1


def test_a_double_click_saves_once(signed_in: SignIn, ben: User, claim: Claim) -> None:
    support(claim, ben)
    claim.refresh_from_db()
    browser, form = signed_in(ben), SOURCED | {"seen": claim.lock_version}
    answers = [browser.post(f"/claims/{claim.pk}/finding/", form, headers=HTMX) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert Finding.objects.count() == 1


def test_a_missing_or_forged_version_is_refused(signed_in: SignIn, ben: User, claim: Claim) -> None:
    for seen in ("", "x", "-1"):
        answer = post(signed_in(ben), claim, "dismiss", {"reason": "opinion", "seen": seen}, **HTMX)
        assert answer.status_code in {409, 422}
    assert not Claim.objects.filter(state=ClaimState.DISMISSED).exists()


@pytest.mark.parametrize("name", ["finding", "evidence", "attempt", "verdict", "dismiss", "reopen"])
def test_another_desk_gets_not_found_and_changes_nothing(signed_in: SignIn, sam: User, claim: Claim, name: str) -> None:
    form = SOURCED | EVIDENCE | {"what": "x", "channel": "phone", "outcome": "x", "reason": "opinion"}
    form |= {"choice": "agree", "resolution": "stands"}
    answer = post(signed_in(sam), claim, name, form, **HTMX)
    assert answer.status_code == 404
    claim.refresh_from_db()
    assert claim.lock_version == 0


def test_an_observer_is_told_who_checks(signed_in: SignIn, omar: User, claim: Claim) -> None:
    answer = post(signed_in(omar), claim, "evidence", EVIDENCE, **HTMX)
    assert answer.status_code == 403
    assert "Reviewers and editors check claims." in answer.content.decode()
    assert answer["HX-Retarget"] == "#problem"


def test_markup_in_words_stays_words(signed_in: SignIn, ben: User, claim: Claim) -> None:
    evil = '<img src=x onerror=alert(1)><b hx-get="/">'
    form = EVIDENCE | {"source_title": evil, "quote": evil, "locator": evil, "note": evil}
    page = post(signed_in(ben), claim, "evidence", form, **HTMX).content.decode()
    assert "<img" not in page
    assert "<b hx-get" not in page
    assert "&lt;img" in page


def test_evidence_is_retracted_and_stays_to_be_read(signed_in: SignIn, ada: User, ben: User) -> None:
    article, claims = article_with_claims(ada)
    find(claims[0], ben)
    commit()
    claim = claims[0]
    claim.refresh_from_db()
    evidence = claim.evidence.get()
    browser = signed_in(ben)
    url = f"/evidence/{evidence.pk}/retract/"
    empty = browser.post(url, {"seen": claim.lock_version}, headers=HTMX)
    assert empty.status_code == 422
    assert f'id="retract-{evidence.pk}-reason"' in empty.content.decode()
    page = browser.post(url, {"seen": claim.lock_version, "reason": "Another year."}, headers=HTMX).content.decode()
    assert "Another year." in page
    assert "has to be checked again" in page
    assert "Stale" in page
    report = browser.get(f"/articles/{article.pk}/report/").content.decode()
    assert "Another year." in report
