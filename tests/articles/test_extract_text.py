"""The text of files from the terminal: one file for a person, lines of JSON for programs."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

STORY = "The bridge is shut\n\nBy Ann Lee\n\nThe bridge in Velmar has been shut since Monday, the mayor said.\n"


def lines(monkeypatch: pytest.MonkeyPatch, *asked: dict[str, Any]) -> list[dict[str, Any]]:
    out = io.StringIO()
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(json.dumps(one) + "\n" for one in asked)))
    call_command("extract_text", jsonl=True, stdout=out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_each_line_in_has_its_line_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    story, empty = tmp_path / "story.txt", tmp_path / "empty.txt"
    story.write_text(STORY)
    empty.write_text("")
    first, second, third = lines(
        monkeypatch,
        {"id": 1, "file": str(story), "url": ""},
        {"id": 2, "file": str(empty)},
        {"id": 3, "file": str(tmp_path / "none.txt")},
    )
    assert first["id"] == 1
    assert first["title"] == "The bridge is shut"
    assert first["byline"] == "Ann Lee"
    assert first["paragraphs"] == [
        "The bridge is shut",
        "By Ann Lee",
        "The bridge in Velmar has been shut since Monday, the mayor said.",
    ]
    assert first["text"] == STORY.strip()
    assert second == {"id": 2, "error": "empty"}
    assert third["id"] == 3
    assert "error" in third


def test_a_file_is_printed_as_it_was_read(tmp_path: Path) -> None:
    story = tmp_path / "story.txt"
    story.write_text(STORY)
    out = io.StringIO()
    call_command("extract_text", str(story), stdout=out)
    assert out.getvalue().strip() == STORY.strip()


def test_it_asks_for_a_file_or_lines(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="Name a file"):
        call_command("extract_text")
    with pytest.raises(CommandError, match="No such file"):
        call_command("extract_text", str(tmp_path / "none.txt"))
