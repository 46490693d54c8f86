"""What of a reply stands in the text. The rest is counted and goes no further."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from claims.detect.llm.contract import Said
from claims.detect.llm.folding import Folded
from claims.detect.llm.prompt import Part
from claims.detect.result import ClaimType, Sentence, Span
from claims.detect.speech import PRONOUNS
from claims.detect.words import WITHOUT_BLANKS, word_set

_BACK = 2
_LEAST_WORDS = 3
_LEAST_SIGNS = 6
_LONGEST_STANDALONE = 300
_LONGEST_SOURCE = 150
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W_]+")
_SIGN = re.compile(r"[^\w\s.,;:()'\"’“”-]")
_GLUE = word_set(
    "a an the of in on at to by for from with and that as is are was were be been has have had it its said"
)
_NO = re.compile(
    r"\b(?:not?|never|none|nobody|nothing|neither|nor|without|hardly|denie[sd]|deny|\w+n[’']t)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A claim of the model that stands in the text. `sentence` is its place in the reading, offsets are of the text."""

    sentence: int
    quote: Span
    type: ClaimType | None
    attributed_to: str
    hedges: tuple[Span, ...]
    standalone: str
    checkworthiness: int


@dataclass(frozen=True, slots=True)
class Checked:
    """What is left of the replies, how many claims they held, how many of them were not in the text, and how many
    rewordings of the others brought in something that is not.
    """

    candidates: tuple[Candidate, ...] = ()
    told: int = 0
    refused: int = 0
    reworded: int = 0

    def __add__(self, other: Checked) -> Checked:
        return Checked(
            self.candidates + other.candidates,
            self.told + other.told,
            self.refused + other.refused,
            self.reworded + other.reworded,
        )


def check(text: Folded, sentences: Sequence[Sentence], part: Part, said: Iterable[Said]) -> Checked:
    """Keep the claims whose every part stands in the text where the model says it does."""
    ground = _Ground(text, sentences, part)
    checked = Checked()
    for claim in said:
        found = ground.claim(claim)
        standalone = ground.reworded(claim.standalone, found) if found else ""
        checked += Checked(
            (replace(found, standalone=standalone),) if found else (),
            told=1,
            refused=found is None,
            reworded=bool(found and claim.standalone and not standalone),
        )
    return checked


class _Ground:
    """The text that one part's reply must stand on."""

    def __init__(self, text: Folded, sentences: Sequence[Sentence], part: Part) -> None:
        self._text = text
        self._sentences = sentences
        self._order = (*part.before, *part.asked)
        self._part = part
        self._words = frozenset(_WORD.findall(text.text))
        self._low = frozenset(word.lower() for word in self._words)

    def claim(self, claim: Said) -> Candidate | None:
        """The claim with its offsets, or nothing when its quote, its source or a hedge is not there."""
        place = self._part.place(claim.sid)
        if place is None:
            return None
        sentence = self._sentences[place]
        quote = self._text.find(claim.quote, sentence.start, sentence.end)
        if quote is None or not self._says_something(quote, sentence):
            return None
        source = self._near(claim.attributed_to, place) if claim.attributed_to else None
        hedges = [self._near(hedge, place) for hedge in claim.hedges]
        if (claim.attributed_to and source is None) or None in hedges:
            return None
        who = self._cut(source) if source else ""
        if len(who) > _LONGEST_SOURCE:
            return None
        return Candidate(
            sentence=place,
            quote=quote,
            type=claim.type,
            attributed_to="" if who.lower() in PRONOUNS else who,
            hedges=tuple(sorted({hedge for hedge in hedges if hedge}, key=lambda span: (span.start, span.end))),
            standalone="",
            checkworthiness=claim.checkworthiness,
        )

    def reworded(self, standalone: str, found: Candidate) -> str:
        """A rewording in the article's own words that denies what the sentence denies and nothing else; or ""."""
        sentence = self._sentences[found.sentence]
        exact = self._cut(Span(sentence.start, sentence.end))
        if standalone in exact or len(standalone) > _LONGEST_STANDALONE or not standalone.isprintable():
            return ""
        if bool(_NO.search(standalone)) is not bool(_NO.search(exact)):
            return ""
        words = enumerate(_WORD.findall(standalone))
        known = all(self._is_known(word, opens=i == 0) for i, word in words)
        return standalone if known and set(_SIGN.findall(standalone)) <= set(self._text.text) else ""

    def _is_known(self, word: str, *, opens: bool) -> bool:
        """Figures, names and all other words stand in the article as they are; only the word that opens the sentence
        may get or lose its capital, and the smallest ones may be put in to bind the rest.
        """
        if word in self._words:
            return True
        return word in _GLUE or (opens and word.lower() in self._low | _GLUE)

    def _near(self, words: str, place: int) -> Span | None:
        """Words in the sentence itself, or else in one of the two before it."""
        at = self._order.index(place)
        for i in reversed(self._order[max(0, at - _BACK) : at + 1]):
            found = self._text.find(words, self._sentences[i].start, self._sentences[i].end)
            if found:
                return found
        return None

    def _says_something(self, quote: Span, sentence: Sentence) -> bool:
        """Three words, or what there is of the sentence: a lone "the" stands everywhere and means nothing."""
        if (quote.start, quote.end) == (sentence.start, sentence.end):
            return True
        words = self._cut(quote)
        if WITHOUT_BLANKS.search(words):
            return len(words) >= _LEAST_SIGNS
        return len(words.split()) >= _LEAST_WORDS

    def _cut(self, span: Span) -> str:
        return self._text.text[span.start : span.end]
