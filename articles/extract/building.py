"""A paragraph while a reader is still putting it together: words, line breaks, and notes at their places."""

from articles.extract.assembling import Piece, PieceNote
from articles.extract.document import BlockKind, NoteKind

_BLANKS = "".join(map(chr, [*range(0x09, 0x0E), 0x20, 0x85, 0xA0, 0x2028, 0x2029, 0x3000]))
_RUNS_ON = (",", ";", "-", "–", "—")


class Paragraph:
    """Words come in order; a note is put where the reading stands, or opened there and closed further on."""

    def __init__(self, kind: BlockKind = BlockKind.BODY) -> None:
        self.kind = kind
        self.boxes: list[Paragraph] = []
        self.parts: list[str] = []
        self._length = 0
        self.open: dict[str, int] = {}
        self.notes: list[PieceNote] = []

    def __len__(self) -> int:
        return self._length

    @property
    def text(self) -> str:
        return "".join(self.parts)

    def add(self, words: str) -> None:
        """Words as they stand; a "\\n" is a line broken by hand."""
        if words:
            self.parts.append(words)
            self._length += len(words)

    def note(self, kind: NoteKind, text: str, author: str = "") -> None:
        """A mark, which has no width."""
        self.notes.append(PieceNote(kind, text.strip(), self._length, self._length, author))

    def begin(self, key: str) -> None:
        """The words from here on are what a comment is about."""
        self.open[key] = self._length

    def is_open(self, key: str) -> bool:
        return key in self.open

    def finish(self, key: str, text: str, author: str) -> None:
        """They end here. A comment that began in no paragraph of its own is a mark."""
        start = self.open.pop(key, self._length)
        self.notes.append(PieceNote(NoteKind.COMMENT, text.strip(), start, self._length, author))

    def opened(self) -> list[str]:
        """Comments that go on in the next paragraph."""
        return list(self.open)

    def join(self, other: "Paragraph", gap: str) -> None:
        """Put another paragraph's words and notes after these."""
        if len(self) and len(other):
            self.add(gap)
        at = self._length
        self.notes += (PieceNote(n.kind, n.text, n.start + at, n.end + at, n.author) for n in other.notes)
        self.open |= {key: start + at for key, start in other.open.items()}
        self.boxes += other.boxes
        self.add(other.text)

    def pieces(self) -> list[Piece]:
        """One for every line that stands for itself, each with the notes that begin on it."""
        text = self.text
        waiting = sorted(self.notes, key=lambda note: note.start)[::-1]
        found: list[Piece] = []
        for first, last in self._lines(text):
            start, end = first, last
            while start < end and text[start] in _BLANKS:
                start += 1
            while end > start and text[end - 1] in _BLANKS:
                end -= 1
            notes = []
            while waiting and waiting[-1].start <= last:
                notes.append(waiting.pop())
            if start < end:
                line = text[start:end].replace("\n", " ")
                found.append(Piece(self.kind, line, tuple(_shifted(note, start, end) for note in notes)))
            elif notes and found:  # a note on an empty line belongs to the words before it
                before = found[-1]
                end = len(before.text)
                marks = tuple(PieceNote(n.kind, n.text, end, end, n.author) for n in notes)
                found[-1] = Piece(before.kind, before.text, before.notes + marks)
        return found

    def _lines(self, text: str) -> list[tuple[int, int]]:
        """Lines broken by hand are paragraphs of their own, unless the sentence plainly runs on."""
        if self.kind is not BlockKind.BODY:
            return [(0, len(text))]
        spans: list[tuple[int, int]] = []
        at = 0
        for line in text.split("\n"):
            if spans and _runs_on(text[max(spans[-1][0], spans[-1][1] - 8) : spans[-1][1]], line):
                spans[-1] = (spans[-1][0], at + len(line))
            else:
                spans.append((at, at + len(line)))
            at += len(line) + 1
        return spans


def _runs_on(before: str, after: str) -> bool:
    before, after = before.rstrip(), after[:8].lstrip()
    return bool(before and after) and (after[0].islower() or before.endswith(_RUNS_ON))


def _shifted(note: PieceNote, start: int, end: int) -> PieceNote:
    """The note inside the characters from start to end, counted from start."""
    first = min(max(note.start, start), end) - start
    return PieceNote(note.kind, note.text, first, max(first, min(note.end, end) - start), note.author)


def in_row(cells: list[list[Paragraph]]) -> Paragraph:
    """A row of a table: cells parted by tabs, what a cell holds parted by blanks."""
    row = Paragraph(BlockKind.TABLE)
    for i, cell in enumerate(cells):
        if i:
            row.add("\t")
        joined = Paragraph(BlockKind.TABLE)
        for paragraph in cell:
            joined.join(paragraph, " ")
        row.join(joined, "")
    return row
