"""Work that takes a second and leaves nothing behind: a long backlog of it keeps the workers of a test busy."""

import time

from factdesk.core import jobs
from factdesk.core.jobs import JobRun
from factdesk.core.models import Job, User

KIND = "test.slow"


@jobs.handles(KIND)
def slow(run: JobRun) -> None:
    time.sleep(1)
    with run.finishing():
        pass


def backlog(size: int, by: User) -> list[Job]:
    return [jobs.enqueue(KIND, target_id=number, requested_by=by) for number in range(size)]
