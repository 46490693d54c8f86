"""The claim sheets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.extract.document import Block
from claims.inplace import surroundings
from claims.labels import kind_label
from claims.reports.digest.evidence import evidence_line, retracted_line
from claims.reports.digest.lines import Fact, Line, Sheet
from claims.reports.digest.words import status_of, when, who, word
from claims.reports.reading import evidence_of, finding_of, second_read_of, verdict_of
from claims.reports.report import Attempt, Claim, Finding, Place, SecondRead, Source, Thread, Verdict, Version
from claims.vocabulary import Channel, DismissReason, Priority, Resolution, Standing, Status, SubReason
from claims.worddiff import word_diff


class Sheets:
    """Makes the sheets of one version."""

    def __init__(self, version: Version, blocks: Sequence[Block], sources: dict[int, Source]) -> None:
        self._version = version
        self._blocks = blocks
        self._sources = sources

    def sheet(self, claim: Claim, here: Place, place: int) -> Sheet:
        """`here` is where the claim stands; `place` counts in reading order."""
        cut = here.start == here.end
        before, after = ("", "") if cut else surroundings(self._version.text, self._blocks, here.start, here.end)
        return Sheet(
            number=claim.number,
            code=claim.code,
            place=0 if cut else place,
            status=status_of(claim.standing),
            kind=kind_label(claim.type),
            speaker=claim.speaker or _("Own voice"),
            flags=tuple(self._flags(claim)),
            before=before,
            exact=here.exact,
            after=after,
            facts=tuple(self._facts(claim, here)),
        )

    def _flags(self, claim: Claim) -> Iterator[str]:
        if claim.legal:
            yield _("Legal read")
        if claim.priority == Priority.HIGH:
            yield _("High priority")
        if repeats := len(claim.places_in(self._version.number)) - 1:
            yield ngettext("said again once", "said again %(n)d times", repeats) % {"n": max(repeats, 1)}

    def _facts(self, claim: Claim, here: Place) -> Iterator[Fact]:
        if claim.standing == Standing.WITHDRAWN:
            yield Fact(_("Withdrawn"), (Line(_("A correction cut these words from the text.")),), what="withdrawn")
            return
        if claim.dismiss_reason:
            yield Fact(_("Dismissed"), (Line(_dismissed(claim)),), what="dismissed")
            return
        yield Fact(_("Finding"), tuple(_finding(claim)), what="finding")
        yield from self._gathered(claim)
        if claim.attempts:
            yield Fact(_("Attempts"), tuple(_attempt(one) for one in claim.attempts), what="attempts")
        if claim.threads:
            said = tuple(line for thread in claim.threads for line in _thread(thread))
            yield Fact(_("Discussion"), said, what="discussion")
        yield Fact(_("Verdict"), (_verdict(claim),), what="verdict")
        if changed := _words(claim, here):
            yield Fact(_("Words"), (changed,), what="words")

    def _gathered(self, claim: Claim) -> Iterator[Fact]:
        counts = evidence_of(claim)
        lines = tuple(evidence_line(item, self._sources[item.source], claim, self._version.number) for item in counts)
        yield Fact(_("Evidence"), () if lines else (Line(_("None.")),), lines, what="evidence")
        retracted = [item for item in claim.evidence if item.retracted]
        if retracted:
            gone = tuple(retracted_line(item, self._sources[item.source]) for item in retracted)
            yield Fact(_("Retracted"), gone, what="retracted")


def _dismissed(claim: Claim) -> str:
    if claim.merged_into:
        return _("Same as claim %(number)d.") % {"number": claim.merged_into}
    return f"{word(DismissReason, claim.dismiss_reason)}."


def _finding(claim: Claim) -> Iterator[Line]:
    finding = finding_of(claim)
    if finding is None:
        with_ = _("None yet. With %(name)s.") % {"name": claim.reviewer.name} if claim.reviewer else _("None yet.")
        yield Line(with_)
    else:
        yield _found(finding)
        read = second_read_of(claim)
        if read:
            yield _read_again(read)
    for one in claim.returns:
        if finding is None or one.finding == len(claim.findings) - 1:
            yield Line(one.reason, _("Sent back:"), by=who(one.by), when=when(one.at))


def _found(finding: Finding) -> Line:
    why = word(SubReason, finding.sub_reason)
    why = why[:1].lower() + why[1:]
    return Line(finding.note, f"{word(Status, finding.status)}, {why}.", by=who(finding.by), when=when(finding.at))


def _read_again(read: SecondRead) -> Line:
    said = _("Second read, the same:") if read.agrees else _("Second read, otherwise:")
    text = word(Status, read.status)
    if read.blind:
        text = _("%(status)s, without seeing the finding") % {"status": text}
    return Line(f"{text}. {read.note}".strip(), said, by=who(read.by), when=when(read.at))


def _verdict(claim: Claim) -> Line:
    verdict = verdict_of(claim)
    if verdict is None:
        return Line(_("Open."))
    how = _("agreed") if verdict.agrees else _("overridden")
    return Line(
        " ".join(_decided(verdict)),
        f"{word(Status, verdict.status)}, {how}.",
        by=who(verdict.by),
        when=when(verdict.at),
    )


def _decided(verdict: Verdict) -> Iterator[str]:
    if verdict.override_reason:
        yield verdict.override_reason
    if verdict.alone_reason:
        yield _("Decided alone: %(reason)s") % {"reason": verdict.alone_reason}
    yield _("Copy: %(what)s.") % {"what": word(Resolution, verdict.resolution).lower()}


def _attempt(one: Attempt) -> Line:
    tried = f"{one.what} {one.outcome}".strip()
    return Line(tried, f"{word(Channel, one.channel)}.", by=who(one.by), when=when(one.at))


def _thread(thread: Thread) -> Iterator[Line]:
    """What was said, and whether it was settled."""
    for place, comment in enumerate(thread.comments):
        strong = _("For legal:") if thread.privileged and place == 0 else ""
        yield Line(comment.words, strong, by=who(comment.by), when=when(comment.at))
    if thread.resolved_at:
        yield Line("", _("Resolved."), by=who(thread.resolved_by), when=when(thread.resolved_at))


def _words(claim: Claim, here: Place) -> Line | None:
    """The words as they stand and those that were decided on, or suggested; or those that a finding spoke of before."""
    verdict, finding = verdict_of(claim), finding_of(claim)
    new = (verdict.wording if verdict else "") or (finding.proposed_text if finding else "")
    if new and new != here.exact:
        return Line(runs=word_diff(here.exact, new))
    if claim.standing == Standing.STALE and claim.findings:
        old = claim.places[claim.findings[-1].place].exact
        return Line(runs=word_diff(old, here.exact)) if old != here.exact else None
    return None
