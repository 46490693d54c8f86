"""Accepting, marking, splitting and merging over HTTP: with htmx and without, refused, overtaken."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from articles.models import Article
from claims.models import Claim
from factdesk.core.models import User
from tests.conftest import SignIn
from tests.factories import article_with_claims, find, support

HTMX = {"HX-Request": "true"}
Form = dict[str, object]


@pytest.fixture
def article(ada: User) -> Article:
    return article_with_claims(ada)[0]


@pytest.fixture
def claim(article: Article) -> Claim:
    return Claim.objects.get(article=article, anchors__exact__startswith="The city council")


def span(article: Article, words: str) -> Form:
    start = article.head.text.index(words)
    return {"version": 1, "start": start, "end": start + len(words), "words": words}


def post(browser: Client, claim: Claim, name: str, form: Form, **headers: str) -> Any:
    claim.refresh_from_db()
    return browser.post(f"/claims/{claim.pk}/{name}/", {"seen": claim.lock_version} | form, headers=headers)


def told(answer: Any) -> str:
    return str(json.loads(answer["HX-Trigger-After-Settle"])["claimSaved"]["message"])


def test_a_new_claim_answers_with_card_list_text_and_counters(signed_in: SignIn, ben: User, article: Article) -> None:
    answer = signed_in(ben).post(
        f"/articles/{article.pk}/claims/", span(article, "Is it worth the money?"), headers=HTMX
    )
    page, number = answer.content.decode(), article.claims.count()
    assert answer.status_code == 200
    assert told(answer) == f"Claim {number} added"
    assert answer["HX-Replace-Url"] == f"/articles/{article.pk}/claims/{number}/"
    for part in ('id="claims"', 'id="copy"', 'id="gauges"', 'id="cover"'):
        assert part in page
    assert page.count("hx-swap-oob") == 4
    assert "<html" not in page
    assert f'data-claim="{number}" data-status="unchecked" data-open' in page


def test_kind_and_speaker_are_read_from_the_words(signed_in: SignIn, ben: User, article: Article) -> None:
    browser = signed_in(ben)
    browser.post(f"/articles/{article.pk}/claims/", span(article, "12,000 passengers a day by 2030"))
    made = Claim.objects.get(article=article, run=None)
    assert (made.type, made.attributed_to) == ("quote", "the transport commissioner, Lena Arndt")


def test_without_scripts_words_are_copied_into_a_form(signed_in: SignIn, ben: User, article: Article) -> None:
    browser = signed_in(ben)
    form: Form = {"version": 1, "words": " Is it worth the money?\r\n"}
    answer = browser.post(f"/articles/{article.pk}/claims/", form)
    made = Claim.objects.get(article=article, run=None)
    assert (answer.status_code, answer["Location"]) == (303, f"/articles/{article.pk}/claims/{made.number}/")
    again = browser.post(f"/articles/{article.pk}/claims/", form | {"words": "no such words"})
    assert again.status_code == 422
    page = again.content.decode()
    assert "<html" in page
    assert "These words are not in the text." in page
    assert "no such words" in page
    several = browser.post(f"/articles/{article.pk}/claims/", form | {"words": "31 million euros"})
    assert "2 times" in several.content.decode()


def test_words_that_are_a_claim_lead_to_it(signed_in: SignIn, ben: User, claim: Claim) -> None:
    words = claim.anchors.get().exact
    url = f"/articles/{claim.article_id}/claims/"
    answer = signed_in(ben).post(url, span(claim.article, words), headers=HTMX)
    page = answer.content.decode()
    assert (answer.status_code, answer["HX-Retarget"]) == (422, "#marking")
    assert f"{url}{claim.number}/" in page
    assert f"Claim {claim.number} stands on exactly these words." in page


@pytest.mark.parametrize("form", [{}, {"version": 1}, {"version": 1, "start": 5, "end": 5}, {"version": "x"}])
def test_nothing_marked_is_said_beside_the_bar(signed_in: SignIn, ben: User, article: Article, form: Form) -> None:
    answer = signed_in(ben).post(f"/articles/{article.pk}/claims/", form, headers=HTMX)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()


def test_words_of_an_older_version_are_a_conflict(signed_in: SignIn, ben: User, article: Article) -> None:
    form = span(article, "Is it worth") | {"version": 7}
    assert signed_in(ben).post(f"/articles/{article.pk}/claims/", form, headers=HTMX).status_code == 409


def test_accepting_changes_the_step_and_keeps_the_list(signed_in: SignIn, ben: User, claim: Claim) -> None:
    answer = post(signed_in(ben), claim, "accept", {}, **HTMX)
    assert told(answer) == f"Claim {claim.number} accepted"
    assert 'id="claims"' not in answer.content.decode()
    claim.refresh_from_db()
    assert claim.state == "open"


def test_words_are_given_by_offsets_or_copied(signed_in: SignIn, ben: User, claim: Claim) -> None:
    browser = signed_in(ben)
    words = "the budget of 31 million euros"
    assert post(browser, claim, "words", span(claim.article, words), **HTMX).status_code == 200
    # These words also stand in the title; the place nearest to the claim is meant.
    assert post(browser, claim, "words", {"version": 1, "words": "31 million euros"}).status_code == 303
    anchor = claim.anchors.standing().get()
    assert anchor.start == claim.article.head.text.index("31 million euros", 60)


def test_a_split_shows_both_parts(signed_in: SignIn, ben: User, claim: Claim) -> None:
    last = claim.article.claims.count()
    answer = post(signed_in(ben), claim, "split", span(claim.article, "for tram line 4 on Monday."), **HTMX)
    assert told(answer) == f"Claim {claim.number} split, new: {last + 1}"
    page = answer.content.decode()
    assert f'id="row-{last + 1}"' in page
    assert "came of its words" in page


def test_a_merge_is_shown_on_both_cards_and_taken_back_by_reopening(signed_in: SignIn, ben: User, claim: Claim) -> None:
    browser = signed_in(ben)
    other = claim.article.claims.exclude(pk=claim.pk)[0]
    answer = post(browser, claim, "merge", {"into": other.number}, **HTMX)
    assert told(answer) == f"Claim {claim.number} merged into claim {other.number}"
    assert answer.content.decode().count(f'class="mark unchecked" data-claim="{other.number}"') >= 2
    url = f"/articles/{claim.article_id}/claims/"
    assert (
        f'Said again as\n        <a href="{url}{claim.number}/"'
        in browser.get(f"{url}{other.number}/").content.decode()
    )
    back = post(browser, claim, "reopen", {}, **HTMX)
    assert 'id="copy"' in back.content.decode()
    assert "Same as <a" not in back.content.decode()


def test_kind_and_speaker_are_corrected(signed_in: SignIn, ben: User, claim: Claim) -> None:
    post(signed_in(ben), claim, "details", {"kind": "causal", "attributed_to": "Lena Arndt"}, **HTMX)
    claim.refresh_from_db()
    assert (claim.type, claim.attributed_to) == ("causal", "Lena Arndt")


@pytest.mark.parametrize(
    ("name", "form", "said"),
    [
        ("words", {"version": 1, "words": "not there"}, "These words are not in the text."),
        ("words", {"version": 1, "words": ""}, "Mark the words in the text"),
        ("split", {"version": 1, "words": "Is it worth the money?"}, "Mark a part of the claim’s words"),
        ("merge", {"into": 99}, "There is no claim 99"),
        ("merge", {"into": "x"}, "Enter a whole number."),
        ("details", {"kind": "rumour", "attributed_to": ""}, "rumour"),
    ],
)
def test_what_is_wrong_is_said_in_the_form_that_was_sent(
    signed_in: SignIn, ben: User, claim: Claim, name: str, form: Form, said: str
) -> None:
    answer = post(signed_in(ben), claim, name, form, **HTMX)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    claim.refresh_from_db()
    assert claim.lock_version == 0


def test_a_claim_with_evidence_says_why_its_words_stay(signed_in: SignIn, ben: User, claim: Claim) -> None:
    support(claim, ben)
    browser = signed_in(ben)
    card = browser.get(f"/articles/{claim.article_id}/claims/{claim.number}/", headers=HTMX).content.decode()
    assert "There is evidence on these words, so they stay." in card
    assert 'id="words-form"' not in card
    assert post(browser, claim, "words", span(claim.article, "31 million"), **HTMX).status_code == 403


def test_who_was_overtaken_keeps_what_they_marked(signed_in: SignIn, ben: User, cleo: User, claim: Claim) -> None:
    find(claim, cleo)
    form = span(claim.article, "the budget of 31 million euros") | {"seen": 0}
    answer = post(signed_in(ben), claim, "words", form, **HTMX)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Cleo Marsh" in page
    assert page.count("the budget of 31 million euros") >= 2


@pytest.mark.parametrize("name", ["accept", "words", "split", "merge", "details"])
def test_other_desks_find_nothing_and_observers_are_told(
    signed_in: SignIn, omar: User, sam: User, claim: Claim, name: str
) -> None:
    form = span(claim.article, "31 million euros") | {"into": 1, "kind": "quote", "attributed_to": ""}
    assert post(signed_in(sam), claim, name, form, **HTMX).status_code == 404
    assert post(signed_in(omar), claim, name, form, **HTMX).status_code == 403
    claim.refresh_from_db()
    assert claim.lock_version == 0


def test_observers_see_no_bar(signed_in: SignIn, omar: User, article: Article) -> None:
    page = signed_in(omar).get(f"/articles/{article.pk}/").content.decode()
    assert 'id="marking"' not in page
    assert "data-mark " not in page
