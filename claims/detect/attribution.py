"""Who says it: "according to X", "X said", "said X", "a report by X". The words of the text, never a guess."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from claims.detect import lexicon, speech
from claims.detect.result import Span
from claims.detect.words import looked_up

_TOKEN = re.compile(
    r"(?:[A-Z]\.){1,4}(?![^\W\d_]{2})|(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Lt|Col|Sgt|Capt|Prof|Rev|St|Inc|Corp|Co|Ltd|Jr|Sr|No)\."
    r"|[^\W_]+(?:['’.\-&/,][^\W_]+)*['’]?|[^\w\s]"
)
_LONGEST = 14
_QUOTE_WORDS = 4
_FINITE_PAST = lexicon.PAST | lexicon.DEED | lexicon.HARM | speech.SAYING | speech.STANCE | speech.FINITE
_TIME = speech.TIME | lexicon.MONTHS


@dataclass(frozen=True, slots=True)
class Attribution:
    """A source as the text names it. `who` is empty when it is only "he" or "they"; `aside` marks a side remark,
    `vague` one whom nobody could ask: "officials", "some reports", "a senior nurse"; `stance` one who blames,
    praises or worries rather than says; `start` and `end` are the place of `words`.
    """

    who: str
    words: str
    aside: bool = False
    vague: bool = False
    stance: bool = False
    start: int = 0
    end: int = 0


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
        """The first of: a verb of saying with its subject, "according to"; then a stand taken, a document's author."""
        pronoun = stance = None
        for i, token in enumerate(self.tokens):
            found = self._at(i, token.low)
            if found and found.who and not found.stance:
                return found if not (stance and found.aside) else stance
            if found and found.stance:
                stance = stance or found
            else:
                pronoun = pronoun or found
        if stance and stance.who:
            return stance
        return pronoun or stance or self._document()

    def _at(self, i: int, low: str) -> Attribution | None:
        """The source that one word tells of, if it does."""
        if low not in speech.HINTS:
            return None
        if low in speech.SAYING and self._is_verb(i):
            return self._said(i)
        if low == "according" and self._low(i + 1) == "to":
            return self._after(i, i + 2, any_name=True)
        if low in ("citing", "quoting"):
            return self._after(i, i + 1)
        if low == "continued":
            return self._said(i) if self._quoted_before(i, 60) else None
        if low == "put" and self._low(i + 1) == "it":
            return self._said(i) if self._has_before(i, "as", 8) else None
        if low == "quoted":
            return self._quoted(i)
        if low in speech.SAYING_SO:
            return self._main_subject() if self._low(i - 1) in (",", "statement", *speech.DAYS) else None
        return self._stance(i, low)

    def _stance(self, i: int, low: str) -> Attribution | None:
        """ "X blamed the council", "X is worried that", "what X called a scandal"."""
        verb = i
        if low in speech.FEELS:
            if low != "adamant" and self._low(i + 1) not in speech.AFTER_FEELS:
                return None
            verb = next((k for k in (i - 1, i - 2) if self._low(k) in speech.BE), -1)
        elif low == "pointed":
            verb = i if self._low(i + 1) == "out" else -1
        elif low == "defending":
            verb = next((k for k in (i - 1, i - 2) if self._low(k) == "been"), -1)
        elif low not in speech.STANCE or self._low(i + 1) in ("by", "of", "to"):
            return None
        elif low in speech.AS_WHAT and self._has_before(i, "what", 5):
            return self._as_stance(self._said(i))
        elif low in speech.ONLY_AS_WHAT or not self._is_stance(i, low):
            return None
        return self._as_stance(self._said(verb)) if verb > 0 else None

    def _is_stance(self, i: int, low: str) -> bool:
        if self._low(i - 1) in speech.NOT_BEFORE_VERB or self._low(i + 1) in ("", ".", ","):
            return False
        needs = speech.STANCE_NEEDS.get(low)
        if needs is None:
            return True
        if low in ("described", "describes", "describe") and self._low(i + 1) in ("a", "an"):
            return True
        reach = 3 if low in ("issued", "expressed", "voiced", "expresses", "voices") else 9
        for k in range(i + 1, i + 1 + reach):
            if self._low(k) in needs:
                return True
            if self._low(k) in (",", ";", "for", "that", "on", ""):
                return False
        return False

    @staticmethod
    def _as_stance(found: Attribution | None) -> Attribution | None:
        return replace(found, stance=True) if found else None

    def _quoted(self, i: int) -> Attribution | None:
        """ "X was quoted by the paper as saying": the words are X's."""
        if self._low(i - 1) not in speech.BE or not any(
            self._low(k) == "as" and self._low(k + 1) == "saying" for k in range(i + 1, i + 10)
        ):
            return None
        return self._said(i - 1)

    def _quoted_before(self, i: int, most: int) -> bool:
        """Whether a quotation mark stands within so many characters before token i."""
        at = self.tokens[i].start
        return any(mark in self.sentence[max(0, at - most) : at] for mark in '”"»“’')

    def _has_before(self, i: int, low: str, most: int) -> bool:
        return any(self._low(k) == low for k in range(i - 1, i - 1 - most, -1))

    def _main_subject(self) -> Attribution | None:
        """Whom the sentence is about: the name that opens it, up to its first verb."""
        first = 0
        if self._low(0) in speech.PREPOSITIONS | speech.OPENING:
            comma = next((k for k in range(1, min(10, len(self.tokens))) if self._low(k) == ","), -1)
            first = comma + 1 if self._low(0) in speech.PREPOSITIONS else 1
            if not first or (first == 1 and self._low(1) == ","):
                first += 1
        for k in range(first, min(first + 12, len(self.tokens))):
            token = self.tokens[k]
            if k > first and not token.capital and (token.low in _FINITE_PAST or token.low in speech.SAYING_SO):
                named = self._named(first, k - 1, first, k)
                return replace(named, stance=True) if named else None
            if not token.word or token.low in speech.BREAKS:
                return None
        return None

    def _low(self, i: int) -> str:
        return self.tokens[i].low if 0 <= i < len(self.tokens) else ""

    def _is_verb(self, i: int) -> bool:
        low, before, after = self.tokens[i].low, self._low(i - 1), self._low(i + 1)
        if before in speech.NOT_BEFORE_VERB or (i == 0 and not after) or self._is_participle(i):
            return False
        if low in speech.CLAUSE_ONLY and not self._shows_document(i):
            return not self.tokens[i].capital and (
                after in speech.CLAUSE or after == "" or after in speech.CLAUSE_IN.get(low, ())
            )
        if low in speech.ALSO_NOUNS:
            return not self.tokens[i].capital and (
                after in speech.AFTER_VERB or after in ("“", "", ",") or self._names_on_both_sides(i)
            )
        return True

    def _is_participle(self, i: int) -> bool:
        """ "measures announced by the council", "said to be ill", "steps announced on Monday will cost"."""
        after = self._low(i + 1)
        if after == "by" or (after == "to" and self._low(i + 2) in ("be", "have")):
            return True
        if self.tokens[i].low in ("accused", "accuse") and after == "of":
            return True
        if self.tokens[i].low not in speech.AS_PARTICIPLE:
            return False
        k = i + 1
        while k < i + 5 and (self._low(k) in speech.DAYS or self._low(k) in _TIME or self._low(k).isdigit()):
            k += 1
        return k > i + 1 and self._low(k) in speech.FINITE

    def _shows_document(self, i: int) -> bool:
        """Whether a report or a poll stands not far before "found": what it finds needs no clause."""
        if self.tokens[i].low not in speech.EVIDENCE:
            return False
        return any(self._low(k) in speech.DOCUMENTS for k in range(i - 1, max(-1, i - 8), -1))

    def _names_on_both_sides(self, i: int) -> bool:
        """ "Reuters reports Norvolt has": a plain verb between two names; "a poll showed Wren's rating"."""
        if i + 1 >= len(self.tokens) or not self.tokens[i + 1].capital or i == 0:
            return False
        if self.tokens[i].low in speech.EVIDENCE:
            return self._shows_document(i)
        return self.tokens[i - 1].capital or self._low(i - 1) in speech.CARRIED

    def _said(self, i: int) -> Attribution | None:
        """Subject before the verb, or after it when a quotation or a comma stands before."""
        after_quote = self._low(i - 1) in ("“", "?", "!") or self._quoted_before(i, 3)
        inverts = self.tokens[i].low in speech.SAYING and self.tokens[i].low not in speech.NEVER_INVERTED
        if (inverts or self._low(i) == "continued") and self._opens_name(i + 1, after_quote=after_quote):
            inverted = self._after(i, i + 1)
            if after_quote or (self._low(i - 1) in (",", "–", "—") and self._name_closes(i + 1)):
                return inverted
        first, last = self._subject(i - 1)
        if first > last:
            return None
        ends = self.tokens[i].low in speech.ALSO_NOUNS and self._low(i + 1) in ("", ".", ",")
        as_told = self._low(first - 1) == "as" and self._low(i + 1) in ("", ".", ",", "it", "“", "–", "—")
        if ends and not as_told and self._low(first - 1) not in (",", "“", "–", "—"):
            return None  # "they found." has nobody's words before it
        if self.tokens[i].low in speech.EVIDENCE and not self._can_show(i, first, last):
            return None
        aside = self._low(first - 1) in speech.ASIDE and not as_told
        clause = first > 0 and self.tokens[first - 1].word and self._low(first - 1) not in speech.BREAKS
        return self._named(first, last, first, i, aside=aside or (clause and self._low(first - 1) in speech.CUTS))

    def _can_show(self, verb: int, first: int, last: int) -> bool:
        """Whether the subject of "shows" or "found" is a document, a body or people who look into things."""
        tokens = self.tokens[first : last + 1]
        if any(t.low in speech.DOCUMENTS for t in tokens):
            return True
        stated = self._low(verb + 1) in ("that", "“", ",", "no", "")
        if any(t.low in speech.LOOKERS for t in tokens):
            return stated or not any(t.low in speech.SEARCHERS for t in tokens)
        return tokens[-1].capital and stated and not any(t.low.endswith("ing") for t in tokens)

    def _opens_name(self, i: int, *, after_quote: bool) -> bool:
        if i >= len(self.tokens) or not self.tokens[i].word or self.tokens[i].low == "that":
            return False
        token = self.tokens[i]
        if token.capital or token.low in speech.DETERMINERS or token.low in speech.PRONOUNS:
            return True
        if not after_quote or token.low in speech.ENDS_NAME or token.low in speech.BREAKS:
            return False
        # ", says president David Weis.", ", said officials"
        return token.low in speech.PEOPLE or any(
            self.tokens[k].capital for k in range(i + 1, min(i + 4, len(self.tokens)))
        )

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

    def _after(self, cue: int, first: int, *, any_name: bool = False) -> Attribution | None:
        """A name that follows its cue: "according to the council", "said Ms Dornach"."""
        last = self._with_apposed_name(first, self._name_end(first)) - 1
        return self._named(first, last, cue, last, any_name=any_name) if last >= first else None

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

    def _named(
        self, first: int, last: int, cue: int, cue_last: int, *, aside: bool = False, any_name: bool = False
    ) -> Attribution | None:
        if first > last or any(self.tokens[k].low in speech.FINITE for k in range(first, last + 1)):
            return None
        start, end = self.tokens[cue].start, self.tokens[cue_last].end
        found = Attribution("", self.sentence[start:end], aside, start=start, end=end)
        low = self._low(first)
        if (first == last and low in speech.PRONOUNS) or self._is_some_of_them(first, last):
            return found if low in speech.CARRIED or first < last else None
        if low in speech.PERSONAL or low in speech.NO_STATEMENT or self._low(last) in speech.NO_STATEMENT:
            return None
        if not (self._is_name(first, last) or (any_name and low.isalpha())) or self._holds_verb(first, last):
            return None
        who = self.sentence[self.tokens[first].start : self.tokens[last].end].rstrip("'’")
        return replace(found, who=who, vague=self._is_vague(first, last))

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

    def _document(self) -> Attribution | None:
        """ "a report by X", "figures from X"."""
        for i, token in enumerate(self.tokens[:-2]):
            if token.low in speech.DOCUMENTS and self._low(i + 1) in ("by", "from") and self.tokens[i + 2].word:
                found = self._after(i, i + 2)
                if found and found.who and any(c.isupper() for c in found.who):
                    return found
        return None


def sentence_words(sentence: str, quote: Span) -> int:
    """How many blank-separated words a quotation holds."""
    return len(sentence[quote.start : quote.end].split())
