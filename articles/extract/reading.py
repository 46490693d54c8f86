"""One way in for every file: its kind is found out, its reader reads it, and out comes a document or why not."""

import importlib
import io
import zipfile
from collections.abc import Callable
from dataclasses import replace

from articles.extract.characters import clean
from articles.extract.document import About, BlockKind, Document, Fact, Origin, Unreadable, Why
from articles.extract.sniff import Kind, kind_of, needs_password

MB = 1_000_000
LIMITS = {
    Kind.HTML: 10 * MB,
    Kind.PDF: 20 * MB,
    Kind.DOCX: 10 * MB,
    Kind.ODT: 10 * MB,
    Kind.RTF: 10 * MB,
    Kind.MAIL: 10 * MB,
    Kind.TEXT: 4 * MB,
    Kind.MARKDOWN: 4 * MB,
}
"""Bytes of a file as it came."""

_READERS = {
    Kind.PDF: ("pdf", "read_pdf"),
    Kind.DOCX: ("docx", "read_docx"),
    Kind.ODT: ("odt", "read_odt"),
    Kind.RTF: ("rtf", "read_rtf"),
    Kind.MAIL: ("mail", "read_mail"),
    Kind.HTML: ("html", "read_html"),
    Kind.TEXT: ("plain", "read_bytes"),
    Kind.MARKDOWN: ("markdown", "read_markdown"),
}
_REFUSED = {Kind.EMPTY: Why.EMPTY, Kind.UNKNOWN: Why.NOT_TEXT, Kind.ZIP: Why.ARCHIVE}
_NEVER_TEXT = (".docx", ".odt", ".pdf")
_NOT_PLAIN = frozenset({Kind.TEXT, Kind.MARKDOWN, Kind.UNKNOWN})


def read(data: bytes, *, name: str = "", declared: str = "", url: str = "", pasted: bool = False) -> Document:
    """Read a file of any kind the desk takes. Raises Unreadable, and nothing else.

    `name` is the file's own, `declared` the encoding that came with it, `url` the page's address. What was `pasted` is
    markup in UTF-8, all of which is meant.
    """
    if len(data) > max(LIMITS.values()):
        raise Unreadable(Why.TOO_LARGE)
    try:
        kind = Kind.HTML if pasted else kind_of(data, name)
        _refuse(kind, data, name)
        document = _fragment(data) if pasted else _read_as(kind, data, declared, url)
    except Unreadable:
        raise
    except (RecursionError, MemoryError):
        raise Unreadable(Why.TOO_SLOW) from None
    except Exception:  # noqa: BLE001  whatever a library makes of bytes nobody wrote for it
        raise Unreadable(Why.DAMAGED) from None
    return _titled(_storable(document))


def _refuse(kind: Kind, data: bytes, name: str) -> None:
    if kind is Kind.OLD_WORD:
        raise Unreadable(Why.PASSWORD if needs_password(data) else Why.OLD_WORD)
    if kind in _NOT_PLAIN and name.lower().endswith(_NEVER_TEXT):
        raise Unreadable(Why.DAMAGED)
    if kind is Kind.ZIP and not zipfile.is_zipfile(io.BytesIO(data)):
        raise Unreadable(Why.DAMAGED)
    if kind in _REFUSED:
        raise Unreadable(_REFUSED[kind])
    if len(data) > LIMITS[kind]:
        raise Unreadable(Why.TOO_LARGE)


def _read_as(kind: Kind, data: bytes, declared: str, url: str) -> Document:
    """Readers bring large libraries with them: only the one that is needed is loaded."""
    module, function = _READERS[kind]
    reader: Callable[..., Document] = getattr(importlib.import_module(f"articles.extract.{module}"), function)
    if kind is Kind.HTML:
        return reader(data, declared=declared, url=url)
    return reader(data, declared=declared) if kind is Kind.TEXT else reader(data)


def _fragment(data: bytes) -> Document:
    read_fragment: Callable[[str], Document] = importlib.import_module("articles.extract.html").read_fragment
    return read_fragment(data.decode("utf-8", "replace"))


def _storable(document: Document) -> Document:
    """What was learnt, without the characters that the text went without."""
    facts = (replace(fact, value=clean(fact.value)[0].strip()) for fact in document.facts)
    notes = (replace(note, author=clean(note.author)[0].strip()) for note in document.notes)
    return replace(document, facts=tuple(fact for fact in facts if fact.value), notes=tuple(notes))


def _titled(document: Document) -> Document:
    """A document that says no title has the words of its headline."""
    if document.title:
        return document
    headline = next((block for block in document.blocks if block.kind is BlockKind.HEADLINE), None)
    if headline is None:
        return document
    words = " ".join(document.text[headline.start : headline.end].split())
    return replace(document, facts=(*document.facts, Fact(About.TITLE, words, Origin.PAGE)))
