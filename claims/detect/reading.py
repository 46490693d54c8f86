"""One sentence read: its words, cues, speaker and quoted part, and from these its score, label and reasons."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from claims.detect import gates
from claims.detect.cues import Cue, find_cues
from claims.detect.perishable import find_perishable
from claims.detect.result import Mark, Reason, Span
from claims.detect.scorers import Scorer
from claims.detect.speakers import Speaker
from claims.detect.weights import WEIGHTS
from claims.detect.words import Word, word_set

_MOST_REASONS = 4
_LONGEST_WORDS = 90
_SHOWN = word_set(
    """
    money percentage number_unit fraction number count duration date trend comparison ranking superlative
    universal harm deed record measured causal prediction name
    """
)
_MARKED = {
    **dict.fromkeys(("money", "percentage", "number_unit", "fraction", "number", "count", "duration", "age"), "number"),
    "date": "date",
    "name": "name",
}
_FORETOLD = ("prediction", "causal")
_QUOTED_WORDS = 4
_LONG_QUOTE = 8


@dataclass(frozen=True, slots=True)
class Reading:
    """What was found in a sentence. `label` is empty when nothing but the score decides."""

    exact: str
    cues: tuple[Cue, ...]
    codes: frozenset[str]
    speaker: Speaker | None
    score: float
    label: str
    words: Sequence[Word] = ()

    def marks(self) -> tuple[Mark, ...]:
        """Its numbers, dates and names, in order."""
        found = (Mark(cue.start, cue.end, _MARKED[cue.code]) for cue in self.cues if cue.code in _MARKED)
        return tuple(sorted(found))

    def perishable(self) -> tuple[Mark, ...]:
        """What in it may have changed since it was printed."""
        return find_perishable(self.exact, self.words, self.cues)

    def reasons(self) -> tuple[Reason, ...]:
        """Why it is worth checking: who says it, then the strongest signs, each kind once, then what may be old."""
        told = [*self._source(), *self._signs()][:_MOST_REASONS]
        if self.speaker is None and "quote" not in self.codes:
            told.append(Reason("own_voice"))
        perishable = self.perishable()
        if perishable:
            told.append(Reason("perishable", _cut(self.exact[perishable[0].start : perishable[0].end])))
        return tuple(told)

    def _source(self) -> Iterator[Reason]:
        if self.speaker is None:
            return
        words = _cut(self.speaker.words)
        if self.speaker.vague:
            yield Reason("vague_source", self.speaker.who)
        elif self.speaker.carried:
            yield Reason("carried_source", self.speaker.who)
        elif self.speaker.who:
            yield Reason("stance" if self.speaker.stance else "source", words)
        else:
            yield Reason("unresolved_source", words)

    def _signs(self) -> Iterator[Reason]:
        """What was foretold and what was called a cause come first: that is how the claim has to be checked."""
        told: set[str] = set()
        for cue in sorted(self.cues, key=lambda c: (c.code not in _FORETOLD, -WEIGHTS.get(c.code, 0.0), c.start)):
            if cue.code in _SHOWN and cue.code not in told:
                told.update((cue.code, "superlative") if cue.code == "ranking" else (cue.code,))
                yield Reason(cue.code, _cut(self.exact[cue.start : cue.end]))


def read(
    exact: str,
    words: list[Word],
    speaker: Speaker | None,
    quoted: Sequence[Span],
    scorer: Scorer,
    *,
    written: bool = False,
) -> Reading:
    """Read a sentence; `quoted` are its parts in quotation marks, counted from its start; `written` says it stands in
    an article.
    """
    cues = find_cues(exact, words)
    codes = [cue.code for cue in cues]
    if speaker:
        codes.append("stance" if speaker.stance else "carried_source" if speaker.carried else "source")
        if speaker.aside:
            codes.append("aside")
    if _is_quote(exact, quoted):
        codes.append("quote")
    if speaker and _quotes_at_length(exact, quoted):
        codes.append("quoted")
    if "promise" in codes and "date" in codes:  # "will open in May" can be held against a calendar
        codes = ["dated_promise" if code == "promise" else code for code in codes]
    if gates.is_bare_quote(frozenset(codes)):
        codes.append("bare_quote")
    if written:
        codes.append("written")
    known = frozenset(codes)
    label = gates.label_of(exact, words, known)
    if label == "opinion" or gates.is_opinion(known):
        codes.append("opinion")
    score = 0.0 if label in ("question", "minor") else scorer.score(exact, codes)
    return Reading(exact, tuple(cues), known, speaker, score, label, words)


def _is_quote(exact: str, quoted: Sequence[Span]) -> bool:
    """Whether most of the sentence is somebody's own words, and enough of them to be held to."""
    inside = sum(span.end - span.start for span in quoted)
    if inside * 2 < len(exact):
        return False
    return any(len(exact[span.start : span.end].split()) >= _QUOTED_WORDS for span in quoted)


def _quotes_at_length(exact: str, quoted: Sequence[Span]) -> bool:
    """Whether somebody's words open the sentence, or enough of them stand in it to be held to."""
    for span in quoted:
        words = len(exact[span.start : span.end].split())
        if words >= _LONG_QUOTE or (words >= _QUOTED_WORDS and span.start == 0):
            return True
    return False


def _cut(words: str) -> str:
    """At most a line of the text's own words."""
    return words if len(words) <= _LONGEST_WORDS else words[:_LONGEST_WORDS].rsplit(" ", 1)[0]
