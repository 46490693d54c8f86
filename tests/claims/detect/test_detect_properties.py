"""Whatever the text and the blocks: offsets cut the text, the order holds, two runs agree, nothing breaks."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.extract.document import Block, BlockKind
from articles.extract.layout import lay_out
from claims.detect import CUES, Detection, detect
from claims.detect.sentences import split

ANY = st.text(st.characters())  # lone surrogates and NULs included
PHRASES = ["The council said", "40 per cent", "of €5 million", "according to Mr. Lee", "who died in May 2019", "U.S."]
STOPS = [".", ",", "“", "”", "?", "1.", "(AP)"]
ODD = ["\n", "\n\n", "\u2028", "\x00", "\ud800", "🙂", "👩‍👩‍👧", "e\u0301", "\u202eabc", "界。", "؟", "«", "»", "..."]
PROSE = st.lists(st.sampled_from([*PHRASES, *STOPS, *ODD])).map(" ".join)
BLOCKS = st.lists(st.builds(Block, st.sampled_from(BlockKind), st.integers(-5, 80), st.integers(-5, 80)))


def check(text: str, found: Detection) -> None:
    """The promises every consumer builds on."""
    end = 0
    for block in found.blocks:
        assert end <= block.start < block.end <= len(text)
        end = block.end
    end = 0
    for sentence in found.sentences:
        block = found.blocks[sentence.block]
        assert max(end, block.start) <= sentence.start < sentence.end <= block.end
        assert text[sentence.start : sentence.end] == text[sentence.start : sentence.end].strip()
        assert 0 <= sentence.score <= 1
        assert sentence.label in {"claim", "minor", "opinion", "question", "furniture", "heading"}
        end = sentence.end
    scores = {(s.start, s.end): s.score for s in found.sentences}
    claims = {(s.start, s.end) for s in found.sentences if s.label == "claim"}
    for one in found.proposals:
        assert text[one.start : one.end] == one.exact
        assert scores[one.start, one.end] == one.score
        claims.discard((one.start, one.end))
        assert one.type == one.types[0]
        assert one.reasons
        assert one.attributed_to in text
        assert all(one.start <= hedge.start < hedge.end <= one.end for hedge in one.hedges)
        for again in one.repeats:
            claims.discard((again.start, again.end))
            assert text[again.start : again.end].split() == one.exact.split()
    assert not claims  # every sentence that is a claim is proposed


@given(ANY | PROSE)
def test_any_text_as_it_is_laid_out(text: str) -> None:
    blocks = lay_out(text)
    found = detect(text, blocks, scorer=CUES)
    check(text, found)
    assert detect(text, blocks, scorer=CUES) == found


@given(ANY | PROSE, BLOCKS)
def test_any_text_with_any_blocks(text: str, blocks: list[Block]) -> None:
    check(text, detect(text, blocks, scorer=CUES))


@given(ANY | PROSE)
def test_sentences_cover_every_word(text: str) -> None:
    parts = split(text)
    assert "".join("".join(text[start:end].split()) for start, end in parts) == "".join(text.split())


UNITS = [
    "a",
    ".",
    "a. ",
    "A.",
    "1 ",
    "1,",
    '"',
    "“a ",
    "He said, ",
    "$5 million ",
    "5 per cent ",
    "(a",
    "界",
    "👩‍👩‍👧",
    "e\u0301",
]
LONG = 200_000


@pytest.mark.parametrize(
    "unit", [*UNITS, "\x00", "\ud800", "since ", "according to ", "A b\n\n", "- a\n", "It rose 4% in May. "]
)
def test_a_long_text_is_read_within_seconds(unit: str) -> None:
    text = unit * (LONG // len(unit))
    begun = time.process_time()
    check(text, detect(text, [Block(BlockKind.BODY, 0, len(text))], scorer=CUES))
    assert time.process_time() - begun < 20  # a rule that grows with the square takes many minutes
