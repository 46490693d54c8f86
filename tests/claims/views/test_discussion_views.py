"""The discussion over HTTP: its part of the card, its own page, and what no page tells whom it is not for."""

from __future__ import annotations

import json

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries, Settings

import claims.tasks  # noqa: F401  registers the job
from claims.actions.discussion import edit_comment, resolve, start_thread, write_comment
from claims.actions.signoff import sign_off, verdict_set_hash
from claims.models import Claim, Comment, Notification, Thread
from factdesk.core import jobs
from factdesk.core.models import AuditEntry, Job, User
from tests.conftest import SignIn
from tests.factories import article_with_claims, decide, find, issued

HTMX = {"HX-Request": "true"}
CANARY = "Zanzibarquokka"
EVIL = '<img src=x onerror=alert(1)><b hx-get="/">@<i>Ada</i></textarea><script>alert(1)</script>'


@pytest.fixture
def claim(ada: User) -> Claim:
    return article_with_claims(ada)[1][0]


def shown(browser: Client, url: str, **headers: str) -> str:
    answer = browser.get(url, headers=headers)
    assert answer.status_code == 200, url
    return answer.content.decode()


def talk_url(claim: Claim) -> str:
    return f"/claims/{claim.pk}/discussion/"


def test_the_card_tells_how_many_are_open_and_loads_them_when_opened(
    signed_in: SignIn, ben: User, claim: Claim
) -> None:
    start_thread(claim_id=claim.pk, actor=ben, text="Which budget?")
    browser = signed_in(ben)
    card = shown(browser, f"/articles/{claim.article_id}/claims/1/", **HTMX)
    assert '<span class="count" id="talk-count">1 open</span>' in card
    assert f'hx-get="{talk_url(claim)}"' in card
    assert "Which budget?" not in card
    part = shown(browser, talk_url(claim), **HTMX)
    assert "Which budget?" in part
    assert "<html" not in part
    page = shown(browser, f"/articles/{claim.article_id}/")
    assert "1 open thread" in page


def test_it_is_a_page_of_its_own_without_scripts(signed_in: SignIn, ben: User, claim: Claim) -> None:
    browser = signed_in(ben)
    assert "<html" in shown(browser, talk_url(claim))
    answer = browser.post(talk_url(claim), {"text": "Which budget?"})
    assert (answer.status_code, answer["Location"]) == (303, talk_url(claim))
    assert "Which budget?" in shown(browser, talk_url(claim))


def test_a_comment_answers_with_the_discussion_and_the_row(signed_in: SignIn, ben: User, claim: Claim) -> None:
    browser = signed_in(ben)
    answer = browser.post(talk_url(claim), {"text": "Which budget?", "privileged": "on"}, headers=HTMX)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert Thread.objects.get().privileged
    assert f'id="row-{claim.number}" hx-swap-oob="true"' in page
    assert 'id="talk-count" hx-swap-oob="true">1 open' in page
    assert f'id="comment-{Comment.objects.get().pk}" tabindex="-1" data-focus' in page
    assert json.loads(answer["HX-Trigger-After-Settle"])["toast"]["message"] == "Comment saved"


def test_an_answer_a_correction_and_a_resolution_are_saved(signed_in: SignIn, ben: User, claim: Claim) -> None:
    thread = start_thread(claim_id=claim.pk, actor=ben, text="Which budget?").thread
    browser = signed_in(ben)
    assert browser.post(f"/threads/{thread.pk}/comments/", {"text": "The old one"}, headers=HTMX).status_code == 200
    last = Comment.objects.order_by("-pk")[0]
    page = browser.post(f"/comments/{last.pk}/edit/", {"text": "The new one"}, headers=HTMX).content.decode()
    assert "edited" in page
    assert "What it said before" in page
    page = browser.post(f"/threads/{thread.pk}/resolve/", headers=HTMX).content.decode()
    assert "1 resolved thread" in page
    assert "<summary data-focus>" in page
    page = browser.post(f"/threads/{thread.pk}/reopen/", headers=HTMX).content.decode()
    assert f'id="thread-{thread.pk}" tabindex="-1" data-focus' in page


