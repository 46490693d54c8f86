"""Whoever wrote an article checks nothing in it: the actions say so, and Postgres by itself."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from articles.models import Article
from claims.actions.assigning import assign
from claims.actions.coverage import mark_nothing_to_check
from claims.actions.signoff import sign_off, verdict_set_hash
from claims.actions.workflow import dismiss, reopen
from claims.actions.writers import name_writers
from claims.models import Claim, Finding, SignOff, Writer
from claims.vocabulary import DismissReason
from factdesk.core.audit import Action
from factdesk.core.errors import Conflict, Denied, Refused
from factdesk.core.models import AuditEntry, Role, User
from tests.factories import add_person, article_with_claims, decide, find, support


@pytest.fixture
def article(ada: User) -> Article:
    return article_with_claims(ada)[0]


@pytest.fixture
def claim(article: Article) -> Claim:
    return article.claims.order_by("number")[0]


@pytest.fixture
def eva(article: Article) -> User:
    """Another editor of the desk."""
    return add_person("Eva Lindqvist", article.desk, Role.EDITOR)


def name(article: Article, actor: User, *people: User) -> None:
    seen = list(Writer.objects.filter(article=article).values_list("user_id", flat=True))
    name_writers(article_id=article.pk, actor=actor, seen=seen, writers=[person.pk for person in people])


def test_a_writer_checks_nothing(article: Article, claim: Claim, ada: User, ben: User) -> None:
    name(article, ada, ben)
    with pytest.raises(Denied, match="You wrote this article"):
        support(claim, ben)
    with pytest.raises(Denied, match="You wrote this article"):
        dismiss(claim_id=claim.pk, actor=ben, seen=claim.lock_version, reason=DismissReason.OPINION)
    with pytest.raises(Denied, match="You wrote this article"):
        mark_nothing_to_check(article_id=article.pk, actor=ben, version=1, spans=[(0, 10)], paragraph=None)
    entry = AuditEntry.objects.get(action=Action.WRITERS_NAMED)
    assert entry.changes == {"from": [], "to": [ben.pk]}


def test_an_editor_who_wrote_it_neither_decides_nor_signs(
    article: Article, claim: Claim, ada: User, ben: User, eva: User
) -> None:
    name(article, ada, eva)
    find(claim, ben)
    with pytest.raises(Denied, match="You wrote this article"):
        decide(claim, eva)
    with pytest.raises(Denied, match="another editor signs"):
        sign_off(
            article_id=article.pk,
            actor=eva,
            seen=verdict_set_hash(article),
            override_reason="Print has started.",
            confirmed=True,
        )
    assert decide(claim, ada)


def test_claims_are_not_given_to_a_writer_and_taken_from_one(
    article: Article, claim: Claim, ada: User, ben: User
) -> None:
    assign(claim_id=claim.pk, actor=ada, seen=claim.lock_version, reviewer_id=ben.pk)
    name(article, ada, ben)
    claim.refresh_from_db()
    assert claim.reviewer is None
    with pytest.raises(Denied, match="wrote the article"):
        assign(claim_id=claim.pk, actor=ada, seen=claim.lock_version, reviewer_id=ben.pk)
    with pytest.raises(DatabaseError, match="checks nothing in it"), transaction.atomic():
        Claim.objects.filter(pk=claim.pk).update(reviewer=ben)


def test_what_a_writer_had_set_aside_does_not_come_back_to_them(
    article: Article, claim: Claim, ada: User, ben: User
) -> None:
    assign(claim_id=claim.pk, actor=ada, seen=claim.lock_version, reviewer_id=ben.pk)
    claim.refresh_from_db()
    dismiss(claim_id=claim.pk, actor=ben, seen=claim.lock_version, reason=DismissReason.OPINION)
    name(article, ada, ben)
    claim.refresh_from_db()
    assert claim.reviewer is None
    reopen(claim_id=claim.pk, actor=ada, seen=claim.lock_version)
    claim.refresh_from_db()
    assert claim.reviewer is None


def test_who_checked_in_it_did_not_write_it(article: Article, claim: Claim, ada: User, ben: User) -> None:
    find(claim, ben)
    with pytest.raises(Refused) as refusal:
        name(article, ada, ben)
    assert "writers" in refusal.value.fields
    with pytest.raises(DatabaseError, match="did not write it"), transaction.atomic():
        Writer.objects.create(article=article, user=ben, added_by=ada)


def test_postgres_refuses_a_writers_finding_verdict_and_signature(
    article: Article, claim: Claim, ada: User, ben: User, cleo: User, eva: User
) -> None:
    support(claim, ben)
    finding = find(claim, ben)
    for person in (cleo, eva):
        Writer.objects.create(article=article, user=person, added_by=ada)
    with pytest.raises(DatabaseError, match="checks nothing in it"), transaction.atomic():
        Finding.objects.create(
            claim=claim, anchor=finding.anchor, status="sourced", sub_reason="primary", by=cleo, supersedes=finding
        )
    with pytest.raises(DatabaseError, match="checks nothing in it"), transaction.atomic():
        claim.verdicts.create(anchor=finding.anchor, finding=finding, status="sourced", by=eva)
    with pytest.raises(DatabaseError, match="does not sign it off"), transaction.atomic():
        SignOff.objects.create(
            version=article.head, act="sign", version_sha256=article.head.sha256, override_reason="Late.", by=eva
        )


def test_nobody_frees_themselves(article: Article, ada: User, eva: User) -> None:
    name(article, eva, ada)
    with pytest.raises(Denied, match="Another editor"):
        name(article, ada)
    name(article, eva)
    assert not Writer.objects.exists()


def test_only_people_of_the_desk_and_nobody_unseen(article: Article, ada: User, ben: User, sam: User) -> None:
    with pytest.raises(Refused):
        name(article, ada, sam)
    name(article, ada, ben)
    with pytest.raises(Conflict):
        name_writers(article_id=article.pk, actor=ada, seen=[], writers=[])


def test_the_page_names_them(client: Client, article: Article, ada: User, ben: User) -> None:
    client.force_login(ada)
    url = f"/articles/{article.pk}/writers/"
    assert "Ben Okoro" in client.get(url).content.decode()
    assert client.post(url, {"writers": [ben.pk]}).status_code == 303
    assert client.post(url, {"writers": [ben.pk], "seen": [ben.pk]}).status_code == 303
    client.force_login(ben)
    page = client.get(f"/articles/{article.pk}/").content.decode()
    assert "You wrote this article, so others check it." in page
