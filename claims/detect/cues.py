"""What in a sentence makes it worth checking, or not, with the words that show it."""

import itertools
import re
from collections.abc import Iterator
from typing import NamedTuple

from claims.detect import lexicon
from claims.detect.kinds import Figure, find_signs
from claims.detect.numbers import find_figures
from claims.detect.words import WITHOUT_BLANKS, Word


class Cue(NamedTuple):
    """A sign found in a sentence. Offsets count from the start of the sentence."""

    code: str
    start: int
    end: int


_LISTS = {
    "trend": lexicon.TREND,
    "comparison": lexicon.COMPARISON,
    "superlative": lexicon.SUPERLATIVE,
    "universal": lexicon.UNIVERSAL,
    "harm": lexicon.HARM,
    "toll": lexicon.TOLL,
    "deed": lexicon.DEED,
    "record": lexicon.RECORD,
    "measured": lexicon.MEASURED,
    "cause": lexicon.CAUSE,
    "forecast": lexicon.FORECAST,
    "past": lexicon.PAST,
    "promise": lexicon.PROMISE,
    "future": lexicon.FUTURE,
    "condition": lexicon.CONDITION,
    "normative": lexicon.NORMATIVE,
    "feeling": lexicon.FEELING,
    "judgement": lexicon.JUDGEMENT,
    "evaluative": lexicon.EVALUATIVE,
    "vague": lexicon.VAGUE,
    "first_person": lexicon.FIRST_PERSON,
    "second_person": lexicon.SECOND_PERSON,
}
_CODES: dict[str, list[str]] = {}
for _code, _list in _LISTS.items():
    for _word in _list:
        _CODES.setdefault(_word, []).append(_code)
_RANKING = re.compile(
    r"\b(?:the|its|their|his|her|[^\W\d_]{2,20}['’]s)\s(?P<words>(?:[a-z]{2,12}\s){0,1}"
    rf"(?:{'|'.join(sorted(lexicon.SUPERLATIVE - {'never', 'top', 'record', 'best', 'unprecedented', 'latest'}))})"
    r"(?:\s[\w’'-]{1,20}){0,4}?)\s(?P<field>since|in|on|of|ever|among|worldwide|nationwide|outside)\b"
)
_SHORT = 8
_LONG = 16


def find_cues(sentence: str, words: list[Word]) -> list[Cue]:
    """Every cue of a sentence, in the order of the lists."""
    figures = [Figure(*figure) for figure in find_figures(sentence, words)]
    found = [Cue(*figure) for figure in figures]
    found += _listed(words)
    found += _pairs(words)
    found += _rankings(sentence)
    found += _names(sentence, words)
    found += (Cue(*sign) for sign in find_signs(sentence, words, figures, {word.low for word in words}))
    if words and words[0].low in lexicon.IMPERATIVE:
        found.append(Cue("imperative", words[0].start, words[0].end))
    if len(words) < _SHORT and not WITHOUT_BLANKS.search(sentence):
        found.append(Cue("short", 0, 0))
    elif len(words) > _LONG:
        found.append(Cue("long", 0, 0))
    return found


def _listed(words: list[Word]) -> Iterator[Cue]:
    for i, word in enumerate(words):
        codes = _CODES.get(word.low)
        if codes is None:
            if len(word.low) > 4 and word.low.endswith("ed") and not word.capital:
                yield Cue("past", word.start, word.end)
            continue
        for code in codes:
            if code == "comparison" and word.low in ("more", "less", "fewer") and _is_about_a_number(words, i):
                continue  # "more than 2,500" is a number, not a comparison
            if code == "promise" and word.capital and i > 0:
                continue  # "in May"
            yield Cue(code, word.start, _end_of(code, words, i))


def _pairs(words: list[Word]) -> Iterator[Cue]:
    """Words that tell something only together: "set to", "due to", "due on"."""
    for word, after in itertools.pairwise(words):
        if word.low == "due" and after.low == "to":
            yield Cue("cause", word.start, after.end)
        elif (word.low == "set" and after.low == "to") or (
            word.low == "due" and after.low in ("in", "on", "by", "next")
        ):
            yield Cue("forecast", word.start, after.end)


def _is_about_a_number(words: list[Word], i: int) -> bool:
    if i + 2 >= len(words) or words[i + 1].low != "than":
        return False
    low = words[i + 2].low
    return (
        low[0].isdigit() or low in lexicon.SMALL_NUMBERS or low in lexicon.LARGE_NUMBERS or low in ("half", "a", "one")
    )


def _end_of(code: str, words: list[Word], i: int) -> int:
    """Some words say little without those after them: "largest single item", "closed the river baths"."""
    if code == "superlative" or (code == "comparison" and words[i].low in ("more", "less", "fewer")):
        return _extended(words, i, most=2, until=lexicon.FUNCTION)
    if code in ("deed", "harm"):
        return _extended(words, i, most=4, until=lexicon.BREAKS)
    return words[i].end


def _extended(words: list[Word], i: int, *, most: int, until: frozenset[str]) -> int:
    """The end of the phrase that words[i] opens, without small words at its end."""
    end = last = words[i].end
    for word in words[i + 1 : i + 1 + most]:
        if word.start - last != 1 or word.low in until or word.low[0].isdigit():
            break
        last = word.end
        if word.low not in lexicon.FUNCTION:
            end = last
    return end


def _rankings(sentence: str) -> Iterator[Cue]:
    """A superlative with its field can be proved wrong by one example: "the only ones on a river in the region"."""
    for match in _RANKING.finditer(sentence):
        yield Cue("ranking", match.start("words"), match.end() if match["field"] == "since" else match.end("words"))


def _names(sentence: str, words: list[Word]) -> Iterator[Cue]:
    """Runs of capitalised words that name somebody or something. A line in capitals throughout names nothing."""
    if sum(word.capital for word in words) * 10 > 7 * len(words) and len(words) > 4:
        return
    run: list[Word] = []
    for i, word in enumerate(words):
        if _is_name(words, i) and (not run or _joins(sentence[run[-1].end : word.start], run[-1])):
            run.append(word)
            continue
        if run:
            yield _name(run)
        run = [word] if run and _is_name(words, i) else []
    if run:
        yield _name(run)


def _name(run: list[Word]) -> Cue:
    return Cue("name", run[0].start, run[-1].end - (2 if run[-1].low.endswith("'s") else 0))


def _joins(gap: str, before: Word) -> bool:
    """Whether a name goes on over this gap: a blank, or the stop of an initial or a short title."""
    return gap in (" ", "\xa0", " & ", "-") or (gap == ". " and len(before.low) <= 4)


def _is_name(words: list[Word], i: int) -> bool:
    word = words[i]
    if (
        not word.capital
        or word.low in lexicon.WEEKDAYS
        or word.low in lexicon.MONTHS
        or word.low in lexicon.FIRST_PERSON
    ):
        return False
    if word.low in lexicon.FUNCTION:
        return False
    return i > 0 or (len(words) > 1 and words[1].capital)
