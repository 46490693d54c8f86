"""Noun phrases around the verbs of saying: where the name of a source begins and ends."""

import re
from collections.abc import Sequence
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


class Token(NamedTuple):
    start: int
    end: int
    low: str
    capital: bool
    word: bool


class Phrases:
    """A sentence as tokens; a quotation of some length is one token, so its words are nobody's attribution."""

    def __init__(self, sentence: str, quotes: Sequence[Span]) -> None:
        self.sentence = sentence
        self.tokens = list(self._tokens(quotes))

    def _tokens(self, quotes: Sequence[Span]) -> list[Token]:
        tokens: list[Token] = []
        long = [q for q in quotes if sentence_words(self.sentence, q) >= _QUOTE_WORDS]
        at = 0
        for quote in long:
            tokens += self._plain(at, quote.start)
            tokens.append(Token(quote.start, quote.end, "“", capital=False, word=False))
            at = quote.end
        return tokens + self._plain(at, len(self.sentence))

    def _plain(self, start: int, end: int) -> list[Token]:
        shouted = self.sentence.isupper()
        return [
            Token(m.start(), m.end(), looked_up(m[0], shouted=shouted), m[0][0].isupper(), m[0][0].isalnum())
            for m in _TOKEN.finditer(self.sentence, start, end)
            if m[0] not in "“”\"'‘"
        ]

    def _quoted_before(self, i: int, most: int) -> bool:
        """Whether a quotation mark stands within so many characters before token i."""
        at = self.tokens[i].start
        return any(mark in self.sentence[max(0, at - most) : at] for mark in '”"»“’')

    def _has_before(self, i: int, low: str, most: int) -> bool:
        return any(self._low(k) == low for k in range(i - 1, i - 1 - most, -1))

    def _low(self, i: int) -> str:
        return self.tokens[i].low if 0 <= i < len(self.tokens) else ""

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
        j, title_last = self._back_over_asides(self._back_over_adverbs(j))
        last = j
        while j >= 0 and last - j < _LONGEST and self._belongs(j):
            j -= 1
        first = j + 1
        if last < 0 or last - j >= _LONGEST:
            return 0, -1
        while first <= last and self.tokens[first].low in speech.OPENING:
            first += 1
        first, last = self._own_clause(self._past_time(first, last), last)
        if first > last:
            return 0, -1
        named_first, named_last = self._apposed_to(first)
        if named_last >= named_first:
            return named_first, named_last
        titled = title_last > last and self._low(first) in speech.DETERMINERS
        return first, title_last if titled else last  # "the mayor, Ilse Dornach, said"

    def _back_over_asides(self, j: int) -> tuple[int, int]:
        """Back over what commas set off: "Yearout, 51, co-owner and chief executive, said"; and where a name ends that
        followed its office.
        """
        title_last = -1
        for _ in range(5):
            if self._low(j) not in (",", ")", "—", "–"):
                break
            opening = "(" if self._low(j) == ")" else self._low(j)
            k = next((k for k in range(j - 1, max(-1, j - 40), -1) if self._low(k) == opening), -1)
            if k <= 0:
                return -1, -1
            if title_last < 0 and self._is_bare_name(k + 1, j):
                title_last = j - 1
            j = self._back_over_adverbs(k - 1)
            while self._is_particular(j):
                j = self._comma_before(j) - 1
        return j, title_last

    def _own_clause(self, first: int, last: int) -> tuple[int, int]:
        """The subject without what stands before it: "the day Wren", "a deal Wren", "the code he", "In May Wren"."""
        if first > last:
            return first, last
        if first < last and self._low(last) in speech.NOMINATIVE:
            return last, last
        run = last
        while run >= first and self.tokens[run].capital and self.tokens[run].word:
            run -= 1
        alone = first <= run < last and not self.tokens[run].capital
        if alone and (self._low(run) in speech.CUTS or self._low(first) in ("a", "an")) and self._is_plain(run):
            return run + 1, last
        if self._low(first) in speech.PREPOSITIONS:
            return (run + 1, last) if alone and self._low(run) not in speech.JOINS else (0, -1)
        while last > first and self._low(last) in speech.PUBLISHED:
            last -= 1
        return first, last

    def _is_plain(self, k: int) -> bool:
        return self.tokens[k].word and self._low(k) not in speech.JOINS and self._low(k) not in speech.DETERMINERS

    def _apposed_to(self, first: int) -> tuple[int, int]:
        """ "Brill, a member of the board, which has met since 1990, said": the name before the comma."""
        token = self.tokens[first]
        if token.capital or self._low(first - 1) != "," or token.low in speech.PRONOUNS - {"some", "many"}:
            return 0, -1
        last = first - 2
        start = last
        while start >= 0 and last - start < 4 and self.tokens[start].capital and self.tokens[start].word:
            start -= 1
        opens = start < 0 or self._low(start) in (".", "“", ":", ";", "—", "–", "but", "and")
        function = (
            start + 1 <= last and self._low(start + 1) in speech.PREPOSITIONS | speech.OPENING | speech.DETERMINERS
        )
        return (start + 1, last) if start < last and opens and not function else (0, -1)

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
            if not 0 < j < len(self.tokens) - 1:
                return False
            return (self.tokens[j + 1].capital and self.tokens[j - 1].capital) or self._joins_plurals(j)
        return token.low not in speech.BREAKS and (token.word or token.low in "&/")

    def _joins_plurals(self, j: int) -> bool:
        """ "Nurses and hospital managers": "and" between the speakers, not between two clauses."""
        if not self.tokens[j - 1].low.endswith("s") or self.tokens[j + 1].low in speech.DETERMINERS:
            return False
        k = j - 1
        while k >= 0 and j - k <= 4 and self.tokens[k].word and self._low(k) not in speech.BREAKS:
            if self._low(k) in speech.PRONOUNS or self._low(k) in speech.FINITE:
                return False
            k -= 1
        return j - k <= 4 and (k < 0 or not self.tokens[k].word)

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

    def _is_some_of_them(self, first: int, last: int) -> bool:
        return last == first + 2 and self._low(first + 1) == "of" and self._low(last) in ("them", "those")

    def _holds_verb(self, first: int, last: int) -> bool:
        """Whether a clause was taken for a name: "Wren moved to another", "reporters Wren told"."""
        for k in range(first + 1, last + 1):
            before, token = self.tokens[k - 1], self.tokens[k]
            if token.capital or token.low in speech.PUBLISHED or not before.capital:
                continue
            if token.low in speech.SAYING and token.low not in speech.DOCUMENTS:
                return True
            if token.low.endswith("ed") and len(token.low) > 4 and k < last:
                return True
        return False

    def _is_vague(self, first: int, last: int) -> bool:
        """Whether nobody could ring them up: many, some or unnamed people and papers."""
        tokens = self.tokens[first : last + 1]
        head = next((k for k, t in enumerate(tokens) if t.low in speech.HEAD_ENDS and k), len(tokens)) - 1
        if tokens[0].low == "number" or (len(tokens) > 2 and tokens[1].low == "number" and tokens[2].low == "of"):
            return not any(t.capital for t in tokens[3:])
        named = any(t.capital for t in tokens[1:]) or (tokens[0].capital and first > 0)
        if tokens[0].low in speech.INDEFINITE and not named and not any(t.low in speech.DOCUMENTS for t in tokens):
            return True
        if tokens[0].low in ("some", "many", "several", "most", "other", "others", "numerous", "unnamed", "anonymous"):
            return True
        word = tokens[head]
        if word.low not in speech.PEOPLE or (word.capital and (head or first)):
            return False
        return not (named and (word.low in speech.GROUPS or not word.low.endswith("s")))

    def _is_name(self, first: int, last: int) -> bool:
        """A noun phrase that could speak: it holds a capital, or a determiner, or a plural such as "officials"."""
        tokens = self.tokens[first : last + 1]
        return (
            any(t.capital for t in tokens)
            or tokens[0].low in speech.DETERMINERS
            or tokens[-1].low in speech.DOCUMENTS
            or tokens[-1].low.endswith("s")
        )


def sentence_words(sentence: str, quote: Span) -> int:
    """How many blank-separated words a quotation holds."""
    return len(sentence[quote.start : quote.end].split())
