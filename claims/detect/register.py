"""Whether a text is written, as an article is, or spoken, as a speech is: the trained reader hears the difference."""

import re
from collections.abc import Iterable

from articles.extract.document import Block
from claims.detect.quotes import find_quotes
from claims.detect.result import Span

_SPEAKING = re.compile(r"\b(?:I|[Ww]e|[Yy]ou|me|us|[Mm]y|[Oo]ur|[Yy]our)\b")  # not "US"
_WORD = re.compile(r"[^\W\d_]+")
_LEAST_WORDS = 80  # a few sentences by themselves are not an article
_SHARE = 0.03  # of all words; speeches have twice as many, news hardly any


def is_written(text: str, blocks: Iterable[Block]) -> bool:
    """Whether hardly anybody speaks of "I", "we" or "you" outside quotation marks."""
    words = speaking = 0
    for block in blocks:
        at = block.start
        for quote in (*find_quotes(text, block.start, block.end), Span(block.end, block.end)):
            words += sum(1 for _ in _WORD.finditer(text, at, quote.start))
            speaking += sum(1 for _ in _SPEAKING.finditer(text, at, quote.start))
            at = quote.end
    return words >= _LEAST_WORDS and speaking < words * _SHARE
