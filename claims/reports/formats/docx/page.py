"""The sheet of paper: A4, in twentieths of a point, with what stands at the head and foot of each."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _
from lxml.etree import _Element as Element

from claims.reports.digest import Digest
from claims.reports.formats.docx.paragraphs import Paragraph, add

PAPER = (11906, 16838)
MARGIN = 1134
TOP = 1474  # the head of a draft has two lines
WIDTH = PAPER[0] - 2 * MARGIN
LONGEST_TITLE = 70
FIELDS = {"%(page)s": "PAGE", "%(pages)s": "NUMPAGES"}
COUNTED = re.compile(r"(%\(pages?\)s)")


def set_page(body: Element, header: str, footer: str) -> None:
    """The last thing of a body. `header` and `footer` are the ids of their parts."""
    section = add(body, "sectPr")
    for tag, part in (("headerReference", header), ("footerReference", footer)):
        reference = add(section, tag, type="default")
        reference.set(f"{{{section.nsmap['r']}}}id", part)
    add(section, "pgSz", w=PAPER[0], h=PAPER[1])
    edges = dict.fromkeys(("right", "bottom", "left"), MARGIN) | {"top": TOP}
    add(section, "pgMar", **edges, header=567, footer=567, gutter=0)


def write_header(parent: Element, digest: Digest) -> None:
    """Title and version; on every page of a draft, that it is one."""
    title = digest.title if len(digest.title) <= LONGEST_TITLE else f"{digest.title[:LONGEST_TITLE].rstrip()}…"
    paragraph = Paragraph(parent, "Header")
    paragraph.add(title)
    paragraph.tab()
    paragraph.add(digest.version)
    if digest.is_draft:
        Paragraph(parent, "DraftHeader").add(_("DRAFT, not signed off"))


def write_footer(parent: Element, digest: Digest) -> None:
    paragraph = Paragraph(parent, "Footer")
    paragraph.add(f"{digest.kind}, {digest.code}")
    paragraph.tab()
    for piece in COUNTED.split(_("Page %(page)s of %(pages)s")):
        if piece in FIELDS:
            paragraph.field(FIELDS[piece])
        else:
            paragraph.add(piece)
