"""The report as two tables for whoever counts: one row for each claim, one for each piece of evidence.

Names of columns and codes never change and are not translated; a column is added at the end. What people read beside
them, `standing_label`, is in the reader's language. Each row says which report it is of, so that the tables of many
articles can stand below each other. UTF-8 with its mark and CRLF, as spreadsheets want it; texts in quotes, our own
numbers without; a text is never a formula and can be had back (`claims.reports.formats.cells`). Moments are in UTC.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any, Protocol

from claims.reports.formats.cells import neutralised
from claims.reports.reading import evidence_of, finding_of, is_outdated, second_read_of, verdict_of
from claims.reports.report import Claim, Evidence, Finding, Person, Report, SecondRead, Source, Verdict
from claims.vocabulary import Stance, Standing

Cell = str | int | Decimal
Row = list[Cell]

BOM = "\ufeff"
REPORT = ("report", "profile", "edition", "desk", "article", "title", "version")
FINDING = ("finding", "finding_reason", "finding_note", "proposed_text", "found_by", "found_at")
SECOND = ("second_read", "second_read_by", "second_read_at")
VERDICT = ("verdict", "agrees", "resolution", "wording", "override_reason", "alone_reason", "decided_by", "decided_at")
CLAIMS = (
    *REPORT,
    *("claim", "number", "standing", "standing_label", "state", "type", "speaker", "words", "start", "end"),
    *("priority", "legal", "reviewer", "due_at", "proposed", "dismiss_reason", "split_from", "merged_into"),
    *("supports", "refutes", "gives_context", "retracted", "attempts"),
    *FINDING,
    *SECOND,
    *VERDICT,
)
"""The columns of the claims. `supports`, `refutes` and `gives_context` count what was not retracted."""
EVIDENCE = (
    *REPORT,
    *("claim", "evidence", "standing", "stance", "rank", "source", "source_title", "source_kind", "source_url"),
    *("confidential", "description", "quote", "locator", "note", "archive_url", "supplied_by", "supplied_at"),
    *("outdated", "retracted", "retracted_by", "retracted_at", "retract_reason"),
    *("copy_sha256", "copy_name", "copy_type", "copy_size", "quote_found", "quote_line"),
    *("expression", "result", "exact"),
)
"""The columns of the evidence. `outdated`: given for words that a correction replaced."""


class Out(Protocol):
    def write(self, text: str, /) -> Any: ...


def render_claims(report: Report) -> bytes:
    """One row for each claim, by number; without any, one that names the report and no claim."""
    return _table(CLAIMS, report, claim_rows(report))


def render_evidence(report: Report) -> bytes:
    """One row for each piece of evidence, by claim, as it came, what was retracted as well; without any, one that names
    the report and no evidence.
    """
    return _table(EVIDENCE, report, evidence_rows(report))


def write_rows(out: Out, rows: Iterable[Iterable[Cell]]) -> None:
    """Rows as lines of the file, which begins with `BOM` and a row of the columns' names."""
    csv.writer(out, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n").writerows(rows)


def claim_rows(report: Report) -> Iterator[Row]:
    of_report = _report(report)
    for claim in report.claims:
        yield [
            *of_report,
            *_claim(claim, report.version.number),
            *_counts(claim),
            *_finding(finding_of(claim)),
            *_second(second_read_of(claim)),
            *_verdict(verdict_of(claim)),
        ]


def evidence_rows(report: Report) -> Iterator[Row]:
    of_report = _report(report)
    sources = {source.id: source for source in report.sources}
    for claim in report.claims:
        for place, item in enumerate(claim.evidence, start=1):
            outdated = is_outdated(claim, item, report.version.number)
            yield [
                *of_report,
                *(claim.code, place, claim.standing, item.stance, item.rank),
                *_source(sources[item.source]),
                *(neutralised(text) for text in (item.quote, item.locator, item.note, item.archive_url)),
                *(_name(item.by), _moment(item.at), _yes(outdated)),
                *_retraction(item),
                *_copy(item),
                *_calculation(item),
            ]


def _table(columns: tuple[str, ...], report: Report, rows: Iterable[Row]) -> bytes:
    out = io.StringIO(newline="")
    out.write(BOM)
    write_rows(out, [columns])
    named = [*_report(report), *[""] * (len(columns) - len(REPORT))]
    write_rows(out, list(rows) or [named])
    return out.getvalue().encode()


def _report(report: Report) -> Row:
    about = report.about
    desk, title = neutralised(about.desk), neutralised(report.title)
    return [about.code, about.profile, about.edition, desk, about.article, title, report.version.number]


def _claim(claim: Claim, version: int) -> Row:
    place = claim.place_in(version)
    return [
        *(claim.code, claim.number, claim.standing, str(Standing(claim.standing).label), claim.state, claim.type),
        *(neutralised(claim.speaker), neutralised(place.exact) if place else ""),
        *((place.start, place.end) if place else ("", "")),
        *(claim.priority, _yes(claim.legal), _name(claim.reviewer), _moment(claim.due_at), _yes(claim.offer)),
        *(claim.dismiss_reason or "", _code(claim.split_from), _code(claim.merged_into)),
    ]


def _counts(claim: Claim) -> Row:
    stances = [item.stance for item in evidence_of(claim)]
    counts = [stances.count(stance) for stance in (Stance.SUPPORTS, Stance.REFUTES, Stance.CONTEXT)]
    return [*counts, len(claim.evidence) - len(stances), len(claim.attempts)]


def _finding(found: Finding | None) -> Row:
    if found is None:
        return [""] * len(FINDING)
    note, proposed = neutralised(found.note), neutralised(found.proposed_text)
    return [found.status, found.sub_reason, note, proposed, _name(found.by), _moment(found.at)]


def _second(read: SecondRead | None) -> Row:
    return [read.status, _name(read.by), _moment(read.at)] if read else [""] * len(SECOND)


def _verdict(verdict: Verdict | None) -> Row:
    if verdict is None:
        return [""] * len(VERDICT)
    said = (neutralised(text) for text in (verdict.wording, verdict.override_reason, verdict.alone_reason))
    by, at = _name(verdict.by), _moment(verdict.at)
    return [verdict.status, _yes(verdict.agrees), verdict.resolution, *said, by, at]


def _source(source: Source) -> Row:
    title, url, told = (neutralised(text) for text in (source.title, source.url, source.description))
    return [source.id, title, source.kind, url, _yes(source.confidential), told]


def _retraction(item: Evidence) -> Row:
    gone = item.retracted
    return ["yes", _name(gone.by), _moment(gone.at), neutralised(gone.reason)] if gone else ["no", "", "", ""]


def _copy(item: Evidence) -> Row:
    if item.kept is None:
        return [""] * 6
    copy, line = item.kept.copy, item.kept.line
    name, media = neutralised(copy.name), neutralised(copy.media_type)
    return [copy.sha256, name, media, copy.size, item.kept.found, "" if line is None else line]


def _calculation(item: Evidence) -> Row:
    sums = item.calculation
    return [neutralised(sums.expression), _figure(sums.result), _yes(sums.exact)] if sums else ["", "", ""]


def _figure(result: Decimal) -> Decimal:
    """Every digit, without the zeros that the database puts behind them."""
    digits = f"{result:f}"
    return Decimal(digits.rstrip("0").rstrip(".") if "." in digits else digits)


def _name(person: Person | None) -> str:
    """Who it was; where a profile says no name, in what role."""
    return neutralised(person.name or person.role) if person else ""


def _code(number: int | None) -> str:
    return "" if number is None else f"C{number:03d}"


def _moment(at: dt.datetime | None) -> str:
    """As spreadsheets know it: 2026-03-01 14:05:00."""
    return at.astimezone(dt.UTC).strftime("%Y-%m-%d %H:%M:%S") if at else ""


def _yes(it_is: object) -> str:
    return "yes" if it_is else "no"
