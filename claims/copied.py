"""What a kept copy is, by its bytes and not by its name, and the words in it where they can be read. Pure."""

from __future__ import annotations

import codecs
import re
from html import unescape

from articles.extract.encoding import BOMS
from claims.detect.words import word_set

LONGEST_READ = 2_000_000  # bytes; a larger copy is kept, but nobody's words are looked for in it

TEXT, HTML, OTHER = "text/plain", "text/html", "application/octet-stream"
_SIGNATURES = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"ID3", "audio/mpeg"),
    (b"OggS", "audio/ogg"),
    (b"{\\rtf", "application/rtf"),
)
_OFFICE = (
    (b"word/", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    (b"xl/", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    (b"ppt/", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_MARKUP = ("<!doctype html", "<html", "<head", "<body")
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset=[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_BLANKS = re.compile(r"[^\S\n]+")


def media_type(head: bytes) -> str:
    """What the first bytes of a file say that it is."""
    for signature, media in _SIGNATURES:
        if head.startswith(signature):
            return media
    if head.startswith(b"RIFF"):
        return {b"WEBP": "image/webp", b"WAVE": "audio/wav"}.get(head[8:12], OTHER)
    if head[4:8] == b"ftyp":
        return "video/mp4"
    if head.startswith(b"PK\x03\x04"):
        return next((media for folder, media in _OFFICE if folder in head), "application/zip")
    text = _decoded(head, cut=True)
    if text is None:
        return OTHER
    start = text[:4096].lstrip().lower()
    marked = start.startswith(_MARKUP) or (start.startswith(("<!--", "<?xml")) and "<html" in start)
    return HTML if marked else TEXT


def words_in(data: bytes, media: str) -> str | None:
    """The text of a copy, or of a page what its reader sees, a line for each block; None when it cannot be read."""
    if media not in (TEXT, HTML) or len(data) > LONGEST_READ:
        return None
    named = _CHARSET.search(data[:2048]) if media == HTML else None
    text = _decoded(data, named.group(1).decode("ascii") if named else "")
    if text is None:
        return None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _seen(text) if media == HTML else text


def _decoded(data: bytes, charset: str = "", *, cut: bool = False) -> str | None:
    """Text that is text: the encoding is the one that a byte order mark or the page names, else UTF-8."""
    bom, encoding = next(((bom, name) for bom, name in BOMS if data.startswith(bom)), (b"", charset or "utf-8"))
    try:
        text = codecs.getincrementaldecoder(encoding)().decode(data[len(bom) :], not cut)
    except (UnicodeError, LookupError, AttributeError):
        return None
    return None if not isinstance(text, str) or _CONTROL.search(text) else text


_RAW = frozenset({"script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"})
_UNSEEN = frozenset({*_RAW, "noscript", "template", "head", "svg", "object"}) - {"textarea", "xmp"}
_INLINE = word_set(
    "a abbr b bdi bdo cite code data del dfn em font i ins kbd mark q s samp small span strong sub sup time u var wbr"
)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]{0,30})")
_STOP = re.compile(r"[>\"']")
_REFERENCE = re.compile(r"&#?\w{1,32};?")


class _Page:
    """Collects what a reader sees, a new line at each block. Every character is passed over a fixed number of times:
    the parser of the standard library takes minutes for a page that was made to hurt it.
    """

    def __init__(self, markup: str) -> None:
        self._markup = markup
        self._out: list[str] = []
        self._unseen = ""  # the element that hides what is in it
        self._depth = 0

    def text(self) -> str:
        at, size = 0, len(self._markup)
        while at < size:
            tag = self._markup.find("<", at)
            self._words(at, size if tag < 0 else tag)
            at = size if tag < 0 else self._markup_from(tag)
        return "".join(self._out)

    def _words(self, start: int, end: int) -> None:
        if not self._unseen and end > start:
            words = self._markup[start:end].replace("\n", " ")
            self._out.append(_REFERENCE.sub(lambda match: unescape(match.group()), words))

    def _markup_from(self, at: int) -> int:
        """Past the tag or comment that starts here; past the "<" alone when it is none."""
        if self._markup.startswith("<!--", at):
            return self._past("-->", at + 4)
        if self._markup.startswith(("<!", "<?"), at):
            return self._past(">", at)
        match = _TAG.match(self._markup, at)
        if not match:
            if not self._unseen:
                self._out.append("<")
            return at + 1
        name = match.group(2).lower()
        end = self._past_attributes(match.end())
        self._enter(name) if not match.group(1) else self._leave(name)
        if name in _RAW and not match.group(1):
            end = self._past_raw(name, end)
        return end

    def _past(self, mark: str, at: int) -> int:
        found = self._markup.find(mark, at)
        return len(self._markup) if found < 0 else found + len(mark)

    def _past_attributes(self, at: int) -> int:
        """Past the ">" of a tag; one within a quoted value does not count."""
        while match := _STOP.search(self._markup, at):
            at = match.end()
            if match.group() == ">":
                return at
            if self._markup[max(0, at - 20) : at - 1].rstrip().endswith("="):
                at = self._past(match.group(), at)
        return len(self._markup)

    def _past_raw(self, name: str, at: int) -> int:
        found = re.compile(f"</{name}\\b", re.IGNORECASE).search(self._markup, at)
        end = found.start() if found else len(self._markup)
        self._words(at, end)
        return end

    def _enter(self, name: str) -> None:
        if name == "body":
            self._unseen = ""  # a head that nobody closed ends here
        if name == self._unseen:
            self._depth += 1
        elif not self._unseen and name in _UNSEEN:
            self._unseen, self._depth = name, 1
        self._break(name)

    def _leave(self, name: str) -> None:
        if name == self._unseen:
            self._depth -= 1
            if not self._depth:
                self._unseen = ""
        self._break(name)

    def _break(self, name: str) -> None:
        if name not in _INLINE:
            self._out.append("\n")


def _seen(markup: str) -> str:
    lines = (_BLANKS.sub(" ", line).strip() for line in _Page(markup).text().split("\n"))
    return "\n".join(line for line in lines if line)
