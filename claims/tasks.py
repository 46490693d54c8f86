"""Background work on claims."""

from __future__ import annotations

from celery import shared_task

from articles.models import Version
from claims import copies
from claims.actions import drafts, reporting
from claims.actions.consulting import consult, store_consulted
from claims.detect import detect
from claims.issued import ORDER
from claims.mailing import send_notice
from claims.models import ReportOrder
from claims.reports.formats.pdf import ReportNotMade
from claims.reports.making import case_file, narrowed, render
from claims.reports.report import Report
from claims.reports.shelf import REPORTS
from claims.vocabulary import Format
from factdesk.core.jobs import JobRun, handles
from factdesk.core.models import User

CHUNK = 1 << 20

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
        report = narrowed(reporting.frozen_report(order), order.profile, public_url=order.public_url)
        if order.format == Format.ZIP:
            _make_case_file(run, order, report)
            return
        content = render(report, order.format, lambda: run.progress(0, 1))
    except (reporting.Gone, ReportNotMade) as error:
        with run.finishing():
            reporting.give_up(order.pk, getattr(error, "why", "gone"))
        return
    with run.finishing():
        reporting.fill(order.pk, report, content)


def _make_case_file(run: JobRun, order: ReportOrder, report: Report) -> None:
    """The file first, then its row."""
    with (
        case_file(report, copies.opened, lambda: run.progress(0, 1)) as made,
        REPORTS.held(iter(lambda: made.read(CHUNK), b"")) as shelved,
    ):
        with run.finishing():
            reporting.fill(
                order.pk, report, b"", file=shelved.name, sha256=shelved.sha256, size=shelved.size
            )
        shelved.taken = True


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
