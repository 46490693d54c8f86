"""The two things Celery is asked to do: hear a ring, and look for work that nobody heard."""

from celery import shared_task

from factdesk.core import jobs


@shared_task(name="core.run_job")
def run_job(job_id: int) -> None:
    jobs.run(job_id)


@shared_task(name="core.sweep")
def sweep() -> None:
    jobs.sweep()
