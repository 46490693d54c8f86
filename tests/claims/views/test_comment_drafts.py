"""Comments that were not saved, over HTTP: they come with the discussion, and go with the save."""

from __future__ import annotations

import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from claims.actions.discussion import resolve, start_thread, write_comment
from claims.models import Claim, Comment, Draft, Thread
from factdesk.core.models import AuditEntry, User
from tests.conftest import SignIn
from tests.factories import article_with_claims

HTMX = {"HX-Request": "true"}
WORDS = "The budget of which ye"


@pytest.fixture
def claim(ada: User) -> Claim:
    return article_with_claims(ada)[1][0]


@pytest.fixture
def thread(claim: Claim, ben: User) -> Thread:
    return start_thread(claim_id=claim.pk, actor=ben, text="Which budget?").thread


def keep(browser: Client, claim: Claim, form: str, **fields: str) -> int:
    return browser.post(f"/claims/{claim.pk}/draft/", {"draft": form, "text": WORDS} | fields).status_code


def shown(browser: Client, claim: Claim, **headers: str) -> str:
    return browser.get(f"/claims/{claim.pk}/discussion/", headers=headers).content.decode()


def discard(browser: Client, claim: Claim, form: str, **headers: str) -> tuple[int, str]:
    answer = browser.post(f"/claims/{claim.pk}/draft/discard/", {"draft": form}, headers=headers)
    return answer.status_code, answer.content.decode()


def codes() -> set[str]:
    return set(Draft.objects.values_list("form", flat=True))


def test_it_comes_back_with_the_discussion_and_to_nobody_else(
    signed_in: SignIn, ben: User, ada: User, claim: Claim, thread: Thread
) -> None:
    place = f"answer-{thread.pk}"
    assert keep(signed_in(ben), claim, place) == 200
    for page in (shown(signed_in(ben), claim), shown(signed_in(ben), claim, **HTMX)):
        assert f">\n{WORDS}</textarea>" in page
        assert "Your draft" in page
        assert f'form="discard-{place}"' in page
        assert f'id="discard-{place}" data-discards="/threads/{thread.pk}/comments/"' in page
        assert f'data-draft="{place}"' in page
    for page in (shown(signed_in(ada), claim), shown(signed_in(ada), claim, **HTMX)):
        assert WORDS not in page
        assert "Your draft" not in page


def test_the_card_says_that_something_was_left_in_its_discussion(
    signed_in: SignIn, ben: User, ada: User, claim: Claim, thread: Thread
) -> None:
    left = 'id="talk-left">Your draft</span>'
    url = f"/articles/{claim.article_id}/claims/{claim.number}/"
    keep(signed_in(ben), claim, "thread")
    assert left in signed_in(ben).get(url, headers=HTMX).content.decode()
    assert left not in signed_in(ada).get(url, headers=HTMX).content.decode()
    assert WORDS not in signed_in(ben).get(url).content.decode()


def test_saving_a_comment_forgets_its_draft_and_no_other(
    signed_in: SignIn, ben: User, claim: Claim, thread: Thread
) -> None:
    comment = thread.comments.get()
    browser, edit = signed_in(ben), f"edit-{comment.pk}"
    for code in ("thread", f"answer-{thread.pk}", edit, "attempt"):
        keep(browser, claim, code, what=WORDS)
    browser.post(f"/threads/{thread.pk}/comments/", {"text": "Last year's"}, headers=HTMX)
    assert codes() == {"thread", edit, "attempt"}
    browser.post(f"/comments/{comment.pk}/edit/", {"text": "Which one?"}, headers=HTMX)
    assert codes() == {"thread", "attempt"}
    page = browser.post(f"/claims/{claim.pk}/discussion/", {"text": "Another"}, headers=HTMX).content.decode()
    assert codes() == {"attempt"}
    assert "Your draft" not in page


