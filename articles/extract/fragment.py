"""HTML that stands inside another document: the body of a mail, a block within Markdown."""

import importlib

from lxml import etree

from articles.extract.assembling import Piece, assemble
from articles.extract.document import BlockKind, Document, Unreadable, Why

_KINDS = {
    "h1": BlockKind.HEADING,
    "h2": BlockKind.HEADING,
    "h3": BlockKind.HEADING,
    "h4": BlockKind.HEADING,
    "li": BlockKind.LIST,
    "blockquote": BlockKind.QUOTE,
    "figcaption": BlockKind.CAPTION,
    "tr": BlockKind.TABLE,
}
_ENDS = frozenset({*_KINDS, "p", "div", "td", "br", "hr", "ul", "ol", "table", "h5", "h6", "section", "article", "pre"})
_UNSEEN = frozenset({"script", "style", "head", "title", "noscript", "template"})


def read_fragment(markup: str) -> Document:
    """The words of the markup, by the reader of web pages."""
    try:
        reader = importlib.import_module("articles.extract.html")
    except ModuleNotFoundError:
        return _walked(markup)
    document: Document = reader.read_fragment(markup)
    return document


def _walked(markup: str) -> Document:
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    root = etree.fromstring(markup.encode("utf-8", "replace"), parser) if markup.strip() else None
    if root is None:
        raise Unreadable(Why.EMPTY)
    pieces: list[Piece] = []
    words: list[str] = []
    kind = BlockKind.BODY

    def end(following: BlockKind) -> None:
        nonlocal kind
        line = " ".join("".join(words).split())
        words.clear()
        if line:
            pieces.append(Piece(kind, line))
        kind = following

    for event, element in etree.iterwalk(root, events=("start", "end")):
        name = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            if name in _ENDS:
                end(_KINDS.get(name, kind if name in ("p", "br") else BlockKind.BODY))
            if name not in _UNSEEN:
                words.append(element.text or "")
        else:
            if name in _ENDS:
                end(BlockKind.BODY)
            words.append(element.tail or "")
    end(BlockKind.BODY)
    return assemble(pieces)
