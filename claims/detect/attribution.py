"""Who says it: "according to X", "X said", "said X", "a report by X". The words of the text, never a guess."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from claims.detect import speech
from claims.detect.result import Span
from claims.detect.words import looked_up

_TOKEN = re.compile(
    r"(?:[A-Z]\.){1,4}(?![^\W\d_]{2})|(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Lt|Col|Sgt|Capt|Prof|Rev|St|Inc|Corp|Co|Ltd|Jr|Sr|No)\."
    r"|[^\W_]+(?:['’.\-&/,][^\W_]+)*['’]?|[^\w\s]"
)
_LONGEST = 14
_QUOTE_WORDS = 4


@dataclass(frozen=True, slots=True)
class Attribution:
    """A source as the text names it. `who` is empty when it is only "he" or "they"; `aside` marks a side remark,
    `vague` one whom nobody could ask: "officials", "some reports", "a senior nurse".
    """

    who: str
    words: str
    aside: bool = False
    vague: bool = False


class _Token(NamedTuple):
    start: int
    end: int
    low: str
    capital: bool
    word: bool


def find_source(sentence: str, quotes: Sequence[Span] = ()) -> Attribution | None:
    """The first source the sentence itself names outside its quotations, in newspaper English."""
    return _Reader(sentence, quotes).source()


class _Reader:
    """A sentence as tokens; a quotation of some length is one token, so its words are nobody's attribution."""

    def __init__(self, sentence: str, quotes: Sequence[Span]) -> None:
        self.sentence = sentence
        self.tokens = list(self._tokens(quotes))

    def _tokens(self, quotes: Sequence[Span]) -> list[_Token]:
        tokens: list[_Token] = []
        long = [q for q in quotes if sentence_words(self.sentence, q) >= _QUOTE_WORDS]
        at = 0
        for quote in long:
            tokens += self._plain(at, quote.start)
            tokens.append(_Token(quote.start, quote.end, "“", capital=False, word=False))
            at = quote.end
        return tokens + self._plain(at, len(self.sentence))

    def _plain(self, start: int, end: int) -> list[_Token]:
        shouted = self.sentence.isupper()
        return [
            _Token(m.start(), m.end(), looked_up(m[0], shouted=shouted), m[0][0].isupper(), m[0][0].isalnum())
            for m in _TOKEN.finditer(self.sentence, start, end)
            if m[0] not in "“”\"'‘"
        ]

    def source(self) -> Attribution | None:
        """The first of: a verb of saying with its subject, "according to", a document and its author."""
        pronoun = None
        for i, token in enumerate(self.tokens):
            found = None
            if token.low in speech.SAYING and self._is_verb(i):
                found = self._said(i)
            elif token.low == "according" and self._low(i + 1) == "to":
                found = self._after(i, i + 2)
            elif token.low in ("citing", "quoting"):
                found = self._after(i, i + 1)
            if found and found.who:
                return found
            pronoun = pronoun or found
        return pronoun or self._document()

    def _low(self, i: int) -> str:
        return self.tokens[i].low if 0 <= i < len(self.tokens) else ""

    def _is_verb(self, i: int) -> bool:
        before, after = self._low(i - 1), self._low(i + 1)
        if before in speech.NOT_BEFORE_VERB or (i == 0 and not after):
            return False
        if self.tokens[i].low in speech.ALSO_NOUNS:
            return not self.tokens[i].capital and (after in speech.AFTER_VERB or after in ("“", "", ","))
        return True

    def _said(self, i: int) -> Attribution | None:
        """Subject before the verb, or after it when a quotation or a comma stands before."""
        if self.tokens[i].low not in speech.NEVER_INVERTED and self._opens_name(i + 1):
            inverted = self._after(i, i + 1)
            if self._low(i - 1) in ("“", "?", "!") or (
                self._low(i - 1) in (",", "–", "—") and self._name_closes(i + 1)
            ):
                return inverted
        first, last = self._subject(i - 1)
        if first > last:
            return None
        ends = self.tokens[i].low in speech.ALSO_NOUNS and self._low(i + 1) in ("", ".", ",")
        if ends and self._low(first - 1) not in (",", "“", "–", "—"):
            return None  # "they found." has nobody's words before it
        if self.tokens[i].low in speech.EVIDENCE and not self._can_show(first, last):
            return None
        return self._named(first, last, first, i, aside=self._low(first - 1) in speech.ASIDE)

    def _can_show(self, first: int, last: int) -> bool:
        """Whether the subject of "shows" or "found" is a document, a body or people who look into things."""
        tokens = self.tokens[first : last + 1]
        if any(t.low in speech.DOCUMENTS or t.low in speech.LOOKERS for t in tokens):
            return True
        return tokens[-1].capital and not any(t.low.endswith("ing") for t in tokens)

    def _opens_name(self, i: int) -> bool:
        if i >= len(self.tokens) or not self.tokens[i].word or self.tokens[i].low == "that":
            return False
        token = self.tokens[i]
        return token.capital or token.low in speech.DETERMINERS or token.low in speech.PRONOUNS

    def _name_closes(self, first: int) -> bool:
        """Whether the name after "said" ends its clause: ", said the ministry." but not ", said the mayor knew"."""
        return self._low(self._name_end(first)) in (
            "",
            ".",
            ",",
            ";",
            "—",
            "–",
            "in",
            "on",
            "at",
            "who",
            "during",
            "as",
            "to",
        )

    def _subject(self, j: int) -> tuple[int, int]:
        """First and last token of the noun phrase that ends before token j + 1; empty when there is no plain one."""
        j = self._back_over_adverbs(j)
        title_last = -1
        for _ in range(5):  # "Yearout, 51, co-owner and chief executive, said"
            if self._low(j) not in (",", ")", "—", "–"):
                break
            opening = "(" if self._low(j) == ")" else self._low(j)
            k = next((k for k in range(j - 1, max(-1, j - 40), -1) if self._low(k) == opening), -1)
            if k <= 0:
                return 0, -1
            if title_last < 0 and self._is_bare_name(k + 1, j):
                title_last = j - 1
            j = self._back_over_adverbs(k - 1)
            while self._is_particular(j):
                j = self._comma_before(j) - 1
        last = j
        while j >= 0 and last - j < _LONGEST and self._belongs(j):
            j -= 1
        first = j + 1
        if last - j >= _LONGEST:
            return 0, -1
        while first <= last and self.tokens[first].low in speech.OPENING:
            first += 1
        first = self._past_time(first, last)
        titled = title_last > last >= first and self._low(first) in speech.DETERMINERS
        return first, title_last if titled else last  # "the mayor, Ilse Dornach, said"

    def _is_bare_name(self, first: int, end: int) -> bool:
        return first < end <= first + 4 and all(t.capital and t.word for t in self.tokens[first:end])

    def _comma_before(self, j: int) -> int:
        """The nearest comma at or before j, or j itself when there is none near."""
        return next((k for k in range(j, max(-1, j - 12), -1) if self._low(k) == ","), j)

    def _is_particular(self, j: int) -> bool:
        """Whether the stretch that ends at j tells an age or a place: ", 40, of Opelika, Alabama, who ..."."""
        k = self._comma_before(j)
        if k == j:
            return False
        return self._low(k + 1) in ("of", "from", "in") or self._low(k + 1).isdigit() or self._is_particular_place(k, j)

    def _is_particular_place(self, k: int, j: int) -> bool:
        before = self._comma_before(k - 1)
        return before < k - 1 and self._is_bare_name(k + 1, j + 1) and self._low(before + 1) in ("of", "from", "in")

    def _belongs(self, j: int) -> bool:
        token = self.tokens[j]
        if token.low == "and":
            return 0 < j < len(self.tokens) - 1 and self.tokens[j + 1].capital and self.tokens[j - 1].capital
        return token.low not in speech.BREAKS and (token.word or token.low in "&/")

    def _back_over_adverbs(self, j: int) -> int:
        while j >= 0 and self.tokens[j].word and not (j == 0 and self.tokens[j].capital):
            low = self.tokens[j].low
            if low not in speech.ADVERBS and not (low.endswith("ly") and len(low) > 5) and low not in speech.DAYS:
                break
            j -= 1
            if low in speech.DAYS and self._low(j) in ("on", "last", "late", "early", "this"):
                j -= 1
        return j

    def _past_time(self, first: int, last: int) -> int:
        """ "On Wednesday the ministry": the day is not part of the name."""
        if self._low(first) in ("on", "in", "at", "by", "for", "during", "last", "this", "earlier"):
            for k in range(first + 1, min(first + 5, last)):
                if self._low(k) in speech.DAYS or self._low(k) in ("week", "month", "year") or self._low(k).isdigit():
                    first = k + 1
        return first

    def _after(self, cue: int, first: int) -> Attribution | None:
        """A name that follows its cue: "according to the council", "said Ms Dornach"."""
        last = self._with_apposed_name(first, self._name_end(first)) - 1
        return self._named(first, last, cue, last) if last >= first else None

    def _with_apposed_name(self, first: int, end: int) -> int:
        """ "said its leader, Tom Eversley": the office and the name belong together."""
        if self._low(end) != "," or not (end > first and self._low(first) in speech.DETERMINERS):
            return end
        last = end + 1
        while last < len(self.tokens) and self.tokens[last].capital and self.tokens[last].word:
            last += 1
        closed = self._low(last) in ("", ".", ",", ";")
        return last if closed and self._is_bare_name(end + 1, last) else end

    def _name_end(self, first: int) -> int:
        end = first
        while end < len(self.tokens) and end - first < _LONGEST and self._goes_on(end, first):
            end += 1
        return end

    def _goes_on(self, k: int, first: int) -> bool:
        token = self.tokens[k]
        if token.low == "and":
            return k > first and k + 1 < len(self.tokens) and (self.tokens[k + 1].capital or self._low(k + 1) == "the")
        if token.low == "for":
            return k > first and k + 1 < len(self.tokens) and self.tokens[k + 1].capital
        if token.low in speech.BREAKS or (k > first and token.low in speech.ENDS_NAME):
            return False
        return token.word or token.low in "&/"

    def _named(self, first: int, last: int, cue: int, cue_last: int, *, aside: bool = False) -> Attribution | None:
        if first > last or any(self.tokens[k].low in speech.FINITE for k in range(first, last + 1)):
            return None
        words = self.sentence[self.tokens[cue].start : self.tokens[cue_last].end]
        if first == last and self.tokens[first].low in speech.PRONOUNS:
            carried = self.tokens[first].low in speech.CARRIED
            return Attribution("", words, aside) if carried else None
        if self.tokens[first].low in speech.PERSONAL or not self._is_name(first, last):
            return None
        who = self.sentence[self.tokens[first].start : self.tokens[last].end].rstrip("'’")
        named = first > 0 and self.tokens[first].capital  # Paul Expert is no expert
        return Attribution(who, words, aside, vague=not named and _is_vague(who))

    def _is_name(self, first: int, last: int) -> bool:
        """A noun phrase that could speak: it holds a capital, or a determiner, or a plural such as "officials"."""
        tokens = self.tokens[first : last + 1]
        return (
            any(t.capital for t in tokens)
            or tokens[0].low in speech.DETERMINERS
            or tokens[-1].low in speech.DOCUMENTS
            or tokens[-1].low.endswith("s")
        )

    def _document(self) -> Attribution | None:
        """ "a report by X", "figures from X"."""
        for i, token in enumerate(self.tokens[:-2]):
            if token.low in speech.DOCUMENTS and self._low(i + 1) in ("by", "from") and self.tokens[i + 2].word:
                found = self._after(i, i + 2)
                if found and found.who and any(c.isupper() for c in found.who):
                    return found
        return None


def _is_vague(who: str) -> bool:
    first, *others = who.split()
    unnamed = first.lower() in speech.INDEFINITE and not any(word[0].isupper() for word in others)
    if unnamed and not any(word in speech.DOCUMENTS for word in others):
        return True
    return speech.VAGUE.fullmatch(who) is not None


def sentence_words(sentence: str, quote: Span) -> int:
    """How many blank-separated words a quotation holds."""
    return len(sentence[quote.start : quote.end].split())
