"""Background work on claims."""

from __future__ import annotations

from celery import shared_task

from articles.models import Version
from claims.actions import drafts
from claims.actions.consulting import consult, store_consulted
from claims.detect import detect
from claims.mailing import send_notice
from factdesk.core.jobs import JobRun, handles
from factdesk.core.models import User


@handles("claims.propose")
def propose(run: JobRun) -> None:
    """Read a version on this machine, ask the model endpoint where the desk does, and store what is worth checking."""
    version = Version.objects.get(pk=run.target_id)
    detection = detect(version.text, version.block_list(), progress=run.progress)
    # Made outside the transaction: the very first reading of a desk must not hold up all others while it writes.
    User.objects.system()
    read = len(detection.blocks)
    consulted = consult(version, detection, beat=lambda: run.progress(read, read))
    with run.finishing():
        store_consulted(version, consulted)


@handles("claims.mail_notice")
def mail_notice(run: JobRun) -> None:
    """Tell a person by mail of a notice, unless they have read it by now."""
    send_notice(run.target_id)
    with run.finishing():
        pass


@shared_task(name="claims.tidy")
def tidy() -> None:
    """Each minute: drafts nobody came back to go, and people who left."""
    drafts.tidy()
