"""Mails: what was written, with subject, sender and day. What is attached is said, and not read."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import replace
from email.message import Message

from articles.extract.document import About, Document, Fact, Origin, Remark, Unreadable, Why
from articles.extract.html import read_fragment
from articles.extract.mail_parts import body_of, day, field, parse, sender
from articles.extract.plain import read_text

_WIDE_BOMS = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_STUB = 60
"""A plain part of fewer words may be a note that the mail is HTML."""
_WORD = re.compile(r"\w+")
_TAG = re.compile(r"<[^<>]{0,2000}>")


def read_mail(data: bytes) -> Document:
    """Read an .eml."""
    message = parse(_single_bytes(data))
    remarks: dict[Remark, None] = {}
    found: list[Document] = []
    for part in _chosen(message, remarks):
        text, guessed = body_of(part)
        if guessed:
            remarks[Remark.GUESSED] = None
        try:
            found.append(_from_html(text) if part.get_content_type() == "text/html" else read_text(text))
        except Unreadable as refusal:
            if refusal.why is not Why.EMPTY:
                raise
    if not found:
        raise Unreadable(Why.EMPTY)
    document = _joined(found)
    said = {
        About.TITLE: field(message, "subject"),
        About.BYLINE: sender(message),
        About.PUBLISHED: day(message),
        About.LANGUAGE: field(message, "content-language") if "," not in field(message, "content-language") else "",
    }
    facts = [Fact(about, value, Origin.HEADER) for about, value in said.items() if value]
    return replace(
        document,
        facts=(*facts, *document.facts),
        remarks=tuple(dict.fromkeys((*document.remarks, *remarks))),
    )


def _from_html(markup: str) -> Document:
    return read_fragment(markup)


def _single_bytes(data: bytes) -> bytes:
    """A message saved as UTF-16 whole, as it would have been sent."""
    for bom, encoding in _WIDE_BOMS:
        if data.startswith(bom):
            return data[len(bom) :].decode(encoding, "replace").encode("utf-8", "replace")
    return data.removeprefix(codecs.BOM_UTF8).lstrip(b"\r\n")


def _chosen(part: Message, remarks: dict[Remark, None]) -> Iterator[Message]:
    """The parts that are the letter, in order; of alternatives the one that a reader would be shown."""
    if part.get_content_type() == "message/rfc822" or _is_attached(part):
        remarks[Remark.CUT] = None
    elif part.is_multipart():
        parts = [each for each in part.get_payload() if isinstance(each, Message)]
        if part.get_content_type() == "multipart/alternative":
            yield from _best(parts, remarks)
        else:
            for each in parts:
                yield from _chosen(each, remarks)
    elif part.get_content_type() in ("text/plain", "text/html"):
        yield part
    elif part.get_content_maintype() != "multipart" and not part.get("content-id"):
        remarks[Remark.CUT] = None


def _is_attached(part: Message) -> bool:
    said = str(part.get("content-disposition") or "").strip().lower()
    return said.startswith("attachment")


def _best(parts: list[Message], remarks: dict[Remark, None]) -> list[Message]:
    """Plain text says the same as HTML and nothing more, unless it is a stub that says to look at the HTML."""
    offered = [list(_chosen(part, remarks)) for part in parts]
    plain = next((each for each in offered if each and each[0].get_content_type() == "text/plain"), [])
    rich = next((each for each in offered if each and each[0].get_content_type() == "text/html"), [])
    if not plain or not rich:
        return plain or rich
    few = sum(len(_WORD.findall(body_of(part)[0])) for part in plain)
    many = sum(len(_WORD.findall(_TAG.sub(" ", body_of(part)[0]))) for part in rich)
    return rich if few < _STUB and many > 4 * few + 20 else plain


def _joined(documents: list[Document]) -> Document:
    """Parts that follow one another as one text."""
    first, *others = documents
    for other in others:
        gap = "\n\n"
        at = len(first.text) + len(gap)
        first = Document(
            first.text + gap + other.text,
            (*first.blocks, *(replace(block, start=block.start + at, end=block.end + at) for block in other.blocks)),
            first.facts,
            first.notes,
            (*first.remarks, *other.remarks),
        )
    return first
