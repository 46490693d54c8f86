"""From text and blocks to proposals: one pass, the same result every time."""

from collections.abc import Callable, Iterator, Sequence

from articles.extract.document import Block, BlockKind
from claims.detect import blocks as reading
from claims.detect import cues, gates, scorer, sentences, types
from claims.detect.attribution import find_source
from claims.detect.hedges import find_hedges
from claims.detect.result import Detection, Proposal, Reason, Sentence, Span

THRESHOLD = 0.5
_STEP = 50
_SILENT = {BlockKind.FURNITURE: "furniture", BlockKind.HEADING: "heading"}


def detect(
    text: str, blocks: Sequence[Block], *, progress: Callable[[int, int], None] | None = None
) -> Detection:
    """Every sentence labelled, and those worth checking proposed. `progress` hears (done, all) sentences."""
    ready = reading.ready(text, blocks)
    spans = [
        (i, s, e) for i, block in enumerate(ready) for s, e in sentences.split(text, block.start, block.end)
    ]
    found: list[Sentence] = []
    proposals: list[Proposal] = []
    seen: dict[str, int] = {}
    for done, (i, start, end) in enumerate(spans):
        if progress and done % _STEP == 0:
            progress(done, len(spans))
        label = _SILENT.get(ready[i].kind, "")
        if label:
            found.append(Sentence(start, end, i, 0.0, label))
            continue
        sentence, proposal = _read(text, start, end, i)
        found.append(sentence)
        if proposal is None:
            continue
        key = " ".join(proposal.exact.split())
        if key in seen:
            first = proposals[seen[key]]
            proposals[seen[key]] = _repeated(first, Span(start, end))
        else:
            seen[key] = len(proposals)
            proposals.append(proposal)
    if progress:
        progress(len(spans), len(spans))
    return Detection(ready, tuple(found), tuple(proposals))


def _read(text: str, start: int, end: int, block: int) -> tuple[Sentence, Proposal | None]:
    exact = text[start:end]
    words = cues.words_of(exact)
    found = list(cues.find(exact, words))
    source = find_source(exact)
    codes = [cue.code for cue in found] + (["source"] if source else [])
    label = gates.gate(exact, words, codes)
    value = 0.0 if label in ("question", "minor") else scorer.score(codes)
    if label or value < THRESHOLD:
        return Sentence(start, end, block, value, label or "minor"), None
    kinds = types.classify(codes)
    reasons = tuple(_reasons(exact, found))
    who = source.who if source else ""
    if source:
        reasons = (*reasons, Reason("vague_source" if source.vague else "source", source.words))
    proposal = Proposal(
        start, end, exact, kinds[0], kinds, who, find_hedges(text, start, end), value, reasons, ()
    )
    return Sentence(start, end, block, value, "claim"), proposal


def _reasons(sentence: str, found: Sequence[cues.Cue]) -> Iterator[Reason]:
    told: set[str] = set()
    for cue in sorted(found, key=lambda c: (-scorer.WEIGHTS.get(c.code, 0.0), c.start)):
        if scorer.WEIGHTS.get(cue.code, 0.0) > 0.4 and cue.code not in told and len(told) < 4:
            told.add(cue.code)
            yield Reason(cue.code, sentence[cue.start : cue.end])


def _repeated(first: Proposal, again: Span) -> Proposal:
    return Proposal(
        first.start,
        first.end,
        first.exact,
        first.type,
        first.types,
        first.attributed_to,
        first.hedges,
        first.score,
        first.reasons,
        (*first.repeats, again),
    )
