"""The Celery application: a doorbell for the jobs that Postgres holds."""

import os
import signal

from celery import Celery
from celery.signals import beat_embedded_init, worker_process_init

from factdesk.local.processes import follow_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factdesk.settings")

app = Celery("factdesk")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_process_init.connect
@beat_embedded_init.connect
def end_with_the_worker(**_: object) -> None:
    """A child whose worker was killed ends too, instead of working on for a desk that is gone."""
    follow_parent(os.getppid(), signal.SIGKILL)()
