"""What changed since the version before, and what was corrected."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claims.reports.digest.lines import ChangeRow, CorrectionRow, Fact, Line
from claims.reports.digest.words import when, who, word
from claims.reports.report import Claim, Correction, Report
from claims.vocabulary import RootCause, Severity
from claims.worddiff import GONE, Run, word_diff


def since(report: Report) -> tuple[str, tuple[ChangeRow, ...]]:
    """In a sentence, and the claims whose words changed; of the first version only the sentence."""
    number = report.version.number
    if number == 1:
        return _("This is the first version."), ()
    carried, new = 0, []
    reworded: list[ChangeRow] = []
    cut: list[ChangeRow] = []
    for claim in report.claims:
        here = claim.place_in(number)
        if here is None:
            continue
        if here.carried_from is None and len(report.versions) > 1:
            new.append(claim.number)
        elif here.state == "orphaned":
            cut.append(ChangeRow(claim.number, (Run(GONE, here.exact),)))
        elif here.state == "reworded":
            reworded.append(ChangeRow(claim.number, _reworded(claim, number)))
        else:
            carried += 1
    if len(report.versions) == 1:  # the profile has no other to compare with
        return _("Version %(number)d. What was corrected stands below.") % {"number": number}, ()
    return _counted(number - 1, carried, len(reworded), new, len(cut)), (*reworded, *cut)


def _reworded(claim: Claim, number: int) -> tuple[Run, ...]:
    here = claim.place_in(number)
    if here is None or here.carried_from is None:
        return ()
    return word_diff(claim.places[here.carried_from].exact, here.exact)


def _counted(before: int, carried: int, reworded: int, new: list[int], cut: int) -> str:
    parts = [
        ngettext("1 claim carried", "%(n)d claims carried", carried) % {"n": carried},
        _("%(n)d reworded") % {"n": reworded},
        _("%(n)d new") % {"n": len(new)} + (f" ({', '.join(map(str, new))})" if new else ""),
        _("%(n)d cut") % {"n": cut},
    ]
    return _("Since version %(number)d: %(what)s.") % {"number": before, "what": ", ".join(parts)}


def correction_rows(report: Report) -> tuple[CorrectionRow, ...]:
    return tuple(_correction(number, one) for number, one in enumerate(report.corrections, 1))


def _correction(number: int, one: Correction) -> CorrectionRow:
    facts = [(_("Note"), one.public_note), (_("How bad"), word(Severity, one.severity))]
    facts.append((_("Cause"), word(RootCause, one.root_cause)))
    facts.append((_("Claim"), str(one.claim or "")))
    facts.append((_("Reported"), when(one.reported_at)))
    return CorrectionRow(
        number=number,
        versions=_("version %(before)d to %(after)d") % {"before": one.before, "after": one.after},
        runs=word_diff(one.old_words, one.new_words),
        facts=tuple(Fact(label, (Line(text),)) for label, text in facts if text),
        by=who(one.by),
        when=when(one.at),
    )
