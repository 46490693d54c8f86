"""Sets the pages, in the confined child: the template and the fonts are ours, the data is whatever people wrote."""

from __future__ import annotations

import os
from pathlib import Path

# Before the first page is set: with one worker the same pages take the same memory, on whatever machine.
os.environ["RAYON_NUM_THREADS"] = "1"

import typst

HERE = Path(__file__).resolve().parent
FONTS = HERE.parent / "fonts"
STANDARDS: tuple[list[typst.PDFStandard], ...] = (["a-2a", "ua-1"], [])
"""Accessible and made to last; where a text holds what these forbid, a character that no font has, a plain PDF."""


def set_pages(data: bytes, *, made_at: int) -> bytes:
    """The PDF. `made_at`, in seconds, is all that it knows of the time."""
    compiler = typst.Compiler(
        str(HERE / "report.typ"),
        root=str(HERE),
        font_paths=typst.Fonts(include_system_fonts=False, font_paths=[str(FONTS)]),
        sys_inputs={"report": data.decode()},
    )
    for standards in STANDARDS:
        try:
            pdf = compiler.compile(format="pdf", pdf_standards=standards, timestamp=made_at)
            assert isinstance(pdf, bytes)  # noqa: S101  of pages that are one file
            return pdf
        except typst.TypstError:
            if not standards:
                raise
    raise AssertionError
