"""Markdown: headings, lists, quotations and tables as marked, front matter as facts, footnotes at their places."""

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

from articles.extract.assembling import MAX_BYTES
from articles.extract.building import Paragraph, in_row
from articles.extract.composing import compose
from articles.extract.datelines import day_in
from articles.extract.document import About, BlockKind, Document, Fact, NoteKind, Origin, Remark, Unreadable, Why
from articles.extract.html import read_fragment

_FRONT_MATTER = re.compile(r"---[ \t]*\n(.{0,10000}?)\n---[ \t]*(?:\n|\Z)", re.DOTALL)
_ENTRY = re.compile(r"([\w-]{1,40})[ \t]*:[ \t]*(.*)")
_ITEM = re.compile(r"[ \t]*-[ \t]+(.+)")
_NOTE = re.compile(r"^\[\^([^\]\s]{1,60})\]:[ \t]*(.*(?:\n(?:[ \t]{2,}.*|(?=\n[ \t]{2,})))*)", re.MULTILINE)
_MARK = re.compile(r"\[\^([^\]\s]{1,60})\]")
_KEYS = {
    "title": About.TITLE,
    "headline": About.TITLE,
    "author": About.BYLINE,
    "authors": About.BYLINE,
    "byline": About.BYLINE,
    "date": About.PUBLISHED,
    "published": About.PUBLISHED,
    "lang": About.LANGUAGE,
    "language": About.LANGUAGE,
}
_OPENS = {
    "bullet_list_open": BlockKind.LIST,
    "ordered_list_open": BlockKind.LIST,
    "blockquote_open": BlockKind.QUOTE,
    "heading_open": BlockKind.HEADING,
}
_CLOSES = frozenset(name.replace("_open", "_close") for name in _OPENS)
_PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def read_markdown(data: bytes) -> Document:
    """Read a .md: UTF-8, as Markdown is."""
    if len(data) > MAX_BYTES:
        raise Unreadable(Why.TOO_LARGE)
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError:
        raise Unreadable(Why.NOT_TEXT if b"\x00" in data else Why.ENCODING) from None
    facts: list[Fact] = []
    if match := _FRONT_MATTER.match(text):
        facts = _facts(match[1])
        text = text[match.end() :]
    notes = dict(_NOTE.findall(text))
    reader = _Reader({key: " ".join(words.split()) for key, words in notes.items()})
    paragraphs = list(reader.paragraphs(_PARSER.parse(_NOTE.sub("", text))))
    return compose([piece for each in paragraphs for piece in each.pieces()], facts, reader.remarks)


def _facts(matter: str) -> list[Fact]:
    """What the front matter says, as far as it is lines "key: value" and lists under them."""
    said: dict[About, list[str]] = {}
    about: About | None = None
    for line in matter.split("\n"):
        if entry := _ENTRY.match(line):
            about = _KEYS.get(entry[1].lower())
            values = [entry[2]]
            if entry[2].startswith("[") and entry[2].endswith("]"):
                values = entry[2][1:-1].split(",")
        elif item := _ITEM.fullmatch(line):
            values = [item[1]]
        else:
            continue
        if about is not None:
            said.setdefault(about, []).extend(value.strip().strip("\"'").strip() for value in values)
    joined = {about: ", ".join(filter(None, values))[:300] for about, values in said.items()}
    if About.PUBLISHED in joined:
        joined[About.PUBLISHED] = day_in(joined[About.PUBLISHED])
    return [Fact(about, value, Origin.META) for about, value in joined.items() if value]


class _Reader:
    """One reading of the tokens, from top to bottom."""

    def __init__(self, notes: dict[str, str]) -> None:
        self.notes = notes
        self.remarks: dict[Remark, None] = {}
        self._title = False

    def paragraphs(self, tokens: list[Token]) -> Iterator[Paragraph]:
        kinds: list[BlockKind] = []
        row: list[list[Paragraph]] = []
        for token in tokens:
            if token.type in _OPENS:
                kinds.append(self._heading(token) if token.type == "heading_open" else _OPENS[token.type])
            elif token.type in _CLOSES:
                kinds.pop()
            elif token.type == "tr_open":
                row = []
            elif token.type in ("td_open", "th_open"):
                row.append([])
            elif token.type == "tr_close":
                yield in_row(row)
                row = []
            elif token.type == "inline":
                paragraph = self._inline(kinds[-1] if kinds else BlockKind.BODY, token.children or [])
                if row:
                    row[-1].append(paragraph)
                else:
                    yield paragraph
            else:
                yield from self._block(token)

    def _block(self, token: Token) -> Iterator[Paragraph]:
        if token.type in ("code_block", "fence"):
            yield from self._lines(token.content)
        elif token.type == "html_block":
            yield from self._html(token.content)

    def _heading(self, token: Token) -> BlockKind:
        """The first heading of the first level is the headline."""
        if token.tag == "h1" and not self._title:
            self._title = True
            return BlockKind.HEADLINE
        return BlockKind.HEADING

    def _inline(self, kind: BlockKind, tokens: list[Token]) -> Paragraph:
        paragraph = Paragraph(kind)
        struck = 0
        for token in tokens:
            if token.type in ("s_open", "s_close"):
                struck += 1 if token.type == "s_open" else -1
                self.remarks[Remark.DELETED] = None
            elif struck:
                continue
            elif token.type == "text":
                self._words(paragraph, token.content)
            elif token.type == "code_inline":
                paragraph.add(token.content)
            elif token.type == "softbreak":
                paragraph.add(" ")
            elif token.type == "hardbreak":
                paragraph.add("\n")
        return paragraph

    def _words(self, paragraph: Paragraph, words: str) -> None:
        """Marks of notes that there are become notes; others are words in brackets."""
        at = 0
        for mark in _MARK.finditer(words):
            if note := self.notes.get(mark[1]):
                paragraph.add(words[at : mark.start()])
                paragraph.note(NoteKind.FOOTNOTE, note)
                at = mark.end()
        paragraph.add(words[at:])

    def _lines(self, text: str) -> Iterator[Paragraph]:
        for line in text.split("\n"):
            paragraph = Paragraph()
            paragraph.add(line)
            yield paragraph

    def _html(self, markup: str) -> Iterator[Paragraph]:
        try:
            document = read_fragment(markup)
        except Unreadable as refusal:
            if refusal.why is not Why.EMPTY:
                raise
            return
        for block in document.blocks:
            paragraph = Paragraph(block.kind)
            paragraph.add(document.text[block.start : block.end])
            yield paragraph
