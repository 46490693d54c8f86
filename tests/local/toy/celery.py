"""The toy desk's worker: it writes a note for each ring."""

import os
import signal
from datetime import timedelta

import psycopg
from celery import Celery
from celery.signals import beat_embedded_init, worker_process_init

from factdesk.local.processes import follow_parent

app = Celery("toy", broker=os.environ["BROKER_URL"])
app.conf.update(
    broker_connection_retry_on_startup=True,
    task_ignore_result=True,
    beat_schedule={"tick": {"task": "toy.tick", "schedule": timedelta(seconds=1)}},
)


@worker_process_init.connect
@beat_embedded_init.connect
def end_with_the_worker(**_: object) -> None:
    """As the real desk's."""
    follow_parent(os.getppid(), signal.SIGKILL)()


@app.task(name="toy.write")
def write(words: str) -> None:
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        connection.execute("INSERT INTO note (words) VALUES (%s)", [words])


@app.task(name="toy.busy")
def busy() -> None:
    write("busy")
    while True:
        pass


@app.task(name="toy.tick")
def tick() -> None:
    """Something for the clock to ring."""
