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
        found.append(reader.of(spans, find_quotes(text, block.start, block.end), words))
    return [f"{one.who}{'*' if one.carried else ''}" if one else "" for said in found for one in said]


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


def test_a_quotation_over_two_paragraphs_has_one_speaker() -> None:
    assert speakers("“The dam held,” said Ruth Calloway. “It held for years.", "“Then it broke. We ran.”") == [
        "Ruth Calloway",
        "Ruth Calloway*",
        "Ruth Calloway*",
        "Ruth Calloway*",
    ]


def test_the_speaker_may_be_named_only_where_the_quotation_ends() -> None:
    assert speakers("“The dam held. It held for years.", "“Then it broke,” said Ruth Calloway.") == [
        "Ruth Calloway*",
        "Ruth Calloway*",
        "Ruth Calloway",
    ]


def test_a_quotation_after_a_colon_is_that_speakers() -> None:
    assert speakers("The operator said in a post:", "“Four pumps failed on Monday.”") == [
        "The operator",
        "The operator*",
    ]


def test_an_answer_of_another_is_not_taken_for_the_same_voice() -> None:
    assert speakers("“The dam held,” said Ruth Calloway.", "“It did not,” Per Dahl said.")[1] == "Per Dahl"


def test_hearsay_after_a_named_source_is_still_theirs() -> None:
    assert speakers("The auditors said the books were wrong. They could not trace €2 million.") == [
        "The auditors",
        "The auditors*",
    ]


def test_what_they_are_and_did_is_nobodys_statement() -> None:
    assert speakers("The ministry said the bridge was shut. It opened in 1931.") == ["The ministry", ""]


def test_he_is_nobody_when_another_has_acted_since() -> None:
    assert speakers("Wren said it was over. Brandt left the room. He said nothing would change.")[2] == ""


def test_they_may_be_officials_without_a_name() -> None:
    assert speakers("Nurses said the wards were full. They said they had no rest.")[1] == "Nurses*"


def test_some_of_them_are_not_all_of_them() -> None:
    text = "Nurses at St Anne’s said the wards were full. Many of them said they had no rest."
    assert speakers(text)[1] == "Many of them"


def test_a_heading_ends_what_was_said_before() -> None:
    text = "It began.\n\nMark Esper said 40 ships came.\n\nHostage swap\n\nHe said 30 people died on Monday."
    proposals = detect(text, read_text(text).blocks, scorer=CUES).within(Reach.STANDARD)
    assert [proposal.attributed_to for proposal in proposals] == ["Mark Esper", ""]


def test_a_contraction_is_nobodys_name() -> None:
    assert speakers("We’re told there is footage of the theft.") == [""]
