"""Plain text into a Document: pasted, or uploaded as .txt."""

import codecs
import re

from articles.extract.assembling import MAX_BYTES
from articles.extract.characters import clean
from articles.extract.document import About, Block, BlockKind, Document, Fact, Origin, Unreadable, Why
from articles.extract.furniture import byline_of, names_in
from articles.extract.layout import lay_out

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_BINARY_MARKS = (b"%PDF-", b"{\\rtf", b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def read_text(text: str) -> Document:
    """Read pasted text. Line ends become LF, NULs and lone surrogates go; nothing else is changed."""
    if len(text) > MAX_BYTES or len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        raise Unreadable(Why.TOO_LARGE)
    cleaned, remarks = clean(text)
    blocks = lay_out(cleaned)
    if not blocks:
        raise Unreadable(Why.EMPTY)
    said = {About.TITLE: _title(cleaned, blocks), About.BYLINE: _byline(cleaned, blocks)}
    facts = tuple(Fact(about, value, Origin.TEXT) for about, value in said.items() if value)
    return Document(cleaned, blocks, facts, remarks=remarks)


def read_bytes(data: bytes) -> Document:
    """Read an uploaded .txt file: UTF-8, or UTF-16 that says so by its byte order mark. Nothing is guessed."""
    if len(data) > 2 * MAX_BYTES:  # UTF-16 takes up to two bytes where UTF-8 takes one
        raise Unreadable(Why.TOO_LARGE)
    if data.startswith(_BINARY_MARKS):
        raise Unreadable(Why.NOT_TEXT)
    bom, encoding = next(((bom, name) for bom, name in _BOMS if data.startswith(bom)), (b"", "utf-8"))
    try:
        text = data[len(bom) :].decode(encoding)
    except UnicodeDecodeError:
        loose = data[len(bom) :].decode(encoding, "replace")
        raise Unreadable(Why.NOT_TEXT if _CONTROL.search(loose) else Why.ENCODING) from None
    if _CONTROL.search(text):
        raise Unreadable(Why.NOT_TEXT)
    return read_text(text)


def _title(text: str, blocks: tuple[Block, ...]) -> str:
    headline = next((block for block in blocks if block.kind is BlockKind.HEADLINE), None)
    return " ".join(text[headline.start : headline.end].split()) if headline else ""


def _byline(text: str, blocks: tuple[Block, ...]) -> str:
    """The names of a line "By …", or of a line of names between the headline and the story."""
    named = ""
    above = True
    for block in blocks:
        line = text[block.start : block.end]
        above = above and block.kind not in (BlockKind.BODY, BlockKind.LIST)
        if block.kind is not BlockKind.FURNITURE:
            continue
        if said := byline_of(line):
            return said
        named = named or (names_in(line) if above else "")
    return named
