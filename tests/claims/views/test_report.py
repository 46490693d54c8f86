"""The report: who may read it, what it holds, and that its file needs nothing beside it."""

from __future__ import annotations

import re

import pytest

from articles.models import Article
from claims.actions.signoff import sign_off, verdict_set_hash
from claims.actions.workflow import dismiss
from claims.models import Report
from claims.vocabulary import DismissReason, Status
from factdesk.core.models import User
from tests.conftest import SignIn
from tests.factories import article_with_claims, decide, find


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
    return Report.objects.get()


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
    answer = signed_in(ada).get(f"/articles/{article.pk}/reports/{report.pk}/")
    assert answer.content == bytes(report.content)
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