@pytest.mark.parametrize("text", ["", "   \n ", "x" * 20_001, "\x00"])
def test_what_cannot_be_said_is_sent_back_with_the_words(signed_in: SignIn, ben: User, claim: Claim, text: str) -> None:
    answer = signed_in(ben).post(talk_url(claim), {"text": text}, headers=HTMX)
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.content.decode()
    assert not Thread.objects.exists()


def test_who_writes_into_a_thread_just_resolved_keeps_every_word(
    signed_in: SignIn, ben: User, cleo: User, claim: Claim
) -> None:
    thread = start_thread(claim_id=claim.pk, actor=cleo, text="Which budget?").thread
    resolve(thread_id=thread.pk, actor=cleo)
    answer = signed_in(ben).post(f"/threads/{thread.pk}/comments/", {"text": "But wait"}, headers=HTMX)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "marked resolved while you were writing" in page
    assert ">\nBut wait</textarea>" in page
    assert '<details class="settled" open>' in page


def test_observers_read_and_are_told_why_they_cannot_write(
    signed_in: SignIn, omar: User, ben: User, claim: Claim
) -> None:
    start_thread(claim_id=claim.pk, actor=ben, text="Which budget?")
    part = shown(signed_in(omar), talk_url(claim), **HTMX)
    assert "Which budget?" in part
    assert "Reviewers and editors write about claims." in part
    assert "<form" not in part


def test_markup_in_words_stays_words(signed_in: SignIn, ada: User, ben: User, claim: Claim) -> None:
    User.objects.filter(pk=ben.pk).update(name="<b>Ben</b> Okoro")
    ben.refresh_from_db()
    said = start_thread(claim_id=claim.pk, actor=ben, text=f"{EVIL} @Ada")
    edit_comment(comment_id=said.pk, actor=ben, text=f"{EVIL} @Ada again")
    for reader, url in (
        (ben, talk_url(claim)),
        (ada, "/notifications/"),
        (ada, f"/articles/{claim.article_id}/people/"),
    ):
        page = shown(signed_in(reader), url)
        for live in ("<img", "<b hx-get", "<i>Ada", "<script>alert", "<b>Ben"):
            assert live not in page, (url, live)


def test_the_people_of_the_desk_can_be_called_in(
    signed_in: SignIn, ada: User, ben: User, omar: User, sam: User, claim: Claim
) -> None:
    page = shown(signed_in(ada), f"/articles/{claim.article_id}/people/")
    assert 'data-name="Ben Okoro"' in page
    assert "observer" in page
    assert "Sam Lind" not in page
    assert "Ada Verhoeven" not in page
    assert "factdesk.example" not in page


# What is privileged.


@pytest.mark.parametrize("who", ["cleo", "omar", "sam"])
def test_who_was_not_called_in_finds_no_trace(
    request: pytest.FixtureRequest,
    signed_in: SignIn,
    ada: User,
    ben: User,
    claim: Claim,
    who: str,
    settings: Settings,
) -> None:
    settings.MAIL_FROM, settings.DESK_URL = "desk@example.org", "https://desk.example.org"
    reader: User = request.getfixturevalue(who)
    find(claim, ben)
    thread = start_thread(claim_id=claim.pk, actor=ada, text=f"{CANARY} @Ben", privileged=True).thread
    answer = write_comment(thread_id=thread.pk, actor=ben, text=f"{CANARY} too")
    browser, article = signed_in(reader), claim.article_id
    decide(claim, ada)
    pages = [
        browser.get("/"),
        browser.get("/notifications/"),
        *(browser.get(f"/articles/{article}/{path}") for path in ("", "claims/1/", "sign-off/", "report/", "people/")),
        browser.get(f"/articles/{article}/claims/1/", headers=HTMX),
        browser.get(talk_url(claim), headers=HTMX),
        browser.get(talk_url(claim)),
        browser.post(f"/threads/{thread.pk}/comments/", {"text": "Hm"}, headers=HTMX),
        browser.post(f"/threads/{thread.pk}/resolve/", headers=HTMX),
        browser.post(f"/comments/{answer.pk}/edit/", {"text": "Hm"}, headers=HTMX),
    ]
    for page in pages:
        text = page.content.decode()
        assert CANARY not in text
        assert "rivileged, for legal.</b>" not in text
        assert "1 open thread" not in text
    assert claim.article.title not in browser.get("/", {"q": CANARY}).content.decode()
    assert [page.status_code for page in pages[-3:]] in ([404] * 3, [403, 404, 404])


