"""Claim by claim: everything that a reader needs to judge each."""

from __future__ import annotations

from collections.abc import Container

from django.utils.translation import gettext as _
from lxml.etree import _Element as Element

from claims.reports.digest import Digest, Fact, Section, Sheet
from claims.reports.formats.docx.article import mark_name
from claims.reports.formats.docx.lines import sheet_name, write, write_evidence, write_status
from claims.reports.formats.docx.paragraphs import Paragraph

FIRST_BOOKMARK = 1_000_000
"""Bookmarks of sheets are counted from here on, those in the article by the claims' own numbers."""


def write_sheets(parent: Element, digest: Digest, in_text: Container[int]) -> None:
    """`in_text`: the claims whose words are marked in the article, to which their sheets lead back."""
    Paragraph(parent, "Appendix").add(digest.titles[Section.CLAIMS])
    if not digest.sheets:
        Paragraph(parent, "Normal").add(_("No claims."))
    for sheet in digest.sheets:
        _head(parent, sheet, in_text=sheet.number in in_text)
        context = Paragraph(parent, "Context", f"{sheet.before}{sheet.exact}{sheet.after}")
        context.add(sheet.before)
        context.add(sheet.exact, "Claimed")
        context.add(sheet.after)
        for fact in sheet.facts:
            _write_fact(parent, fact)


def _head(parent: Element, sheet: Sheet, *, in_text: bool) -> None:
    """Its name for good, how it stands, and what it is."""
    head = Paragraph(parent, "Claim")
    head.bookmark(sheet_name(sheet.number), FIRST_BOOKMARK + sheet.number)
    if in_text:
        head.link((sheet.code, "Internal"), to=mark_name(sheet.number))
    else:
        head.add(sheet.code)
    head.add("   ")
    write_status(head, sheet.status)
    place = _("no %(n)d in the text") % {"n": sheet.place} if sheet.place else _("not in the text")
    for one in (sheet.kind, sheet.speaker, *sheet.flags, place):
        head.add("   ")
        head.add(one, "Aside")


def _write_fact(parent: Element, fact: Fact) -> None:
    """The label before the first statement; the others stand under it."""
    label = fact.label
    for line in fact.lines:
        paragraph = Paragraph(parent, "Fact")
        paragraph.add(label, "Label")
        paragraph.tab()
        write(paragraph, line)
        label = ""
    for item in fact.evidence:
        write_evidence(parent, item, label)
        label = ""
