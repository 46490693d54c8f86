"""Issuing reports: with each sign-off, and in whatever form somebody asks for."""

from __future__ import annotations

import datetime as dt
import hashlib

from django.db import transaction
from django.utils.translation import gettext as _

from articles.models import Article
from claims.actions.locking import lock_article
from claims.issued import ORDER
from claims.models import Report, ReportOrder, SignOff
from claims.permissions import can_export
from claims.reports import report as frozen
from claims.reports.build import build_report
from claims.reports.formats import json
from claims.reports.making import SLOW, narrowed, render
from claims.vocabulary import Format, Profile
from factdesk.core import password
from factdesk.core.audit import Action, record
from factdesk.core.errors import Refused
from factdesk.core.jobs import enqueue
from factdesk.core.models import User
from factdesk.core.permissions import require

MASTER = (Profile.LEGAL, Format.JSON)
"""The form that holds everything: from it every other form of an issued report can be made at any time."""
AT_SIGN_OFF = (MASTER, (Profile.INTERNAL, Format.HTML))


def issue_with(signed: SignOff, article: Article, actor: User) -> list[Report]:
    """The report of a sign-off, in its transaction: the one that holds everything, and the one that people read."""
    whole = build_report(article, made_by=actor)
    return [_store(narrowed(whole, profile), signed.version_id, form, actor, signed) for profile, form in AT_SIGN_OFF]


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
    signed = standing_sign_off(article)
    order = ReportOrder.objects.create(
        version=article.head, sign_off=signed, profile=profile, format=form, public_url=public_url, by=actor
    )
    if issued := _issued(order):
        _deliver(order, issued)
    elif form in SLOW:
        enqueue(ORDER, target_id=order.pk, requested_by=actor)
    else:
        ready = narrowed(frozen_report(order), profile, public_url=public_url)
        _deliver(order, _store(ready, order.version_id, form, actor, signed))
    return order


def standing_sign_off(article: Article) -> SignOff | None:
    """The one that the article is signed off by; None while it is in check."""
    if not article.is_signed_off:
        return None
    return SignOff.objects.filter(version=article.head, act=SignOff.Act.SIGN).order_by("-pk").first()


class Gone(Exception):
    """The sign-off that the order was for does not stand any more, and what it was issued with is from before."""


def frozen_report(order: ReportOrder) -> frozen.Report:
    """What the order is made from, with everything in it: as it was frozen at the sign-off, or the draft as it is now."""
    article = Article.objects.select_related("desk").get(pk=order.version.article_id)
    if order.sign_off_id is not None:
        profile, form = MASTER
        master = Report.objects.filter(sign_off=order.sign_off_id, profile=profile, format=form).first()
        if master is not None:
            return json.read(bytes(master.content))
        if standing_sign_off(article) != order.sign_off:
            raise Gone
    elif article.is_signed_off or article.head.pk != order.version_id:
        raise Gone
    return build_report(article, made_by=order.by)


def fill(order_id: int, made: frozen.Report, content: bytes, *, file: str = "", sha256: str = "", size: int = 0) -> None:
    """Store what a worker made, within the transaction that ends its job. `file`: on disk, with its hash and size."""
    order = ReportOrder.objects.select_related("version", "by", "sign_off").get(pk=order_id)
    Article.objects.select_for_update(no_key=True).get(pk=order.version.article_id)
    if issued := _issued(order):
        _deliver(order, issued)
        return
    on_disk = {"file": file, "sha256": sha256, "size": size} if file else {}
    _deliver(order, _keep(made, order.version_id, order.format, order.by, order.sign_off, content, **on_disk))


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


def _store(made: frozen.Report, version_id: int, form: str, actor: User, signed: SignOff | None) -> Report:
    return _keep(made, version_id, form, actor, signed, render(made, form))


def _keep(
    made: frozen.Report,
    version_id: int,
    form: str,
    actor: User,
    signed: SignOff | None,
    content: bytes,
    **on_disk: object,
) -> Report:
    about = made.about
    fields = {"sha256": hashlib.sha256(content).hexdigest(), "size": len(content)} | on_disk
    report = Report.objects.create(
        version_id=version_id,
        sign_off=signed,
        profile=about.profile,
        format=form,
        edition=about.edition,
        code=about.code,
        inputs={name: getattr(about.inputs, name) for name in about.inputs.__struct_fields__},
        content=content,
        made_by=actor,
        **fields,
    )
    changes = {
        "sha256": report.sha256,
        "sign_off": signed.pk if signed else None,
        "profile": report.profile,
        "format": report.format,
    }
    record(Action.REPORT_ISSUED, report, actor=actor, changes=changes, rows=[report])
    return report