def test_no_public_report_trail_notice_or_mail_holds_what_was_said(
    signed_in: SignIn, ada: User, ben: User, cleo: User, omar: User, claim: Claim, settings: Settings
) -> None:
    """Also for those who may read it: what is for legal stays on the page, and all of it where it goes to others."""
    settings.MAIL_FROM, settings.DESK_URL = "desk@example.org", "https://desk.example.org"
    for privileged, said in ((True, CANARY), (False, "Ordinary")):
        thread = start_thread(claim_id=claim.pk, actor=ben, text=f"{said} @Cleo", privileged=privileged).thread
        write_comment(thread_id=thread.pk, actor=ada, text=f"{said} indeed, @Ben")
    article = claim.article
    page = shown(signed_in(ada), f"/articles/{article.pk}/report/")
    assert CANARY not in page
    assert "Ordinary indeed" in page
    reason = "Print has started."
    sign_off(article_id=article.pk, actor=ada, seen=verdict_set_hash(article), override_reason=reason, confirmed=True)
    assert CANARY.encode() not in bytes(issued().content)
    assert CANARY.encode() in bytes(issued("legal", "json").content)
    assert "Ordinary" not in shown(signed_in(omar), f"/articles/{article.pk}/report/")
    assert CANARY not in shown(signed_in(cleo), "/notifications/")
    assert CANARY not in json.dumps(list(AuditEntry.objects.values_list("changes", flat=True)))
    for job in Job.objects.filter(kind="claims.mail_notice"):
        jobs.run(job.pk)
    assert len(mail.outbox) == Notification.objects.count() == 6
    assert not [sent for sent in mail.outbox if CANARY in str(sent.message())]


# Queries.


def _asked(browser: Client, url: str, **headers: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        shown(browser, url, **headers)
    return len(asked)


def test_a_long_discussion_asks_as_often_as_a_short_one(
    signed_in: SignIn, ada: User, ben: User, cleo: User, claim: Claim
) -> None:
    def talk(threads: int, comments: int) -> None:
        for n in range(threads):
            said = start_thread(claim_id=claim.pk, actor=ben, text=f"Question {n} @Cleo", privileged=n % 2 == 0)
            for place in range(comments):
                write_comment(thread_id=said.thread_id, actor=ada, text=f"Answer {place} @Ben")
            edit_comment(comment_id=said.pk, actor=ben, text=f"Other question {n} @Cleo")

    talk(2, 1)
    browser = signed_in(ben)
    few = _asked(browser, talk_url(claim), **HTMX)
    talk(10, 4)
    assert _asked(browser, talk_url(claim), **HTMX) == few
    assert few <= 10


def test_the_card_and_the_page_cost_one_query_more_at_most(
    signed_in: SignIn, ben: User, claim: Claim, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """The count in the bar is that one; threads are counted within the queries of the list and of the chosen claim."""
    browser = signed_in(ben)
    page = f"/articles/{claim.article_id}/claims/1/"
    before = _asked(browser, page), _asked(browser, page, **HTMX)
    start_thread(claim_id=claim.pk, actor=ben, text="Which budget?")
    assert (_asked(browser, page), _asked(browser, page, **HTMX)) == before
    with CaptureQueriesContext(connection) as asked:
        shown(browser, page)
    talk = [query["sql"] for query in asked if "claims_thread" in query["sql"] or "claims_notification" in query["sql"]]
    assert len([sql for sql in talk if 'AS "n" FROM "claims_notification"' in sql]) == 1
    assert len(talk) == 3
