"""Word files: the words a reader of the accepted document sees, and the writer's notes at their places."""

from collections.abc import Iterable, Iterator

from lxml import etree

from articles.extract.archive import Archive, child, local, value
from articles.extract.assembling import Piece
from articles.extract.building import Paragraph, in_row
from articles.extract.composing import compose
from articles.extract.document import Document, Fact, Unreadable, Why
from articles.extract.docx_runs import Note, Runs
from articles.extract.docx_styles import Styles
from articles.extract.properties import properties

_WRAPPERS = frozenset(
    {"sdtContent", "customXml", "smartTag", "ins", "moveTo", "Choice", "Fallback", "body", "document"}
)


def read_docx(data: bytes) -> Document:
    """Read a .docx: tracked changes as if accepted, without headers, footers and whatever is hidden."""
    with Archive(data) as archive:
        main = _main_part(archive)
        root = archive.tree(main)
        body = child(root, "body")
        if body is None:
            raise Unreadable(Why.DAMAGED)
        folder = main.rpartition("/")[0]
        styles = Styles(archive.tree(f"{folder}/styles.xml"), child(root, "background"))
        reader = _Reader(Runs(styles, _notes(archive, folder, styles)), styles)
        pieces = list(reader.pieces(body))
        return compose(pieces, _facts(archive), reader.runs.remarks)


def _main_part(archive: Archive) -> str:
    """Where the document is, as the package says, or where Word puts it."""
    for relation in _children(archive.tree("_rels/.rels")):
        if value(relation, "Type").endswith("/officeDocument") and value(relation, "TargetMode") != "External":
            target = value(relation, "Target").lstrip("/")
            if target in archive:
                return target
    return "word/document.xml"


def _children(element: etree._Element | None) -> list[etree._Element]:
    return [] if element is None else list(element)


def _notes(archive: Archive, folder: str, styles: Styles) -> dict[tuple[str, str], Note]:
    """Footnotes, endnotes and comments by kind and number."""
    found = {}
    for part, kind in (("footnotes", "footnote"), ("endnotes", "endnote"), ("comments", "comment")):
        for note in _children(archive.tree(f"{folder}/{part}.xml")):
            if local(note) != kind or value(note, "type") not in ("", "normal"):
                continue
            reader = _Reader(Runs(styles, {}), styles)
            text = "\n".join(paragraph.text.strip() for paragraph in reader.paragraphs(note))
            found[kind, value(note, "id")] = Note(text, value(note, "author"))
    return found


def _facts(archive: Archive) -> list[Fact]:
    said = {local(element): element.text or "" for element in _children(archive.tree("docProps/core.xml"))}
    days = (said.get("modified", ""), said.get("created", ""))
    return properties(said.get("title", ""), said.get("creator", ""), days, said.get("language", ""))


class _Reader:
    """One reading of a part, from top to bottom."""

    def __init__(self, runs: Runs, styles: Styles) -> None:
        self.runs = runs
        self.styles = styles
        self.unfinished: Paragraph | None = None

    def pieces(self, body: etree._Element) -> Iterator[Piece]:
        for paragraph in self.paragraphs(body):
            yield from paragraph.pieces()

    def paragraphs(self, parent: etree._Element) -> Iterator[Paragraph]:
        """Paragraphs and rows in order; text boxes come after the paragraph they hang on."""
        yield from self._walk(parent)
        if self.unfinished is not None:
            yield self.unfinished
            self.unfinished = None

    def _walk(self, parent: Iterable[etree._Element]) -> Iterator[Paragraph]:
        for element in parent:
            name = local(element)
            if name == "p":
                yield from self._paragraph(element)
            elif name == "tbl":
                yield from self._table(element)
            elif name == "sdt":
                content = child(element, "sdtContent")
                if content is not None and child(element, "sdtPr", "showingPlcHdr") is None:
                    yield from self._walk(content)
            elif name in _WRAPPERS:
                yield from self._walk(element)
            elif name == "AlternateContent":
                yield from self._walk(element[:1])

    def _paragraph(self, element: etree._Element) -> Iterator[Paragraph]:
        paragraph = Paragraph(self.styles.kind(element))
        self.runs.fill(paragraph, element)
        boxes = [box for content in self.runs.take_boxes() for box in self.boxed(content)]
        if self.unfinished is not None:
            paragraph.kind = self.unfinished.kind
            self.unfinished.join(paragraph, "")
            paragraph = self.unfinished
            self.unfinished = None
        if child(element, "pPr", "rPr", "del") is not None:  # its end was struck out: it runs into the next
            self.unfinished = paragraph
        else:
            yield paragraph
        yield from boxes

    def boxed(self, content: etree._Element) -> list[Paragraph]:
        runs = Runs(self.styles, self.runs.notes, self.runs.remarks, shaded=True)
        return list(_Reader(runs, self.styles).paragraphs(content))

    def _table(self, table: etree._Element) -> Iterator[Paragraph]:
        rows = [cells for row in _rows(table) if (cells := self._cells(row))]
        for cells in rows:
            stacked = max(sum(len(paragraph) > 0 for paragraph in cell) for cell in cells)
            if len(cells) == 1 or (len(rows) == 1 and stacked > 2):  # a frame around text, not a table
                yield from (paragraph for cell in cells for paragraph in cell)
            else:
                yield in_row(cells)

    def _cells(self, row: etree._Element) -> list[list[Paragraph]]:
        cells = []
        for cell in _inside(row, "tc"):
            shaded, self.runs.shaded = self.runs.shaded, True
            cells.append(list(self.paragraphs(cell)))
            self.runs.shaded = shaded
        return cells


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for row in _inside(table, "tr"):
        if child(row, "trPr", "del") is None:
            yield row


def _inside(parent: etree._Element, name: str) -> Iterator[etree._Element]:
    """The children by that name, those in content controls too."""
    for element in parent:
        if local(element) == name:
            yield element
        elif local(element) in ("sdt", *_WRAPPERS):
            yield from _inside(element, name)
