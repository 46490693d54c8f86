"""Issuing reports: what is frozen with each sign-off, and the rows of the files that are made of it."""

from __future__ import annotations

import hashlib

from articles.models import Article
from claims.models import Report, ReportOrder, SignOff
from claims.reports import report as frozen
from claims.reports.build import build_report
from claims.reports.formats import json
from claims.reports.making import narrowed, render
from claims.reports.not_made import ReportNotMade
from claims.vocabulary import Format, Profile
from factdesk.core.audit import Action, record
from factdesk.core.models import User

MASTER = (Profile.LEGAL, Format.JSON)
"""The form that holds everything: from it every other form of an issued report can be made at any time."""
AT_SIGN_OFF = (MASTER, (Profile.INTERNAL, Format.HTML))


def issue_with(signed: SignOff, article: Article, actor: User) -> list[Report]:
    """The report of a sign-off, in its transaction: the one that holds everything, and the one that people read."""
    whole = build_report(article, made_by=actor)
    return [store(narrowed(whole, profile), signed.version_id, form, actor, signed) for profile, form in AT_SIGN_OFF]


def standing_sign_off(article: Article) -> SignOff | None:
    """The one that the article is signed off by; None while it is in check."""
    if not article.is_signed_off:
        return None
    return SignOff.objects.filter(version=article.head, act=SignOff.Act.SIGN).order_by("-pk").first()


class Gone(Exception):
    """The sign-off that the order was for does not stand any more, and what it was issued with is from before."""

    def __str__(self) -> str:
        return "gone"


def frozen_report(order: ReportOrder) -> frozen.Report:
    """What the order is made from, with everything in it: as it was frozen at the sign-off, or the draft as it is."""
    article = Article.objects.select_related("desk").get(pk=order.version.article_id)
    if order.sign_off_id is not None:
        profile, form = MASTER
        master = Report.objects.filter(sign_off=order.sign_off_id, profile=profile, format=form).first()
        if master is not None:
            return _thawed(master)
        if standing_sign_off(article) != order.sign_off:
            raise Gone
    made = build_report(article, made_by=order.by)
    if made.version.sha256 != order.version.sha256 or made.signed_off != (order.sign_off_id is not None):
        raise Gone
    return made


def _thawed(master: Report) -> frozen.Report:
    try:
        return json.read(bytes(master.content))
    except json.NotReadable as error:
        raise ReportNotMade("damaged") from error


def store(made: frozen.Report, version_id: int, form: str, actor: User, signed: SignOff | None) -> Report:
    return keep(made, version_id, form, actor, signed, render(made, form))


def keep(
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
