"""What stands before the article: what this is, how it came out, what to read first."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from lxml.etree import _Element as Element

from claims.reports.digest import Digest, Section
from claims.reports.digest.lines import Meta
from claims.reports.digest.tables import WORST_FIRST
from claims.reports.digest.words import status_of
from claims.reports.formats.docx.lines import sheet_name, write, write_status
from claims.reports.formats.docx.page import WIDTH
from claims.reports.formats.docx.paragraphs import Paragraph
from claims.reports.formats.docx.tables import Table
from claims.vocabulary import Standing

META = (1000, 3500, 1100, WIDTH - 5600)
MUST_READ = (640, 4100, 1500, WIDTH - 6240)
WORD = 12  # letters that a column of the summary is wide enough for


def write_head(parent: Element, digest: Digest) -> None:
    top = Paragraph(parent, "Kind")
    top.add(digest.kind)
    top.tab()
    top.add(digest.newsroom)
    for line in digest.banner:
        write(Paragraph(parent, "DraftBanner" if digest.is_draft else "Banner"), line)
    Paragraph(parent, "Title", digest.title).add(digest.title)
    table = Table(parent, "Plain", META)
    for pair in zip(digest.meta[::2], [*digest.meta[1::2], Meta("", "")], strict=False):
        cells = table.row()
        for place, one in enumerate(pair):
            Paragraph(cells[2 * place], "TableText").add(one.label, "Small")
            Paragraph(cells[2 * place + 1], "TableText", one.value).add(one.value, "Mono" if one.mono else "")


def write_summary(parent: Element, digest: Digest) -> None:
    """How many of each, every one as glyph, word and number; and how the marks in the text look."""
    Paragraph(parent, "Heading1").add(digest.titles[Section.SUMMARY])
    others = tuple(_others(digest))
    shares = [WORD] * len(digest.counts) + [len(value) + WORD - 1 for _label, value in others]
    table = Table(parent, "Plain", [WIDTH * share // sum(shares) for share in shares])
    words, numbers = table.row(), table.row()
    for cell, number, count in zip(words, numbers, digest.counts, strict=False):
        write_status(Paragraph(cell, "CountWord"), count.status)
        Paragraph(number, "CountNumber").add(str(count.n))
    for place, (label, value) in enumerate(others, len(digest.counts)):
        Paragraph(words[place], "CountWord").add(label, "Strong")
        Paragraph(numbers[place], "CountNumber").add(value)
    legend = Paragraph(parent, "Legend")
    legend.add(_("Marks in the text:"), "Strong")
    for standing in Standing:
        if standing not in WORST_FIRST:
            continue
        status = status_of(standing)
        legend.add("   ")
        legend.add(f"{status.glyph}\N{NO-BREAK SPACE}", "ClaimGlyph")
        legend.add(status.word.lower(), f"{status.code.capitalize()}Mark")


def _others(digest: Digest) -> Iterator[tuple[str, str]]:
    if digest.cover:
        yield _("Coverage"), _("%(done)d of %(of)d") % {"done": digest.cover.done, "of": digest.cover.of}
    yield _("Overrides"), str(digest.overrides)
    if digest.late:
        yield _("Late"), str(digest.late)


def write_must_read(parent: Element, digest: Digest) -> None:
    Paragraph(parent, "Heading1").add(digest.titles[Section.FIRST])
    if not digest.must_read:
        Paragraph(parent, "Normal").add(_("Nothing."))
        return
    table = Table(parent, "Ruled", MUST_READ)
    table.head(_("No"), _("Words"), _("Verdict"), _("Why"))
    for one in digest.must_read:
        number, words, verdict, why = table.row(longest=len(one.exact) + sum(map(len, one.why)))
        Paragraph(number, "TableText").link((str(one.number), "Internal"), to=sheet_name(one.number))
        Paragraph(words, "TableText", one.exact).add(one.exact, "Words")
        write_status(Paragraph(verdict, "TableText"), one.status)
        reasons = " ".join(one.why)
        Paragraph(why, "TableText", reasons).add(reasons)
