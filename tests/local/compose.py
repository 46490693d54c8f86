"""docker-compose.yml as Compose would read it: anchors merged, ${...} filled from an empty environment."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]
HOST = "desk.test"

Service = dict[str, Any]


def fill(text: str) -> str:
    """`${NAME:-default}` becomes its default and `${NAME:?why}` the host of the tests."""
    text = re.sub(r"\$\{\w+:-([^}]*)\}", r"\1", text)
    return re.sub(r"\$\{\w+:\?[^}]*\}", HOST, text)


COMPOSE: dict[str, Any] = yaml.safe_load(fill((ROOT / "docker-compose.yml").read_text()))


def services() -> dict[str, Service]:
    return dict(COMPOSE["services"])


def plain(word: str) -> str:
    """One word of a command as the container gets it."""
    return word.replace("$$", "$")
