"""What tells the kind of a claim: a figure it is about, what it foretells, what it calls a cause."""

import pytest

from claims.detect.cues import find_cues
from claims.detect.words import words_of


def shown(sentence: str, code: str) -> list[str]:
    return [sentence[cue.start : cue.end] for cue in find_cues(sentence, words_of(sentence)) if cue.code == code]


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("The ferry will sail again in May.", "will sail"),
        ("Rents are expected to rise.", "expected to"),
        ("The bank expects a loss.", "expects"),
        ("A vote is due on Monday.", "due on Monday"),
        ("The pool is due to open in May.", "due to open"),
        ("The tax is likely to pass.", "likely to"),
        ("The minister is to meet nurses.", "is to meet"),
        ("The strike could soon cost the port millions.", "could soon cost"),
        ("The strike could lead the port into debt.", "could lead"),
    ],
)
def test_what_is_foretold(sentence: str, words: str) -> None:
    assert shown(sentence, "prediction") == [words]


@pytest.mark.parametrize(
    "sentence",
    [
        "They had been expected to sail for a month.",
        "The visit was likely designed to calm voters.",
        "His will was read in May.",
        "The party lost Will Brandt on Monday.",
        "The goal is to win.",
        "The mast could be seen from the shore.",
        "The delay was due to rain.",
    ],
)
def test_what_is_not_foretold(sentence: str) -> None:
    assert shown(sentence, "prediction") == []


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("The roof fell because bolts were missing.", "because"),
        ("The leak led to a ban.", "led to"),
        ("It shrank thanks in part to the drought.", "thanks in part to"),
        ("The delay was due to rain.", "due to"),
        ("The loss stems from a bad harvest.", "stems from"),
        ("As a result, the school closed.", "result"),
        ("Smoke is linked to higher rates of asthma.", "linked to"),
    ],
)
def test_what_is_called_a_cause(sentence: str, words: str) -> None:
    assert shown(sentence, "causal") == [words]


@pytest.mark.parametrize(
    "sentence",
    [
        "The study was led by a team in Tarn.",
        "She led the party for years.",
        "Two men linked to the gang were held.",
        "The results came in May.",
        "He gave thanks for it.",
        "The vote is due to take place in May.",
    ],
)
def test_what_is_no_cause(sentence: str) -> None:
    assert shown(sentence, "causal") == []


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("It cost €18.6 million in all.", "€18.6 million"),
        ("Some 14,000 vehicles crossed.", "14,000 vehicles"),
        ("Hundreds of homes burned.", "Hundreds of"),
        ("It burned for more than 1,000 hours.", "1,000 hours"),
        ("Four of the five pumps failed.", "Four of the five"),
        ("About 50 other guests fell ill.", "50"),
        ("It is the second extension of the lease.", "second extension"),
        ("The port had its third strike this year.", "third strike"),
        ("The town saw its 5th flood since May.", "5th flood"),
        ("It was the deadliest fire in more than a decade.", "deadliest fire in more than a decade"),
    ],
)
def test_the_figure_a_sentence_is_about(sentence: str, words: str) -> None:
    assert shown(sentence, "figure") == [words]


@pytest.mark.parametrize(
    "sentence",
    [
        "The sale drew hundreds of buyers.",
        "The 40-foot mast fell on Monday.",
        "Version 2.4.1 mends the fault.",
        "The shop is open 24/7 in summer.",
        "It had stood for half a century.",
        "The team led in the second half of its second season.",
        "They must return within 48 hours.",
        "It closed two years ago, in the first half.",
        "Entry is free for those over 21.",
    ],
)
def test_figures_by_the_way(sentence: str) -> None:
    assert shown(sentence, "figure") == []
