"""From text and blocks to proposals: one pass over the blocks, the same result every time."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from articles.extract.document import Block, BlockKind
from claims.detect import blocks as layout
from claims.detect import gates, sentences, types
from claims.detect.hedges import find_hedges
from claims.detect.language import is_english
from claims.detect.quotes import find_quotes, within
from claims.detect.reading import Reading, read
from claims.detect.register import is_written
from claims.detect.result import Detection, Mark, Proposal, Reach, Sentence, Span
from claims.detect.scorers import CUES, Scorer, best
from claims.detect.speakers import Speaker, Speakers
from claims.detect.words import words_of

_SILENT = {BlockKind.FURNITURE: "furniture", BlockKind.HEADING: "heading"}


def detect(
    text: str,
    blocks: Sequence[Block],
    *,
    scorer: Scorer | None = None,
    threshold: float | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Detection:
    """Every sentence labelled, and those worth checking proposed, down to `threshold` (if not given, the wide reach).

    `scorer` is the best one of this machine if not given; a text that is not English is scored by cues.
    `progress` hears (done, all) blocks.
    """
    scorer = scorer or best()
    notices = []
    if not is_english(text):
        scorer = CUES
        notices.append("not_english")
    elif scorer is CUES:
        notices.append("basic_detector")
    ready = layout.ready(text, blocks)
    least = scorer.thresholds[Reach.WIDE] if threshold is None else threshold
    run = _Run(text, scorer, least, written=is_written(text, ready))
    for block in ready:
        run.hear(block)
    for i, block in enumerate(ready):
        run.take(i, block)
        if progress:
            progress(i + 1, len(ready))
    return Detection(
        ready,
        tuple(run.sentences),
        run.proposed(),
        proposer=scorer.name,
        version=scorer.version,
        thresholds=scorer.thresholds,
        notices=tuple(notices),
    )


def score_sentence(text: str, scorer: Scorer | None = None) -> float:
    """The score of a sentence on its own, as it would get in the body of an article."""
    scorer = (scorer or best()) if is_english(text) else CUES
    quotes = find_quotes(text, 0, len(text))
    words = words_of(text)
    speaker = Speakers(text).of([(0, len(text))], quotes, [words])[0]
    return read(text, words, speaker, quotes, scorer).score


class _Heard(NamedTuple):
    """A block as sentences, with its quotations and who says each. Words are not kept: long texts have many."""

    spans: list[tuple[int, int]]
    quotes: list[Span]
    speakers: list[Speaker | None]


class _Run:
    """What one pass has found so far."""

    def __init__(self, text: str, scorer: Scorer, threshold: float, *, written: bool) -> None:
        self.text = text
        self.scorer = scorer
        self.written = written
        self.threshold = threshold
        self.speakers = Speakers(text)
        self.heard: list[_Heard] = []
        self.sentences: list[Sentence] = []
        self.proposals: list[Proposal] = []
        self.repeats: dict[tuple[str, str], list[Span]] = {}

    def hear(self, block: Block) -> None:
        """Split a block and find its speakers; one block may tell who spoke in the one before it."""
        whole = block.kind is BlockKind.HEADING  # "'Meth. We're on it.': state spends $449K" is one heading
        spans = [(block.start, block.end)] if whole else sentences.split(self.text, block.start, block.end)
        if block.kind in _SILENT:
            self.speakers.forget()
            self.heard.append(_Heard(spans, [], []))
            return
        quotes = find_quotes(self.text, block.start, block.end)
        words = [words_of(self.text[start:end]) for start, end in spans]
        self.heard.append(_Heard(spans, quotes, self.speakers.of(spans, quotes, words)))

    def take(self, i: int, block: Block) -> None:
        """Read the sentences of a block that was heard."""
        spans, quotes, speakers = self.heard[i]
        if silent := _SILENT.get(block.kind):
            self.sentences += (Sentence(start, end, i, 0.0, silent) for start, end in spans)
            return
        for (start, end), speaker in zip(spans, speakers, strict=True):
            quoted = [Span(part.start - start, part.end - start) for part in within(quotes, start, end)]
            self._sentence(i, start, end, self._read(start, end, speaker, quoted))

    def _read(self, start: int, end: int, speaker: Speaker | None, quoted: list[Span]) -> Reading:
        exact = self.text[start:end]
        return read(exact, words_of(exact), speaker, quoted, self.scorer, written=self.written)

    def _sentence(self, block: int, start: int, end: int, reading: Reading) -> None:
        label = reading.label
        if not label and reading.score >= self.threshold:
            self._propose(start, end, reading)
        if not label and reading.score >= self.scorer.thresholds[Reach.STANDARD]:
            label = "claim"
        elif not label:
            label = "opinion" if gates.is_opinion(reading.codes) else "minor"
        self.sentences.append(Sentence(start, end, block, reading.score, label))

    def _propose(self, start: int, end: int, reading: Reading) -> None:
        who = reading.speaker.who if reading.speaker else ""
        key = (" ".join(reading.exact.split()), who)
        if key in self.repeats:  # said twice, asked once
            self.repeats[key].append(Span(start, end))
            return
        self.repeats[key] = []
        kinds = types.classify(reading.codes)
        hedges = find_hedges(self.text, start, end)
        proposal = Proposal(
            start,
            end,
            reading.exact,
            kinds[0],
            kinds,
            who,
            hedges,
            reading.score,
            reading.reasons(),
            repeats=(),
            carried=bool(who) and reading.speaker is not None and reading.speaker.carried,
            vague_source=reading.speaker is not None and reading.speaker.vague,
            marks=_moved(reading.marks(), start),
            perishable=_moved(reading.perishable(), start),
        )
        self.proposals.append(proposal)

    def proposed(self) -> tuple[Proposal, ...]:
        """The proposals with every place where the same words of the same speaker stand again."""
        again = self.repeats.values()
        return tuple(replace(p, repeats=tuple(spans)) for p, spans in zip(self.proposals, again, strict=True))


def _moved(marks: Iterable[Mark], by: int) -> tuple[Mark, ...]:
    """Marks of a sentence as places in the text."""
    return tuple(Mark(mark.start + by, mark.end + by, mark.kind) for mark in marks)
