"""The page of corrections, and what the card, the sign-off and the reports tell of them."""

from __future__ import annotations

import datetime as dt
import logging

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article
from claims.actions.signoff import revoke
from claims.models import Correction, Report
from factdesk.core.models import User
from tests.claims.corrections import CLOSED, corrected, on, signed
from tests.conftest import SignIn
from tests.factories import PASSWORD, decide, find, issued

READER = "Hedda Quist, a reader"


def page(browser: Client, article: Article, path: str = "corrections/") -> str:
    answer = browser.get(f"/articles/{article.pk}/{path}")
    assert answer.status_code == 200
    return answer.content.decode()


def filled(**changes: str) -> dict[str, str]:
    facts = {
        "version": "1",
        "old_words": "on Monday",
        "new_words": "on Tuesday",
        "claim": "",
        "severity": "secondary",
        "root_cause": "misread_source",
        "public_note": "The council voted on Tuesday.",
        "reported_at": (timezone.localtime() - dt.timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M"),
        "reported_by": READER,
    }
    return facts | changes


def test_it_is_opened_from_the_sign_off_and_from_a_claim_with_its_words(
    signed_in: SignIn, ada: User, ben: User, published: Article
) -> None:
    browser = signed_in(ada)
    claim = on(published, "closed in 1974")
    address = f"/articles/{published.pk}/corrections/"
    assert f'href="{address}"' in page(browser, published, "sign-off/")
    assert f'href="{address}?claim={claim.number}"' in page(browser, published, f"claims/{claim.number}/")
    assert page(browser, published, f"corrections/?claim={claim.number}").count(CLOSED) == 2
    assert address not in page(signed_in(ben), published, f"claims/{claim.number}/")


def test_a_correction_leads_back_to_the_article(signed_in: SignIn, ada: User, published: Article) -> None:
    answer = signed_in(ada).post(f"/articles/{published.pk}/corrections/", filled())
    assert (answer.status_code, answer["Location"]) == (303, f"/articles/{published.pk}/")
    made = Correction.objects.get()
    assert (made.new_words, made.severity, made.reported_by) == ("on Tuesday", "secondary", READER)
    text = page(signed_in(ada), published, f"claims/{on(published, 'on Tuesday').number}/")
    assert "A correction changed these words" in text
    assert "For the words before the correction" in text


def test_of_several_places_one_is_chosen(signed_in: SignIn, ada: User, published: Article) -> None:
    browser, address = signed_in(ada), f"/articles/{published.pk}/corrections/"
    several = filled(old_words="31 million euros", new_words="34 million euros")
    answer = browser.post(address, several)
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "stand in the text 2 times" in text
    assert "Which place is meant" in text
    start = published.head.text.index("31 million euros for tram")
    assert f'value="{start}"' in text
    assert browser.post(address, several | {"place": str(start)}).status_code == 303
    assert "34 million euros for tram" in Article.objects.get(pk=published.pk).head.text


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"old_words": "on Friday"}, "These words are not in the text"),
        ({"severity": ""}, "Say how bad it was"),
        ({"public_note": ""}, "This field is required"),
        ({"claim": "99"}, "There is no claim 99"),
        ({"reported_at": "2100-01-01T12:00"}, "yet to come"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_the_words_are_kept(
    signed_in: SignIn, ada: User, published: Article, change: dict[str, str], said: str
) -> None:
    answer = signed_in(ada).post(f"/articles/{published.pk}/corrections/", filled(**change))
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert "on Tuesday" in answer.content.decode()
    assert not Correction.objects.exists()


def test_who_was_slower_is_told_and_keeps_the_words(signed_in: SignIn, ada: User, published: Article) -> None:
    revoke(article_id=published.pk, actor=ada, reason="More to come.")
    answer = signed_in(ada).post(f"/articles/{published.pk}/corrections/", filled())
    assert answer.status_code == 409
    assert "The council voted on Tuesday." in answer.content.decode()


def test_only_an_editor_corrects(signed_in: SignIn, ben: User, omar: User, sam: User, published: Article) -> None:
    address = f"/articles/{published.pk}/corrections/"
    statuses = [signed_in(user).post(address, filled()).status_code for user in (ben, omar, sam)]
    assert statuses == [403, 403, 404]


def test_the_report_of_the_new_version_tells_what_was_corrected_and_the_old_one_stays(
    signed_in: SignIn, ada: User, ben: User, omar: User, published: Article
) -> None:
    old = bytes(issued().content)
    corrected(published, ada, "on Monday", "on Tuesday evening", failed=on(published, "on Monday").number)
    observer = signed_in(omar)
    assert observer.get(f"/articles/{published.pk}/report/").status_code == 403
    assert "Report on version 1" not in page(observer, published)  # what was issued is internal
    claim = on(published, "on Tuesday evening")
    find(claim, ben)
    decide(claim, ada)
    signed(published, ada)
    first, second = Report.objects.filter(format="html").order_by("pk")
    assert bytes(first.content) == old
    text = bytes(second.content).decode()
    assert "Corrected." in text
    assert "Version 2 signed off" in text
    assert "Corrected." not in old.decode()
    assert "The budget is 34 million euros. We misread the table." in text
    assert "Monday</del>" in text
    assert "Tuesday evening</ins>" in text
    assert "1 reworded" in text
    for name in ("Quist", "misread_source", "The source was misread"):
        assert name not in text
    editor = signed_in(ada)
    password = {"profile": "internal", "form": "html", "password": PASSWORD}
    assert editor.post(f"/articles/{published.pk}/reports/", password).status_code == 303
    for report in (first, second):
        answer = editor.get(f"/articles/{published.pk}/reports/{report.pk}/")
        assert f"version-{report.version.number}-" in answer["Content-Disposition"]
    for reader in (ben, omar):
        assert signed_in(reader).get(f"/articles/{published.pk}/reports/{first.pk}/").status_code == 403


def test_a_claim_that_was_cut_stands_in_list_and_report_as_withdrawn(
    signed_in: SignIn, ada: User, published: Article
) -> None:
    claim = on(published, "closed in 1974")
    corrected(published, ada, CLOSED, "")
    browser = signed_in(ada)
    card = page(browser, published, f"claims/{claim.number}/")
    assert "Withdrawn" in card
    assert "A correction cut these words" in card
    assert 'data-status="withdrawn"' in card
    assert "Withdrawn" in page(browser, published, "report/")
    signed(published, ada)
    assert "1 cut" in bytes(Report.objects.filter(format="html").order_by("-pk")[0].content).decode()


def test_who_reported_it_is_for_editors_and_in_no_log(
    signed_in: SignIn, ada: User, ben: User, omar: User, published: Article, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        signed_in(ada).post(f"/articles/{published.pk}/corrections/", filled())
        signed_in(ada).post(f"/articles/{published.pk}/corrections/", filled())
    assert "Quist" not in caplog.text
    assert READER in page(signed_in(ada), published)
    for reader in (ben, omar):
        assert "Quist" not in page(signed_in(reader), published)


def test_the_page_asks_as_often_for_many_corrections_as_for_one(
    signed_in: SignIn, ada: User, published: Article
) -> None:
    browser = signed_in(ada)

    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            page(browser, published)
        return len(asked)

    corrected(published, ada, "on Monday", "on Tuesday")
    signed(published, ada, "Print has started.")
    one = cost()
    for day, other in (("Tuesday", "Friday"), ("Friday", "Sunday")):
        corrected(published, ada, f"on {day}", f"on {other}")
        signed(published, ada, "Print has started.")
    assert cost() == one <= 10
