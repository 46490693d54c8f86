"""The desk's own reading and what the model would check too, as one: nothing the desk found is lost or changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from claims.detect.llm.grounding import Candidate
from claims.detect.proposer import detect
from claims.detect.quotes import find_quotes, within
from claims.detect.result import ClaimType, Detection, Proposal, Reach, Reason, Sentence, Span
from claims.detect.scorers import CUES

_NEVER = frozenset({"question", "heading", "furniture"})
_STANDARD = 50
_STRICT = 80
_MOST_QUOTES = 2
_MOST_OF_IT = 0.8


def merge(text: str, local: Detection, candidates: Iterable[Candidate]) -> Detection:
    """Union by sentence. A sentence the desk proposed keeps its words, kinds and source, and is told to be the model's
    choice too; one that only the model chose is proposed whole, with what cues find in it.

    A proposal's score may be lifted, to where the reach that fits begins; the sentence keeps the desk's own score.
    """
    chosen: dict[int, list[Candidate]] = {}
    for candidate in candidates:
        if local.sentences[candidate.sentence].label not in _NEVER:
            chosen.setdefault(candidate.sentence, []).append(candidate)
    if not chosen:
        return local
    union = _Union(text, local)
    sentences = list(local.sentences)
    for i, found in sorted(chosen.items()):
        if union.add(sentences[i], found).score >= local.thresholds[Reach.STANDARD]:
            sentences[i] = replace(sentences[i], label="claim")
    return replace(local, sentences=tuple(sentences), proposals=union.proposals())


class _Union:
    def __init__(self, text: str, local: Detection) -> None:
        self._text = text
        self._local = local
        self._found = list(local.proposals)
        self._places = {span: i for i, proposal in enumerate(self._found) for span in _spans(proposal)}
        # Kinds, sources and reasons come from cues alone, whatever gives the score.
        every = detect(text, local.blocks, scorer=CUES, threshold=0.0).proposals
        self._plain = {span: proposal for proposal in every for span in _spans(proposal)}

    def proposals(self) -> tuple[Proposal, ...]:
        return tuple(sorted(self._found, key=lambda proposal: (proposal.start, proposal.end)))

    def add(self, sentence: Sentence, found: Sequence[Candidate]) -> Proposal:
        """The proposal of this sentence, found by the desk or made for the model's choice."""
        place = self._places.get((sentence.start, sentence.end))
        if place is not None:
            self._found[place] = self._told(self._found[place], found)
            return self._found[place]
        proposal = self._told(self._bare(sentence, found), found)
        for again in _spans(proposal):
            self._places[again] = len(self._found)
        self._found.append(proposal)
        return proposal

    def _bare(self, sentence: Sentence, found: Sequence[Candidate]) -> Proposal:
        """A sentence that only the model chose, as the desk would have proposed it."""
        span = (sentence.start, sentence.end)
        plain = self._plain.get(span)
        kind = self._kind(found[0]) or ClaimType.EVENT
        if plain is None:
            return Proposal(*span, self._text[slice(*span)], kind, (kind,), "", (), sentence.score, (), ())
        others = tuple(Span(*other) for other in _spans(plain) if other != span and other not in self._places)
        # An event is what is left when no rule fits: there the model may know better.
        kinds = (kind,) if plain.types == (ClaimType.EVENT,) else plain.types
        return replace(
            plain, start=span[0], end=span[1], type=kinds[0], types=kinds, score=sentence.score, repeats=others
        )

    def _told(self, proposal: Proposal, found: Sequence[Candidate]) -> Proposal:
        """The proposal with what the model adds: a source and hedges that stand in the text, and the words it means."""
        least = self._local.thresholds[_reach(max(candidate.checkworthiness for candidate in found))]
        hedges = {*proposal.hedges, *(hedge for candidate in found for hedge in candidate.hedges)}
        who = next((candidate.attributed_to for candidate in found if candidate.attributed_to), "")
        return replace(
            proposal,
            attributed_to=proposal.attributed_to or who,
            hedges=tuple(sorted(hedges, key=lambda span: (span.start, span.end))),
            score=max(proposal.score, least),
            reasons=(*_without_own_voice(proposal, who), *self._reasons(proposal, found)),
        )

    def _reasons(self, proposal: Proposal, found: Sequence[Candidate]) -> Iterable[Reason]:
        quotes = sorted({(candidate.quote.start, candidate.quote.end) for candidate in found})
        parts = [quote for quote in quotes if quote[1] - quote[0] < _MOST_OF_IT * (proposal.end - proposal.start)]
        for start, end in parts[:_MOST_QUOTES]:
            yield Reason("endpoint_words", self._text[start:end])
        if not parts:
            yield Reason("endpoint")
        standalone = next((candidate.standalone for candidate in found if candidate.standalone), "")
        if standalone:
            yield Reason("endpoint_reworded", standalone)

    def _kind(self, candidate: Candidate) -> ClaimType | None:
        """The model's kind, but somebody's own words only where there are quotation marks."""
        start, end = candidate.quote.start, candidate.quote.end
        if candidate.type is not ClaimType.QUOTE:
            return candidate.type
        block = next((block for block in self._local.blocks if block.start <= start < block.end), None)
        quoted = block and within(find_quotes(self._text, block.start, block.end), start, end)
        return ClaimType.QUOTE if quoted else ClaimType.ATTRIBUTED


def _spans(proposal: Proposal) -> list[tuple[int, int]]:
    return [(proposal.start, proposal.end), *((span.start, span.end) for span in proposal.repeats)]


def _without_own_voice(proposal: Proposal, who: str) -> Iterable[Reason]:
    """ "Nobody is quoted" does not stand beside a source that the model found in the text."""
    return (reason for reason in proposal.reasons if not (who and reason.code == "own_voice"))


def _reach(checkworthiness: int) -> Reach:
    if checkworthiness >= _STRICT:
        return Reach.STRICT
    return Reach.STANDARD if checkworthiness >= _STANDARD else Reach.WIDE
