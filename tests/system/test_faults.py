"""Workers die, the broker forgets or goes away: every article gets its claims, and gets them once."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator

import pytest

from articles.models import Article
from factdesk.core.models import Job, User
from tests.factories import bring
from tests.system.rig import (
    Lock,
    Rig,
    before_the_first_word,
    before_the_last_word,
    eventually,
    faults_of,
    in_the_middle,
    job_of,
    let_lease_pass,
    pid_of,
    unfinished,
)
from tests.system.slow import backlog

pytestmark = [pytest.mark.system, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def rig(transactional_db: None) -> Iterator[Rig]:
    """A broker, and workers on request; gone before the tables are emptied."""
    one = Rig()
    try:
        yield one
    finally:
        one.close()


def wait_for_all(rig: Rig, articles: list[Article]) -> None:
    """Until nothing is left to do; then every article is as if nothing had happened."""
    try:
        rig.wait_until_done()
    except AssertionError as error:
        error.add_note(rig.talk())
        raise
    assert {article.pk: faults_of(article) for article in articles} == {article.pk: [] for article in articles}


@pytest.mark.parametrize("lock", [before_the_first_word, before_the_last_word])
def test_a_killed_worker_loses_nothing_and_doubles_nothing(rig: Rig, ada: User, lock: Lock) -> None:
    rig.broker.start()
    article = bring(ada)
    with in_the_middle(article, lock, rig.start_worker) as job:
        assert (job.state, job.attempts) == (Job.State.RUNNING, 1)
        rig.kill(rig.workers[0])
    assert article.claims.count() == 0
    rig.start_worker()
    wait_for_all(rig, [article])
    assert job_of(article).attempts == 2


@pytest.mark.parametrize("lock", [before_the_first_word, before_the_last_word])
def test_a_killed_pool_process_is_made_good_by_its_worker(rig: Rig, ada: User, lock: Lock) -> None:
    rig.broker.start()
    article = bring(ada)
    with in_the_middle(article, lock, rig.start_worker) as job:
        assert (job.state, job.attempts) == (Job.State.RUNNING, 1)
        os.kill(rig.busy_child(), signal.SIGKILL)
    wait_for_all(rig, [article])
    assert job_of(article).attempts == 2
    assert rig.workers[0].process is not None
    assert rig.workers[0].process.poll() is None


def test_a_job_that_hangs_does_not_stop_the_others(rig: Rig, ada: User, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its lease is over while it still waits with its rows held: the sweeper must not wait with it."""
    rig.broker.start()
    article = bring(ada)
    with in_the_middle(article, before_the_first_word, rig.start_worker) as job:
        let_lease_pass(job)
        monkeypatch.setattr(rig.ringer, "send_task", lambda *_args, **_options: None)  # their rings get lost
        later = [bring(ada) for _ in range(3)]
        eventually(lambda: unfinished() == 1, "the others are done")
    wait_for_all(rig, [article, *later])


def test_what_was_cut_short_does_not_wait_for_a_long_backlog(rig: Rig, ada: User) -> None:
    rig.broker.start()
    size = len(backlog(40, ada))  # twenty seconds of work for a worker
    running = Job.objects.filter(state=Job.State.RUNNING)
    first = rig.start_worker()
    eventually(running.exists, "the worker is in the middle of something")
    rig.kill(first)
    cut = Job.objects.filter(pk__in=list(running.values_list("pk", flat=True)))
    assert cut
    rig.start_worker()
    eventually(lambda: not cut.exclude(state=Job.State.DONE).exists(), "it was done again")
    assert set(cut.values_list("attempts", flat=True)) == {2}
    assert unfinished() > size / 4
    assert rig.waiting_rings() < 3 * size  # what only waits its turn is not rung for at every sweep


def test_a_flushed_broker_loses_nothing(rig: Rig, ada: User) -> None:
    rig.broker.start()
    articles = [bring(ada) for _ in range(20)]
    assert rig.waiting_rings() == 20
    rig.flush()
    assert rig.waiting_rings() == 0
    rig.start_worker()
    wait_for_all(rig, articles)


def test_bringing_in_goes_on_without_a_broker(rig: Rig, ada: User) -> None:
    begun = time.monotonic()
    article = bring(ada)
    assert time.monotonic() - begun < 3
    assert job_of(article).state == Job.State.QUEUED
    rig.broker.start()
    rig.start_worker()
    wait_for_all(rig, [article])
    assert job_of(article).attempts == 1


def test_a_worker_hears_again_after_its_broker_was_away(rig: Rig, ada: User) -> None:
    rig.broker.start()
    running = rig.start_worker()
    articles = [bring(ada)]
    wait_for_all(rig, articles)
    before = pid_of(running)
    for _ in range(2):
        rig.broker.stop()
        articles.append(bring(ada))
        rig.broker.start()
        articles.append(bring(ada))
        wait_for_all(rig, articles)
    assert running.process is not None
    assert (running.process.poll(), pid_of(running)) == (None, before)


def test_two_workers_with_a_clock_each_do_everything_once(rig: Rig, ada: User) -> None:
    rig.broker.start()
    rig.start_worker()
    rig.start_worker()
    articles = [bring(ada) for _ in range(40)]
    wait_for_all(rig, articles)
