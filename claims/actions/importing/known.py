"""What is refused before anything is written: what is here already, and what this desk does not let count."""

from __future__ import annotations

from typing import Any

import msgspec
from django.utils.translation import gettext as _

from articles.models import Article
from articles.states import ArticleState
from claims.reports.build import build_reports
from claims.reports.profiles import for_profile
from claims.reports.report import Claim, Report, Verdict
from claims.reports.seal import content_sha256
from claims.reports.sound import first_fault
from claims.vocabulary import Profile
from factdesk.core.audit import Action
from factdesk.core.errors import Refused
from factdesk.core.models import AuditEntry, Desk, SecondReadRule, User


def require_whole(report: Report) -> None:
    """It tells everything, and tells it as it was written."""
    about = report.about
    if about.profile == Profile.PUBLIC:
        text = _("A public report leaves out too much to work on. Import the internal or the legal one.")
        raise Refused({"": text})
    if (path := first_fault(report)) is not None:
        text = _("This report is damaged at: %(path)s. Nothing was imported.")
        raise Refused({"": text % {"path": path}})
    if about.profile == Profile.LEGAL and about.inputs.content != content_sha256(report):
        raise Refused({"": _("This report was changed after it was written. Nothing was imported.")})
    for index, reply in enumerate(report.replies, 1):
        if not reply.claims:
            text = _("Reply %(n)d is about a claim that the report does not hold. Nothing was imported.")
            raise Refused({"": text % {"n": index}})


def refuse_known(report: Report, desk: Desk, actor: User) -> None:
    """By an earlier import of the same content, or because the desk wrote the report itself."""
    here = Article.objects.filter(desk=desk).exclude(state=ArticleState.PURGED).select_related("desk")
    lines = AuditEntry.objects.filter(action=Action.ARTICLE_IMPORTED, changes__content=content_sha256(report))
    found = here.filter(pk__in=lines.values("object_id")).first()
    same = here.filter(title=report.title, versions__sha256=report.version.sha256).distinct()
    if found is None and (articles := list(same)):
        told = _without_roles(report)
        built = zip(articles, build_reports(articles, made_by=actor), strict=True)
        profile = Profile(report.about.profile)
        found = next((one for one, its in built if _without_roles(for_profile(its, profile)) == told), None)
    if found is not None:
        text = _("This article is here already: number %(number)d, “%(title)s”. Nothing was imported.")
        raise Refused({"": text % {"number": found.pk, "title": found.title}})


def _without_roles(report: Report) -> Any:
    """Everything but what the report says of itself, and who has which role on the desk."""
    parts = {name: getattr(report, name) for name in report.__struct_fields__ if name != "about"}
    return _stripped(msgspec.to_builtins(parts))


def _stripped(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _stripped(each) for name, each in value.items() if name != "role"}
    return [_stripped(each) for each in value] if isinstance(value, list | tuple) else value


def require_allowed(report: Report, desk: Desk) -> None:
    """What counted as checked where the report comes from counts by this desk's rules too."""
    for claim in report.claims:
        for verdict in claim.verdicts:
            finder = claim.findings[verdict.finding].by
            alone = desk.decides_alone and bool(verdict.alone_reason.strip())
            if finder == verdict.by and not alone:
                text = _(
                    "In claim %(number)d one person found and decided, which this desk does not allow (decides alone)."
                )
                raise Refused({"": text % {"number": claim.number}})
            if not alone and _wants_second_read(claim, desk) and not _read_again(claim, verdict):
                text = _("Claim %(number)d was decided without the second read that this desk wants.")
                raise Refused({"": text % {"number": claim.number}})


def _wants_second_read(claim: Claim, desk: Desk) -> bool:
    return desk.second_read == SecondReadRule.ALL or (desk.second_read == SecondReadRule.LEGAL and claim.legal)


def _read_again(claim: Claim, verdict: Verdict) -> bool:
    reads = (read for read in claim.second_reads if read.finding == verdict.finding)
    return any(read.agrees and read.by != verdict.by for read in reads)
