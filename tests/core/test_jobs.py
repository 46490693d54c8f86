"""The ledger: work is done once, whoever dies and whatever is lost on the way."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

import pytest
from celery import current_app
from django.utils import timezone
from kombu.exceptions import OperationalError

from factdesk.celery import app
from factdesk.core import jobs
from factdesk.core.jobs import JobRun, LostLeaseError
from factdesk.core.models import Job, User

Deferred = Callable[[], list[Callable[[], object]]]


@pytest.fixture
def rung(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Which jobs were rung for; nothing is sent."""
    heard: list[int] = []
    monkeypatch.setattr(current_app, "send_task", lambda _name, args, **_: heard.append(args[0]))
    return heard


@pytest.fixture
def work() -> Iterator[list[JobRun]]:
    """A kind of work that notes each run it got; `work.append(...)` is all it does."""
    runs: list[JobRun] = []

    def handler(run: JobRun) -> None:
        runs.append(run)
        with run.finishing():
            pass

    jobs.handles("test.work")(handler)
    yield runs
    jobs._handlers.pop("test.work")


@pytest.fixture
def job(ada: User, rung: list[int]) -> Job:
    return jobs.enqueue("test.work", target_id=7, requested_by=ada)


def test_the_ring_comes_after_commit(
    ada: User, rung: list[int], django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        job = jobs.enqueue("test.work", target_id=7, requested_by=ada)
        assert rung == []
    assert rung == [job.pk]


def test_unfinished_work_is_not_doubled(job: Job, ada: User) -> None:
    assert jobs.enqueue("test.work", target_id=7, requested_by=ada) == job
    Job.objects.filter(pk=job.pk).update(state=Job.State.DONE)
    assert jobs.enqueue("test.work", target_id=7, requested_by=ada) != job


def test_work_is_done_once_however_often_it_rings(job: Job, work: list[JobRun]) -> None:
    for _ in range(3):
        jobs.run(job.pk)
    job.refresh_from_db()
    assert len(work) == 1
    assert (job.state, job.attempts, job.lease_until) == (Job.State.DONE, 1, None)


def test_a_broker_that_is_away_does_not_break_the_request(
    ada: User, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    def away(*_args: object, **_kwargs: object) -> None:
        raise OperationalError("away")

    monkeypatch.setattr(current_app, "send_task", away)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        job = jobs.enqueue("test.work", target_id=7, requested_by=ada)
    assert Job.objects.get(pk=job.pk).state == Job.State.QUEUED


def test_the_sweeper_rings_for_what_nobody_heard(job: Job, rung: list[int]) -> None:
    assert jobs.sweep() == 0
    Job.objects.filter(pk=job.pk).update(rung_at=timezone.now() - dt.timedelta(seconds=30))
    rung.clear()
    jobs.sweep()
    assert rung == [job.pk]


@pytest.mark.parametrize(
    ("waited", "silent", "again"),
    [(0, 4, False), (0, 6, True), (20, 15, False), (20, 25, True), (3600, 50, False), (3600, 70, True)],
)
def test_what_waits_its_turn_is_rung_for_less_and_less_often(
    job: Job, rung: list[int], waited: int, silent: int, again: bool
) -> None:
    last = timezone.now() - dt.timedelta(seconds=silent)
    Job.objects.filter(pk=job.pk).update(rung_at=last, created_at=last - dt.timedelta(seconds=waited))
    rung.clear()
    jobs.sweep()
    assert rung == [job.pk] * again


def test_what_was_cut_short_is_rung_for_in_front_of_the_backlog(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    queues: list[object] = []
    monkeypatch.setattr(current_app, "send_task", lambda _name, *, queue, **_: queues.append(queue))
    long_ago = timezone.now() - dt.timedelta(seconds=90)
    Job.objects.filter(pk=job.pk).update(rung_at=long_ago)
    jobs.sweep()
    assert jobs._take(job.pk) is not None
    Job.objects.filter(pk=job.pk).update(lease_until=long_ago)
    jobs.sweep()
    assert queues == [None, jobs.CARE]


def test_what_the_clock_asks_for_has_no_backlog_in_front_of_it() -> None:
    assert {entry["options"]["queue"] for entry in app.conf.beat_schedule.values()} == {jobs.CARE}
    assert set(app.amqp.queues.consume_from) == {"celery", jobs.CARE}
    assert {queue.routing_key for queue in app.amqp.queues.values()} == {"celery", jobs.CARE}


def test_a_dead_workers_job_is_taken_over_after_its_lease(job: Job, work: list[JobRun], rung: list[int]) -> None:
    held = jobs._take(job.pk)
    assert held is not None
    jobs.run(job.pk)
    assert work == []
    Job.objects.filter(pk=job.pk).update(lease_until=timezone.now() - dt.timedelta(seconds=1))
    rung.clear()
    jobs.sweep()
    assert rung == [job.pk]
    jobs.run(job.pk)
    assert [run.attempt for run in work] == [2]


def test_a_late_zombie_writes_nothing(job: Job, work: list[JobRun]) -> None:
    zombie = JobRun(job_id=job.pk, target_id=7, attempt=1)
    assert jobs._take(job.pk) is not None
    Job.objects.filter(pk=job.pk).update(lease_until=timezone.now() - dt.timedelta(seconds=1))
    jobs.run(job.pk)
    with pytest.raises(LostLeaseError):
        zombie.progress(1, 2)
    with pytest.raises(LostLeaseError), zombie.finishing():
        pytest.fail("a zombie got as far as writing")


def test_work_that_breaks_is_tried_three_times_and_then_says_so(
    job: Job, work: list[JobRun], monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_down(_run: JobRun) -> None:
        raise ZeroDivisionError

    monkeypatch.setitem(jobs._handlers, "test.work", break_down)
    for attempt in (1, 2, 3):
        jobs.run(job.pk)
        job.refresh_from_db()
        assert job.attempts == attempt
    assert (job.state, job.error) == (Job.State.FAILED, "ZeroDivisionError")
    jobs.run(job.pk)
    job.refresh_from_db()
    assert job.attempts == 3


def test_work_whose_workers_keep_dying_is_given_up(job: Job, work: list[JobRun]) -> None:
    for _ in range(3):
        assert jobs._take(job.pk) is not None
        Job.objects.filter(pk=job.pk).update(lease_until=timezone.now() - dt.timedelta(seconds=1))
    jobs.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.error) == (Job.State.FAILED, "WorkerLost")
    assert work == []


def test_progress_is_shown_and_keeps_the_lease(job: Job, work: list[JobRun]) -> None:
    held = jobs._take(job.pk)
    assert held is not None
    Job.objects.filter(pk=job.pk).update(lease_until=timezone.now())
    JobRun(job_id=job.pk, target_id=7, attempt=1).progress(3, 9)
    job.refresh_from_db()
    assert (job.done, job.total) == (3, 9)
    assert job.lease_until is not None
    assert job.lease_until > timezone.now()
