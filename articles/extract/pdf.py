"""PDF files: the words on their pages, put together again into paragraphs."""

import io
import logging
import re
from collections.abc import Mapping

from pypdf import PageObject, PasswordType, PdfReader
from pypdf._encryption import AlgV5
from pypdf.errors import FileNotDecryptedError, LimitReachedError
from pypdf.generic import DictionaryObject, NumberObject

from articles.extract.assembling import MAX_BYTES
from articles.extract.composing import compose
from articles.extract.document import Document, Fact, Remark, Unreadable, Why
from articles.extract.pdf_lines import Line, lines_of, mark_repeated
from articles.extract.pdf_paragraphs import paragraphs
from articles.extract.properties import properties

MAX_PAGES = 2_000

logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # its warnings quote the file, which no log may hold

_DAY = re.compile(r"(?:D:)?(\d{4})(\d\d)(\d\d)")


def read_pdf(data: bytes) -> Document:
    """Read a .pdf. One of pictures alone is refused as a scan: the desk reads no pictures."""
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not _opens_for_all(reader):
            raise Unreadable(Why.PASSWORD)
        if len(reader.pages) > MAX_PAGES:
            raise Unreadable(Why.TOO_LARGE)
        pages, remarks = _pages(reader)
        facts = _facts(reader)
    except FileNotDecryptedError:
        raise Unreadable(Why.PASSWORD) from None
    except LimitReachedError:
        raise Unreadable(Why.TOO_SLOW) from None
    mark_repeated(pages)
    return compose(paragraphs(pages), facts, remarks)


def _opens_for_all(reader: PdfReader) -> bool:
    """Whether no password is needed to read it: the reader's is empty, whatever the owner's is."""
    opened = reader.decrypt("")
    if opened is not PasswordType.OWNER_PASSWORD:
        return opened is PasswordType.USER_PASSWORD
    said = reader.trailer["/Encrypt"].get_object()
    revision = said.get("/R") if isinstance(said, DictionaryObject) else None
    if not isinstance(said, DictionaryObject) or not isinstance(revision, NumberObject) or revision < 5:
        return True  # before AES-256 the reader's password is tried first, so both are empty
    reader_key, reader_check = (_raw(said.get(name)) for name in ("/UE", "/U"))
    return bool(AlgV5.verify_user_password(int(revision), b"", reader_check, reader_key))


def _raw(value: object) -> bytes:
    return bytes(getattr(value, "original_bytes", b""))


def _pages(reader: PdfReader) -> tuple[list[list[Line]], list[Remark]]:
    """The lines of every page that can be read. A page that cannot is left out, and said."""
    found: list[list[Line]] = []
    broken = size = 0
    pictures = False
    for number, page in enumerate(reader.pages):
        try:
            lines = lines_of(page, number)
        except (Unreadable, LimitReachedError, FileNotDecryptedError, RecursionError, MemoryError):
            raise
        except Exception:  # noqa: BLE001  pages are drawn by programs of every quality, and fail in every way
            broken += 1
            continue
        pictures = pictures or (not lines and _has_pictures(page))
        found.append(lines)
        size += sum(len(line.text) for line in lines)
        if size > MAX_BYTES:
            raise Unreadable(Why.TOO_LARGE)
    if not any(any(map(str.isalnum, line.text)) for lines in found for line in lines):
        raise Unreadable(Why.SCAN if pictures else Why.DAMAGED if broken else Why.EMPTY)
    return found, [Remark.CUT] if broken else []


def _has_pictures(page: PageObject) -> bool:
    """Whether pictures are drawn on the page, straight or within a form."""
    waiting, seen = [page.get("/Resources")], 0
    while waiting and seen < 200:
        resources = waiting.pop()
        resources = resources.get_object() if resources is not None else None
        drawn = resources.get("/XObject") if isinstance(resources, dict) else None
        drawn = drawn.get_object() if drawn is not None else None
        for each in drawn.values() if isinstance(drawn, dict) else ():
            seen += 1
            thing = each.get_object()
            if not isinstance(thing, dict):
                continue
            if thing.get("/Subtype") == "/Image":
                return True
            waiting.append(thing.get("/Resources"))
    return False


def _facts(reader: PdfReader) -> list[Fact]:
    try:
        said: Mapping[str, object] = reader.metadata or {}
        title, author = str(said.get("/Title") or ""), str(said.get("/Author") or "")
        days = tuple(_day(str(said.get(key) or "")) for key in ("/CreationDate", "/ModDate"))
        language = str(reader.root_object.get("/Lang") or "")
    except (LimitReachedError, RecursionError, MemoryError):
        raise
    except Exception:  # noqa: BLE001  what a file says of itself may be broken while its pages are not
        return []
    return properties(title, author, days, language)


def _day(said: str) -> str:
    match = _DAY.match(said)
    return "-".join(match.groups()) if match else ""
