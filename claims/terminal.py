"""Claims as a table of plain text, for people who live in a terminal."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Sequence
from itertools import zip_longest

from django.utils.translation import gettext as _

from claims.sheets import Sheet

GAP = "  "
NARROW = 72


def table(sheets: Sequence[Sheet], width: int = 0) -> str:
    """One row a claim: number, place in the text, type, words, reasons; cells are wrapped, nothing is cut."""
    width = max(NARROW, width or shutil.get_terminal_size((120, 24)).columns)
    heads = [_("Claim"), _("At"), _("Type"), _("Words"), _("Why")]
    fixed = [
        max(map(len, column))
        for column in zip(heads[:3], *((item.code, _place(item), item.type_label) for item in sheets), strict=True)
    ]
    rest = width - sum(fixed) - len(GAP) * 4
    widths = [*fixed, rest * 3 // 5, rest - rest * 3 // 5]
    rule = GAP.join("-" * size for size in widths)
    rows = [_row(heads, widths), rule]
    for item in sheets:
        cells = [item.code, _place(item), item.type_label, " ".join(item.exact.split()), "; ".join(item.reasons)]
        rows.append(_row(cells, widths))
    return "\n".join(rows)


def _place(item: Sheet) -> str:
    """Code points into the text, half-open."""
    return f"{item.start}:{item.end}"


def _row(cells: Sequence[str], widths: Sequence[int]) -> str:
    wrapped = [textwrap.wrap(cell, size) or [""] for cell, size in zip(cells, widths, strict=True)]
    lines = zip_longest(*wrapped, fillvalue="")
    return "\n".join(
        GAP.join(part.ljust(size) for part, size in zip(line, widths, strict=True)).rstrip() for line in lines
    )
