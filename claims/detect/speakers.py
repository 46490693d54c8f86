"""Who speaks in each sentence of a block: named in it, or carried over from the sentences around it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from claims.detect.attribution import Attribution, find_source
from claims.detect.quotes import within
from claims.detect.result import Span
from claims.detect.speech import CARRIED, HINTS
from claims.detect.words import Word

_FULL_NAME = re.compile(r"[^\W\d_a-z][\w’'\-]+\s[^\W\d_a-z][\w’'\-]+")
_BODY = re.compile(
    r"\b(?:ministry|department|office|agency|company|bank|police|union|university|institute|council|committee|government|party"
    r"|group|corp|inc|ltd|plc|court|commission|association|army|military|statement|report|study|survey|data|figures)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who says a sentence; `carried` when the sentence itself does not name them."""

    who: str
    words: str
    vague: bool = False
    carried: bool = False
    aside: bool = False


def _fits(pronoun: str, who: str) -> bool:
    """A person is he or she, a ministry is it, either may be they."""
    is_body = _BODY.search(who) is not None or not who.split()[-1][:1].isupper()
    return pronoun == "they" or is_body is (pronoun == "it")


class Speakers:
    """Reads block after block and remembers who spoke last, so that "he said" finds its name."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.last: Speaker | None = None

    def forget(self) -> None:
        """A heading begins something new: "he" no longer means the person before it."""
        self.last = None

    def of(
        self, sentences: Sequence[tuple[int, int]], quotes: Sequence[Span], words: Sequence[Sequence[Word]]
    ) -> list[Speaker | None]:
        """One entry for each sentence of a block, in order; `words` are those of each sentence."""
        found = [
            self._own(start, end, quotes, hint=any(word.low in HINTS for word in spoken))
            for (start, end), spoken in zip(sentences, words, strict=True)
        ]
        for i, (start, end) in enumerate(sentences):
            if found[i] is None:
                found[i] = self._within_quote(i, sentences, found, quotes)
            if found[i] is None and self._names_another(start, end):
                self.last = None
        return found

    def _own(self, start: int, end: int, quotes: Sequence[Span], *, hint: bool) -> Speaker | None:
        inside = [Span(q.start - start, q.end - start) for q in within(quotes, start, end)]
        found = find_source(self.text[start:end], inside) if hint else None
        if found is None:
            if self._names_another(start, end) and not inside:
                self.last = None
            return None
        if not found.who:
            return self._carried(found)
        speaker = Speaker(found.who, found.words, vague=found.vague, aside=found.aside)
        if not found.aside:
            self.last = speaker
        return speaker

    def _carried(self, found: Attribution) -> Speaker:
        """ "He said": the person named last, if it is a person and nobody else was named since; else no name."""
        pronoun = next((word for word in found.words.lower().split() if word in CARRIED), "")
        if self.last is None or self.last.vague or not _fits(pronoun, self.last.who):
            return Speaker("", found.words, aside=found.aside)
        return Speaker(self.last.who, found.words, carried=True, aside=found.aside)

    def _within_quote(
        self, i: int, sentences: Sequence[tuple[int, int]], found: list[Speaker | None], quotes: Sequence[Span]
    ) -> Speaker | None:
        """A sentence of a quotation whose speaker is named beside it, in the same paragraph."""
        start, end = sentences[i]
        if not any(quote.end - quote.start >= (end - start) // 2 for quote in within(quotes, start, end)):
            return None
        for j in (i + 1, i - 1, i + 2):
            if not 0 <= j < len(sentences):
                continue
            speaker = found[j]
            if speaker is None or not speaker.who or speaker.aside or not within(quotes, *sentences[j]):
                continue
            if j < i or self._same_quote(start, sentences[j][0], quotes):
                return Speaker(
                    speaker.who,
                    self.text[start:end] if not speaker.words else speaker.words,
                    speaker.vague,
                    carried=True,
                )
        return None

    @staticmethod
    def _same_quote(start: int, other: int, quotes: Sequence[Span]) -> bool:
        """Whether one quotation runs from the first sentence into the other."""
        return any(part.end == other + 1 for part in within(quotes, start, other + 1))

    def _names_another(self, start: int, end: int) -> bool:
        """Whether a full name stands here that is not the last speaker's."""
        if self.last is None:
            return False
        return any(name[0] not in self.last.who for name in _FULL_NAME.finditer(self.text, start, end))
