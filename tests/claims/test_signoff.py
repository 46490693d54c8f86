"""Signing a version off: what stands in the way, what is bound, what is issued."""

from __future__ import annotations

import hashlib

import pytest

from articles.models import Article
from articles.states import ArticleState
from claims.actions.signoff import open_gates, revoke, sign_off, verdict_set_hash
from claims.actions.workflow import dismiss, reopen
from claims.models import Claim, Report, SignOff
from claims.vocabulary import DismissReason
from factdesk.core.errors import Conflict, Denied, Missing, Refused
from factdesk.core.models import User
from tests.factories import article_with_claims, decide, find, issued, support


@pytest.fixture
def article(ada: User) -> Article:
    return article_with_claims(ada)[0]


@pytest.fixture
def checked(article: Article, ada: User, ben: User) -> Article:
    """One claim sourced and decided, the others set aside."""
    first, *others = article.claims.order_by("number")
    find(first, ben)
    decide(first, ada)
    for claim in others:
        dismiss(claim_id=claim.pk, actor=ben, seen=claim.lock_version, reason=DismissReason.NOT_FACTUAL)
    return article


def signed(article: Article, by: User, reason: str = "", *, confirmed: bool = False) -> SignOff:
    return sign_off(
        article_id=article.pk,
        actor=by,
        seen=verdict_set_hash(article),
        override_reason=reason,
        confirmed=confirmed,
    )


def test_a_signature_binds_text_and_verdicts_and_issues_the_report(checked: Article, ada: User) -> None:
    signature = signed(checked, ada)
    checked.refresh_from_db()
    assert checked.state == ArticleState.SIGNED_OFF
    assert signature.version_sha256 == checked.head.sha256
    assert signature.verdicts_sha256 == verdict_set_hash(checked)
    report = issued()
    assert report.sha256 == hashlib.sha256(bytes(report.content)).hexdigest()
    assert "signed off" in bytes(report.content).decode()


def test_every_open_point_is_named(article: Article, ben: User) -> None:
    first, second, *_others = article.claims.order_by("number")
    support(first, ben)
    find(second, ben)
    titles = [gate.title for gate in open_gates(article) if gate.blocks]
    assert "One claim is unchecked" in titles
    assert "One finding waits for its verdict" in titles
    assert any("not looked at" in title for title in titles)


def test_open_points_need_a_reason_and_a_tick(article: Article, ada: User) -> None:
    with pytest.raises(Refused) as refusal:
        signed(article, ada)
    assert set(refusal.value.fields) == {"override_reason", "confirm"}
    assert signed(article, ada, "Print has started.", confirmed=True).blockers > 0


def test_nobody_signs_what_they_did_not_see(checked: Article, ada: User) -> None:
    seen = verdict_set_hash(checked)
    claim = Claim.objects.filter(article=checked, state="decided").get()
    reopen(claim_id=claim.pk, actor=ada, seen=claim.lock_version)
    with pytest.raises(Conflict):
        sign_off(article_id=checked.pk, actor=ada, seen=seen)
    assert not SignOff.objects.exists()


def test_signing_twice_is_a_conflict(checked: Article, ada: User) -> None:
    signed(checked, ada)
    with pytest.raises(Conflict):
        signed(checked, ada)


def test_only_editors_of_the_desk_sign(checked: Article, ben: User, omar: User, sam: User) -> None:
    for person in (ben, omar):
        with pytest.raises(Denied):
            signed(checked, person)
    with pytest.raises(Missing):
        signed(checked, sam)


def test_a_signed_article_is_read_only(checked: Article, ada: User, cleo: User) -> None:
    signed(checked, ada)
    claim = checked.claims.order_by("number")[0]
    with pytest.raises(Denied):
        support(claim, cleo)


def test_taking_a_signature_back_needs_a_reason_and_keeps_the_report(checked: Article, ada: User) -> None:
    signed(checked, ada)
    with pytest.raises(Refused):
        revoke(article_id=checked.pk, actor=ada, reason=" ")
    revoke(article_id=checked.pk, actor=ada, reason="The council corrected its figures.")
    checked.refresh_from_db()
    assert checked.state == ArticleState.IN_CHECK
    assert Report.objects.count() == 2
    signed(checked, ada)
    assert [act.act for act in SignOff.objects.order_by("pk")] == ["sign", "revoke", "sign"]
