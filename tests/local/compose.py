"""docker-compose.yml as Compose would read it: anchors merged, ${...} filled from an empty environment."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]
HOST = "desk.test"

Service = dict[str, Any]


def fill(part: Any) -> Any:
    """`${NAME:-default}` becomes its default, `${NAME:?why}` the host of the tests; Compose fills parsed text too."""
    if isinstance(part, dict):
        return {name: fill(value) for name, value in part.items()}
    if isinstance(part, list):
        return [fill(value) for value in part]
    if isinstance(part, str):
        part = re.sub(r"\$\{\w+:-([^}]*)\}", r"\1", part)
        return re.sub(r"\$\{\w+:\?[^}]*\}", HOST, part)
    return part


COMPOSE: dict[str, Any] = fill(yaml.safe_load((ROOT / "docker-compose.yml").read_text()))


def services() -> dict[str, Service]:
    return dict(COMPOSE["services"])


def words_of(name: str, **elsewhere: str) -> list[str]:
    """A service's command as its container runs it, with some words for this machine put in their place."""
    service = services()[name]
    return [moved(word, elsewhere) for word in [*service.get("entrypoint", []), *service["command"]]]


def check_of(name: str, **elsewhere: str) -> list[str]:
    """A service's health check as a command."""
    kind, *words = services()[name]["healthcheck"]["test"]
    return [moved(word, elsewhere) for word in (["sh", "-c", *words] if kind == "CMD-SHELL" else words)]


def moved(word: str, elsewhere: dict[str, str]) -> str:
    word = word.replace("$$", "$")
    for here, there in elsewhere.items():
        assert here
        word = word.replace(here, there)
    return word
