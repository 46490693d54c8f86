"""The runs of a Word paragraph: which of their words are text, and which are codes, struck out or out of sight."""

from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree

from articles.extract.archive import child, local, value
from articles.extract.building import Paragraph
from articles.extract.document import NoteKind, Remark
from articles.extract.docx_styles import NOTHING, Hiding, Styles, hiding, is_shaded

_SIGNS = {"tab": "\t", "ptab": "\t", "cr": "\n", "br": "\n", "noBreakHyphen": "\u2011"}
_SKIPPED = frozenset({"pPr", "rPr", "instrText", "delInstrText", "rt", "fldData", "moveFrom", "sdtPr", "sdtEndPr"})
_MOST_FIELDS = 50
_NOTES = {"footnoteReference": NoteKind.FOOTNOTE, "endnoteReference": NoteKind.ENDNOTE}


@dataclass(frozen=True, slots=True)
class Note:
    """The words of a note or comment."""

    text: str
    author: str = ""


class Runs:
    """Fills paragraphs with the words of their runs. Fields and comments reach over paragraphs, so it remembers."""

    def __init__(
        self,
        styles: Styles,
        notes: dict[tuple[str, str], Note],
        remarks: dict[Remark, None] | None = None,
        *,
        shaded: bool = False,
    ) -> None:
        self.styles = styles
        self.notes = notes
        self.remarks = {} if remarks is None else remarks
        self.shaded = shaded
        self._boxes: list[etree._Element] = []
        self._in_code: list[bool] = []
        self._reported: set[str] = set()
        self._base: Hiding = NOTHING

    def fill(self, paragraph: Paragraph, element: etree._Element) -> None:
        """Put in the words of a w:p."""
        self._base = self.styles.hidden_by(self.styles.paragraph_style(element))
        shaded, self.shaded = self.shaded, self.shaded or is_shaded(child(element, "pPr", "shd"))
        self._inside(paragraph, element, NOTHING)
        self.shaded = shaded
        self._in_code = [False] * len(self._in_code)  # the code of a field never goes over a paragraph's end
        for key in paragraph.opened():
            self._comment(paragraph, key)

    def take_boxes(self) -> list[etree._Element]:
        """The text boxes that hung on the runs since the last call."""
        boxes, self._boxes = self._boxes, []
        return boxes

    def _inside(self, paragraph: Paragraph, elements: Iterable[etree._Element], hidden: Hiding) -> None:
        for element in elements:
            name = local(element)
            if name == "r":
                self._inside(paragraph, element, self._of_run(element))
            elif name == "t":
                self._words(paragraph, element.text or "", hidden)
            elif name in _SIGNS:
                self._words(paragraph, _SIGNS[name], hidden)
            elif name == "sym":
                self._words(paragraph, _symbol(value(element, "char")), hidden)
            elif name in _NOTES:
                self._note(paragraph, _NOTES[name], value(element, "id"))
            elif name == "AlternateContent":  # the same twice or more, the first for programs of today
                self._inside(paragraph, element[:1], hidden)
            elif not (self._is_no_word(paragraph, element, name) or _is_left_out(element, name)):
                self._inside(paragraph, element, hidden)

    def _is_no_word(self, paragraph: Paragraph, element: etree._Element, name: str) -> bool:
        """Whether it is a box, a code, a comment's mark or struck out; if so, it is dealt with."""
        if name == "txbxContent":
            self._boxes.append(element)
        elif name in ("del", "delText"):
            self._struck_out(element)
        elif name == "fldChar":
            self._field(value(element, "fldCharType"))
        elif name.startswith("comment"):
            self._comment_mark(paragraph, name, value(element, "id"))
        else:
            return False
        return True

    def _of_run(self, run: etree._Element) -> Hiding:
        properties = child(run, "rPr")
        if properties is None:
            return self._base
        styled = self.styles.hidden_by(value(child(properties, "rStyle")))
        return hiding(properties).over(styled).over(self._base)

    def _words(self, paragraph: Paragraph, words: str, hidden: Hiding) -> None:
        if any(self._in_code):
            return
        white = hidden.white and not (hidden.shaded or self.shaded) and self.styles.white_page
        if not (hidden.vanished or white or hidden.tiny):
            paragraph.add(words)
        elif words.strip():
            self.remarks[Remark.HIDDEN] = None

    def _struck_out(self, element: etree._Element) -> None:
        if any((each.text or "").strip() for each in element.iter() if local(each) in ("delText", "t")):
            self.remarks[Remark.DELETED] = None

    def _field(self, kind: str) -> None:
        """A field is its code, then its result; fields stand inside the codes of others."""
        if kind == "begin" and len(self._in_code) < _MOST_FIELDS:
            self._in_code.append(True)
        elif kind == "separate" and self._in_code:
            self._in_code[-1] = False
        elif kind == "end" and self._in_code:
            self._in_code.pop()

    def _note(self, paragraph: Paragraph, kind: NoteKind, number: str) -> None:
        note = self.notes.pop((kind.value, number), None)  # one that is referred to again is no other note
        if note is not None and note.text.strip():
            paragraph.note(kind, note.text, note.author)

    def _comment_mark(self, paragraph: Paragraph, name: str, number: str) -> None:
        if name == "commentRangeStart":
            paragraph.begin(number)
        elif number not in self._reported:
            self._comment(paragraph, number)

    def _comment(self, paragraph: Paragraph, number: str) -> None:
        """A comment over several paragraphs is shown on the first: on its words from there to its end."""
        note = self.notes.get((NoteKind.COMMENT.value, number))
        if note is not None and note.text.strip() and number not in self._reported:
            paragraph.finish(number, note.text, note.author)
            self._reported.add(number)


def _is_left_out(element: etree._Element, name: str) -> bool:
    if name in _SKIPPED:
        return True
    return name == "sdt" and child(element, "sdtPr", "showingPlcHdr") is not None


def _symbol(code: str) -> str:
    """A character of a symbol font; those fonts number their own from F000, which says nothing."""
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    return "" if 0xE000 <= number <= 0xF8FF or number > 0x10FFFF or number < 32 else chr(number)
