"""What every extractor hands on: the text as received, and which part of it is what."""

from dataclasses import dataclass
from enum import StrEnum


class BlockKind(StrEnum):
    """What a stretch of the text is to a reader. Furniture is kept in the text and labelled, never cut out."""

    HEADLINE = "headline"
    DEK = "dek"
    HEADING = "heading"
    BODY = "body"
    LIST = "list"
    CAPTION = "caption"
    QUOTE = "quote"
    FURNITURE = "furniture"


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of one kind. Offsets are code points, half-open, into the text of the document."""

    kind: BlockKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Document:
    """An article as read. Blocks are in reading order, disjoint, inside the text and never blank."""

    text: str
    blocks: tuple[Block, ...]
    title: str
    byline: str
    removed: tuple[str, ...]
