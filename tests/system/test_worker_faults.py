"""Killed workers, a flushed broker, a broker that is away: the article gets its claims, once."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
import redis
from django.db import connection

from articles.models import Article
from articles.states import ArticleState
from claims.models import Anchor, Claim, ProposalRun
from factdesk.core.audit import first_broken
from factdesk.core.models import AuditEntry, Job, User
from tests.factories import bring
from tests.system.conftest import Plant, database_url, eventually

pytestmark = [pytest.mark.system, pytest.mark.django_db(transaction=True)]


def has_its_claims_once(article: Article) -> None:
    """All of a reading or nothing of it, and exactly one reading."""
    numbers = list(Claim.objects.filter(article=article).order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))
    assert numbers
    assert ProposalRun.objects.filter(version__article=article).count() == 1
    assert Anchor.objects.filter(version__article=article, is_primary=True).count() == len(numbers)
    assert AuditEntry.objects.filter(chain=article.audit_chain, action="claims.proposed").count() == 1
    assert first_broken(AuditEntry.objects.order_by("chain", "seq")) is None


def proposed(*articles: Article) -> bool:
    done = Article.objects.filter(pk__in=[article.pk for article in articles], state=ArticleState.IN_CHECK)
    return done.count() == len(articles)


@contextmanager
def held(article: Article) -> Iterator[None]:
    """Nobody else gets at the article's row: a worker stands still just before it writes its claims."""
    with psycopg.connect(database_url()) as other:
        other.execute("SELECT 1 FROM articles_article WHERE id = %s FOR UPDATE", [article.pk])
        yield


def somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
        return bool(cursor.fetchone()[0])


def test_a_worker_killed_in_the_middle(plant: Plant, ada: User) -> None:
    article = bring(ada)
    plant.clock()
    doomed = plant.worker()
    with held(article):
        eventually(somebody_waits)
        plant.kill(doomed)
    plant.worker()
    eventually(lambda: proposed(article))
    has_its_claims_once(article)
    job = Job.objects.get(target_id=article.head.pk)
    assert (job.state, job.attempts) == (Job.State.DONE, 2)


def test_only_the_child_that_works_is_killed(plant: Plant, ada: User) -> None:
    article = bring(ada)
    plant.clock()
    worker = plant.worker()
    with held(article):
        eventually(somebody_waits)
        for child in children(worker.pid):
            os.kill(child, signal.SIGKILL)
    eventually(lambda: proposed(article))
    has_its_claims_once(article)


def children(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    assert listed
    return [int(child) for child in listed]


def test_a_flushed_broker(plant: Plant, ada: User) -> None:
    articles = [bring(ada) for _ in range(20)]
    with redis.Redis(unix_socket_path=str(plant.broker.socket)) as broker:
        assert broker.llen("celery") == len(articles)
        broker.flushall()
    plant.clock()
    plant.worker()
    eventually(lambda: proposed(*articles))
    for article in articles:
        has_its_claims_once(article)


def test_a_broker_that_is_away_at_upload(plant: Plant, ada: User) -> None:
    plant.broker.stop()
    started = time.monotonic()
    article = bring(ada)
    assert time.monotonic() - started < 3  # seconds a person waits at the form, on a busy machine
    assert Job.objects.get().state == Job.State.QUEUED
    plant.broker.start()
    plant.clock()
    plant.worker()
    eventually(lambda: proposed(article))
    has_its_claims_once(article)


def test_a_broker_that_comes_back_empty_finds_its_worker_listening(plant: Plant, ada: User) -> None:
    plant.clock()
    plant.worker()
    before = bring(ada)
    eventually(lambda: proposed(before))
    plant.broker.stop()
    during = bring(ada)
    plant.broker.start()
    after = bring(ada)
    eventually(lambda: proposed(during, after), seconds=60)
    for article in (before, during, after):
        has_its_claims_once(article)


def test_two_workers_with_a_clock_each(plant: Plant, ada: User) -> None:
    for _ in range(2):
        plant.clock()
        plant.worker()
    articles = [bring(ada) for _ in range(40)]
    eventually(lambda: proposed(*articles), seconds=60)
    for article in articles:
        has_its_claims_once(article)
