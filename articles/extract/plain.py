"""Plain text into a Document: pasted, or uploaded as .txt."""

import re
from dataclasses import replace

from articles.extract.assembling import MAX_BYTES
from articles.extract.characters import clean
from articles.extract.document import About, Block, BlockKind, Document, Fact, Origin, Remark, Unreadable, Why
from articles.extract.encoding import decode
from articles.extract.furniture import byline_of, names_in
from articles.extract.layout import lay_out

_CONTROL = re.compile(r"[\x01-\x08\x0b\x0e-\x1f\x7f]")
_BINARY_MARKS = (b"%PDF-", b"{\\rtf", b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_NULS = 50  # of so many characters one may be a NUL, which goes and is said
_LOST = "\ufffd"
_MOST_LOST = 0.01
"""Of the letters; with more that stand for nothing, the guess is none."""


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


def read_bytes(data: bytes, *, declared: str = "") -> Document:
    """Read an uploaded text file. Where nothing says how its letters are stored, that is guessed and said."""
    if len(data) > 2 * MAX_BYTES:  # UTF-16 takes up to two bytes where UTF-8 takes one
        raise Unreadable(Why.TOO_LARGE)
    if data.startswith(_BINARY_MARKS):
        raise Unreadable(Why.NOT_TEXT)
    text, guessed = decode(data, declared)
    if _CONTROL.search(text) or text.count("\x00") > max(1, len(text) // _NULS):
        raise Unreadable(Why.NOT_TEXT)
    if text.count(_LOST) > len(text) * _MOST_LOST:
        raise Unreadable(Why.ENCODING)
    document = read_text(text)
    return replace(document, remarks=(Remark.GUESSED, *document.remarks)) if guessed else document


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
