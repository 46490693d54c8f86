"""How a state may move: one table per model, for the buttons, the database trigger and the documents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from factdesk.core.errors import Conflict


@dataclass(frozen=True)
class Move:
    """One way on: from any of `sources` to `target`, and what makes it so."""

    name: str
    sources: tuple[str, ...]
    target: str


@dataclass(frozen=True)
class Flow:
    """All the moves one model's state can make."""

    moves: tuple[Move, ...]

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Every (from, to) the database lets through."""
        yield from {(source, move.target) for move in self.moves for source in move.sources}

    def allows(self, name: str, state: str) -> bool:
        return state in self._move(name).sources

    def after(self, name: str, state: str) -> str:
        """The state that the move leads to; Conflict when it cannot start from here."""
        move = self._move(name)
        if state not in move.sources:
            raise Conflict.illegal(name, state)
        return move.target

    def _move(self, name: str) -> Move:
        return next(move for move in self.moves if move.name == name)
