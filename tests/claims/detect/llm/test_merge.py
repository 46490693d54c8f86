"""The desk's reading and the model's choice together."""

from __future__ import annotations

import json
from typing import Any

from articles.extract.plain import read_text
from claims.detect import CUES, ClaimType, Detection, Proposal, Reach, detect, explain
from claims.detect.llm import check, merge, parts_of, read_reply
from claims.detect.llm.folding import Folded

STRONG = "The council approved 31 million euros for tram line 4 on Monday."
WEAK = "Old people loved the line."
ASKED = "Is it worth the money?"
TWICE = "The gate stood open."
TEXT = f"The tram\n\n{STRONG} {WEAK} {ASKED} {TWICE}\n\nMany came to see it. {TWICE}\n"


def both(*claims: dict[str, Any]) -> tuple[Detection, Detection]:
    local = detect(TEXT, read_text(TEXT).blocks, scorer=CUES)
    (part,) = parts_of(local.sentences, characters=10_000)
    told = read_reply(json.dumps({"claims": claims}))
    return local, merge(TEXT, local, check(Folded(TEXT), local.sentences, part, told).candidates)


def of(found: Detection, exact: str) -> Proposal:
    return next(proposal for proposal in found.proposals if proposal.exact == exact)


def test_without_a_word_from_the_model_nothing_changes() -> None:
    local, union = both({"sid": 2, "quote": "not in the text at all"})
    assert union is local


def test_what_the_model_passes_over_stays() -> None:
    local, union = both({"sid": 3, "quote": WEAK, "type": "event", "checkworthiness": 60})
    assert set(local.proposals) < set(union.proposals)


def test_what_only_the_model_chose_is_offered_with_the_desks_own_score_kept() -> None:
    local, union = both({"sid": 3, "quote": WEAK, "type": "causal", "checkworthiness": 60})
    found = of(union, WEAK)
    assert WEAK not in {proposal.exact for proposal in local.proposals}
    assert found in union.within(Reach.STANDARD)
    assert found not in union.within(Reach.STRICT)
    assert found.type is ClaimType.CAUSAL
    sentence = next(sentence for sentence in union.sentences if sentence.start == found.start)
    assert sentence.label == "claim"
    assert sentence.score < local.thresholds[Reach.WIDE]


def test_how_sure_the_model_is_decides_the_reach() -> None:
    for sure, reach in ((90, Reach.STRICT), (50, Reach.STANDARD), (10, Reach.WIDE)):
        _local, union = both({"sid": 3, "quote": WEAK, "checkworthiness": sure})
        assert of(union, WEAK).score == union.thresholds[reach]


def test_what_both_chose_keeps_what_the_desk_found() -> None:
    local, union = both({"sid": 2, "quote": "31 million euros for tram line 4", "type": "event", "checkworthiness": 1})
    before, after = of(local, STRONG), of(union, STRONG)
    assert (after.types, after.score, after.start) == (before.types, before.score, before.start)
    assert after.reasons[: len(before.reasons)] == before.reasons
    assert "31 million euros for tram line 4" in str(explain(after.reasons[-1]))


def test_a_question_is_never_a_claim() -> None:
    local, union = both({"sid": 4, "quote": ASKED, "checkworthiness": 100})
    assert union is local


def test_a_source_in_the_text_takes_the_papers_own_voice_back() -> None:
    _local, union = both({"sid": 3, "quote": WEAK, "attributed_to": "The council", "checkworthiness": 60})
    found = of(union, WEAK)
    assert found.attributed_to == "The council"
    assert "own_voice" not in {reason.code for reason in found.reasons}


def test_the_same_sentence_again_is_one_claim_with_two_places() -> None:
    _local, union = both({"sid": 5, "quote": TWICE}, {"sid": 7, "quote": TWICE})
    (found,) = (proposal for proposal in union.proposals if proposal.exact == TWICE)
    assert [TEXT[span.start : span.end] for span in found.repeats] == [TWICE]


def test_two_claims_in_one_sentence_are_two_reasons_of_one_proposal() -> None:
    _local, union = both({"sid": 2, "quote": "approved 31 million euros"}, {"sid": 2, "quote": "tram line 4 on Monday"})
    told = [reason.words for reason in of(union, STRONG).reasons if reason.code == "endpoint_words"]
    assert told == ["approved 31 million euros", "tram line 4 on Monday"]
    assert sum(proposal.exact == STRONG for proposal in union.proposals) == 1


def test_somebodys_own_words_need_quotation_marks() -> None:
    _local, union = both({"sid": 3, "quote": WEAK, "type": "quote"})
    assert of(union, WEAK).type is not ClaimType.QUOTE
