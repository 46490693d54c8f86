"""A reply as it came, read into plain values: nothing in it is believed yet."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from claims.detect.result import ClaimType

_OPENINGS = 50
_MOST_CLAIMS = 400
_MIDDLE = 50


class BadReply(Exception):
    """The reply is not the JSON that was asked for."""


@dataclass(frozen=True, slots=True)
class Said:
    """One claim in the model's words. `sid` is -1 where it gave no number of a sentence."""

    sid: int
    quote: str
    type: ClaimType | None
    attributed_to: str
    hedges: tuple[str, ...]
    standalone: str
    checkworthiness: int


def read_reply(reply: str) -> list[Said]:
    """The claims of a reply: of the JSON it is, or of the first {...} in it that has claims.

    What it skipped is not read: asking for it makes a model go through every sentence, and that is all it is for.
    """
    for found in _objects(reply):
        claims = found.get("claims")
        if isinstance(claims, list):
            return [_said(claim) for claim in claims[:_MOST_CLAIMS]]
    raise BadReply


def _objects(reply: str) -> Iterator[dict[str, Any]]:
    decoder = json.JSONDecoder()
    at = reply.find("{")
    for _ in range(_OPENINGS):
        if at < 0:
            return
        try:
            found, end = decoder.raw_decode(reply, at)
        except (ValueError, RecursionError):
            at = reply.find("{", at + 1)
            continue
        if isinstance(found, dict):
            yield found
        at = reply.find("{", end)


def _said(claim: object) -> Said:
    told = claim if isinstance(claim, dict) else {}
    hedges = told.get("hedges")
    return Said(
        sid=_whole(told.get("sid"), -1),
        quote=_words(told.get("quote")),
        type=_kind(told.get("type")),
        attributed_to=_words(told.get("attributed_to")),
        hedges=tuple(filter(None, map(_words, hedges))) if isinstance(hedges, list) else (),
        standalone=_words(told.get("standalone")),
        checkworthiness=_whole(told.get("checkworthiness"), _MIDDLE),
    )


def _words(value: object) -> str:
    """A string without blanks at its edges; some models write "null" where they mean none."""
    if not isinstance(value, str) or value.strip().lower() in ("null", "none"):
        return ""
    return value.strip()


def _whole(value: object, otherwise: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return otherwise
    try:
        return int(value)
    except (ValueError, OverflowError):  # NaN, Infinity
        return otherwise


def _kind(value: object) -> ClaimType | None:
    return next((kind for kind in ClaimType if kind == value), None)
