"""The article's text with its claims marked: one writer for the workspace and for the report."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from itertools import islice, pairwise

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from articles.extract.document import Block
from claims.coverage import Cover, Coverage, Gutter, Sentence
from claims.vocabulary import GLYPHS, Standing

HEADINGS = {"headline": "h2", "heading": "h3"}
FIRST_WORD = re.compile(r"\S{1,16}(?!\S)")  # a longer one may have to break, and does not once it is bound


@dataclass(frozen=True, slots=True)
class Marked:
    """A stretch of the text that a claim stands on, and how that claim stands."""

    start: int
    end: int
    number: int
    standing: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One block of the article, ready for the page."""

    kind: str
    html: SafeString
    start: int
    gutter: Gutter | None = None

    @property
    def beside_gutter(self) -> SafeString:
        """For the workspace: with the strip at its side, and with its place in the text, which marking asks for."""
        tag = HEADINGS.get(self.kind, "p")
        strip = self.gutter.html if self.gutter else ""
        return mark_safe(  # noqa: S308  both parts are written by us, the rest is codes and numbers
            f'<div class="beside">{strip}<{tag} class="para {self.kind}" dir="auto" data-start="{self.start}">'
            f"{self.html}</{tag}></div>"
        )


def paragraphs(
    text: str,
    blocks: Sequence[Block],
    marks: Iterable[Marked],
    href: Callable[[int], str],
    coverage: Coverage | None = None,
) -> list[Paragraph]:
    """Each block with its marks. Marks that overlap are cut and nested, so that both stay visible.

    With `coverage` the sentences that have no claim are elements too, and each block has its gutter.
    """
    pages = []
    for block, inside in marks_by_block(blocks, marks):
        gutter = coverage.gutters.get(block.start) if coverage else None
        loose = [one for one in gutter.sentences if one.cover is not Cover.CLAIMED] if gutter else []
        pages.append(Paragraph(str(block.kind), _block_html(text, block, inside, href, loose), block.start, gutter))
    return pages


def marks_by_block(blocks: Sequence[Block], marks: Iterable[Marked]) -> Iterator[tuple[Block, list[Marked]]]:
    """Each block with the marks that share a letter with it, in the order in which they begin."""
    ordered = sorted(marks, key=lambda mark: (mark.start, -mark.end, mark.number))
    first = 0
    for block in blocks:
        # None that ended before this block can come back.
        while first < len(ordered) and ordered[first].end <= block.start:
            first += 1
        yield block, [mark for mark in _until(ordered, first, block.end) if mark.end > block.start]


def _until(marks: Sequence[Marked], first: int, end: int) -> Iterable[Marked]:
    for mark in islice(marks, first, None):
        if mark.start >= end:
            return
        yield mark


def _block_html(
    text: str, block: Block, marks: Sequence[Marked], href: Callable[[int], str], loose: Sequence[Sentence] = ()
) -> SafeString:
    """Walk the block from cut to cut, closing and opening marks like brackets that must nest."""
    spans = [(max(mark.start, block.start), min(mark.end, block.end), mark) for mark in marks]
    edges = {at for start, end, _mark in spans for at in (start, end)}
    cuts = sorted({block.start, block.end, *edges, *(at for one in loose for at in one.span)})
    # No claim stands on a loose sentence, so it is always one stretch from cut to cut, inside no mark.
    by_start = {one.start: one for one in loose}
    out: list[str] = []
    opened: list[Marked] = []
    for at, until in pairwise(cuts):
        kept = [mark for mark in opened if mark.end > at]
        shared = _common(opened, kept)
        out += ["</mark>"] * (len(opened) - shared)
        fresh = [mark for start, _end, mark in spans if start == at]
        for mark in [*kept[shared:], *fresh]:
            out.append(f'<mark class="mark {mark.standing}" data-claim="{mark.number}">')
        opened = [*kept, *fresh]
        words = _words(text[at:until], fresh, href)
        out.append(_sentence(words, by_start[at]) if at in by_start else words)
    out += ["</mark>"] * len(opened)
    return mark_safe("".join(out))  # noqa: S308  every piece of text went through escape()


def _sentence(words: str, sentence: Sentence) -> str:
    """A sentence without a claim, so that keys, pointer and addresses find it."""
    return f'<span class="loose {sentence.cover}" id="s{sentence.start}" data-at="{sentence.at}">{words}</span>'


def _common(before: Sequence[Marked], after: Sequence[Marked]) -> int:
    """How many of the open marks, from the outside, may stay open."""
    n = 0
    while n < len(after) and before[n] is after[n]:
        n += 1
    return n


def _words(words: str, fresh: Sequence[Marked], href: Callable[[int], str]) -> str:
    """The words of a segment; new marks put their number before the first, bound to it at line ends."""
    if not fresh:
        return escape(words)
    numbers = "".join(_number(mark, href) for mark in fresh)
    first = FIRST_WORD.match(words)
    bound = first.group() if first else ""
    return f'<span class="nb">{numbers}{escape(bound)}</span>{escape(words[len(bound) :])}'


def _number(mark: Marked, href: Callable[[int], str]) -> str:
    label = _label(mark.standing, get_language()) % mark.number
    return (
        f'<a class="no {mark.standing}" href="{escape(href(mark.number))}" tabindex="-1"'
        f' aria-label="{label}">{mark.number}<span class="g">{GLYPHS[Standing(mark.standing)]}</span></a>'
    )


@lru_cache
def _label(standing: str, _language: str | None) -> str:
    """What a screen reader says, with a place for the number; a long article says it a thousand times."""
    said = _("Claim %(number)s, %(standing)s") % {"number": "%d", "standing": Standing(standing).label.lower()}
    return escape(said)
