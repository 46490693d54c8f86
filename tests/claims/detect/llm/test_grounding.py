"""Only what stands in the text goes further, letter by letter but for quotation marks, dashes and blanks."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.extract.plain import read_text
from claims.detect import CUES, Detection, detect
from claims.detect.llm import Checked, check, merge, parts_of, read_reply
from claims.detect.llm.folding import Folded

TEXT = """\
The tram

The council approved 31 million euros for tram line 4. “We will carry up to 12,000 passengers a day,” Lena Arndt said.

It was not closed before 1974 – the number of passengers had allegedly fallen by 1,500 a year. Old people loved it.
"""
COUNCIL, ARNDT, CLOSED, LOVED = 2, 3, 4, 5  # the headline is the first


def reading() -> Detection:
    document = read_text(TEXT)
    return detect(TEXT, document.blocks, scorer=CUES)


def checked(**claim: Any) -> Checked:
    found = reading()
    (part,) = parts_of(found.sentences, characters=10_000)
    return check(Folded(TEXT), found.sentences, part, read_reply(json.dumps({"claims": [claim]})))


@pytest.mark.parametrize(
    ("sid", "quote", "stands"),
    [
        (COUNCIL, "approved 31 million euros", "approved 31 million euros"),
        (COUNCIL, "approved  31\nmillion euros", "approved 31 million euros"),
        (ARNDT, '"We will carry up to 12,000 passengers a day,"', "“We will carry up to 12,000 passengers a day,”"),
        (CLOSED, "before 1974 - the number", "before 1974 – the number"),
    ],
)
def test_a_quote_is_found_where_it_stands(sid: int, quote: str, stands: str) -> None:
    (candidate,) = checked(sid=sid, quote=quote).candidates
    assert TEXT[candidate.quote.start : candidate.quote.end] == stands


@pytest.mark.parametrize(
    "claim",
    [
        {"sid": COUNCIL, "quote": "approved 13 million euros"},
        {"sid": COUNCIL, "quote": "Approved 31 million euros"},
        {"sid": COUNCIL, "quote": "approved about 31 million euros"},
        {"sid": COUNCIL, "quote": "1 million euros for tram line 4"},
        {"sid": COUNCIL, "quote": "the"},
        {"sid": COUNCIL, "quote": ""},
        {"sid": COUNCIL, "quote": " … “ ” – "},
        {"sid": ARNDT, "quote": "approved 31 million euros"},
        {"sid": 0, "quote": "The council approved 31 million euros for tram line 4."},
        {"sid": 99, "quote": "The council approved 31 million euros for tram line 4."},
        {"sid": ARNDT, "quote": "000 passengers a day"},
        {"sid": CLOSED, "quote": "fallen by 1"},
        {"sid": ARNDT, "quote": "12,000 passengers a day", "attributed_to": "Ilse Dornach"},
        {"sid": ARNDT, "quote": "12,000 passengers a day", "attributed_to": "lena arndt"},
        {"sid": LOVED, "quote": "Old people loved it.", "attributed_to": "The council"},
        {"sid": CLOSED, "quote": "the number of passengers", "hedges": ["reportedly"]},
        {"sid": CLOSED, "quote": "the number of passengers", "hedges": ["allegedly", "may"]},
    ],
)
def test_what_is_not_there_is_refused_and_counted(claim: dict[str, Any]) -> None:
    found = checked(**claim)
    assert (found.candidates, found.told, found.refused) == ((), 1, 1)


def test_a_source_and_hedges_stand_in_the_sentence_or_the_two_before_it() -> None:
    claim = {"quote": "fallen by 1,500 a year", "attributed_to": "Lena Arndt", "hedges": ["allegedly"]}
    (found,) = checked(sid=CLOSED, **claim).candidates
    assert found.attributed_to == "Lena Arndt"
    assert [TEXT[span.start : span.end] for span in found.hedges] == ["allegedly"]


def test_a_pronoun_is_no_source() -> None:
    (found,) = checked(sid=CLOSED, quote="fallen by 1,500 a year", attributed_to="It").candidates
    assert found.attributed_to == ""


@pytest.mark.parametrize(
    ("standalone", "kept"),
    [
        ("The tram line 4 was not closed before 1974.", True),
        ("Tram line 4 was closed before 1974.", False),  # the sentence says "not"
        ("Tram line 4 was not closed before 1975.", False),
        ("Tram line 4 was not closed before 1974 by Ilse.", False),
        ("Tram line 5 was not closed before 1974.", False),
        ("Tram line 4 was not closed before 1974, critics said.", False),
        ("Tram line 4 was not closed before 1974 for $31 million.", False),
        ("Tram line 4 was not closed\x00 before 1974.", False),
        ("Tram line 4 was not closed \ud800 before 1974.", False),
    ],
)
def test_a_rewording_brings_nothing_in(standalone: str, kept: bool) -> None:
    found = checked(sid=CLOSED, quote="It was not closed before 1974", standalone=standalone)
    assert found.refused == 0
    assert found.reworded == (not kept)
    assert found.candidates[0].standalone == (standalone if kept else "")


words = st.sampled_from(TEXT.split()) | st.text(max_size=12)
phrases = st.lists(words, max_size=6).map(" ".join) | st.text(max_size=40) | st.sampled_from(TEXT.splitlines())
claims = st.fixed_dictionaries(
    {"sid": st.integers(-1, 6), "quote": phrases},
    optional={
        "type": st.sampled_from(["quote", "event", "x"]),
        "attributed_to": phrases | st.none(),
        "hedges": st.lists(words, max_size=2),
        "standalone": phrases | st.none(),
        "checkworthiness": st.integers(-10, 200) | st.none(),
    },
)


@given(st.lists(claims, max_size=6))
def test_whatever_the_reply_every_span_shown_is_in_the_text(told: list[dict[str, Any]]) -> None:
    local = reading()
    (part,) = parts_of(local.sentences, characters=10_000)
    found = check(Folded(TEXT), local.sentences, part, read_reply(json.dumps({"claims": told})))
    assert found.told == len(told) == found.refused + len(found.candidates)
    union = merge(TEXT, local, found.candidates)
    sentences = {(sentence.start, sentence.end) for sentence in local.sentences}
    for proposal in union.proposals:
        assert TEXT[proposal.start : proposal.end] == proposal.exact
        assert (proposal.start, proposal.end) in sentences
        assert proposal.attributed_to in TEXT
        assert all(TEXT[hedge.start : hedge.end].strip() for hedge in proposal.hedges)
        assert all(reason.words in TEXT for reason in proposal.reasons if reason.code != "endpoint_reworded")
    assert {proposal.exact for proposal in local.proposals} <= {proposal.exact for proposal in union.proposals}
    assert [sentence.score for sentence in union.sentences] == [sentence.score for sentence in local.sentences]


@given(st.text(), st.text(max_size=20), st.integers(0, 30), st.integers(0, 60))
def test_what_folding_finds_is_the_text_but_for_marks_dashes_and_blanks(
    text: str, sought: str, start: int, length: int
) -> None:
    found = Folded(text).find(sought, start, start + length)
    if found:
        assert start <= found.start < found.end <= start + length
        letters = [char for char in text[found.start : found.end] if char.isalnum()]
        assert letters == [char for char in sought if char.isalnum()]
