"""Statements of the report, with what belongs to them, inside a paragraph."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _
from lxml.etree import _Element as Element

from claims.reports.digest import EvidenceLine, Line, Status
from claims.reports.formats.docx.paragraphs import Paragraph
from claims.worddiff import GONE, NEW, Run

SIGNS = {GONE: ("− ", "Gone"), NEW: ("+ ", "New")}


def signed(by: str, when: str) -> str:
    return ", ".join(filter(None, (by, when)))


def plain(line: Line) -> str:
    """The statement without who made it."""
    changed = "".join(f"{SIGNS.get(run.kind, ('', ''))[0]}{run.text}" for run in line.runs)
    return " ".join(filter(None, (line.strong, line.text, quoted(line.quote), changed)))


def quoted(words: str) -> str:
    return _("“%(words)s”") % {"words": words} if words else ""


def write(paragraph: Paragraph, line: Line) -> None:
    """What is said, then small who said it and when."""
    said = [(line.strong, "Strong"), (line.text, ""), (quoted(line.quote), "Words")]
    written = [one for one in said if one[0]]
    for place, (text, style) in enumerate(written):
        if place:
            paragraph.add(" ")
        paragraph.add(text, style)
    if line.runs:
        if written:
            paragraph.add(" ")
        write_runs(paragraph, line.runs)
    if by := signed(line.by, line.when):
        paragraph.add(f"  {by}" if written or line.runs else by, "Small")


def write_runs(paragraph: Paragraph, runs: Iterable[Run]) -> None:
    """Words before and after: what went is struck out, what came is underlined, and a sign says it without either."""
    before = " "
    for run in runs:
        sign, style = SIGNS.get(run.kind, ("", "Words"))
        if sign:
            paragraph.add(sign if before[-1:].isspace() else f" {sign}", "Strong")
        paragraph.add(run.text, style)
        before = run.text


def write_status(paragraph: Paragraph, status: Status) -> None:
    paragraph.add(status.glyph, f"{status.code.capitalize()}Glyph")
    paragraph.add(f" {status.word}", f"{status.code.capitalize()}Word")


def write_numbers(paragraph: Paragraph, numbers: Iterable[int], known: Iterable[int]) -> None:
    """Numbers of claims, each leading to its sheet where it has one."""
    linked = set(known)
    for place, number in enumerate(numbers):
        if place:
            paragraph.add(", ")
        if number in linked:
            paragraph.link((str(number), "Internal"), to=sheet_name(number))
        else:
            paragraph.add(str(number))


def sheet_name(number: int) -> str:
    """The bookmark of a claim's sheet."""
    return f"claim_{number}"


def write_evidence(parent: Element, line: EvidenceLine, label: str) -> None:
    """Stance and source, the quote under it, and what is needed to find it again."""
    source = Paragraph(parent, "Evidence")
    source.add(label, "Label")
    source.tab()
    source.add(line.glyph, "Glyph")
    source.add(f" {line.stance}", "Strong")
    source.tab()
    source.add(line.source)
    if line.outdated:
        source.add(f" {_('For the words as they were before.')}", "Strong")
    source.add(f"  {signed(line.by, line.when)}", "Small")
    if line.quote:
        Paragraph(parent, "EvidenceQuote", line.quote).add(quoted(line.quote), "Words")
    if line.note:
        Paragraph(parent, "EvidenceMore", line.note).add(line.note)
    for small in line.small:
        Paragraph(parent, "EvidenceMore", small).add(small, "Small")
