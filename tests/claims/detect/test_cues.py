"""What is found in a sentence, with the words that show it."""

import pytest

from claims.detect.cues import find_cues
from claims.detect.words import words_of


def shown(sentence: str, code: str) -> list[str]:
    return [sentence[cue.start : cue.end] for cue in find_cues(sentence, words_of(sentence)) if cue.code == code]


@pytest.mark.parametrize(
    ("sentence", "code", "words"),
    [
        ("It cost €18.6 million in all.", "money", "€18.6 million"),
        ("It cost US$ 40 at most.", "money", "US$ 40"),
        ("It cost 29.4 million euros.", "money", "29.4 million euros"),
        ("They paid three euros each.", "money", "three euros"),
        ("It cost $40-50 million.", "money", "$40-50 million"),
        ("It fell by 70 per cent.", "percentage", "70 per cent"),
        ("It fell 0.3%, then rose.", "percentage", "0.3%"),
        ("Twenty percent came.", "percentage", "Twenty percent"),
        ("Some 14,000 vehicles crossed.", "number_unit", "14,000 vehicles"),
        ("It lost 34,185 automotive manufacturing jobs.", "number_unit", "34,185 automotive manufacturing jobs"),
        ("About 13 000 troops remain.", "number_unit", "000 troops"),
        ("Some 6.2m people wait.", "number_unit", "6.2m"),
        ("It has 1.6 million users.", "number_unit", "1.6 million"),
        ("A third of the fleet is idle.", "fraction", "A third"),
        ("One passenger in eight has gone.", "fraction", "One passenger in eight"),
        ("It was twice the sum.", "fraction", "twice"),
        ("It grew three times as fast.", "fraction", "three times as"),
        ("Two hostages were freed.", "count", "Two hostages"),
        ("It has been shut for 41 years.", "duration", "41 years"),
        ("Ann Lee, 72, who swims.", "age", "72"),
        ("It closed on 9 December.", "date", "9 December"),
        ("It closed on Sept. 11, 2001.", "date", "Sept. 11"),
        ("It closed in May.", "date", "May"),
        ("It closed last year.", "date", "last year"),
        ("It opened three weeks ago.", "date", "three weeks ago"),
        ("It has been shut since spring.", "date", "since spring"),
        ("The largest single item since 1968.", "superlative", "largest single item"),
        ("It is the largest single item in a budget.", "ranking", "largest single item"),
        ("It is the first increase since 2022.", "ranking", "first increase since"),
        ("Brackwater closed the river baths.", "deed", "closed the river baths"),
        ("The delay was due to rain.", "cause", "due to"),
        ("A vote is due on Monday.", "forecast", "due on"),
        ("The talks with Xi Jinping's team failed.", "name", "Xi Jinping"),
    ],
)
def test_cues_carry_the_words_of_the_text(sentence: str, code: str, words: str) -> None:
    assert words in shown(sentence, code)


@pytest.mark.parametrize(
    ("sentence", "code"),
    [
        ("It fell by 34 per cent.", "money"),
        ("Take the number 6 bus.", "number_unit"),
        ("It is the 10th time.", "number"),
        ("It starts at 5:30 pm.", "number"),
        ("The Nikkei 225 fell.", "number"),
        ("It may rain, they march on.", "date"),
        ("More than 2,500 people came.", "comparison"),
        ("The second half of the match.", "fraction"),
        ("It ended in May.", "promise"),
        ("THE WHOLE LINE IS IN CAPITALS HERE", "name"),
        ("Although he left, they stayed.", "name"),
    ],
)
def test_look_alikes_are_not_cues(sentence: str, code: str) -> None:
    assert shown(sentence, code) == []


def test_a_table_pasted_as_one_line_gives_a_bounded_number_of_figures() -> None:
    table = "17 " * 1000
    assert len(shown(table, "number")) <= 40
