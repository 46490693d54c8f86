"""Who says it: verbatim from the sentence, and nobody when the sentence names nobody."""

import pytest

from claims.detect.attribution import find_source
from claims.detect.quotes import find_quotes

NAMED = """
The bill will be €4 million, [according to] the finance office.
Bolivia’s public defender’s office [said] another 30 people had been injured. > Bolivia’s public defender’s office
In addition to the deaths on Tuesday, the army [said] 30 people were hurt. > the army
Two soldiers were killed, the US military [said] in a statement. > the US military
The Afghan Taliban, however, [claimed] responsibility for it. > The Afghan Taliban
He left, but General Mark Milley, chief of staff, [told] reporters that he would stay. > General Mark Milley
HANOI (AP) — U.S. Secretary Mark Esper on Wednesday [accused] China. > U.S. Secretary Mark Esper
“It has been a slow climb,” [said] Yearout, 51, owner of a company. > Yearout
“Nobody is happy about the number,” the mayor, Ilse Dornach, [said]. > the mayor, Ilse Dornach
“This was avoidable and everyone knew it,” [said] its leader, Tom Eversley. > its leader, Tom Eversley
Debt would rise, the chief accountant, Carl Obermark, [told] them. > the chief accountant, Carl Obermark
Eddie Foreman, 40, of Opelika, Alabama, who works part time, [said] jobs were gone. > Eddie Foreman
A report by Tarn & Holt, seen by the Courier, [warned] that it would cost more. > A report by Tarn & Holt
The deputy, Rafaela Quint, [said] the mayor “knew about the cracks for years”. > The deputy, Rafaela Quint
On Wednesday the ministry [said] the plan was dead. > the ministry
A study published in The Lancet [found] that 5 per cent died. > A study published in The Lancet
Dr. Jane Smith of the U.S. Geological Survey [said] it was small. > Dr. Jane Smith of the U.S. Geological Survey
Wages rose, official figures [show]. > official figures
Figures from the Office for National Statistics [show] a rise. > Figures from the Office for National Statistics
A review [by] the Office for National Statistics is due. > the Office for National Statistics
The paper, [citing] the Health Ministry, printed the list. > the Health Ministry
Johnson & Johnson [said] sales fell. > Johnson & Johnson
Some analysts [warn] prices will rise. > Some analysts
"""
NOBODY = """
He was told that it was over.
The company's claims about its product were wrong.
The United States left the treaty in 2019.
Kevin Yearout has added about 80 jobs.
Foodies in Japan searched French food more than France.
It did not say where, and it said nothing else.
The campaign went viral and the ad shows that it works.
She reports to the board of the bank.
I said so in 2019.
“The mayor said it would rain,” a sign in the hall read for years.
"""


@pytest.mark.parametrize("row", NAMED.strip().splitlines())
def test_a_source_is_found(row: str) -> None:
    sentence, _, who = row.replace("[", "").replace("]", "").partition(" > ")
    found = find_source(sentence, find_quotes(sentence, 0, len(sentence)))
    assert found is not None
    assert found.who == (who or "the finance office")
    assert found.words in sentence
    assert row.partition("[")[2].partition("]")[0] in found.words


@pytest.mark.parametrize("sentence", NOBODY.strip().splitlines())
def test_nobody_is_made_a_source(sentence: str) -> None:
    found = find_source(sentence, find_quotes(sentence, 0, len(sentence)))
    assert found is None or not found.who


@pytest.mark.parametrize(
    ("sentence", "vague"),
    [
        ("Officials said the fire began at night.", True),
        ("Some analysts warned of a fall.", True),
        ("It was bad, said a senior nurse.", True),
        ("A spokesman said it was late.", True),
        ("Studies suggest that it causes harm.", True),
        ("A report by the auditor said it was late.", False),
        ("The ministry said it was late.", False),
        ("Ann Lee said it was late.", False),
        ("A spokesman for Norvolt said it was late.", False),
    ],
)
def test_sources_one_cannot_call_are_vague(sentence: str, vague: bool) -> None:
    found = find_source(sentence)
    assert found is not None
    assert found.vague is vague


def test_he_and_they_are_left_to_the_sentences_before() -> None:
    found = find_source("He said it would be provided next year.")
    assert found is not None
    assert (found.who, found.words) == ("", "He said")


@pytest.mark.parametrize(
    "sentence", ["Markets fell after CNBC reported that talks failed.", "As the mayor said, it is late."]
)
def test_a_source_in_a_side_remark_is_marked_as_such(sentence: str) -> None:
    found = find_source(sentence)
    assert found is not None
    assert found.aside
