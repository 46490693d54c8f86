"""What in a sentence makes it worth checking, or not: found word by word, with the words that show it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from claims.detect import lexicon


@dataclass(frozen=True, slots=True)
class Cue:
    """A sign found in a sentence. Offsets count from the start of the sentence."""

    code: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Word:
    """A word, lower-cased and with straight apostrophes in `low`; `start` counts from the start of the sentence."""

    start: int
    end: int
    low: str
    capital: bool


_WORD = re.compile(r"[^\W_]+(?:[.'’\-&][^\W_]+)*", re.UNICODE)
_NUMBER = re.compile(
    r"(?<![\w.,])\d{1,3}(?:[,. ’']\d{3}){1,5}(?!\d)(?:\.\d+)?|(?<![\w.,])\d{1,15}(?:[.,]\d{1,6})?(?![\d])"
)
_SCALE = r"(?:thousand|million|billion|trillion|hundred|dozen|mn?|bn|tn|k)\b"
_MONEY = re.compile(
    rf"(?:(?:US|A|C|NZ|HK|R)?[$€£¥₹₽₩₺₪]|(?:USD|EUR|GBP|Rs\.?)\s)\s?\d[\d.,]{{0,20}}(?:\s?{_SCALE})?"
    rf"|\b(?:\d[\d.,]{{0,20}}|[a-z]{{2,10}})\s(?:{_SCALE}\s)?(?:dollars?|euros?|pounds?|cents?|pence|yen|yuan|rupees|roubles|francs|pesos)\b",
    re.IGNORECASE,
)
_PERCENT = re.compile(
    r"\d[\d.,]{0,12}\s?(?:%|％|per\s?cent\b|percentage points?\b|pct\b)|\b(?:[a-z]{3,10}[\s-])?(?:percent|per cent)\b",
    re.IGNORECASE,
)
_SCALED = re.compile(rf"\d[\d.,]{{0,20}}\s?{_SCALE}", re.IGNORECASE)
_YEAR = re.compile(r"(?<![\w.,/$€£])(?:1[4-9]\d\d|20\d\d)s?(?![\w%]|[.,]\d)")
_DAY = re.compile(
    r"\b(?:last|this|next|past|previous)\s(?:week|month|year|quarter|decade|century|summer|winter|spring|autumn|fall|night)\b"
    r"|\b(?:years?|months?|weeks?|days?|decades?|hours?)\s(?:ago|later|earlier)\b|\bsince\s(?=\d|[A-Z])",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[“\"«„][^“”\"«»„]{3,1500}(?:[”\"»“]|\Z)|[“\"«„]?\Z")
_ORDINAL = re.compile(r"\b\d{1,4}(?:st|nd|rd|th)\b")


def words_of(sentence: str) -> list[Word]:
    """The words of a sentence with their places."""
    return [
        Word(m.start(), m.end(), m[0].lower().replace("’", "'"), m[0][0].isupper())
        for m in _WORD.finditer(sentence)
    ]


_LEXICON: dict[str, tuple[str, ...]] = {}
for _code, _set in (
    ("trend", lexicon.TREND),
    ("comparison", lexicon.COMPARISON),
    ("superlative", lexicon.SUPERLATIVE),
    ("universal", lexicon.UNIVERSAL),
    ("harm", lexicon.HARM),
    ("deed", lexicon.DEED),
    ("reporting", lexicon.REPORTING),
    ("record", lexicon.LAW),
    ("cause", lexicon.CAUSE),
    ("forecast", lexicon.FORECAST),
    ("normative", lexicon.NORMATIVE),
    ("feeling", lexicon.FEELING),
    ("judgement", lexicon.JUDGEMENT),
    ("vague", lexicon.VAGUE),
    ("first_person", lexicon.FIRST_PERSON),
    ("second_person", lexicon.SECOND_PERSON),
    ("date", lexicon.MONTHS | lexicon.WEEKDAYS),
    ("number", lexicon.NUMBER_WORDS),
):
    for _word in _set:
        _LEXICON[_word] = (*_LEXICON.get(_word, ()), _code)


def find(sentence: str, words: list[Word]) -> Iterator[Cue]:
    """Every cue of a sentence."""
    taken = [Cue("money", m.start(), m.end()) for m in _MONEY.finditer(sentence)]
    taken += [Cue("percentage", m.start(), m.end()) for m in _PERCENT.finditer(sentence)]
    yield from taken
    yield from _numbers(sentence, words, taken)
    yield from (Cue("date", m.start(), m.end()) for m in _DAY.finditer(sentence))
    for word in words:
        for code in _LEXICON.get(word.low, ()):
            if code != "number":
                yield Cue(code, word.start, word.end)
    yield from _names(words)


def _numbers(sentence: str, words: list[Word], taken: list[Cue]) -> Iterator[Cue]:
    for match in _YEAR.finditer(sentence):
        yield Cue("date", match.start(), match.end())
        taken.append(Cue("date", match.start(), match.end()))
    for i, word in enumerate(words):
        spelled = word.low in lexicon.NUMBER_WORDS
        if not spelled and not word.low[0].isdigit():
            continue
        if any(cue.start <= word.start < cue.end for cue in taken) or _ORDINAL.match(sentence, word.start):
            continue
        scaled = _SCALED.match(sentence, word.start)
        unit = words[i + 1] if i + 1 < len(words) else None
        if scaled:
            yield Cue("number_unit", word.start, scaled.end())
            taken.append(Cue("number_unit", word.start, scaled.end()))
        elif unit and sentence[word.end : unit.start] in (" ", "-", "\xa0") and unit.low[0].isalpha():
            yield Cue("number_unit", word.start, unit.end)
        else:
            yield Cue("number", word.start, word.end)


def _names(words: list[Word]) -> Iterator[Cue]:
    """Runs of capitalised words; the first word of the sentence counts only when it belongs to a longer run."""
    run: list[Word] = []
    for i, word in enumerate(words):
        named = (
            word.capital
            and word.low not in lexicon.MONTHS | lexicon.WEEKDAYS
            and word.low not in lexicon.FIRST_PERSON
        )
        if named and (i > 0 or (len(words) > 1 and words[1].capital)):
            run.append(word)
            continue
        if run:
            yield Cue("name", run[0].start, run[-1].end)
        run = []
    if run:
        yield Cue("name", run[0].start, run[-1].end)
