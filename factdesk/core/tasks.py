"""What Celery is asked to do: hear a ring, look for work that nobody heard, and sweep the doorstep."""

from axes.models import AccessAttempt
from celery import shared_task
from django.conf import settings
from django.utils import timezone

from factdesk.core import jobs
from factdesk.core.sessions import SessionStore


@shared_task(name="core.run_job")
def run_job(job_id: int) -> None:
    jobs.run(job_id)


@shared_task(name="core.sweep")
def sweep() -> None:
    jobs.sweep()


@shared_task(name="core.tidy_door")
def tidy_door() -> None:
    """Sign-ins that are over go, and failed ones that count no more: nobody needs to know of them."""
    SessionStore.clear_expired()
    AccessAttempt.objects.filter(attempt_time__lt=timezone.now() - settings.AXES_COOLOFF_TIME).delete()
