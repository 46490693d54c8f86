"""From text and blocks to proposals: one pass over the blocks, the same result every time."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from articles.extract.document import Block, BlockKind
from claims.detect import blocks as layout
from claims.detect import gates, sentences, types
from claims.detect.hedges import find_hedges
from claims.detect.quotes import find_quotes, within
from claims.detect.reading import Reading, read
from claims.detect.result import Detection, Proposal, Sentence, Span
from claims.detect.speakers import Speakers

THRESHOLD = 0.5
"""A sentence that scores this or more is proposed."""

_SILENT = {BlockKind.FURNITURE: "furniture", BlockKind.HEADING: "heading"}


def detect(text: str, blocks: Sequence[Block], *, progress: Callable[[int, int], None] | None = None) -> Detection:
    """Every sentence labelled, and those worth checking proposed. `progress` hears (done, all) blocks."""
    ready = layout.ready(text, blocks)
    run = _Run(text)
    for i, block in enumerate(ready):
        run.take(i, block)
        if progress:
            progress(i + 1, len(ready))
    return Detection(ready, tuple(run.sentences), tuple(run.proposals))


def score_sentence(text: str) -> float:
    """The score of a sentence on its own, as it would get in the body of an article."""
    quotes = find_quotes(text, 0, len(text))
    speaker = Speakers(text).of([(0, len(text))], quotes)[0]
    return read(text, speaker, quotes).score


class _Run:
    """What one pass has found so far."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.speakers = Speakers(text)
        self.sentences: list[Sentence] = []
        self.proposals: list[Proposal] = []
        self.first: dict[str, int] = {}

    def take(self, i: int, block: Block) -> None:
        spans = sentences.split(self.text, block.start, block.end)
        silent = _SILENT.get(block.kind)
        if silent:
            self.speakers.forget()
            self.sentences += (Sentence(start, end, i, 0.0, silent) for start, end in spans)
            return
        quotes = find_quotes(self.text, block.start, block.end)
        for (start, end), speaker in zip(spans, self.speakers.of(spans, quotes), strict=True):
            quoted = [Span(part.start - start, part.end - start) for part in within(quotes, start, end)]
            self._sentence(i, start, end, read(self.text[start:end], speaker, quoted))

    def _sentence(self, block: int, start: int, end: int, reading: Reading) -> None:
        label = reading.label
        if not label and reading.score >= THRESHOLD:
            label = "claim"
            self._propose(start, end, reading)
        elif not label:
            label = "opinion" if gates.is_opinion(reading.codes) else "minor"
        self.sentences.append(Sentence(start, end, block, reading.score, label))

    def _propose(self, start: int, end: int, reading: Reading) -> None:
        key = " ".join(reading.exact.split())
        if key in self.first:  # said twice, asked once
            at = self.first[key]
            again = (*self.proposals[at].repeats, Span(start, end))
            self.proposals[at] = replace(self.proposals[at], repeats=again)
            return
        self.first[key] = len(self.proposals)
        kinds = types.classify(reading.codes)
        self.proposals.append(
            Proposal(
                start=start,
                end=end,
                exact=reading.exact,
                type=kinds[0],
                types=kinds,
                attributed_to=reading.speaker.who if reading.speaker else "",
                hedges=find_hedges(self.text, start, end),
                score=reading.score,
                reasons=reading.reasons(),
                repeats=(),
            )
        )
