"""Tables with fixed widths, whose head comes again on every page."""

from __future__ import annotations

from collections.abc import Sequence

from lxml.etree import _Element as Element

from claims.reports.formats.docx.paragraphs import Paragraph, add

LONG = 1500
"""Letters of one cell: a row with more may break over pages, for it might not fit on one."""


class Table:
    """A table that is being written, row by row. Widths are twentieths of a point."""

    def __init__(self, parent: Element, style: str, widths: Sequence[int], *, rtl: bool = False) -> None:
        self.element = add(parent, "tbl")
        self._widths = widths
        properties = add(self.element, "tblPr")
        add(properties, "tblStyle", val=style)
        if rtl:
            add(properties, "bidiVisual")
        add(properties, "tblW", w=sum(widths), type="dxa")
        add(properties, "tblLayout", type="fixed")
        add(properties, "tblLook", firstRow=1, noVBand=1, noHBand=1)
        grid = add(self.element, "tblGrid")
        for width in widths:
            add(grid, "gridCol", w=width)

    def head(self, *labels: str) -> None:
        for cell, label in zip(self.row(head=True), labels, strict=True):
            Paragraph(cell, "TableHead", label).add(label)

    def row(self, *, head: bool = False, longest: int = 0) -> list[Element]:
        """Its cells. `longest` counts the letters of the fullest one."""
        row = add(self.element, "tr")
        properties = add(row, "trPr")
        if longest <= LONG:
            add(properties, "cantSplit")
        if head:
            add(properties, "tblHeader")
        return [self._cell(row, width) for width in self._widths]

    def _cell(self, row: Element, width: int) -> Element:
        cell = add(row, "tc")
        add(add(cell, "tcPr"), "tcW", w=width, type="dxa")
        return cell
