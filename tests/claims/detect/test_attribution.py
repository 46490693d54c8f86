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
The senator [blasted] the ministry for its silence on the spill. > The senator
Holm, a member of the board of Norvolt, which has built turbines since 1990, [described] it as reckless. > Holm
The harbour board [is] worried that ferries will stop. > The harbour board
The rowing club [is] adamant the jetty must stay. > The rowing club
The union [issued] a statement on Friday, saying talks had failed. > The union
Police [arrested] two men on Monday, saying they had stolen the copper. > Police
“We lost everything,” [says] farmer Ole Brandt. > farmer Ole Brandt
“I am done,” Brandt [continued], raising his voice. > Brandt
What the minister [called] a misunderstanding cost €3 million. > the minister
Brandt [was] quoted by the Courier as saying he would sue. > Brandt
The pumps, as the Courier [reported], failed in May. > the Courier
As the skipper [put] it, the sea took the rest. > the skipper
Fishermen in Tarn and Osk [say] the catch is down by half. > Fishermen in Tarn and Osk
Drivers and shop owners [said] they had not been told. > Drivers and shop owners
A deal Wren [said] would save jobs was struck in June. > Wren
A Tarn Institute poll released on Monday [showed] Wren's rating at 31 per cent. > A Tarn Institute poll
The court [found] the ministry had acted unlawfully. > The court
Turnout fell to 31 per cent, [according] to polling firm 4Sight. > polling firm 4Sight
In a statement Norvolt [said] it was sorry. > Norvolt
Norvolt has now [promised] the city that it will pay. > Norvolt
Wren [wrote] in a memo that the pumps had failed. > Wren
Reuters [reports] Norvolt will cut 300 jobs. > Reuters
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
They called the police after midnight.
A ship called Endeavour sank in 1912.
The measures announced on Tuesday will cost 40 jobs.
The carmaker recalled 40,000 vans in May.
The king declared war on his neighbour.
Brill found his keys under the sofa.
Police found the knife in a canal.
The bank posted a loss of €3 million.
The council rejected the bill.
Ada Holm wrote her first book in 2001.
The hotel opened in 1931, according to plan.
The minister has been widely criticised for the delay.
A man accused of arson was held on Friday.
The fire was blamed on a faulty cable.
In the spring of 1960 Brill moved on to another project.
The rain continued for days.
Neither Wren nor Brandt said why.
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
        ("Prosecutors accused him of taking €40,000.", True),
        ("Many parents worry that the school will close.", True),
        ("Security officials said the fire began at night.", True),
        ("A number of doctors said it was late.", True),
        ("Two people familiar with the talks said a deal was near.", True),
        ("Figures from the Tarn Institute show a rise.", False),
    ],
)
def test_sources_one_cannot_call_are_vague(sentence: str, vague: bool) -> None:
    found = find_source(sentence)
    assert found is not None
    assert found.vague is vague


@pytest.mark.parametrize(
    ("sentence", "stance"),
    [
        ("Ann Lee blamed the council for the delay.", True),
        ("Ann Lee said the council was late.", False),
    ],
)
def test_taking_a_stand_is_told_from_saying(sentence: str, stance: bool) -> None:
    found = find_source(sentence)
    assert found is not None
    assert found.stance is stance


def test_he_and_they_are_left_to_the_sentences_before() -> None:
    found = find_source("He said it would be provided next year.")
    assert found is not None
    assert (found.who, found.words) == ("", "He said")


@pytest.mark.parametrize(
    "sentence", ["Markets fell after CNBC reported that talks failed.", "As the mayor said no, crowds left."]
)
def test_a_source_in_a_side_remark_is_marked_as_such(sentence: str) -> None:
    found = find_source(sentence)
    assert found is not None
    assert found.aside
