"""What kind of file some bytes are, by what they hold; a name only tells text, Markdown and mail apart."""

import codecs
import io
import re
import zipfile
from enum import StrEnum

from articles.extract.encoding import BOMS


class Kind(StrEnum):
    """Kinds of file, one reader each, and those that no reader takes."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    DOCX = "docx"
    ODT = "odt"
    RTF = "rtf"
    PDF = "pdf"
    MAIL = "mail"
    ZIP = "zip"  # of files that may be articles each
    OLD_WORD = "old_word"  # Word before 2007, or a newer file under a password
    EMPTY = "empty"
    UNKNOWN = "unknown"


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEAD = 4096
_NULS = 50  # of so many bytes one may be NUL in a text
_CONTROL = re.compile(rb"[\x01-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")
_OTHER_OLE = ("__substg1.0_", "Workbook", "PowerPoint Document")
_OTHER_ZIP = ("xl/", "ppt/", "visio/", "META-INF/container.xml", "META-INF/MANIFEST.MF", "AndroidManifest.xml")
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*){0,5}"
    r"<(?:!doctype\s+html|(?:html|head|body|meta|title|script|link|style|div|p|h[1-6]|article|main|section|table|span)\b)",
    re.IGNORECASE | re.DOTALL,
)
_ANY_TAG = re.compile(r"<(?:p|br|div|h[1-6]|a|em|strong|ul|ol|li|table|span|article|img)\b[^<>]{0,500}>", re.IGNORECASE)
_FIELD = re.compile(r"([A-Za-z][A-Za-z0-9-]{1,60}):|From ")
_FIELDS = frozenset({"from", "to", "cc", "subject", "date", "sender", "reply-to"})
_POSTMARKS = frozenset(
    {"received", "message-id", "mime-version", "return-path", "content-transfer-encoding", "delivered-to", "x-mailer"}
)
_FRONT_MATTER = re.compile(
    r"---[ \t]*\r?\n(?:[ \t#-].*\r?\n|[\w-]{1,40}[ \t]*:.*\r?\n|\r?\n){1,60}---[ \t]*(?:\r?\n|$)"
)


def kind_of(data: bytes, name: str = "") -> Kind:
    """The kind of a file. `name` is the one it came with, if any."""
    if not data.strip(b"\x00 \t\r\n\v\f"):
        return Kind.EMPTY
    if data.startswith(b"PK"):
        return _zip_kind(data) if data[2:4] in (b"\x03\x04", b"\x05\x06", b"\x07\x08") else _text_kind(data, name)
    if data.startswith(OLE):
        other = any(_holds(data, name) for name in _OTHER_OLE) and not _holds(data, "WordDocument")
        return Kind.UNKNOWN if other else Kind.OLD_WORD
    head = data[:1024]
    if b"%PDF-" in head and (head.lstrip().startswith(b"%PDF-") or b"%%EOF" in data[-2048:]):
        return Kind.PDF
    if head.removeprefix(codecs.BOM_UTF8).lstrip().startswith(b"{\\rtf"):
        return Kind.RTF
    return _text_kind(data, name)


def needs_password(data: bytes) -> bool:
    """Whether an old container holds a Word file under a password."""
    return _holds(data, "EncryptedPackage")


def _holds(data: bytes, stream: str) -> bool:
    return stream.encode("utf-16-le") in data


def _zip_kind(data: bytes) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError, UnicodeDecodeError, OverflowError):
        names = []
    if b"mimetypeapplication/vnd.oasis.opendocument.text" in data[:200]:
        return Kind.ODT
    if any(name.startswith("word/") for name in names):
        return Kind.DOCX
    if "content.xml" in names and b"mimetypeapplication/" not in data[:200]:
        return Kind.ODT
    if any(name.startswith(_OTHER_ZIP) for name in names) or b"mimetypeapplication/" in data[:200]:
        return Kind.UNKNOWN
    if not names and (b"word/" in data or b"[Content_Types].xml" in data):  # cut off: its directory stands at the end
        return Kind.DOCX
    return Kind.ZIP


def _text_kind(data: bytes, name: str) -> Kind:
    head = _head_of(data)
    if head is None:
        return Kind.UNKNOWN
    ending = name.lower().rpartition(".")[2] if "." in name else ""
    if _HTML.match(head) or (ending in ("html", "htm", "xhtml") and _ANY_TAG.search(head)):
        return Kind.HTML
    if head.lstrip("\ufeff \t\r\n").startswith("<?xml"):
        return Kind.UNKNOWN
    if _is_mail(head, ending):
        return Kind.MAIL
    if ending in ("md", "markdown", "mdown", "mkd") or (ending != "txt" and _FRONT_MATTER.match(head)):
        return Kind.MARKDOWN
    return Kind.TEXT


def _head_of(data: bytes) -> str | None:
    """The first characters, read well enough to tell kinds apart; None when they are no text."""
    bom, encoding = next(((bom, encoding) for bom, encoding in BOMS if data.startswith(bom)), (b"", ""))
    head = data[len(bom) : _HEAD]
    if not encoding and b"\x00" in head:
        even, odd = (head[first::2].count(0) * 2 > len(head[first::2]) for first in (0, 1))
        if even is odd:
            return _without_nuls(head)
        encoding = "utf-16-be" if even else "utf-16-le"
    return head.decode(encoding or "utf-8", "replace")


def _without_nuls(head: bytes) -> str | None:
    """A text with a few NULs in it, which go; None for what has other marks of a program's file as well."""
    text = head.replace(b"\x00", b"")
    few = len(head) - len(text) <= max(1, len(head) // _NULS)
    return text.decode("utf-8", "replace") if few and not _CONTROL.search(text) else None


def _is_mail(head: str, ending: str) -> bool:
    """Whether it begins as a message does: with a few header fields and nothing else."""
    said: set[str] = set()
    for line in head.lstrip("\ufeff").splitlines():
        if not line.strip():
            break
        if line[0] in " \t" and said:
            continue
        match = _FIELD.match(line)
        if match is None:
            return False
        said.add((match[1] or "from").lower())
    if ending in ("eml", "mht", "mhtml", "mbox"):
        return bool(said & (_FIELDS | _POSTMARKS | {"content-type"}))
    if ending in ("txt", "md", "markdown"):  # press releases begin with "Date:" and "Subject:" too
        return len(said & _POSTMARKS) >= 2
    return bool(said & _POSTMARKS and said & _FIELDS) or len(said & _FIELDS) >= 3
