"""Paragraphs of a manuscript: named by their style where they have one, by their words where not."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from articles.extract.assembling import MAX_BYTES, Piece, assemble
from articles.extract.datelines import day_in
from articles.extract.document import About, Block, BlockKind, Document, Fact, Origin, Remark, Unreadable, Why
from articles.extract.furniture import byline_of, names_in
from articles.extract.layout import lay_out

# What the words of a paragraph are read as depends on what stands around it: styled ones are shown as typed ones.
_TYPED = {BlockKind.HEADLINE: "# ", BlockKind.HEADING: "# ", BlockKind.LIST: "- ", BlockKind.QUOTE: "> "}
_NUMBERED_CAPTION = re.compile(
    r"(?:figure|fig\.?|table|chart|map|photo|picture|abbildung|abb\.|tabelle) \d{1,3}[a-z]?\s?[.:–—|]\s", re.IGNORECASE
)
_MAY_BE_CAPTION = frozenset({BlockKind.BODY, BlockKind.HEADING})
_LONGEST_HEADING = 200
_TOP = 12


def compose(pieces: Iterable[Piece], facts: Sequence[Fact] = (), remarks: Iterable[Remark] = ()) -> Document:
    """Name the paragraphs that came as BODY, and put what the page says before what the properties say."""
    came = [piece for piece in pieces if piece.text]
    if sum(len(piece.text) for piece in came) > MAX_BYTES:
        raise Unreadable(Why.TOO_LARGE)
    said = {_folded(fact.value) for fact in facts if fact.about is About.TITLE}
    named = list(_named(_headed(came, said)))
    known: dict[tuple[About, str], Fact] = {}
    for fact in (*seen(named), *facts):
        known.setdefault((fact.about, fact.value), fact)
    return assemble(named, tuple(known.values()), remarks)


def seen(pieces: Sequence[Piece]) -> list[Fact]:
    """What a reader of the page sees of title, byline and day."""
    title = next((piece.text for piece in pieces if piece.kind is BlockKind.HEADLINE), "")
    byline = day = named = ""
    above = True
    for piece in pieces:
        above = above and piece.kind not in (BlockKind.BODY, BlockKind.LIST)
        if piece.kind is not BlockKind.FURNITURE:
            continue
        byline = byline or byline_of(piece.text)
        named = named or (names_in(piece.text) if above else "")
        day = day or day_in(piece.text)
    said = {About.TITLE: " ".join(title.split()), About.BYLINE: byline or named, About.PUBLISHED: day}
    return [Fact(about, value, Origin.PAGE) for about, value in said.items() if value]


def _headed(pieces: list[Piece], said: set[str]) -> list[Piece]:
    """One headline: the line that its properties call the title, or else a heading above all paragraphs.

    Words in a heading's style as long as a paragraph are one.
    """
    found = [
        replace(piece, kind=BlockKind.BODY)
        if piece.kind is BlockKind.HEADING and len(piece.text) > _LONGEST_HEADING
        else replace(piece, kind=BlockKind.CAPTION)
        if piece.kind in _MAY_BE_CAPTION and _NUMBERED_CAPTION.match(piece.text)
        else piece
        for piece in pieces
    ]
    if any(piece.kind is BlockKind.HEADLINE for piece in found):
        return found
    for i, piece in enumerate(found[:_TOP]):
        if said and len(piece.text) <= _LONGEST_HEADING and _folded(piece.text) in said:
            found[i] = replace(piece, kind=BlockKind.HEADLINE)
            return found
    for i, piece in enumerate(found[:_TOP]):
        if piece.kind is BlockKind.HEADING:
            found[i] = replace(piece, kind=BlockKind.HEADLINE)
            break
        if piece.kind is not BlockKind.FURNITURE and (len(piece.text) > 80 or _is_prose(piece.text)):
            break
    return found


def _is_prose(text: str) -> bool:
    return len(text) > 30 and text.endswith((".", "!", "?", "。"))


def _folded(title: str) -> str:
    return " ".join(title.casefold().split())


def _named(pieces: list[Piece]) -> Iterable[Piece]:
    typed = [_TYPED.get(piece.kind, "") for piece in pieces]
    shown = "\n\n".join(mark + piece.text for mark, piece in zip(typed, pieces, strict=True))
    blocks = lay_out(shown)
    headed = any(piece.kind is BlockKind.HEADLINE for piece in pieces)
    at = i = 0
    for mark, piece in zip(typed, pieces, strict=True):
        start = at + len(mark)
        end = start + len(piece.text)
        inside = []
        while i < len(blocks) and blocks[i].start < end:
            inside.append(blocks[i])
            i += 1
        yield from _as_laid_out(piece, inside, start, headed=headed) if piece.kind is BlockKind.BODY else (piece,)
        at = end + 2


def _as_laid_out(piece: Piece, blocks: list[Block], at: int, *, headed: bool) -> Iterable[Piece]:
    """The paragraph under the name its words gave it; its bullet is its mark, a credit at its end its own piece."""
    if not blocks:
        return
    if len(blocks) > 1 and not piece.notes and not piece.mark:
        for block in blocks:
            yield Piece(block.kind, piece.text[block.start - at : block.end - at])
        return
    kind, start = blocks[0].kind, max(0, blocks[0].start - at)
    if kind is BlockKind.HEADLINE and headed:
        kind = BlockKind.HEADING
    notes = tuple(replace(n, start=max(0, n.start - start), end=max(0, n.end - start)) for n in piece.notes)
    yield Piece(kind, piece.text[start:], notes, piece.mark + piece.text[:start])
