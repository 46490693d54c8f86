"""The small rooms: quotations, hedges, gates, kinds of claim, run-in headings."""

import pytest

from articles.extract.document import Block, BlockKind
from claims.detect.blocks import heading_end, ready
from claims.detect.hedges import find_hedges
from claims.detect.proposer import score_sentence
from claims.detect.quotes import find_quotes
from claims.detect.result import ClaimType
from claims.detect.types import classify


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("“One,” he said. “Two.”", ["“One,”", "“Two.”"]),
        ('"One," he said. "Two."', ['"One,"', '"Two."']),
        ("„Eins“, sagte er.", ["„Eins“"]),
        ("« Un », dit-il.", ["« Un »"]),
        ("彼は「来ます。」と言った。", ["「来ます。」"]),
        ("‘It’s over.’ He left.", ["‘It’s over.’"]),
        ("The workers’ rights and the 1990s’ end.", []),
        ("“A quotation that goes on", ["“A quotation that goes on"]),
    ],
)
def test_quotations_are_found(text: str, quotes: list[str]) -> None:
    assert [text[span.start : span.end] for span in find_quotes(text, 0, len(text))] == quotes


@pytest.mark.parametrize(
    ("text", "hedges"),
    [
        ("A minimum of 60% came from IBM, somewhere around May.", ["A minimum of", "somewhere around"]),
        ("He allegedly took up to €5,000.", ["allegedly", "up to"]),
        ("It could cost about 40 million.", ["could", "about"]),
        ("Studies suggest it may harm.", ["suggest", "may"]),
        ("He is thought to have fled.", ["thought to have"]),
        ("It ended in May. He spoke about trees.", []),
        ("May 2026 was wet.", []),
        ("The group claims it sold more than 300 licences.", ["claims", "more than"]),
        ("The storm claimed nine lives, and a rebel group claimed responsibility for nothing.", []),
        ("He fled in apparent haste, amid allegations of fraud.", ["apparent", "allegations"]),
        ("She is rumoured to be ill; several nurses left.", ["rumoured to be", "several"]),
        ("So far, most farmers usually sell in part to exporters.", ["So far", "most", "usually", "in part"]),
        ("It is the most serious case, more than ever.", []),
        ("As many as 40 died, over 300 were hurt.", ["As many as", "over"]),
        ("Rents tend to rise, and the cap would go up to €9.", ["tend to"]),
        ("It is widely considered a kind of tax.", ["widely considered", "a kind of"]),
        ("The code is, in essence, slightly older, as early as this month.", ["in essence", "slightly", "as early as"]),
        ("We’re told thousands of fans hoped to come.", ["We’re told", "thousands", "hoped to"]),
        ("Some web browsers do not; the rest plan to.", ["Some"]),
        ("He had some luck, as it was the plan to win.", []),
        ("They read about a painter and walked around a lake.", []),
    ],
)
def test_hedges_are_found_with_their_places(text: str, hedges: list[str]) -> None:
    assert [text[span.start : span.end] for span in find_hedges(text, 0, len(text))] == hedges


@pytest.mark.parametrize("plain", ["The mayor took €5,000 in 2019.", "Three people died on Monday."])
def test_a_hedge_never_lowers_the_score(plain: str) -> None:
    subject, _, rest = plain.partition(" ")
    assert score_sentence(f"{subject} allegedly {rest}") >= score_sentence(plain)


@pytest.mark.parametrize(
    ("codes", "kinds"),
    [
        ({"quote", "money", "figure", "source"}, ["quote", "statistic", "attributed_statement"]),
        ({"quoted", "source"}, ["quote", "attributed_statement"]),
        ({"money", "figure", "source"}, ["statistic", "attributed_statement"]),
        ({"number_unit"}, ["event"]),
        ({"stance", "prediction"}, ["attributed_statement", "prediction"]),
        ({"count", "toll"}, ["statistic"]),
        ({"count", "deed"}, ["event"]),
        ({"source", "date"}, ["attributed_statement"]),
        ({"source", "aside", "date"}, ["event"]),
        ({"prediction", "date"}, ["prediction"]),
        ({"causal", "deed"}, ["causal"]),
        ({"cause", "future", "forecast"}, ["event"]),
        (set(), ["event"]),
    ],
)
def test_the_kinds_of_a_claim_and_the_chief_one_first(codes: set[str], kinds: list[str]) -> None:
    assert list(classify(codes)) == [ClaimType(kind) for kind in kinds]


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        ("A barrier against mutiny According to Reuters, the group grew.", "A barrier against mutiny"),
        ("Hostage swap The Afghan government has ruled out any role in it.", "Hostage swap"),
        ("Wagner group The Wagner group is a private army with close ties.", "Wagner group"),
        ("Ghost guns Ghost guns are made from kits.", "Ghost guns"),
        ("Money laundering In 2015 the bank was fined by three regulators.", "Money laundering"),
        ("The film Gone With the Wind was shown on Monday in Atlanta.", ""),
        ("He told The New York Times that it was over and done.", ""),
        ("She went to The Hague on Monday to give evidence there.", ""),
        ("In her book We Need to Talk she said that it was so.", ""),
        ("Police in New York say the man was shot on Monday.", ""),
    ],
)
def test_a_heading_run_into_its_paragraph_is_cut_off(line: str, heading: str) -> None:
    assert line[: heading_end(line)] == heading


def test_blocks_of_any_order_and_length_are_made_ready() -> None:
    text = "Hostage swap The Afghan government has ruled out any role in it.\nShare this article\nIt ended."
    given = [Block(BlockKind.BODY, 84, 900), Block(BlockKind.BODY, 65, 83), Block(BlockKind.BODY, -3, 70)]
    assert [(block.kind.value, text[block.start : block.end]) for block in ready(text, given)] == [
        ("heading", "Hostage swap"),
        ("body", "The Afghan government has ruled out any role in it.\nShare"),
        ("body", "this article"),
        ("body", "It ended."),
    ]


def test_a_line_that_is_nothing_but_a_credit_leaves_no_empty_block() -> None:
    credit = f"(Photo by {'Ann Lee and ' * 8}Bo Ray for the Courier)"
    assert ready(credit, [Block(BlockKind.CAPTION, 0, len(credit))]) == (Block(BlockKind.FURNITURE, 0, len(credit)),)
