"""From a whole article to its proposals, as an editor would read them."""

import pytest

from articles.extract.document import Block, BlockKind
from articles.extract.plain import read_text
from claims.detect import CUES, ClaimType, Detection, Reach, Reason, Span, detect
from claims.detect.reasons import explain

STORY = """\
Bridge repair takes a third of Velmar’s building budget

By Priya Raman
Tuesday 19 November 2026, 18.00 GMT
4 min read

Repairing the Lanner Bridge will cost Velmar €18.6 million, almost twice the sum the council approved two years ago, \
according to papers published on Tuesday. The bridge opened in 1931 and is the city’s only road crossing of the Osk.

“Nobody is happy about the number,” the mayor, Ilse Dornach, said. “But we lost 40 engineers in 2019.” Why so late?

What went wrong

Ministers should act now. It is a lot of money for a bridge. The opposition leader, Rafaela Quint, said the mayor \
“knew about the cracks for six years and did nothing”. The tagline? Shame.

Eleven hangers fell on 6 May 2026. Photograph: Emil Sand

The bridge opened in 1931 and is the city’s only road crossing of the Osk.

Read more: How 40 bridges were built in 1931
© 2026 The Courier cost €4 million"""


@pytest.fixture(scope="module")
def found() -> Detection:
    return detect(STORY, read_text(STORY).blocks, scorer=CUES)


def proposal(found: Detection, words: str) -> "int":
    return next(i for i, one in enumerate(found.proposals) if words in one.exact)


def test_the_checkable_sentences_are_proposed_whole(found: Detection) -> None:
    assert [one.exact.split(" ", 3)[:3] for one in found.within(Reach.STANDARD)] == [
        ["Bridge", "repair", "takes"],
        ["Repairing", "the", "Lanner"],
        ["The", "bridge", "opened"],
        ["“But", "we", "lost"],
        ["The", "opposition", "leader,"],
        ["Eleven", "hangers", "fell"],
    ]


def test_every_sentence_has_a_label(found: Detection) -> None:
    labels = {STORY[s.start : s.end]: s.label for s in found.sentences}
    assert labels["By Priya Raman"] == "furniture"
    assert labels["Read more: How 40 bridges were built in 1931"] == "furniture"
    assert labels["© 2026 The Courier cost €4 million"] == "furniture"
    assert labels["What went wrong"] == "heading"
    assert labels["Why so late?"] == labels["The tagline?"] == "question"
    assert labels["Ministers should act now."] == "opinion"
    assert labels["It is a lot of money for a bridge."] == labels["Shame."] == "minor"
    assert labels["Eleven hangers fell on 6 May 2026."] == "claim"


def test_a_claim_says_what_it_is_and_who_says_it(found: Detection) -> None:
    cost = found.proposals[proposal(found, "€18.6 million")]
    assert cost.type == ClaimType.STATISTIC
    assert ClaimType.ATTRIBUTED in cost.types
    assert cost.attributed_to == "papers"
    assert [STORY[span.start : span.end] for span in cost.hedges] == ["almost"]
    assert Reason("money", "€18.6 million") in cost.reasons
    assert Reason("vague_source", "papers") in cost.reasons
    quote = found.proposals[proposal(found, "40 engineers")]
    assert (quote.type, quote.attributed_to) == (ClaimType.QUOTE, "the mayor, Ilse Dornach")
    assert found.proposals[proposal(found, "“knew")].attributed_to == "The opposition leader, Rafaela Quint"


def test_the_same_sentence_again_is_one_claim_with_two_places(found: Detection) -> None:
    sentence = "The bridge opened in 1931 and is the city’s only road crossing of the Osk."
    again = STORY.rindex(sentence)
    one = found.proposals[proposal(found, sentence)]
    assert one.start == STORY.index(sentence)
    assert one.repeats == (Span(again, again + len(sentence)),)


