"""The report: who may read it, what it holds, and that its file needs nothing beside it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

import claims.tasks  # noqa: F401  registers the job
from articles.models import Article, Purge
from claims.actions.issuing import frozen_report
from claims.actions.purging import approve_purge, ask_for_purge
from claims.actions.reporting import order_report
from claims.actions.signoff import revoke, sign_off, verdict_set_hash
from claims.actions.workflow import dismiss
from claims.models import Report, ReportOrder, SignOff
from claims.reports.build import build_report
from claims.reports.formats.json import read
from claims.reports.profiles import for_profile
from claims.vocabulary import DismissReason, Profile, Status
from factdesk.core import jobs
from factdesk.core.models import Job, Role, User
from tests.claims.corrections import corrected
from tests.conftest import SignIn
from tests.factories import PASSWORD, add_person, article_with_claims, ask, decide, find, issued

QUERIES = 12


@pytest.fixture
def article(ada: User, ben: User) -> Article:
    """One disputed claim, overridden to unverified; one sourced; the rest set aside."""
    article, (first, second, *others) = article_with_claims(ada)
    find(first, ben, Status.DISPUTED)
    decide(first, ada, Status.UNVERIFIED, "The page is a draft.")
    find(second, ben)
    decide(second, ada)
    for claim in others:
        dismiss(claim_id=claim.pk, actor=ben, seen=claim.lock_version, reason=DismissReason.OPINION)
    return article


def sign(article: Article, by: User) -> Report:
    sign_off(article_id=article.pk, actor=by, seen=verdict_set_hash(article))
    return issued()


def order(browser: Client, article: Article, **said: str) -> Any:
    said = {"profile": "internal", "form": "html", "password": PASSWORD} | said
    return browser.post(f"/articles/{article.pk}/reports/", said)


def files(browser: Client, article: Article) -> str:
    return browser.get(f"/articles/{article.pk}/reports/").content.decode()


def test_a_draft_says_that_it_is_one(signed_in: SignIn, ben: User, article: Article) -> None:
    page = signed_in(ben).get(f"/articles/{article.pk}/report/").content.decode()
    assert "Draft, not signed off" in page


def test_it_tells_finding_evidence_verdict_and_override(signed_in: SignIn, ada: User, article: Article) -> None:
    page = signed_in(ada).get(f"/articles/{article.pk}/report/").content.decode()
    for words in (
        "City of Velmar, budget book",
        "Line 4: 31,000,000",
        "The budget book says otherwise.",
        "The page is a draft.",
        "Ben Okoro",
        "Ada Verhoeven",
        article.head.sha256,
    ):
        assert words in page


def test_observers_read_it_when_it_is_signed(signed_in: SignIn, ada: User, omar: User, article: Article) -> None:
    browser = signed_in(omar)
    assert browser.get(f"/articles/{article.pk}/report/").status_code == 403
    sign(article, ada)
    assert browser.get(f"/articles/{article.pk}/report/").status_code == 200


def test_the_issued_file_is_the_very_bytes_and_only_a_download(signed_in: SignIn, ada: User, article: Article) -> None:
    report = sign(article, ada)
    browser, address = signed_in(ada), f"/articles/{article.pk}/reports/{report.pk}/"
    assert browser.get(address)["Location"] == f"/articles/{article.pk}/reports/?file={report.pk}"
    order(browser, article, profile="internal", form="html")
    answer: Any = browser.get(address)
    assert b"".join(answer.streaming_content) == bytes(report.content)
    assert answer["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer["Content-Security-Policy"]


def test_another_desk_gets_neither_page_nor_file(signed_in: SignIn, ada: User, sam: User, article: Article) -> None:
    report = sign(article, ada)
    browser = signed_in(sam)
    assert browser.get(f"/articles/{article.pk}/report/").status_code == 404
    assert browser.get(f"/articles/{article.pk}/reports/{report.pk}/").status_code == 404


def test_a_file_of_another_article_is_not_found_here(signed_in: SignIn, ada: User, article: Article) -> None:
    report = sign(article, ada)
    other, _claims = article_with_claims(ada)
    assert signed_in(ada).get(f"/articles/{other.pk}/reports/{report.pk}/").status_code == 404


def test_the_file_fetches_nothing(ada: User, article: Article) -> None:
    content = bytes(sign(article, ada).content).decode()
    fetched = re.findall(r"""(?:src|href)=["']([^"'#][^"']*)""", content)
    assert fetched == []
    assert "<script" not in content
    assert all(url.startswith("data:") for url in re.findall(r"url\(([^)]*)\)", content.replace("url(#", "")))


def test_observers_read_what_the_public_may(signed_in: SignIn, ada: User, omar: User, article: Article) -> None:
    sign(article, ada)
    page = signed_in(omar).get(f"/articles/{article.pk}/report/").content.decode()
    assert "City of Velmar, budget book" in page
    for words in ("Ben Okoro", "Ada Verhoeven", "The page is a draft.", "The budget book says otherwise."):
        assert words not in page


def test_what_is_internal_leaves_with_the_password_typed_again(signed_in: SignIn, ada: User, article: Article) -> None:
    browser = signed_in(ada)
    for wrong in ("", "not this one"):
        answer = order(browser, article, password=wrong)
        assert answer.status_code == 422
    assert not Report.objects.exists()
    assert order(browser, article).status_code == 303
    draft = issued()
    assert (draft.edition, draft.sign_off, draft.made_by) == ("draft", None, ada)
    assert "Web page, one file" in files(browser, article)


def test_the_public_report_is_for_the_whole_desk_once_it_is_signed(
    signed_in: SignIn, ada: User, ben: User, omar: User, article: Article
) -> None:
    assert "made when the article is signed off" in order(signed_in(ben), article, profile="public").content.decode()
    sign(article, ada)
    for reader in (ben, omar):
        browser = signed_in(reader)
        answer = order(browser, article, profile="public", password="")
        assert answer.status_code == 303, answer.content.decode()
        file: Any = browser.get(f"/articles/{article.pk}/reports/{issued('public').pk}/")
        taken = b"".join(file.streaming_content)
        assert b"budget book" in taken
        assert b"Ben Okoro" not in taken
        assert order(browser, article, profile="internal", password=PASSWORD).status_code in {403, 422}
    # The second one got the same file.
    assert Report.objects.filter(profile="public").count() == 1


def test_what_takes_its_time_is_made_by_a_worker(signed_in: SignIn, ada: User, article: Article) -> None:
    sign(article, ada)
    browser = signed_in(ada)
    assert order(browser, article, form="docx", profile="legal").status_code == 303
    job = Job.objects.get(kind="claims.report")
    page = files(browser, article)
    assert "Being made" in page
    assert 'hx-trigger="every 2s"' in page
    jobs.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.error) == (Job.State.DONE, "")
    made = issued("legal", "docx")
    assert bytes(made.content).startswith(b"PK")
    page = files(browser, article)
    assert "Being made" not in page
    assert "Word, with a comment on each claim" in page
    part = browser.get(f"/articles/{article.pk}/reports/", headers={"HX-Request": "true"})
    assert part.status_code == 286


def test_a_form_of_an_issued_report_is_what_was_frozen(signed_in: SignIn, ada: User, article: Article) -> None:
    """Made later, and the desk has another version by then: nothing of that is in it."""
    master = read(bytes((sign(article, ada) and issued("legal", "json")).content))
    signed = SignOff.objects.get()
    corrected(article, ada, "on Monday", "on Tuesday evening")
    late = ReportOrder.objects.create(version=signed.version, sign_off=signed, profile="legal", format="json", by=ada)
    assert frozen_report(late) == master


def test_a_sign_off_taken_back_leaves_its_files_to_editors(
    signed_in: SignIn, ada: User, omar: User, article: Article
) -> None:
    sign(article, ada)
    order(signed_in(omar), article, profile="public")
    public = issued("public")
    revoke(article_id=article.pk, actor=ada, reason="The council corrected its figures.")
    assert signed_in(omar).get(f"/articles/{article.pk}/reports/{public.pk}/").status_code == 403
    assert "The sign-off was taken back." in files(signed_in(ada), article)


def test_a_page_of_files_asks_as_often_for_many_as_for_few(signed_in: SignIn, ada: User, article: Article) -> None:
    sign(article, ada)
    browser = signed_in(ada)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            files(browser, article)
        return len(queries)

    order(browser, article, form="docx")
    few = asked()
    for form in ("csv", "evidence", "json", "zip", "pdf"):
        order(browser, article, form=form)
    assert asked() == few


@pytest.mark.parametrize("number", [1, 40])
def test_the_report_asks_as_often_for_many_claims(signed_in: SignIn, ada: User, ben: User, number: int) -> None:
    text = "\n\n".join(f"The council paid {1000 + place} euros for item {place} in 2024." for place in range(number))
    article, claims = article_with_claims(ada, f"Payments\n\n{text}\n")
    for claim in claims:
        find(claim, ben)
    browser = signed_in(ben)
    with CaptureQueriesContext(connection) as queries:
        browser.get(f"/articles/{article.pk}/report/")
    assert len(queries) <= QUERIES


def test_a_file_of_a_sign_off_that_was_taken_back_stays_so_when_somebody_signs_again(
    signed_in: SignIn, ada: User, omar: User, article: Article
) -> None:
    sign(article, ada)
    order(signed_in(omar), article, profile="public")
    first = issued("public")
    revoke(article_id=article.pk, actor=ada, reason="The council corrected its figures.")
    article.refresh_from_db()
    sign_off(article_id=article.pk, actor=ada, seen=verdict_set_hash(article))
    assert signed_in(omar).get(f"/articles/{article.pk}/reports/{first.pk}/").status_code == 403
    assert "The sign-off was taken back." in files(signed_in(ada), article)


def test_what_is_too_large_to_be_checked_is_said(signed_in: SignIn, ada: User, settings: Settings) -> None:
    settings.UPLOAD_MOST_BYTES = 10
    file = SimpleUploadedFile("case.zip", b"x" * 11)
    answer = signed_in(ada).post("/reports/verify/", {"file": file})
    assert answer.status_code == 422
    assert "larger than 25 MB" in answer.content.decode()


def test_a_reply_to_what_was_dismissed_is_in_no_public_report(ada: User, ben: User) -> None:
    article, claims = article_with_claims(ada)
    ask(article, ben, 1)
    for claim in claims:
        claim.refresh_from_db()
        dismiss(claim_id=claim.pk, actor=ben, seen=claim.lock_version, reason=DismissReason.OPINION)
    public = for_profile(build_report(article, made_by=ada), Profile.PUBLIC)
    assert (public.claims, public.replies) == ((), ())


def test_a_purged_article_takes_its_orders_along(ada: User, article: Article) -> None:
    now = timezone.now()
    order_report(article_id=article.pk, actor=ada, profile="legal", form="pdf", password_at=now)
    job = Job.objects.get(kind="claims.report")
    editor = add_person("Edda Blank", article.desk, Role.EDITOR)
    asked = ask_for_purge(
        article_id=article.pk, actor=ada, ground=Purge.Ground.LEGAL, reason="A court said so.", password_at=now
    )
    approve_purge(article_id=article.pk, actor=editor, seen=asked.pk, password_at=now)
    job.refresh_from_db()
    assert (job.state, job.error) == (Job.State.FAILED, "Purged")
    assert not ReportOrder.objects.exists()
