"""Who speaks in each sentence of a block: named in it, or carried over from the sentences around it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from claims.detect.attribution import Attribution, find_source
from claims.detect.lexicon import DEED, FINITE, FUNCTION, HARM, PAST
from claims.detect.quotes import within
from claims.detect.result import Span
from claims.detect.speech import CARRIED, HINTS, OPENING
from claims.detect.words import Word

_FULL_NAME = re.compile(r"[^\W\d_a-z][\w’'\-]+\s[^\W\d_a-z][\w’'\-]+")
_BODY = re.compile(
    r"\b(?:ministry|department|office|agency|company|bank|police|union|university|institute|council|committee|government|party"
    r"|group|corp|inc|ltd|plc|court|commission|association|army|military|statement|report|study|survey|data|figures)\b",
    re.IGNORECASE,
)


_BEFORE_PLACE = re.compile(r"\b(?:in|at|near|across|outside|the)\s\Z", re.IGNORECASE)
_OPENS_WITH_NAME = re.compile(r"(?P<name>[^\W\d_a-z][\w’'\-]*[^\W\d_A-Z])\s(?P<verb>[a-z]+)")
_SMALL = FUNCTION | OPENING
_DONE = PAST | DEED | HARM | FINITE
_HEARSAY = re.compile(r"\b(?:reportedly|allegedly)\b", re.IGNORECASE)
_GOES_ON = re.compile(r"(?:They|These|Their|It|Its)\b[^.]*\b(?:would|could|might|may|apparently)\b")
_MARKS = frozenset('“"„«‘「『')
_FAR = 8
_QUOTED_PART = 5


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who says a sentence; `carried` when the sentence itself does not name them, `stance` when they take one."""

    who: str
    words: str
    vague: bool = False
    carried: bool = False
    aside: bool = False
    stance: bool = False


@dataclass(slots=True)
class _Paragraph:
    """A block whose quotation may go on in the next: who spoke in it last, and where nobody is known yet."""

    found: list[Speaker | None]
    sentences: Sequence[tuple[int, int]]
    quotes: Sequence[Span]
    end: int

    def open_at_end(self, text: str) -> bool:
        """Whether a quotation opens and is not closed before the paragraph ends."""
        return bool(self.quotes) and self.quotes[-1].end == self.end and text[self.end - 1] not in '”"»“」』’'


def _fits(pronoun: str, who: str) -> bool:
    """A person is he or she, a ministry is it, either may be they."""
    is_body = _BODY.search(who) is not None or not who.split()[-1][:1].isupper()
    return pronoun == "they" or is_body is (pronoun == "it")


