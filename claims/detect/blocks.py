"""The blocks of an article made ready for reading: in order, inside the text, run-in headings and credits cut off."""

import re
from collections.abc import Iterator, Sequence

from articles.extract.document import Block, BlockKind
from articles.extract.furniture import credit_at_end, is_furniture
from claims.detect.lexicon import FINITE, RUN_IN_OPENERS
from claims.detect.sentences import trimmed
from claims.detect.words import Word, words_of

_HEADED = frozenset([BlockKind.BODY, BlockKind.CAPTION, BlockKind.LIST])
_OPENING = "|".join(sorted(word.capitalize() for word in RUN_IN_OPENERS))
_MAY_BE_RUN_IN = re.compile(rf"[^\W\d_A-Z] (?:{_OPENING})\b|\A(\w[\w’'-]*(?: \w[\w’'-]*){{1,5}}) (?:The )?(?=\1\b)")
_LOOKED_AT = 200
_FURNITURE_LENGTH = 120
_CAPTION_LENGTH = 400
_MOST_HEADING_WORDS = 8
_LEAST_SENTENCE_WORDS = 5


def ready(text: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Blocks in reading order, disjoint and inside the text, whatever was handed in."""
    return tuple(part for block in _inside(text, blocks) for part in _parts(text, block))


def _inside(text: str, blocks: Sequence[Block]) -> Iterator[Block]:
    end = 0
    for block in sorted(blocks, key=lambda b: (b.start, b.end)):
        start, stop = max(block.start, end), min(block.end, len(text))
        first, last = trimmed(text, start, stop) if start < stop else (0, 0)
        if first < last:
            yield Block(BlockKind(block.kind), first, last)
            end = stop


def _parts(text: str, block: Block) -> Iterator[Block]:
    """A block as it is, or its heading, its words and the credit after them."""
    if block.kind not in _HEADED:
        yield block
        return
    start, end = block.start, block.end
    if end - start <= _FURNITURE_LENGTH and is_furniture(text[start:end].strip()):
        yield Block(BlockKind.FURNITURE, start, end)
        return
    cut = start + heading_end(text[start : min(end, start + _LOOKED_AT)])
    if cut > start:
        yield Block(BlockKind.HEADING, start, cut)
        start = cut + 1
    credit = start + credit_at_end(text[start:end]) if end - start <= _CAPTION_LENGTH else end
    if credit > start:
        yield Block(block.kind, *trimmed(text, start, credit))
    if credit < end:
        yield Block(BlockKind.FURNITURE, *trimmed(text, credit, end))


def heading_end(line: str) -> int:
    """Where a heading run into its paragraph ends: "A barrier against mutiny According to Reuters, ..."; else 0.

    A sentence opens in the middle of a line, with no stop before it, only where a line break was lost.
    """
    if not _MAY_BE_RUN_IN.search(line):
        return 0
    words = words_of(line)
    if words[0].low in RUN_IN_OPENERS and words[0].low not in ("the", "his", "her", "their", "most", "many"):
        return 0  # "In her book We Need to Talk" is a sentence already
    for i in range(1, min(_MOST_HEADING_WORDS, len(words) - _LEAST_SENTENCE_WORDS) + 1):
        word, before = words[i], words[i - 1]
        if word.start - before.end != 1 or before.low in FINITE:
            return 0
        if _opens(words, i) or _said_again(words, i):
            return before.end
    return 0


def _opens(words: list[Word], i: int) -> bool:
    """A capital on a word that has none inside a sentence, between words in lower case."""
    word = words[i]
    if not word.capital or word.low not in RUN_IN_OPENERS or i < 2:
        return False
    if words[i - 1].capital or words[i - 1].low in RUN_IN_OPENERS:
        return False
    return sum(not later.capital for later in words[i + 1 : i + 5]) >= (1 if word.low == "according" else 3)


def _said_again(words: list[Word], i: int) -> bool:
    """ "Wagner group The Wagner group is ...": the heading's words open the sentence again."""
    first = i + 1 if words[i].low == "the" else i
    heading = [word.low for word in words[:i]]
    again = [word.low for word in words[first : first + i]]
    return i >= 2 and heading == again and words[i].capital
