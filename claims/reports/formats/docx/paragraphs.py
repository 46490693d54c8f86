"""Paragraphs as a word processor keeps them: a style, a direction, and runs of letters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docx.oxml.ns import qn
from lxml import etree
from lxml.etree import _Element as Element

from claims.reports.formats.docx.letters import directed, is_rtl, isolated, legible

BREAK = re.compile("([\t\n])")
SPACE = "{http://www.w3.org/XML/1998/namespace}space"


class Names(dict[str, str]):
    """Tags and attributes by the short names that the format's own description uses."""

    def __missing__(self, short: str) -> str:
        full: str = qn(short)
        self[short] = full
        return full


NAMES = Names()


def add(parent: Element, tag: str, /, **attributes: str | int) -> Element:
    """A child of `parent`, the last one; names without a prefix are WordprocessingML's."""
    names = {NAMES[f"w:{name}"]: str(value) for name, value in attributes.items()}
    child: Element = etree.SubElement(parent, NAMES[f"w:{tag}"], names)
    return child


class Paragraph:
    """A paragraph that is being written. Whatever is added comes out as letters: nothing in it is ever an instruction.

    `reads` is the text that says which way it runs.
    """

    def __init__(self, parent: Element, style: str, reads: str = "") -> None:
        self.element = add(parent, "p")
        self.properties = add(self.element, "pPr")
        add(self.properties, "pStyle", val=style)
        self.rtl = is_rtl(reads)
        if self.rtl:
            add(self.properties, "bidi")
        self._into = self.element

    @classmethod
    def within(cls, element: Element) -> Paragraph:
        """One that stands already, and has its properties."""
        self = cls.__new__(cls)
        self.element = self._into = element
        self.properties = element[0]
        self.rtl = False
        return self

    def add(self, text: str, style: str = "") -> None:
        """Words of ours or of others, on their own."""
        self.cut(isolated(text), style)

    def cut(self, text: str, style: str = "") -> list[Element]:
        """Words that go on from those before them, and their runs."""
        return [self._run(piece, style, rtl) for piece, rtl in directed(legible(text), rtl=self.rtl) if piece]

    def tab(self) -> None:
        add(add(self._into, "r"), "tab")

    def _run(self, text: str, style: str, rtl: bool) -> Element:  # noqa: FBT001  a property of each run
        run = add(self._into, "r")
        if style or rtl:
            properties = add(run, "rPr")
            if style:
                add(properties, "rStyle", val=style)
            if rtl:
                add(properties, "rtl")
        for piece in _pieces(text):
            if piece == "\t":
                add(run, "tab")
            elif piece == "\n":
                add(run, "br")
            else:
                words = add(run, "t")
                words.text = piece
                words.set(SPACE, "preserve")
        return run

    def link(self, *words: tuple[str, str], to: str) -> None:
        """Words, each with its style, that lead to a bookmark of this document, and to nowhere else."""
        self._into = add(self.element, "hyperlink", anchor=to, history=1)
        for text, style in words:
            self.cut(text, style)
        self._into = self.element

    def bookmark(self, name: str, number: int) -> None:
        """A place that can be linked to; `number` is its own in the whole document."""
        add(self.element, "bookmarkStart", id=number, name=name)
        add(self.element, "bookmarkEnd", id=number)

    def field(self, name: str) -> None:
        """What the word processor counts itself: PAGE or NUMPAGES. Never words of anybody."""
        for kind in ("begin", "separate", "end"):
            add(add(self.element, "r"), "fldChar", fldCharType=kind)
            if kind == "begin":
                instruction = add(add(self.element, "r"), "instrText")
                instruction.text = f" {name} "
                instruction.set(SPACE, "preserve")
            elif kind == "separate":
                add(add(self.element, "r"), "t").text = "1"


def _pieces(text: str) -> Iterator[str]:
    if "\t" in text or "\n" in text:
        yield from filter(None, BREAK.split(text))
    else:
        yield text
