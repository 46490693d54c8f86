"""Rich text from a clipboard into a Document: all that is shown is the article."""

import re
from collections.abc import Iterator

from lxml.etree import _Element as Element

from articles.extract.assembling import Piece, assemble
from articles.extract.document import About, BlockKind, Document, Fact, Origin, Remark
from articles.extract.furniture import byline_of
from articles.extract.html.blocks import Seen, see
from articles.extract.html.kinds import kind_of, pieces_of
from articles.extract.html.tree import fit, parse, tag_of, words_of

_NOTES = re.compile(r"mso-element:comment|mso-special-character:comment|mso-comment-reference|mso-list:ignore", re.I)
_NOTE_CLASS = re.compile(r"\bMsoComment|\bmsocom", re.I)
_KINDS = (
    (re.compile(r"\bmsotitle\b"), BlockKind.HEADLINE),
    (re.compile(r"\bmsosubtitle\b"), BlockKind.DEK),
    (re.compile(r"\bmsolist"), BlockKind.LIST),
    (re.compile(r"\bmso(?:intense)?quote\b"), BlockKind.QUOTE),
    (re.compile(r"\bmsocaption\b"), BlockKind.CAPTION),
)
_ABOVE = 6
"""So many lines from the top a byline stands, if there is one."""


def read_fragment(html: str) -> Document:
    """Read what was copied from Word, Google Docs or a mail. Comments on the text and words struck out stay behind."""
    root, cut = parse(fit(html))
    deleted = _without_notes(root)
    seen = see(root)
    pieces = list(_pieces(seen))
    said = [piece for piece in pieces if piece.kind is BlockKind.HEADLINE]
    facts = [Fact(About.TITLE, said[0].text, Origin.TEXT)] if said else []
    named = next((names for piece in pieces[:_ABOVE] if (names := byline_of(piece.text))), "")
    facts += [Fact(About.BYLINE, named, Origin.TEXT)] if named else []
    hidden = any(any(c.isalnum() for c in words_of(element, 2000)) for _, _, element in seen.hidden)
    remarks = {Remark.HIDDEN: hidden, Remark.DELETED: deleted, Remark.CUT: cut}
    return assemble(pieces, facts, [remark for remark, holds in remarks.items() if holds])


def _pieces(seen: Seen) -> Iterator[Piece]:
    headline = False
    for i, stretch in enumerate(seen.stretches):
        label = seen.boxes[stretch.box].label
        kind = next((kind for pattern, kind in _KINDS if pattern.search(label)), kind_of(stretch))
        if kind is BlockKind.HEADING and not headline and i < 2 and len(seen.stretches) > 1:
            kind = BlockKind.HEADLINE
        if kind is BlockKind.HEADLINE:
            kind = BlockKind.HEADING if headline else kind
            headline = True
        if i < _ABOVE and byline_of(stretch.text):
            kind = BlockKind.FURNITURE
        yield from pieces_of(stretch, kind)


def _without_notes(root: Element) -> bool:
    """Take out a word processor's comments, bullets and deletions; whether words were deleted."""
    deleted = False
    for element in list(root.iter()):
        tag = tag_of(element)
        struck = tag == "del" and (element.get("datetime") is not None or element.get("cite") is not None)
        style = re.sub(r"\s", "", element.get("style") or "")
        if struck or _NOTES.search(style) or _NOTE_CLASS.search(element.get("class") or ""):
            deleted = deleted or (struck and bool(words_of(element)))
            if tag not in ("html", "body"):
                _take_out(element)
    return deleted


def _take_out(element: Element) -> None:
    """Without it; what comes after it stays."""
    around, before = element.getparent(), element.getprevious()
    if around is None:
        return
    if before is not None:
        before.tail = (before.tail or "") + (element.tail or "")
    else:
        around.text = (around.text or "") + (element.tail or "")
    around.remove(element)
