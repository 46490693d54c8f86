"""OpenDocument texts: the words of the accepted document, and the writer's notes at their places."""

import re
from collections.abc import Iterator

from lxml import etree

from articles.extract.archive import Archive, child, local, value
from articles.extract.building import Paragraph, in_row
from articles.extract.composing import compose
from articles.extract.document import BlockKind, Document, Fact, NoteKind, Remark, Unreadable, Why
from articles.extract.odt_styles import Styles
from articles.extract.properties import properties

_BLANKS = re.compile(r"[ \t\r\n]+")
_MANY_BLANKS = 100
_INDEXES = frozenset(
    {"table-of-content", "alphabetical-index", "illustration-index", "table-index", "object-index", "user-index"}
)
_SKIPPED = frozenset(
    {
        "ruby-text",
        "title",
        "desc",
        "image",
        "object",
        "object-ole",
        "forms",
        "sequence-decls",
        "variable-decls",
        "script",
    }
    | {"user-field-decls", "note-citation", "meta-field-decls", "dde-connection-decls", "bibliography-configuration"}
)
_SHAPES = frozenset({"text-box", "custom-shape", "rect", "ellipse", "polygon", "caption", "connector"})
_NOTE_KINDS = {"footnote": NoteKind.FOOTNOTE, "endnote": NoteKind.ENDNOTE}


def read_odt(data: bytes) -> Document:
    """Read an .odt: tracked changes as if accepted, without headers, footers and whatever is hidden."""
    with Archive(data) as archive:
        if b"encryption-data" in archive.read("META-INF/manifest.xml"):
            raise Unreadable(Why.PASSWORD)
        root = archive.tree("content.xml")
        text = child(root, "body", "text")
        if text is None:
            raise Unreadable(Why.DAMAGED)
        reader = _Reader(Styles(root, archive.tree("styles.xml")))
        pieces = [piece for paragraph in reader.paragraphs(text) for piece in paragraph.pieces()]
        return compose(pieces, _facts(archive), reader.remarks)


def _facts(archive: Archive) -> list[Fact]:
    meta = child(archive.tree("meta.xml"), "meta")
    said = {local(element): element.text or "" for element in (() if meta is None else meta)}
    days = (said.get("date", ""), said.get("creation-date", ""))
    author = said.get("initial-creator") or said.get("creator", "")
    return properties(said.get("title", ""), author, days, said.get("language", ""))


