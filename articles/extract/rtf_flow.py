"""A stream of RTF text as it is put together: paragraphs, rows of tables, and what belongs to whom."""

from articles.extract.building import Paragraph, in_row
from articles.extract.document import BlockKind


class Flow:
    """Paragraphs that follow one another: of the document, of a note, of a text box, or a value in the header."""

    def __init__(self, purpose: str = "text") -> None:
        self.purpose = purpose
        self.current = Paragraph()
        self.alternative = False  # of a footnote: it is an endnote
        self._done: list[Paragraph] = []
        self._cell: list[Paragraph] = []
        self._cells: list[list[Paragraph]] = []

    def end_paragraph(self, kind: BlockKind, *, in_table: bool) -> None:
        """The paragraph is at its end; text boxes that hang on it come after it."""
        paragraph, self.current = self.current, Paragraph()
        paragraph.kind = kind
        if in_table:
            self._cell += (paragraph, *paragraph.boxes)
            return
        self.end_row()
        self._done += (paragraph, *paragraph.boxes)

    def end_cell(self, kind: BlockKind) -> None:
        self.end_paragraph(kind, in_table=True)
        self._cells.append(self._cell)
        self._cell = []

    def end_row(self) -> None:
        """A row with one cell is a frame around text."""
        if self._cell:
            self._cells.append(self._cell)
            self._cell = []
        if len(self._cells) == 1:
            self._done += self._cells[0]
        elif self._cells:
            self._done.append(in_row(self._cells))
        self._cells = []

    def close(self, kind: BlockKind = BlockKind.BODY) -> list[Paragraph]:
        """All of it, the last paragraph included that nothing ended."""
        self.end_paragraph(kind, in_table=False)
        return self._done

    def text(self) -> str:
        return "\n".join(paragraph.text.strip() for paragraph in self.close()).strip()
