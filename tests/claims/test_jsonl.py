"""Other programs ask line by line and get an answer to every line."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from claims.detect import CUES
from claims.jsonl import answers, proposals

STORY = "Tram line 4\r\n\r\n🙂 The line was closed in 1974, reportedly because it lost €2 million a year. Why?"


def ask(command: str, monkeypatch: pytest.MonkeyPatch, lines: str, **options: Any) -> list[dict[str, Any]]:
    monkeypatch.setattr("sys.stdin", io.StringIO(lines))
    out = io.StringIO()
    call_command(command, jsonl=True, proposer="cues", stdout=out, **options)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_offsets_are_code_points_of_the_text_as_it_was_given(monkeypatch: pytest.MonkeyPatch) -> None:
    (found,) = ask("propose_claims", monkeypatch, json.dumps({"id": "a", "text": STORY}))
    assert found["id"] == "a"
    assert (found["proposer"], found["version"]) == (CUES.name, CUES.version)
    (claim,) = found["claims"]
    assert STORY[claim["start"] : claim["end"]] == claim["text"]
    assert claim["hedges"] == ["reportedly"]
    assert [STORY[span["start"] : span["end"]] for span in claim["hedge_spans"]] == claim["hedges"]
    assert claim["type"] == claim["types"][0]
    assert all(isinstance(reason, str) for reason in claim["reasons"])
    assert {STORY[s["start"] : s["end"]]: s["label"] for s in found["sentences"]}["Why?"] == "question"
    assert all(block["start"] < block["end"] for block in found["blocks"])


def test_scores_and_thresholds(monkeypatch: pytest.MonkeyPatch) -> None:
    line = json.dumps({"id": 7, "text": "The tax rose 4 per cent in 2019."})
    (plain,) = ask("score_sentences", monkeypatch, line)
    assert set(plain) == {"id", "score"}
    (strict,) = ask("score_sentences", monkeypatch, line, threshold=0.99)
    assert (strict["score"], strict["proposed"]) == (plain["score"], False)
    (none,) = ask("propose_claims", monkeypatch, line, threshold=0.99)
    assert none["claims"] == []


def test_every_line_gets_an_answer_and_bad_ones_say_why(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = ["nonsense", "", json.dumps({"id": "x"}), json.dumps({"text": "It cost €4."}), json.dumps([1])]
    found = list(answers(lines, lambda text: proposals(text, CUES, None)))
    assert [row["id"] for row in found] == [1, 3, 4, 5]
    assert [row.get("error") for row in found] == [
        "Line 1 is not JSON.",
        'Line 3 needs a "text".',
        None,
        'Line 5 needs a "text".',
    ]
    with pytest.raises(CommandError, match="3 lines"):
        ask("propose_claims", monkeypatch, "\n".join(lines))


def test_lone_surrogates_and_nul_are_survived(monkeypatch: pytest.MonkeyPatch) -> None:
    (found,) = ask(
        "propose_claims", monkeypatch, '{"id": 1, "text": "It cost \\ud800 4 million euros in 2019.\\u0000"}'
    )
    assert found["claims"]
