"""The comments: what was found on a claim, at the very words that it is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from django.utils import timezone
from django.utils.translation import gettext as _
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.part import XmlPart
from docx.oxml.text.run import CT_R
from docx.text.run import Run
from lxml.etree import _Element as Element

from claims.reports.digest import EvidenceLine, Fact, Line, Sheet
from claims.reports.formats.docx.article import Spread
from claims.reports.formats.docx.letters import legible
from claims.reports.formats.docx.lines import plain, quoted, write
from claims.reports.formats.docx.paragraphs import NAMES, Paragraph
from claims.reports.reading import finding_of, verdict_of
from claims.reports.report import Claim, Report
from claims.worddiff import GONE

LEFT_OUT = frozenset({"attempts", "discussion", "retracted"})
"""What a writer can do without in the margin; the sheet of the claim has it."""
LONGEST_NAME = 120


def add_comments(document: Document, report: Report, sheets: Sequence[Sheet], spread: Mapping[int, Spread]) -> None:
    """One for each claim that stands in the article, in reading order, from its first words to its last."""
    claims = {claim.number: claim for claim in report.claims}
    for sheet in sheets:
        if sheet.number in spread:
            comment = _anchored(document, report, claims[sheet.number], spread[sheet.number])
            _write(comment, sheet)


def _anchored(document: Document, report: Report, claim: Claim, spread: Spread) -> Element:
    """Empty, by whoever decided, at the time when it was decided; the newsroom's where the profile has no names."""
    judged = verdict_of(claim) or finding_of(claim)
    author = legible(judged.by.name if judged and judged.by.name else report.about.newsroom)[:LONGEST_NAME]
    runs = [Run(cast("CT_R", run), document) for run in (spread.first, spread.last)]
    document.add_comment(runs, author=author, initials=_initials(author))
    comment: Element = cast("XmlPart", document.part.part_related_by(RT.COMMENTS)).element[-1]
    comment.set(NAMES["w:date"], _local(judged.at if judged else report.about.made_at))
    return comment


def _local(at: dt.datetime) -> str:
    """As the clock at the desk showed it: word processors do not convert what a comment says."""
    return timezone.localtime(at).strftime("%Y-%m-%dT%H:%M:%S")


def _initials(name: str) -> str:
    return "".join(part[0] for part in name.split())[:3]


def _write(comment: Element, sheet: Sheet) -> None:
    head = Paragraph.within(comment[0])
    head.add(f"{sheet.code} {sheet.status.glyph} {sheet.status.word}", "Strong")
    for fact in sheet.facts:
        if instead := _instead(fact, sheet.exact):
            paragraph = Paragraph(comment, "CommentText", instead)
            paragraph.add(f"{_('Words instead:')} ", "Strong")
            paragraph.add(instead)
        elif fact.what not in LEFT_OUT:
            _write_fact(comment, fact)


def _instead(fact: Fact, exact: str) -> str:
    """What to set in place of the claim's words, to be copied as it is; "" where they are what came of a change."""
    if fact.what != "words":
        return ""
    words = "".join(run.text for line in fact.lines for run in line.runs if run.kind != GONE)
    return words if words != exact else ""


def _write_fact(comment: Element, fact: Fact) -> None:
    for line in fact.lines:
        paragraph = Paragraph(comment, "CommentText", plain(line))
        paragraph.add(f"{fact.label}: ", "Strong")
        write(paragraph, Line(line.text, line.strong, line.quote, line.runs))
    for said in map(_short, fact.evidence):
        Paragraph(comment, "CommentText", said).add(said)


def _short(line: EvidenceLine) -> str:
    """The source and its words; addresses, hashes and names are in the sheet."""
    return " ".join(_parts(line))


def _parts(line: EvidenceLine) -> Iterator[str]:
    yield f"{line.glyph} {line.stance}: {line.source}"
    yield from filter(None, (quoted(line.quote), line.note))
