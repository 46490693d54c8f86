"""What in a claim may no longer be so on the day of printing."""

import pytest

from claims.detect.cues import find_cues
from claims.detect.perishable import find_perishable
from claims.detect.words import words_of


def old(sentence: str) -> list[tuple[str, str]]:
    words = words_of(sentence)
    return [(sentence[m.start : m.end], m.kind) for m in find_perishable(sentence, words, find_cues(sentence, words))]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Hanne Friis, 72, swam on Monday.", ("72", "age")),
        ("He turned 40 in May.", ("turned 40", "age")),
        ("The mayor, Ilse Dornach, opened the pool.", ("mayor, Ilse Dornach", "office")),
        ("Deputy mayor Ann Lee spoke.", ("Deputy mayor Ann Lee", "office")),
        ("Ann Lee, chief executive of Norvolt, stepped in.", ("chief executive", "office")),
        ("A ticket costs three euros.", ("three euros", "price")),
        ("Entry is €4 a day.", ("€4", "price")),
        ("Rents rose to 900 euros per month.", ("900 euros", "price")),
        ("It is the largest order of the company.", ("largest", "record")),
        ("It was the first bridge over the Esk.", ("first", "record")),
        ("The baths are the only ones in the region.", ("only", "record")),
        ("The plant currently employs 300 people.", ("currently", "current")),
        ("The road remains closed.", ("remains", "current")),
    ],
)
def test_what_may_have_changed(sentence: str, found: tuple[str, str]) -> None:
    assert old(sentence) == [found]


@pytest.mark.parametrize(
    "sentence",
    [
        "Former mayor Ann Lee opened the pool.",
        "A spokesman for the mayor said no.",
        "The council paid 4 million euros for the bridge.",
        "She was first in line and only then spoke.",
        "The team led in the first half.",
        "The council approved 31 flats in 2019.",
        "",
    ],
)
def test_what_does_not_change_any_more(sentence: str) -> None:
    assert old(sentence) == []


def test_marks_come_in_order_and_apart() -> None:
    found = old("So far this year the mayor, Ann Lee, 51, has sold tickets for €4 each, the largest number ever.")
    assert found == [
        ("So far", "current"),
        ("this year", "current"),
        ("mayor, Ann Lee", "office"),
        ("51", "age"),
        ("€4", "price"),
        ("largest", "record"),
    ]
