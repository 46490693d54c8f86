"""Who says it: "according to X", "X said", "said X", "a report by X". The words of the text, never a guess."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from claims.detect import lexicon, speech
from claims.detect.phrases import Phrases
from claims.detect.result import Span

_FINITE_PAST = lexicon.PAST | lexicon.DEED | lexicon.HARM | speech.SAYING | speech.STANCE | speech.FINITE
_TIME = speech.TIME | lexicon.MONTHS


@dataclass(frozen=True, slots=True)
class Attribution:
    """A source as the text names it. `who` is empty when it is only "he" or "they"; `aside` marks a side remark,
    `vague` one whom nobody could ask: "officials", "some reports", "a senior nurse"; `stance` one who blames,
    praises or worries rather than says.
    """

    who: str
    words: str
    aside: bool = False
    vague: bool = False
    stance: bool = False


def find_source(sentence: str, quotes: Sequence[Span] = ()) -> Attribution | None:
    """The first source the sentence itself names outside its quotations, in newspaper English."""
    return _Reader(sentence, quotes).source()


class _Reader(Phrases):
    """Finds in the phrases of a sentence who says it."""

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

    def _after(self, cue: int, first: int, *, any_name: bool = False) -> Attribution | None:
        """A name that follows its cue: "according to the council", "said Ms Dornach"."""
        last = self._with_apposed_name(first, self._name_end(first)) - 1
        return self._named(first, last, cue, last, any_name=any_name) if last >= first else None

    def _named(
        self, first: int, last: int, cue: int, cue_last: int, *, aside: bool = False, any_name: bool = False
    ) -> Attribution | None:
        if first > last or any(self.tokens[k].low in speech.FINITE for k in range(first, last + 1)):
            return None
        found = Attribution("", self.sentence[self.tokens[cue].start : self.tokens[cue_last].end], aside)
        low = self._low(first)
        if first == last and low in speech.PRONOUNS:
            return found if low in speech.CARRIED else None
        who = self.sentence[self.tokens[first].start : self.tokens[last].end].rstrip("'’")
        if self._is_some_of_them(first, last):  # not all of those who spoke before, and nobody knows which
            return replace(found, who=who, vague=True)
        if low in speech.PERSONAL or low in speech.NO_STATEMENT or self._low(last) in speech.NO_STATEMENT:
            return None
        if not (self._is_name(first, last) or (any_name and low.isalpha())) or self._holds_verb(first, last):
            return None
        return replace(found, who=who, vague=self._is_vague(first, last))

    def _document(self) -> Attribution | None:
        """ "a report by X", "figures from X"."""
        for i, token in enumerate(self.tokens[:-2]):
            if token.low in speech.DOCUMENTS and self._low(i + 1) in ("by", "from") and self.tokens[i + 2].word:
                found = self._after(i, i + 2)
                if found and found.who and any(c.isupper() for c in found.who):
                    return found
        return None
