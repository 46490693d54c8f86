"""Background work on claims."""

from __future__ import annotations

from celery import shared_task

from articles.models import Version
from claims.actions import drafts, reporting
from claims.actions.consulting import consult, store_consulted
from claims.actions.issuing import Gone
from claims.detect import detect
from claims.issued import ORDER
from claims.mailing import send_notice
from claims.models import ReportOrder
from claims.reports.not_made import ReportNotMade
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


@handles(ORDER)
def make_report(run: JobRun) -> None:
    """The report in the form that somebody ordered. What is the report's fault and not the machine's ends the job."""
    order = ReportOrder.objects.select_related("version", "by", "sign_off").get(pk=run.target_id)
    run.progress(0, 1)
    try:
        reporting.make(order, beat=lambda: run.progress(0, 1), closing=run.finishing)
    except (Gone, ReportNotMade) as error:
        with run.finishing():
            reporting.give_up(order.pk, str(error))


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
