"""Speakers carried from one sentence to the next, and not too far."""

from articles.extract.plain import read_text
from claims.detect import CUES, Reach, detect
from claims.detect.quotes import find_quotes
from claims.detect.sentences import split
from claims.detect.speakers import Speakers
from claims.detect.words import words_of


def speakers(*paragraphs: str) -> list[str]:
    """Who says each sentence; a star when the name comes from another sentence."""
    text = "\n\n".join(paragraphs)
    reader = Speakers(text)
    found = []
    for block in read_text(text).blocks:
        spans = split(text, block.start, block.end)
        words = [words_of(text[start:end]) for start, end in spans]
        said = reader.of(spans, find_quotes(text, block.start, block.end), words)
        found += [f"{one.who}{'*' if one.carried else ''}" if one else "" for one in said]
    return found


def test_every_sentence_of_a_quotation_has_its_speaker() -> None:
    assert speakers("“The cable is missing. We asked for it in March. Nobody came,” said Ruth Calloway.") == [
        "Ruth Calloway*",
        "Ruth Calloway*",
        "Ruth Calloway",
    ]


def test_a_quotation_that_goes_on_keeps_its_speaker() -> None:
    assert speakers("“Prices will rise,” said Jeffrey Halley. “Nobody likes it.” It was Monday.") == [
        "Jeffrey Halley",
        "Jeffrey Halley*",
        "",
    ]


def test_he_said_is_the_person_named_last() -> None:
    assert speakers("Mark Esper said ships would come.", "He said they would be old.") == ["Mark Esper", "Mark Esper*"]


def test_he_said_is_nobody_when_another_name_came_between() -> None:
    assert speakers("Mark Esper said ships would come.", "Later Xi Jinping left.", "He said no.") == [
        "Mark Esper",
        "",
        "",
    ]


def test_he_is_not_a_ministry() -> None:
    assert speakers("The Health Ministry said beds were full.", "He said nurses were ill.")[1] == ""


def test_they_may_be_a_ministry() -> None:
    assert (
        speakers("The Health Ministry said beds were full.", "They said nurses were ill.")[1] == "The Health Ministry*"
    )


def test_a_heading_ends_what_was_said_before() -> None:
    text = "It began.\n\nMark Esper said 40 ships came.\n\nHostage swap\n\nHe said 30 people died on Monday."
    proposals = detect(text, read_text(text).blocks, scorer=CUES).within(Reach.STANDARD)
    assert [proposal.attributed_to for proposal in proposals] == ["Mark Esper", ""]
