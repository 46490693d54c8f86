"""The page of notices: unread first, fifty to a page, read one by one or all at once."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from claims.actions.discussion import start_thread, write_comment
from claims.models import Claim, MailChoice, NoticeKind, Notification
from claims.notices import notify
from factdesk.core.models import User
from tests.conftest import SignIn
from tests.factories import article_with_claims

HTMX = {"HX-Request": "true"}


@pytest.fixture
def claim(ada: User) -> Claim:
    return article_with_claims(ada)[1][0]


def fill(n: int, claim: Claim, ada: User, ben: User) -> None:
    Notification.objects.bulk_create(
        Notification(user=ada, by=ben, kind=NoticeKind.FINDING, claim=claim) for _ in range(n)
    )


def test_it_says_who_did_what_on_which_claim(signed_in: SignIn, ada: User, ben: User, claim: Claim) -> None:
    start_thread(claim_id=claim.pk, actor=ben, text="@Ada, secret words")
    page = signed_in(ada).get("/notifications/").content.decode()
    assert "<bdi>Ben Okoro</bdi> called you in on claim 1" in page
    assert claim.article.title in page
    assert "secret words" not in page
    assert '<span class="waiting" id="unread">1<span class="sr"> unread</span></span>' in page


def test_the_bar_counts_on_every_page_and_says_nothing_at_none(
    signed_in: SignIn, ada: User, ben: User, claim: Claim
) -> None:
    browser = signed_in(ada)
    assert '<span class="waiting" id="unread"></span>' in browser.get("/").content.decode()
    fill(3, claim, ada, ben)
    assert 'id="unread">3<' in browser.get(f"/articles/{claim.article_id}/").content.decode()


def test_opening_one_marks_it_read_and_leads_to_the_talk(signed_in: SignIn, ada: User, ben: User, claim: Claim) -> None:
    start_thread(claim_id=claim.pk, actor=ben, text="@Ada, look")
    notice = Notification.objects.get()
    answer = signed_in(ada).post(f"/notifications/{notice.pk}/read/", {"then": "open"})
    where = f"/articles/{claim.article_id}/claims/{claim.number}/#discussion"
    assert (answer.status_code, answer["Location"]) == (303, where)
    notice.refresh_from_db()
    assert notice.read_at


def test_one_is_marked_read_in_its_place(signed_in: SignIn, ada: User, ben: User, claim: Claim) -> None:
    fill(2, claim, ada, ben)
    notice = Notification.objects.order_by("pk")[0]
    answer = signed_in(ada).post(f"/notifications/{notice.pk}/read/", headers=HTMX)
    page = answer.content.decode()
    assert f'id="notice-{notice.pk}"' in page
    assert "Mark read" not in page
    assert 'id="unread" hx-swap-oob="true">1<' in page


def test_unread_come_first_and_fifty_fill_a_page(signed_in: SignIn, ada: User, ben: User, claim: Claim) -> None:
    fill(60, claim, ada, ben)
    browser = signed_in(ada)
    oldest, newest = (Notification.objects.order_by(order)[0].pk for order in ("pk", "-pk"))
    browser.post(f"/notifications/{newest}/read/")
    first, second = (browser.get(f"/notifications/?page={n}").content.decode() for n in (1, 2))
    assert first.count('<li class="told') == 50
    assert f'id="notice-{newest}"' not in first
    assert f'id="notice-{oldest}"' in second
    assert second.index(f'id="notice-{oldest}"') < second.index(f'id="notice-{newest}"')
    for odd in ("0", "x", "999", "-1"):
        assert browser.get("/notifications/", {"page": odd}).status_code == 200


def test_all_are_marked_read_at_once(signed_in: SignIn, ada: User, ben: User, claim: Claim) -> None:
    fill(60, claim, ada, ben)
    browser = signed_in(ada)
    newest = Notification.objects.order_by("-pk")[0].pk
    assert f'name="newest" value="{newest}"' in browser.get("/notifications/").content.decode()
    assert browser.post("/notifications/read/", {"newest": newest}).status_code == 303
    assert not Notification.objects.filter(read_at=None).exists()
    assert "Mark all read" not in browser.get("/notifications/").content.decode()


def test_a_thousand_ask_as_often_as_ten(signed_in: SignIn, ada: User, ben: User, claim: Claim) -> None:
    browser, counts = signed_in(ada), []
    thread = start_thread(claim_id=claim.pk, actor=ben, text="@Ada look", privileged=True).thread
    for n in (10, 1000):
        fill(n, claim, ada, ben)
        write_comment(thread_id=thread.pk, actor=ben, text=f"@Ada look {n}")
        with CaptureQueriesContext(connection) as asked:
            assert browser.get("/notifications/").status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 8


def test_mail_can_be_chosen_where_there_is_any(signed_in: SignIn, ada: User, settings: Settings) -> None:
    browser = signed_in(ada)
    assert "by mail" not in browser.get("/notifications/").content.decode()
    assert browser.post("/notifications/mail/", {"wanted": "on"}).status_code == 422
    settings.MAIL_FROM, settings.DESK_URL = "desk@example.org", "https://desk.example.org"
    assert 'name="wanted" id="id_wanted" aria-describedby' not in browser.get("/notifications/").content.decode()
    assert browser.get("/notifications/").content.decode().count("checked") >= 1
    assert browser.post("/notifications/mail/", {}).status_code == 303
    assert MailChoice.objects.get().wanted is False


def test_what_is_told_to_one_is_seen_by_no_other(
    signed_in: SignIn, ada: User, ben: User, cleo: User, claim: Claim
) -> None:
    (notice,) = notify(NoticeKind.FINDING, [ada], claim, by=ben)
    browser = signed_in(cleo)
    assert claim.article.title not in browser.get("/notifications/").content.decode()
    assert browser.post(f"/notifications/{notice.pk}/read/").status_code == 404
    notice.refresh_from_db()
    assert notice.read_at is None
