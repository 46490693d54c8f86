"""What every reader hands on: the text as received, which part of it is what, and what was learnt of the article."""

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
    TABLE = "table"  # one row, its cells parted by tabs
    FURNITURE = "furniture"


class About(StrEnum):
    """What a fact of an article is about."""

    TITLE = "title"
    BYLINE = "byline"  # people's names, parted by ", "
    PUBLISHED = "published"  # YYYY-MM-DD
    LANGUAGE = "language"  # BCP 47, as the document says it
    ADDRESS = "address"  # the canonical one, absolute


class Origin(StrEnum):
    """Where in a document a fact stands."""

    TEXT = "text"  # words a reader sees, in a plain text
    PAGE = "page"  # words a reader of the page sees: a heading, a line "By …", a dateline
    JSON_LD = "json-ld"
    OPEN_GRAPH = "open-graph"
    META = "meta"  # other <meta>, <title>, <link>, <html lang>, <time datetime>
    HEADER = "header"  # of a mail
    PROPERTIES = "properties"  # of an office file or a PDF
    LINK = "link"  # the address it came from
    EDITOR = "editor"  # who brought the article in


class Remark(StrEnum):
    """What a person must be told of how a text was read. The first ones took something out, the others show it."""

    NUL = "nul"
    SURROGATE = "surrogate"
    HIDDEN = "hidden"  # words that no reader would see were left out
    DELETED = "deleted"  # words struck out by tracked changes were left out
    GUESSED = "guessed"  # nothing said which encoding it is; what it is, is a guess
    BIDI = "bidi"  # holds characters that turn the direction of the text
    INVISIBLE = "invisible"  # holds characters without width, or tags
    CUT = "cut"  # what no reader could hold was left out: pages past the bound, attachments


class NoteKind(StrEnum):
    """How a writer says where a statement is from."""

    FOOTNOTE = "footnote"
    ENDNOTE = "endnote"
    COMMENT = "comment"


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of one kind. Offsets are code points, half-open, into the text of the document."""

    kind: BlockKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Fact:
    """Something a document says about itself, and where."""

    about: About
    value: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class WriterNote:
    """A footnote, endnote or comment. Offsets as in a block, of the words it hangs on; a mark has no width."""

    kind: NoteKind
    text: str
    start: int
    end: int
    author: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """An article as read.

    Blocks are in reading order, disjoint, inside the text and never blank. Facts: of each thing the likeliest comes
    first, others are for a person to choose from.
    """

    text: str
    blocks: tuple[Block, ...]
    facts: tuple[Fact, ...] = ()
    notes: tuple[WriterNote, ...] = ()
    remarks: tuple[Remark, ...] = ()

    def fact(self, about: About) -> str:
        """The likeliest; "" when the document does not say."""
        return next((fact.value for fact in self.facts if fact.about is about), "")

    @property
    def title(self) -> str:
        return self.fact(About.TITLE)

    @property
    def byline(self) -> str:
        return self.fact(About.BYLINE)


class Why(StrEnum):
    """Why no article can be made of something."""

    EMPTY = "empty"  # no words in it
    SCAN = "scan"  # pictures of pages, without words
    TOO_LARGE = "too_large"  # bytes, or what they unpack to
    NOT_TEXT = "not_text"  # no kind of file the desk knows
    ENCODING = "encoding"  # letters that cannot be read
    OLD_WORD = "old_word"  # .doc and the like
    DAMAGED = "damaged"  # cut off, or not what it begins as
    PASSWORD = "password"  # noqa: S105  says that one is needed
    UNSAFE = "unsafe"  # holds what an article never needs and an attack does
    TOO_SLOW = "too_slow"  # took more time or memory than a reader may
    ARCHIVE = "archive"  # a ZIP of files: each is an article of its own


class Unreadable(ValueError):
    """No article can be made of it; `why` says it to a person by way of the form."""

    def __init__(self, why: Why) -> None:
        super().__init__(str(why))
        self.why = why
