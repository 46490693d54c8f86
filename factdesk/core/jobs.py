"""Background work that survives a dead worker, a flushed broker and a broker that is away.

Postgres holds the work; Celery rings. A worker takes a row under a lease, does the work outside any
transaction, and writes the result in the one transaction that also closes the row, so that it happens once.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import structlog
from celery import current_app
from django.conf import settings
from django.db import connection, transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from kombu.exceptions import OperationalError

from factdesk.core.models import Job, User

log = structlog.stdlib.get_logger("factdesk.jobs")

SWEEP_LOCK = 0x5EEF  # one sweeper at a time, however many beats there are
SWEEP_BATCH = 500
CARE = "care"  # the queue of what the clock asks for and what was cut short: no backlog stands before it
RING_AT_LEAST = dt.timedelta(minutes=1)


class LostLeaseError(Exception):
    """Another worker has this job by now; what this one did must not be written."""


@dataclass(frozen=True)
class JobRun:
    """One worker's hold on one job. `attempt` is the fence: a later attempt makes this one void."""

    job_id: int
    target_id: int
    attempt: int

    def progress(self, done: int, total: int) -> None:
        """Say how far it is, and keep the lease."""
        held = self._held().update(done=done, total=total, lease_until=_lease_end())
        if not held:
            raise LostLeaseError

    @contextmanager
    def finishing(self) -> Iterator[None]:
        """The one transaction in which results are written; it also closes the job, or nothing is written."""
        with transaction.atomic():
            if not self._held().select_for_update().exists():
                raise LostLeaseError
            yield
            self._held().update(state=Job.State.DONE, finished_at=timezone.now(), lease_until=None, error="")

    def _held(self) -> QuerySet[Job]:
        return Job.objects.filter(pk=self.job_id, state=Job.State.RUNNING, attempts=self.attempt)


Handler = Callable[[JobRun], None]
_handlers: dict[str, Handler] = {}


def handles(kind: str) -> Callable[[Handler], Handler]:
    """Register what does the work of this kind; apps do so in their `tasks.py`."""

    def register(handler: Handler) -> Handler:
        _handlers[kind] = handler
        return handler

    return register


def enqueue(kind: str, *, target_id: int, requested_by: User) -> Job:
    """Write the work down and ring after commit. Unfinished work of this kind on this target is not doubled."""
    job, created = Job.objects.get_or_create(
        kind=kind,
        target_id=target_id,
        state__in=Job.UNFINISHED,
        defaults={"state": Job.State.QUEUED, "requested_by": requested_by, "rung_at": timezone.now()},
    )
    if created:
        transaction.on_commit(lambda: _ring(job.pk), robust=True)
    return job


def run(job_id: int) -> None:
    """Do the job if it is free and due; called for every ring, so it must be cheap to say no."""
    held = _take(job_id)
    if held is None:
        return
    job, attempt = held
    structlog.contextvars.bind_contextvars(job=job.pk, kind=job.kind, target=job.target_id)
    try:
        _handlers[job.kind](JobRun(job_id=job.pk, target_id=job.target_id, attempt=attempt))
    except LostLeaseError:
        log.warning("lease lost")
    except Exception as error:
        log.exception("job broke")
        _put_back(job.pk, attempt, error=type(error).__name__)


def sweep() -> int:
    """Ring again for work that nobody heard or finished: how many were rung.

    What only waits its turn is rung for less and less often, or a long backlog would grow by its own rings. What was
    cut short has had its turn: it goes before the backlog.
    """
    now = timezone.now()
    stale = now - dt.timedelta(seconds=settings.JOB_RING_AGAIN_SECONDS)
    as_long_ago_as_it_waited = Q(rung_at__lt=now - (F("rung_at") - F("created_at")))
    long_ago = Q(rung_at__lt=stale) & (as_long_ago_as_it_waited | Q(rung_at__lt=now - RING_AT_LEAST))
    unheard = Q(state=Job.State.QUEUED) & (Q(rung_at__isnull=True) | long_ago)
    abandoned = Q(state=Job.State.RUNNING, lease_until__lt=now)
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [SWEEP_LOCK])
            if not cursor.fetchone()[0]:
                return 0
        # Rows that a hanging worker still holds are passed over: one stuck job must not stop the sweeper.
        free = Job.objects.select_for_update(skip_locked=True).filter(unheard | abandoned)
        due = list(free.order_by("pk").values_list("pk", "state")[:SWEEP_BATCH])
        Job.objects.filter(pk__in=[job_id for job_id, _ in due]).update(rung_at=now)
    return sum(_ring(job_id, CARE if state == Job.State.RUNNING else None) for job_id, state in due)


def oldest_waiting() -> dt.timedelta:
    """How long the oldest unstarted work has waited; the health page alarms on it."""
    waiting = Job.objects.filter(state=Job.State.QUEUED).order_by("created_at").first()
    return timezone.now() - waiting.created_at if waiting else dt.timedelta(0)


def _ring(job_id: int, queue: str | None = None) -> bool:
    try:
        current_app.send_task("core.run_job", args=[job_id], queue=queue, retry=False)
    except OperationalError:
        log.warning("broker away, the sweeper rings later", job=job_id)
        return False
    return True


def _take(job_id: int) -> tuple[Job, int] | None:
    now = timezone.now()
    free = Q(state=Job.State.QUEUED) | Q(state=Job.State.RUNNING, lease_until__lt=now)
    with transaction.atomic():
        job = Job.objects.select_for_update(skip_locked=True).filter(free, pk=job_id).first()
        if job is None:
            return None
        if job.attempts >= settings.JOB_MAX_ATTEMPTS:
            _close_failed(job)
            return None
        job.state = Job.State.RUNNING
        job.attempts += 1
        job.lease_until = _lease_end()
        job.save(update_fields=["state", "attempts", "lease_until"])
    return job, job.attempts


def _put_back(job_id: int, attempt: int, *, error: str) -> None:
    """Free the job for another try, or give it up after the last one; the sweeper rings for it."""
    with transaction.atomic():
        job = Job.objects.select_for_update().filter(pk=job_id, state=Job.State.RUNNING, attempts=attempt).first()
        if job is None:
            return
        job.error = error[:40]
        if attempt >= settings.JOB_MAX_ATTEMPTS:
            _close_failed(job)
            return
        job.state = Job.State.QUEUED
        job.lease_until = None
        job.rung_at = timezone.now()
        job.save(update_fields=["state", "lease_until", "rung_at", "error"])


def _close_failed(job: Job) -> None:
    job.state = Job.State.FAILED
    job.lease_until = None
    job.finished_at = timezone.now()
    job.error = job.error or "WorkerLost"
    job.save(update_fields=["state", "lease_until", "finished_at", "error"])


def _lease_end() -> dt.datetime:
    return timezone.now() + dt.timedelta(seconds=settings.JOB_LEASE_SECONDS)
