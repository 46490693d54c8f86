"""How the checking was done, and what was done with it: definitions, the proposer's share, the trail."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claims.reports.digest.lines import Line
from claims.reports.digest.words import when
from claims.reports.report import Report
from claims.vocabulary import Profile


def method(report: Report) -> Iterator[Line]:
    yield Line(_("at least one source supports these words, with a quote and its place."), _("Sourced:"))
    yield Line(_("evidence contradicts them, or they mislead."), _("Disputed:"))
    yield Line(_("it was tried and could not be settled."), _("Unverified:"))
    yield Line(_("no person has recorded a finding."), _("Unchecked:"))
    yield Line(_proposed(report))
    for sent in report.version.sent:
        told = {"when": when(sent.at), "host": sent.host, "model": sent.model}
        said = _("The text was sent to a language model on %(when)s: %(model)s.")
        if sent.host:
            said = _("The text was sent to a language model on %(when)s: %(model)s at %(host)s.")
        yield Line(said % told)
    yield Line(_holds(report.about.profile), _("What is in this report:"))


def _proposed(report: Report) -> str:
    offered = [claim for claim in report.claims if claim.offer]
    run = next(reversed(report.version.runs), None)
    if run is None or not offered:
        return _("Every claim was marked by a person. No finding was made by a machine.")
    told = {"n": len(offered), "all": len(report.claims), "proposer": f"{run.proposer} {run.proposer_version}"}
    text = ngettext(
        "%(n)d of %(all)d claim was proposed by %(proposer)s; no finding was made by a machine.",
        "%(n)d of %(all)d claims were proposed by %(proposer)s; no finding was made by a machine.",
        len(report.claims),
    )
    return text % told


def _holds(profile: str) -> str:
    if profile == Profile.LEGAL:
        return _(
            "all that the desk recorded, with what was said for legal alone. Who a confidential source is stands in no"
            " report."
        )
    if profile == Profile.INTERNAL:
        return _(
            "all that the desk recorded, but what was said for legal alone. Who a confidential source is stands in no"
            " report."
        )
    return _(
        "each claim with its verdict and the sources it stands on, without working notes and names of the desk."
        " Confidential sources are described as far as that gives nobody away."
    )


def trail(report: Report) -> tuple[str, str]:
    """Where the log of the article stood when the report was made, in words, and the hash that stands for all of it."""
    inputs = report.about.inputs
    if not inputs.audit_seq:
        return _("The log has no entry on this article."), ""
    text = ngettext(
        "The log of this article had %(n)d entry when the report was made. The last one holds all before it:",
        "The log of this article had %(n)d entries when the report was made. The last one holds all before it:",
        inputs.audit_seq,
    )
    return text % {"n": inputs.audit_seq}, inputs.audit_hash
