"""Proposals are stored once, with words that the text really holds, and judge nothing."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction

import claims.tasks  # noqa: F401  registers the work, as the worker does
from articles.states import ArticleState
from claims.actions.proposals import propose_again, store_proposals
from claims.detect import detect
from claims.models import Anchor, Claim, ProposalRun
from claims.states import ClaimState
from factdesk.core import jobs
from factdesk.core.errors import Denied, Missing
from factdesk.core.models import AuditEntry, Job, User
from tests.factories import bring, propose


def test_the_workers_task_does_the_whole_of_it(ada: User) -> None:
    article = bring(ada)
    jobs.run(Job.objects.get().pk)
    article.refresh_from_db()
    assert article.state == ArticleState.IN_CHECK
    assert Job.objects.get().state == Job.State.DONE
    claims = Claim.objects.filter(article=article).order_by("number")
    assert [claim.number for claim in claims] == list(range(1, len(claims) + 1))
    assert {claim.state for claim in claims} == {ClaimState.PROPOSED}
    assert all(claim.reasons for claim in claims)


def test_every_anchor_cuts_its_words_from_the_text(ada: User) -> None:
    article = bring(ada)
    propose(article)
    text = article.head.text
    anchors = Anchor.objects.all()
    assert anchors
    assert all(text[anchor.start : anchor.end] == anchor.exact for anchor in anchors)


def test_a_sentence_said_twice_is_one_claim_with_two_anchors(ada: User) -> None:
    sentence = "The council approved a budget of 31 million euros on Monday."
    article = bring(ada, f"A budget\n\n{sentence}\n\nNothing else happened in the town.\n\n{sentence}\n")
    propose(article)
    claim = Claim.objects.get(article=article, anchors__exact=sentence, anchors__is_primary=True)
    assert claim.anchors.count() == 2


def test_the_same_reading_is_stored_once(ada: User) -> None:
    article = bring(ada)
    version = article.head
    detection = detect(version.text, version.block_list())
    first = store_proposals(version, detection)
    assert first > 0
    assert store_proposals(version, detection) == 0
    assert Claim.objects.count() == first
    assert ProposalRun.objects.count() == 1


def test_the_machine_signs_for_its_proposals(ada: User) -> None:
    article = bring(ada)
    propose(article)
    entry = AuditEntry.objects.get(action="claims.proposed")
    assert entry.actor.is_system


def test_postgres_refuses_words_that_are_not_there(ada: User) -> None:
    article = bring(ada)
    claim = propose(article)[0]
    with pytest.raises(DatabaseError, match="very words"), transaction.atomic():
        Anchor.objects.create(claim=claim, version=article.head, start=0, end=5, exact="other", is_primary=False)


def test_postgres_refuses_words_of_another_article(ada: User) -> None:
    claim = propose(bring(ada))[0]
    other = bring(ada, "Another text\n\nThe river rose by 31 centimetres in 2024.")
    with pytest.raises(DatabaseError, match="very words"), transaction.atomic():
        Anchor.objects.create(claim=claim, version=other.head, start=0, end=7, exact="Another", is_primary=False)


def test_a_reviewer_asks_again_after_a_failure(ada: User, ben: User, omar: User, sam: User) -> None:
    article = bring(ada)
    Job.objects.update(state=Job.State.FAILED)
    job = propose_again(article_id=article.pk, actor=ben)
    assert (job.state, job.target_id) == (Job.State.QUEUED, article.head.pk)
    with pytest.raises(Denied):
        propose_again(article_id=article.pk, actor=omar)
    with pytest.raises(Missing):
        propose_again(article_id=article.pk, actor=sam)
