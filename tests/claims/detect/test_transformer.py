"""The trained reader: the very file that was tested, offline, and the same score for the same sentence, always."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.extract.document import Block, BlockKind
from articles.extract.plain import read_text
from claims.detect import CUES, Reach, best, detect, score_sentence, transformer
from claims.detect.scorers import CombinedScorer

STORY = """\
Tram line 4 will cost Velmar 31 million euros

The city council approved the budget of 31 million euros for tram line 4 on Monday, according to its minutes.

“We will carry 12,000 passengers a day by 2030,” the transport commissioner, Lena Arndt, said.

Is it worth the money?

Read more: How line 3 was built
"""


@pytest.fixture(scope="module")
def scorer() -> CombinedScorer:
    found = best()
    assert isinstance(found, CombinedScorer)
    return found


def test_it_is_small_and_is_what_was_tested() -> None:
    assert transformer.MODEL.stat().st_size <= 25_000_000
    assert transformer.load() is not None


def test_it_ranks_what_a_checker_would(scorer: CombinedScorer) -> None:
    checked = [
        "The unemployment rate fell to 4 per cent in 2019.",
        "You voted against the child tax credit three times.",
        "The company paid 12 million euros to settle the case in March.",
    ]
    left = [
        "Thank you very much, and good evening.",
        "I think we can do better than that.",
        "What a wonderful evening!",
    ]
    scores = {sentence: score_sentence(sentence, scorer) for sentence in (*checked, *left)}
    assert min(scores[sentence] for sentence in checked) > scorer.thresholds[Reach.STANDARD]
    assert max(scores[sentence] for sentence in left) < scorer.thresholds[Reach.WIDE]


def test_two_runs_and_two_processes_give_the_same(scorer: CombinedScorer) -> None:
    blocks = read_text(STORY).blocks
    first = detect(STORY, blocks, scorer=scorer)
    assert detect(STORY, blocks, scorer=scorer) == first
    program = (
        "import sys; from articles.extract.plain import read_text; from claims.detect import detect;"
        "text = sys.stdin.read(); print([s.score for s in detect(text, read_text(text).blocks).sentences])"
    )
    other = subprocess.run(
        [sys.executable, "-c", program], input=STORY, capture_output=True, text=True, check=True, cwd=Path.cwd()
    )
    assert other.stdout.strip() == str([sentence.score for sentence in first.sentences])


def test_a_sentence_scores_the_same_whatever_stands_around_it(scorer: CombinedScorer) -> None:
    words = "Ticket prices rose by 12 per cent in 2024."
    alone = detect(words, [Block(BlockKind.BODY, 0, len(words))], scorer=scorer)
    text = f"{words} She left. {'Nobody else came. ' * 3}"
    among = detect(text, [Block(BlockKind.BODY, 0, len(text))], scorer=scorer)
    assert alone.sentences[0].score == among.sentences[0].score


def test_questions_and_furniture_are_never_proposed(scorer: CombinedScorer) -> None:
    found = detect(STORY, read_text(STORY).blocks, scorer=scorer, threshold=0.0)
    labels = {STORY[s.start : s.end]: s.label for s in found.sentences}
    assert labels["Is it worth the money?"] == "question"
    assert labels["Read more: How line 3 was built"] == "furniture"
    assert not [
        one for one in found.proposals if one.exact in ("Is it worth the money?", "Read more: How line 3 was built")
    ]


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(), max_size=300) | st.just("\ud800 fell by 4 per cent") | st.just("\x00" * 50))
def test_any_text_gets_a_score(scorer: CombinedScorer, text: str) -> None:
    assert 0 <= score_sentence(text, scorer) <= 1


@pytest.mark.parametrize("broken", ["another model", None])
def test_another_file_is_not_used(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, broken: str | None) -> None:
    """A file that is missing or was changed is not trusted: cues alone, and the page says so."""
    path = tmp_path / "scorer.int8.onnx"
    if broken:
        path.write_text(broken)
    monkeypatch.setattr(transformer, "MODEL", path)
    transformer.load.cache_clear()
    try:
        assert best() is CUES
        assert detect(STORY, read_text(STORY).blocks).notices == ("basic_detector",)
    finally:
        monkeypatch.undo()
        transformer.load.cache_clear()