class Speakers:
    """Reads block after block and remembers who spoke last, so that "he said" finds its name."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.last: Speaker | None = None
        self._since = 0
        self._before: _Paragraph | None = None

    def forget(self) -> None:
        """A heading begins something new: "he" no longer means the person before it."""
        self.last = None
        self._before = None

    def of(
        self, sentences: Sequence[tuple[int, int]], quotes: Sequence[Span], words: Sequence[Sequence[Word]]
    ) -> list[Speaker | None]:
        """One entry for each sentence of a block, in order; `words` are those of each sentence.

        The list of a block whose quotation stays open is completed when the next block names its speaker.
        """
        found = [
            self._own(start, end, quotes, hint=any(word.low in HINTS for word in spoken))
            for (start, end), spoken in zip(sentences, words, strict=True)
        ]
        here = _Paragraph(found, sentences, quotes, sentences[-1][1] if sentences else 0)
        for i in range(len(found) - 2, -1, -1):
            if found[i] is None:
                found[i] = self._named_after(i, here)
        self._join(here)
        for i in range(1, len(found)):
            if found[i] is None:
                found[i] = self._named_before(i, here)
        self._before = here if found else self._before
        return found

    def _own(self, start: int, end: int, quotes: Sequence[Span], *, hint: bool) -> Speaker | None:
        inside = [Span(q.start - start, q.end - start) for q in within(quotes, start, end)]
        found = find_source(self.text[start:end], inside) if hint else None
        self._since += 1
        if found is None or found.aside:
            if self._names_another(start, end, inside):
                self.last = None
            if found is None:
                return None
        if not found.who:
            return self._carried(found)
        speaker = Speaker(found.who, found.words, vague=found.vague, aside=found.aside, stance=found.stance)
        if not found.aside:
            self.last, self._since = speaker, 0
        return speaker

    def _carried(self, found: Attribution) -> Speaker:
        """ "He said": the person named last, if it is a person and nobody else was named since; else no name."""
        pronoun = next((word for word in found.words.lower().split() if word in CARRIED), "they")
        last = self.last
        if last is None or self._since > _FAR or not _fits(pronoun, last.who) or (last.vague and pronoun != "they"):
            return Speaker("", found.words, aside=found.aside, stance=found.stance)
        self._since = 0
        return Speaker(last.who, found.words, last.vague, carried=True, aside=found.aside, stance=found.stance)

    def _is_quoted(self, i: int, here: _Paragraph) -> bool:
        """Whether at least half of a sentence stands in one quotation."""
        start, end = here.sentences[i]
        return any(part.end - part.start >= (end - start) // 2 for part in within(here.quotes, start, end))

    def _named_after(self, i: int, here: _Paragraph) -> Speaker | None:
        """A sentence of a quotation that runs on into the next sentence, where its speaker is named."""
        after, (start, _), other = here.found[i + 1], here.sentences[i], here.sentences[i + 1][0]
        if after is None or not after.who or after.aside or not self._is_quoted(i, here):
            return None
        runs_on = any(part.end == other + 1 for part in within(here.quotes, start, other + 1))
        return _goes_on(after) if runs_on else None

    def _named_before(self, i: int, here: _Paragraph) -> Speaker | None:
        """A sentence after one with a speaker: more of what they say, or of what they are said to know."""
        before, (start, end) = here.found[i - 1], here.sentences[i]
        if before is None or not before.who or before.aside:
            return None
        spoken = within(here.quotes, *here.sentences[i - 1])
        if spoken and (self._is_quoted(i, here) or self._quotes_more(start, end, here.quotes)):
            return _goes_on(before)
        if before.carried or before.stance:
            return None
        line = self.text[start : min(end, start + 400)]
        return _goes_on(before) if _HEARSAY.search(line) or _GOES_ON.match(line) else None

    def _quotes_more(self, start: int, end: int, quotes: Sequence[Span]) -> bool:
        """Whether a sentence without a source quotes some words of somebody: they are the last speaker's."""
        return any(len(self.text[part.start : part.end].split()) >= _QUOTED_PART for part in within(quotes, start, end))

    def _join(self, here: _Paragraph) -> None:
        """A quotation that runs over two paragraphs, or follows a colon or a quotation, has one speaker."""
        before = self._before
        if before is None or not here.found or self.text[here.sentences[0][0]] not in _MARKS:
            return
        first, last = here.found[0], before.found[-1]
        is_open = before.open_at_end(self.text)
        if first is None and last and last.who and not last.aside and self._is_quoted(0, here):
            closed = within(before.quotes, *before.sentences[-1]) and all(one is None for one in here.found)
            if is_open or closed or self.text[before.end - 1] == ":":
                here.found[0] = _goes_on(last)
        elif first and first.who and not first.aside and is_open:
            for i in range(len(before.found) - 1, -1, -1):
                if before.found[i] is not None or not self._is_quoted(i, before):
                    break
                before.found[i] = _goes_on(first)

    def _names_another(self, start: int, end: int, quoted: Sequence[Span]) -> bool:
        """Whether somebody is named here, outside quotations, who is not the last speaker."""
        if self.last is None:
            return False
        own = self.last.who.replace("’s", "").split()
        for name in _FULL_NAME.finditer(self.text, start, end):
            at = name.start() - start
            if any(part.start <= at < part.end for part in quoted) or not own:
                continue
            if _BEFORE_PLACE.search(self.text, max(start, name.start() - 9), name.start()):
                continue
            if not any(word in own for word in name[0].split()):
                return True
        opening = _OPENS_WITH_NAME.match(self.text, start, end)
        if opening is None or opening["name"] in own or opening["name"].lower() in _SMALL:
            return False
        return opening["verb"] in _DONE or opening["verb"].endswith("ed")


def _goes_on(speaker: Speaker) -> Speaker:
    return replace(speaker, carried=True)
