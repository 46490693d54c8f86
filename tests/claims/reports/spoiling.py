"""Every text of a digest, and the same digest with other text in each place that holds one."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from typing import Any

from claims.reports.digest import Digest

CODES = {
    ("Status", "code"),
    ("Stretch", "kind"),
    ("Run", "kind"),
    ("Fact", "what"),
    ("Digest", "edition"),
    ("Digest", "language"),
}
ELSEWHERE = {("MustRead", "code"), ("Digest", "sha256")}
"""Said in another place: on the sheet, in the head."""


def texts(value: object) -> Iterator[str]:
    """Every text that a reader is to see."""
    for text, _put in _walk(value, lambda text: text):
        if text.strip():
            yield text


def spoil(one: Digest, payload: str) -> tuple[Digest, list[str]]:
    """The same digest with the payload in every text, each with a number of its own."""
    put: list[str] = []

    def spoiled(_text: str) -> str:
        put.append(f"{payload} q{len(put)}q")
        return put[-1]

    return _mapped(one, spoiled), put


def _mapped(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, tuple):
        return tuple(_mapped(one, change) for one in value)
    if isinstance(value, dict):
        return {key: _mapped(one, change) for key, one in value.items()}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        names = [field.name for field in dataclasses.fields(value)]
        kept = {name for kind, name in CODES | ELSEWHERE if kind == type(value).__name__} | {"strip"}
        return dataclasses.replace(
            value, **{name: _mapped(getattr(value, name), change) for name in names if name not in kept}
        )
    return value


def _walk(value: Any, change: Callable[[str], str]) -> list[tuple[str, str]]:
    seen: list[tuple[str, str]] = []

    def note(text: str) -> str:
        seen.append((text, change(text)))
        return text

    _mapped(value, note)
    return seen
