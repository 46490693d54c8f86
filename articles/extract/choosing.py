"""What an editor makes of a text as it was read: blocks of another kind, blocks left out."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from articles.extract.document import Block, BlockKind, Document, WriterNote

Choices = Mapping[int, BlockKind | None]
"""Index of a block → its kind; None leaves the block out."""


def corrected(document: Document, choices: Choices) -> Document:
    """The document as chosen. ValueError when no block is left.

    A block that is left out goes with what stands before it on its line, such as the bullet of a list, and with the
    blank lines behind it; every other character stays as it was read.
    """
    blocks = document.blocks
    begins = [_begin(document.text, blocks, at) for at in range(len(blocks))] + [len(document.text)]
    parts = [document.text[: begins[0]]]
    kept: list[Block] = []
    shifts: list[tuple[int, int, int]] = []  # from, to (in the old text), by how much it moves
    at = begins[0]
    for i, block in enumerate(blocks):
        kind = choices.get(i, block.kind)
        if kind is None:
            continue
        parts.append(document.text[begins[i] : begins[i + 1]])
        shift = at - begins[i]
        kept.append(Block(kind, block.start + shift, block.end + shift))
        shifts.append((block.start, block.end, shift))
        at += begins[i + 1] - begins[i]
    if not kept:
        raise ValueError("no block is left")
    text = document.text if len(kept) == len(blocks) else "".join(parts).rstrip()
    return replace(document, text=text, blocks=tuple(kept), notes=tuple(_moved(document.notes, shifts)))


def _begin(text: str, blocks: tuple[Block, ...], at: int) -> int:
    """Where the line begins on which the block stands, after the end of the block before it."""
    before = blocks[at - 1].end if at else 0
    newline = text.rfind("\n", before, blocks[at].start)
    if newline >= 0:
        return newline + 1
    return blocks[at].start if at else 0


def _moved(notes: Iterable[WriterNote], shifts: list[tuple[int, int, int]]) -> Iterator[WriterNote]:
    """The notes of what is kept, where it stands now."""
    for note in notes:
        by = next((by for start, end, by in shifts if start <= note.start <= end), None)
        if by is not None:
            yield replace(note, start=note.start + by, end=note.end + by)
