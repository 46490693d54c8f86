"""The house rules that a machine can check."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
APPS = ("factdesk", "articles", "claims")
PURE = ("articles/extract", "claims/detect", "claims/carry")
MAY_TRANSLATE = {"django.utils.translation"}


def modules(*folders: str) -> list[Path]:
    found = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]
    return [path for path in found if "migrations" not in path.parts]


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


@pytest.mark.parametrize("path", modules(*APPS, "tests", "bench"), ids=lambda path: str(path.relative_to(ROOT)))
def test_rooms_stay_small(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= 400


@pytest.mark.parametrize("path", modules(*PURE), ids=lambda path: str(path.relative_to(ROOT)))
def test_pure_cores_use_nothing_of_django_but_its_words(path: Path) -> None:
    django = {name for name in imported(path) if name.split(".")[0] == "django"}
    assert django <= MAY_TRANSLATE


def test_nothing_rings_before_its_row_is_there() -> None:
    """A bare `.delay(` inside a transaction lets the worker look for a row that is not there yet."""
    bare = re.compile(r"\.(delay|apply_async|send_task)\(")
    ringing = [path.relative_to(ROOT).as_posix() for path in modules(*APPS) if bare.search(path.read_text())]
    assert ringing == ["factdesk/core/jobs.py"]


def test_people_and_their_work_are_never_deleted_by_cascade() -> None:
    models = [path for path in modules(*APPS) if "models" in path.as_posix()]
    assert not [path for path in models if "CASCADE" in path.read_text()]


@pytest.mark.parametrize(
    "path", sorted((ROOT / "templates").rglob("*.html")), ids=lambda path: str(path.relative_to(ROOT))
)
def test_templates_are_small_and_carry_no_script_or_style(path: Path) -> None:
    text = path.read_text()
    assert len(text.splitlines()) <= 80
    assert not re.search(r"\son\w+=|\bstyle=|hx-on|javascript:|<script(?![^>]*\bsrc=)", text)
    # The exported report is one file; its style is inside it, and that file is only ever a download.
    assert "<style" not in text or "embedded_css" in text


def test_nothing_is_fetched_from_elsewhere() -> None:
    served = [
        *(ROOT / "templates").rglob("*.html"),
        *(ROOT / "static").rglob("*.css"),
        *(ROOT / "static").rglob("*.js"),
    ]
    outside = [
        path for path in served if re.search(r"(src|href)=[\"']https?:|url\([\"']?https?:|@import", path.read_text())
    ]
    assert outside == []