def test_what_could_not_be_said_stays_kept(
    signed_in: SignIn, ben: User, cleo: User, claim: Claim, thread: Thread
) -> None:
    browser, place = signed_in(ben), f"answer-{thread.pk}"
    keep(browser, claim, place)
    assert browser.post(f"/threads/{thread.pk}/comments/", {"text": " "}, headers=HTMX).status_code == 422
    write_comment(thread_id=thread.pk, actor=cleo, text="Last year's")
    resolve(thread_id=thread.pk, actor=cleo)
    assert browser.post(f"/threads/{thread.pk}/comments/", {"text": WORDS}, headers=HTMX).status_code == 409
    assert codes() == {place}
    assert not Comment.objects.filter(text=WORDS).exists()


def test_it_is_thrown_away_where_it_stood(signed_in: SignIn, ben: User, claim: Claim, thread: Thread) -> None:
    browser, comment = signed_in(ben), thread.comments.get()
    places = {
        "thread": "<summary data-focus>",
        f"answer-{thread.pk}": f'id="thread-{thread.pk}" tabindex="-1" data-focus',
    }
    places[f"edit-{comment.pk}"] = f'id="comment-{comment.pk}" tabindex="-1" data-focus'
    for code, focused in places.items():
        keep(browser, claim, code)
        status, page = discard(browser, claim, code, **HTMX)
        assert (status, WORDS in page, focused in page) == (200, False, True), code
        assert 'id="talk-left" hx-swap-oob="true"></span>' in page


def test_without_scripts_it_is_thrown_away_on_the_page_of_the_discussion(
    signed_in: SignIn, ben: User, claim: Claim
) -> None:
    browser = signed_in(ben)
    keep(browser, claim, "thread")
    answer = browser.post(f"/claims/{claim.pk}/draft/discard/", {"draft": "thread"})
    assert (answer.status_code, answer["Location"]) == (303, f"/claims/{claim.pk}/discussion/")
    assert not codes()


def test_who_may_not_write_there_is_told_as_everywhere(
    signed_in: SignIn, ada: User, ben: User, cleo: User, omar: User, claim: Claim
) -> None:
    legal = start_thread(claim_id=claim.pk, actor=ada, text="Can they sue? @Ben", privileged=True).thread
    mine = f"edit-{legal.comments.get().pk}"
    assert keep(signed_in(ben), claim, f"answer-{legal.pk}") == 200
    assert [keep(signed_in(person), claim, f"answer-{legal.pk}") for person in (cleo, omar)] == [404, 403]
    assert [keep(signed_in(person), claim, mine) for person in (ada, ben, cleo)] == [200, 403, 404]
    assert keep(signed_in(ben), claim, "answer-0") == 422


def test_nothing_of_it_goes_to_logs_or_trail(
    signed_in: SignIn, ben: User, claim: Claim, thread: Thread, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = AuditEntry.objects.count()
    browser = signed_in(ben)
    keep(browser, claim, f"answer-{thread.pk}")
    shown(browser, claim, **HTMX)
    discard(browser, claim, f"answer-{thread.pk}", **HTMX)
    assert WORDS not in "".join(capsys.readouterr())
    assert WORDS not in json.dumps(list(AuditEntry.objects.values_list("changes", flat=True)))
    assert AuditEntry.objects.count() == lines


def test_markup_in_a_draft_stays_words(signed_in: SignIn, ben: User, claim: Claim) -> None:
    browser = signed_in(ben)
    keep(browser, claim, "thread", text="</textarea><script>alert(1)</script>")
    assert "<script>alert" not in shown(browser, claim)


def test_drafts_cost_the_discussion_one_query_however_many(signed_in: SignIn, ben: User, claim: Claim) -> None:
    browser = signed_in(ben)
    said = [start_thread(claim_id=claim.pk, actor=ben, text=f"Question {n}") for n in range(5)]

    def asked() -> list[str]:
        with CaptureQueriesContext(connection) as queries:
            shown(browser, claim, **HTMX)
        return [query["sql"] for query in queries]

    none = asked()
    for comment in said:
        keep(browser, claim, f"answer-{comment.thread_id}")
        keep(browser, claim, f"edit-{comment.pk}")
    many = asked()
    assert len(many) == len(none)
    assert len([sql for sql in many if "claims_draft" in sql]) == 1
