"""Reports in whatever form somebody asks for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from contextlib import AbstractContextManager

from django.db import transaction

from articles.models import Article
from claims import copies
from claims.actions.issuing import Gone, frozen_report, keep, standing_sign_off, store
from claims.actions.locking import lock_article
from claims.issued import ORDER
from claims.models import Report, ReportOrder
from claims.permissions import can_export
from claims.reports import report as frozen
from claims.reports.making import SLOW, Beat, beating, case_file, narrowed, render, seldom
from claims.reports.not_made import ReportNotMade
from claims.reports.shelf import REPORTS
from claims.vocabulary import Format, Profile
from factdesk.core import password
from factdesk.core.errors import Refused
from factdesk.core.jobs import enqueue
from factdesk.core.models import User
from factdesk.core.permissions import require
from factdesk.core.shelf import NoRoom, TooLarge

CHUNK = 1 << 20
Closing = Callable[[], AbstractContextManager[None]]
"""The transaction in which a file gets its row."""


@transaction.atomic
def order_report(
    *,
    article_id: int,
    actor: User,
    profile: str,
    form: str,
    public_url: str = "",
    password_at: dt.datetime | None = None,
) -> ReportOrder:
    """Ask for the report in some form: of the sign-off that stands, or of the draft. What was issued is not made anew.

    What is internal leaves the desk only with the password typed again. Forms that take their time are made by a
    worker; the order has its file when they are done.
    """
    article = lock_article(article_id, actor=actor)
    require(can_export(actor, article, profile))
    if profile != Profile.PUBLIC and not (fresh := password.counts(password_at)):
        raise Refused({"password": fresh.reason})
    order = _order(article, actor, profile, form, public_url)
    if order.report is None and form in SLOW:
        enqueue(ORDER, target_id=order.pk, requested_by=actor)
    elif order.report is None:
        ready = narrowed(frozen_report(order), profile)
        _deliver(order, store(ready, order.version_id, form, actor, order.sign_off))
    return order


def issue_now(*, article_id: int, actor: User, profile: str, form: str, public_url: str = "") -> Report:
    """The same at once, for the terminal: whoever runs the desk has proved more than a password. Gone or ReportNotMade
    when nothing comes of it.
    """
    with transaction.atomic():
        article = lock_article(article_id, actor=actor)
        require(can_export(actor, article, profile))
        order = _order(article, actor, profile, form, public_url)
    if order.report is None:
        try:
            make(order, beat=lambda: None, closing=transaction.atomic)
        except (Gone, ReportNotMade) as error:
            give_up(order.pk, str(error))
            raise
        order.refresh_from_db()
    assert order.report is not None  # noqa: S101  narrows the type
    return order.report


def make(order: ReportOrder, *, beat: Beat, closing: Closing) -> None:
    """Make the file outside of any transaction, and store it within `closing`."""
    whole = frozen_report(order)
    if order.format == Format.ZIP:
        try:
            _make_case_file(order, whole, seldom(beat), closing)
        except TooLarge as error:
            raise ReportNotMade("too_large") from error
        except NoRoom as error:
            raise ReportNotMade("no_room") from error
        return
    report = narrowed(whole, order.profile)
    content = render(report, order.format, beat)
    with closing():
        _fill(order, report, content)


def _make_case_file(order: ReportOrder, whole: frozen.Report, beat: Beat, closing: Closing) -> None:
    """The file first, then its row."""
    kept = copies.of_desk(order.version.article.desk_id)
    with (
        case_file(whole, order.profile, kept, public_url=order.public_url, beat=beat) as made,
        REPORTS.held(beating(iter(lambda: made.read(CHUNK), b""), beat)) as shelved,
    ):
        report = narrowed(whole, order.profile)
        with closing():
            _fill(order, report, b"", file=shelved.name, sha256=shelved.sha256, size=shelved.size)
        shelved.taken = True


def _order(article: Article, actor: User, profile: str, form: str, public_url: str) -> ReportOrder:
    signed = standing_sign_off(article)
    order = ReportOrder.objects.create(
        version=article.head,
        sign_off=signed,
        profile=profile,
        format=form,
        public_url=public_url if form == Format.ZIP else "",
        by=actor,
    )
    if issued := _issued(order):
        _deliver(order, issued)
    return order


def _fill(order: ReportOrder, made: frozen.Report, content: bytes, **on_disk: object) -> None:
    """Store what a worker made, within the transaction that ends its job. `on_disk`: file, hash and size instead.

    The article first: once it is held, no purge takes it away.
    """
    Article.objects.select_for_update(no_key=True).get(pk=order.version.article_id)
    if not ReportOrder.objects.filter(pk=order.pk).exists():
        raise Gone
    if issued := _issued(order):
        _deliver(order, issued)
        return
    _deliver(order, keep(made, order.version_id, order.format, order.by, order.sign_off, content, **on_disk))


def give_up(order_id: int, why: str) -> None:
    """Say why no file came of it, within the transaction that ends the job."""
    ReportOrder.objects.filter(pk=order_id).update(why=why)


def _issued(order: ReportOrder) -> Report | None:
    """The same form of the same sign-off, if it was issued before. A case file may be for another address."""
    if order.sign_off_id is None or order.format == Format.ZIP:
        return None
    same = {"sign_off": order.sign_off_id, "profile": order.profile, "format": order.format}
    return Report.objects.filter(**same).defer("content").first()


def _deliver(order: ReportOrder, report: Report) -> None:
    order.report = report
    order.save(update_fields=["report"])