class _Reader:
    """One reading of the text, from top to bottom."""

    def __init__(self, styles: Styles, remarks: dict[Remark, None] | None = None) -> None:
        self.styles = styles
        self.remarks = {} if remarks is None else remarks
        self._boxes: list[etree._Element] = []
        self._comments: dict[str, tuple[str, str]] = {}

    def paragraphs(self, parent: etree._Element, kind: BlockKind = BlockKind.BODY) -> Iterator[Paragraph]:
        """Paragraphs and rows in order; text boxes come after the paragraph they hang on."""
        for element in parent:
            name = local(element)
            if name in ("p", "h"):
                yield from self._paragraph(element, kind)
            elif name in ("list", "list-item", "list-header"):
                yield from self.paragraphs(element, BlockKind.LIST)
            elif name == "table":
                yield from self._table(element)
            elif name == "tracked-changes":
                self._struck_out(element)
            elif name in _INDEXES:
                yield from self.paragraphs(element, BlockKind.FURNITURE)
            elif name in _SHAPES or name == "frame":
                yield from self._in_box(element)
            elif name in ("section", "index-body", "index-title", "numbered-paragraph"):
                yield from self._section(element, kind)

    def _section(self, element: etree._Element, kind: BlockKind) -> Iterator[Paragraph]:
        if value(element, "display") != "none":
            yield from self.paragraphs(element, kind)
        elif "".join(_texts(element)).strip():
            self.remarks[Remark.HIDDEN] = None

    def _paragraph(self, element: etree._Element, kind: BlockKind) -> Iterator[Paragraph]:
        styled = self.styles.kind(element)
        if local(element) == "h" and styled is BlockKind.BODY:
            styled = BlockKind.HEADING
        paragraph = Paragraph(kind if styled is BlockKind.BODY or kind is BlockKind.FURNITURE else styled)
        self._inside(paragraph, element, hidden=self.styles.hides(element, "paragraph"))
        for key in paragraph.opened():  # a comment over several paragraphs is shown on the first
            paragraph.finish(key, *self._comments.pop(key, ("", "")))
        boxes, self._boxes = self._boxes, []
        yield paragraph
        for box in boxes:
            yield from self._in_box(box)

    def _in_box(self, element: etree._Element) -> Iterator[Paragraph]:
        if local(element) == "frame":
            box = child(element, "text-box")
            yield from () if box is None else self.paragraphs(box)
        else:
            yield from self.paragraphs(element)

    def _table(self, table: etree._Element) -> Iterator[Paragraph]:
        rows = [[list(self.paragraphs(cell)) for cell in _cells(row)] for row in _rows(table)]
        for cells in filter(None, rows):
            stacked = max(sum(len(paragraph) > 0 for paragraph in cell) for cell in cells)
            if len(cells) == 1 or (len(rows) == 1 and stacked > 2):  # a frame around text, not a table
                yield from (paragraph for cell in cells for paragraph in cell)
            else:
                yield in_row(cells)

    def _struck_out(self, changes: etree._Element) -> None:
        for change in changes.iter():
            if local(change) == "deletion" and any(text.strip() for e in change for text in _texts(e, "change-info")):
                self.remarks[Remark.DELETED] = None

    def _inside(self, paragraph: Paragraph, parent: etree._Element, *, hidden: bool) -> None:
        self._words(paragraph, _BLANKS.sub(" ", parent.text or ""), hidden=hidden)
        for element in parent:
            self._inline(paragraph, element, local(element), hidden=hidden)
            self._words(paragraph, _BLANKS.sub(" ", element.tail or ""), hidden=hidden)

    def _inline(self, paragraph: Paragraph, element: etree._Element, name: str, *, hidden: bool) -> None:
        if name == "s":
            count = value(element, "c")
            self._words(paragraph, " " * min(_MANY_BLANKS, int(count[:4]) if count.isdecimal() else 1), hidden=hidden)
        elif name in ("tab", "line-break"):
            self._words(paragraph, "\t" if name == "tab" else "\n", hidden=hidden)
        elif name == "note":
            self._note(paragraph, element)
        elif name == "annotation":
            self._annotation(paragraph, element)
        elif name == "annotation-end":
            key = value(element, "name")
            if paragraph.is_open(key):
                paragraph.finish(key, *self._comments.pop(key, ("", "")))
        elif name in _SHAPES or name == "frame":
            self._boxes.append(element)
        elif name in ("hidden-text", "hidden-paragraph"):
            self._words(paragraph, element.text or "", hidden=True)
        elif name not in _SKIPPED:
            styled = name == "span" and self.styles.hides(element, "text")
            self._inside(paragraph, element, hidden=hidden or styled)

    def _words(self, paragraph: Paragraph, words: str, *, hidden: bool) -> None:
        if not hidden:
            paragraph.add(words)
        elif words.strip():
            self.remarks[Remark.HIDDEN] = None

    def _note(self, paragraph: Paragraph, element: etree._Element) -> None:
        text = self._text_of(child(element, "note-body"))
        if text:
            paragraph.note(_NOTE_KINDS.get(value(element, "note-class"), NoteKind.FOOTNOTE), text)

    def _annotation(self, paragraph: Paragraph, element: etree._Element) -> None:
        text, author = self._text_of(element), "".join(_texts(child(element, "creator")))
        key = value(element, "name")
        if not text:
            return
        if key and key not in self._comments:
            self._comments[key] = (text, author)
            paragraph.begin(key)
        else:
            paragraph.note(NoteKind.COMMENT, text, author)

    def _text_of(self, note: etree._Element | None) -> str:
        if note is None:
            return ""
        inner = _Reader(self.styles, self.remarks)
        return "\n".join(paragraph.text.strip() for paragraph in inner.paragraphs(note)).strip()


def _texts(element: etree._Element | None, but: str = "") -> Iterator[str]:
    if element is not None and local(element) != but:
        yield from (str(text) for text in element.itertext())


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for element in table:
        if local(element) == "table-row":
            yield element
        elif local(element) in ("table-header-rows", "table-rows", "table-row-group"):
            yield from _rows(element)


def _cells(row: etree._Element) -> list[etree._Element]:
    return [cell for cell in row if local(cell) in ("table-cell", "covered-table-cell")]
