"""What follows the claims: replies, sources, changes, sign-offs, the trail, the method."""

from __future__ import annotations

from django.utils.translation import gettext as _
from lxml.etree import _Element as Element

from claims.reports.digest import Digest, Section
from claims.reports.formats.docx.lines import plain, signed, write, write_numbers, write_runs
from claims.reports.formats.docx.page import WIDTH
from claims.reports.formats.docx.paragraphs import Paragraph
from claims.reports.formats.docx.tables import Table

REPLIES = (2100, 760, 1680, 1680, 2100, WIDTH - 8320)
SOURCES = (4700, 1500, WIDTH - 6200)
SIGN_OFFS = (840, 2700, 1900, 1700, WIDTH - 7140)
CHANGES = (640, WIDTH - 640)
CORRECTIONS = (640, 3800, WIDTH - 4440)


def write_appendix(parent: Element, digest: Digest) -> None:
    _replies(parent, digest)
    _sources(parent, digest)
    _changes(parent, digest)
    _sign_offs(parent, digest)
    _title(parent, digest, Section.AUDIT)
    Paragraph(parent, "Normal").add(digest.audit)
    if digest.audit_hash:
        Paragraph(parent, "Normal").add(digest.audit_hash, "Mono")
    _title(parent, digest, Section.METHOD)
    for line in digest.method:
        write(Paragraph(parent, "Normal", plain(line)), line)


def _title(parent: Element, digest: Digest, section: Section) -> None:
    Paragraph(parent, "Heading1").add(digest.titles[section])


def _replies(parent: Element, digest: Digest) -> None:
    _title(parent, digest, Section.REPLIES)
    if not digest.replies:
        Paragraph(parent, "Normal").add(_("Nobody was asked."))
        return
    known = digest.statuses
    table = Table(parent, "Ruled", REPLIES)
    table.head(_("Put to"), _("Claims"), _("Asked"), _("Due"), _("Answer"), _("In copy"))
    for one in digest.replies:
        longest = max(len(one.put) + len(one.addressee), len(plain(one.answer)))
        addressee, claims, asked, due, answer, in_copy = table.row(longest=longest)
        Paragraph(addressee, "TableText", one.addressee).add(one.addressee, "Strong")
        if one.put:
            Paragraph(addressee, "TableText", one.put).add(one.put)
        write_numbers(Paragraph(claims, "TableText"), one.claims, known)
        for time in one.asked:
            Paragraph(asked, "TableText").add(time)
        Paragraph(due, "TableText").add(one.due)
        write(Paragraph(answer, "TableText", plain(one.answer)), one.answer)
        Paragraph(in_copy, "TableText").add(one.in_copy)


def _sources(parent: Element, digest: Digest) -> None:
    _title(parent, digest, Section.SOURCES)
    if not digest.sources:
        Paragraph(parent, "Normal").add(_("None."))
        return
    known = digest.statuses
    table = Table(parent, "Ruled", SOURCES)
    table.head(_("Source"), _("Kind"), _("Claims"))
    for one in digest.sources:
        title, kind, claims = table.row(longest=len(one.title) + len(one.url))
        Paragraph(title, "TableText", one.title).add(one.title)
        if one.url:
            Paragraph(title, "TableText").add(one.url, "Small")
        Paragraph(kind, "TableText").add(one.kind)
        write_numbers(Paragraph(claims, "TableText"), one.claims, known)
        if one.alone:
            alone = Paragraph(claims, "TableText")
            alone.add(f"{_('Alone under')} ", "Strong")
            write_numbers(alone, one.alone, known)


def _changes(parent: Element, digest: Digest) -> None:
    _title(parent, digest, Section.CHANGES)
    Paragraph(parent, "Normal").add(digest.since)
    if digest.changes:
        table = Table(parent, "Ruled", CHANGES)
        table.head(_("No"), _("Words"))
        for one in digest.changes:
            number, words = table.row(longest=sum(len(run.text) for run in one.runs))
            write_numbers(Paragraph(number, "TableText"), (one.number,), digest.statuses)
            write_runs(Paragraph(words, "TableText", "".join(run.text for run in one.runs)), one.runs)
    if digest.corrections:
        Paragraph(parent, "Gap")
        _corrections(parent, digest)


def _corrections(parent: Element, digest: Digest) -> None:
    table = Table(parent, "Ruled", CORRECTIONS)
    table.head(_("No"), _("What was printed, and what it says now"), _("Correction"))
    for one in digest.corrections:
        said = sum(len(plain(line)) for fact in one.facts for line in fact.lines)
        number, words, facts = table.row(longest=max(said, sum(len(run.text) for run in one.runs)))
        Paragraph(number, "TableText").add(str(one.number))
        write_runs(Paragraph(words, "TableText", "".join(run.text for run in one.runs)), one.runs)
        Paragraph(words, "TableText").add(", ".join(filter(None, (one.versions, signed(one.by, one.when)))), "Small")
        for fact in one.facts:
            for line in fact.lines:
                paragraph = Paragraph(facts, "TableText", plain(line))
                paragraph.add(f"{fact.label}: ", "Strong")
                write(paragraph, line)


def _sign_offs(parent: Element, digest: Digest) -> None:
    _title(parent, digest, Section.SIGN_OFFS)
    if not digest.sign_offs:
        Paragraph(parent, "Normal").add(_("Nobody has signed."))
        return
    table = Table(parent, "Ruled", SIGN_OFFS)
    table.head(_("Version"), _("Act"), _("Name and role"), _("When"), _("Text hash"))
    for one in digest.sign_offs:
        version, act, name, when, text_hash = table.row(longest=len(one.reason))
        Paragraph(version, "TableText").add(str(one.version))
        Paragraph(act, "TableText").add(one.act, "Strong")
        if one.reason:
            Paragraph(act, "TableText", one.reason).add(one.reason)
        Paragraph(name, "TableText", one.by).add(", ".join(dict.fromkeys(filter(None, (one.by, one.role)))))
        Paragraph(when, "TableText").add(one.when)
        Paragraph(text_hash, "TableText").add(one.sha256, "Mono")
