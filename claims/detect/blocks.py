"""The blocks of an article made ready for reading: in order, inside the text, run-in headings cut off."""

from collections.abc import Iterator, Sequence

from articles.extract.document import Block, BlockKind


def ready(text: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Blocks in reading order, disjoint and inside the text, whatever was handed in."""
    return tuple(_inside(text, blocks))


def _inside(text: str, blocks: Sequence[Block]) -> Iterator[Block]:
    end = 0
    for block in sorted(blocks, key=lambda b: (b.start, b.end)):
        start, stop = max(block.start, end), min(block.end, len(text))
        if start < stop and text[start:stop].strip():
            yield Block(BlockKind(block.kind), start, stop)
            end = stop