def test_the_same_words_of_another_speaker_are_another_claim() -> None:
    text = "“We lost 40 engineers in 2019,” Ann Lee said. “All 40 went to Norvolt.” It was late.\n\n"
    text += "“We lost 50 engineers in 2019,” Bo Ray said. “All 40 went to Norvolt.” It was late."
    said = [p.attributed_to for p in detect(text, read_text(text).blocks).proposals if p.exact.startswith("“All 40")]
    assert said == ["Ann Lee", "Bo Ray"]


def test_what_nobody_is_quoted_for_is_marked_as_the_papers_own_word(found: Detection) -> None:
    assert Reason("own_voice") in found.proposals[proposal(found, "opened in 1931")].reasons
    assert Reason("own_voice") not in found.proposals[proposal(found, "€18.6 million")].reasons


def test_reasons_are_sentences_a_newsroom_reads(found: Detection) -> None:
    told = [explain(reason) for one in found.proposals for reason in one.reasons]
    assert "a sum of money: “€18.6 million”" in told
    assert "says who: “The opposition leader, Rafaela Quint, said”" in told
    assert "nobody is quoted, so the paper says it" in told
    assert all("%" not in text and text == text.strip() and text for text in told)


def test_a_reason_with_a_percent_sign_is_told_as_it_stands() -> None:
    assert explain(Reason("percentage", "0.3%")) == "a percentage: “0.3%”"
    assert explain(Reason("from a later version", "word")) == "word"


def test_progress_is_told_up_to_the_end() -> None:
    heard: list[tuple[int, int]] = []
    found = detect(STORY, read_text(STORY).blocks, progress=lambda done, of: heard.append((done, of)))
    assert heard[-1] == (len(found.blocks), len(found.blocks))
    assert heard == sorted(heard)


def test_the_threshold_decides(found: Detection) -> None:
    standard = found.thresholds[Reach.STANDARD]
    assert all(one.score >= standard for one in found.within(Reach.STANDARD))
    assert all(s.score >= standard for s in found.sentences if s.label == "claim")
    assert all(s.score < standard for s in found.sentences if s.label == "minor")


def test_a_wider_reach_takes_in_all_of_a_narrower_one(found: Detection) -> None:
    strict, standard, wide = (found.within(reach) for reach in Reach)
    assert set(strict) < set(standard) <= set(wide) == set(found.proposals)


def test_a_threshold_of_ones_own_is_the_least_score_proposed() -> None:
    most = detect(STORY, read_text(STORY).blocks, scorer=CUES, threshold=0.0).proposals
    least = detect(STORY, read_text(STORY).blocks, scorer=CUES, threshold=0.9).proposals
    assert {one.exact for one in least} < {one.exact for one in most}
    assert all(one.score >= 0.9 for one in least)


def test_a_run_says_who_read_and_what_a_reader_has_to_know() -> None:
    german = "Die Brücke kostete rund 18,6 Millionen Euro, und der Rat hat sie nicht vor 2019 genehmigt."
    assert detect(STORY, [], scorer=CUES).notices == ("basic_detector",)
    found = detect(german, [])
    assert (found.proposer, found.notices) == (CUES.name, ("not_english",))


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Is it true that 40 people died in 2019?", "question"),
        ("“Did 40 people die in 2019?” she asked.", "question"),
        ("Did it cost €4 million?!", "question"),
        ("Let us all stand together.", "opinion"),
        ("I think it is wrong to leave.", "opinion"),
        ("This is a great and beautiful city.", "opinion"),
        ("We must not let them win.", "opinion"),
        ("Meth.", "minor"),
        ("He smiled and left.", "minor"),
        ("The tax rose 4 per cent in 2019.", "claim"),
        ("I think unemployment fell by 4 per cent in May.", "claim"),
        ("Unemployment fell 3%.", "claim"),
        ("这座桥花费了1860万欧元。", "claim"),
        ("Die Brücke kostete 2019 rund 18,6 Millionen Euro.", "claim"),
    ],
)
def test_one_sentence(text: str, label: str) -> None:
    assert detect(text, [Block(BlockKind.BODY, 0, len(text))], scorer=CUES).sentences[0].label == label
