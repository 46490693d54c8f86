"""What a desk asks of its verdicts and sign-offs."""

from __future__ import annotations

from dataclasses import dataclass

from factdesk.core.models import Desk, SecondReadRule


@dataclass(frozen=True)
class Rules:
    """All of a desk's rules, as they are changed together."""

    second_read: SecondReadRule = SecondReadRule.NONE
    blind_second_read: bool = False
    decides_alone: bool = False
    demands_coverage: bool = False

    @classmethod
    def of(cls, desk: Desk) -> Rules:
        return cls(SecondReadRule(desk.second_read), desk.blind_second_read, desk.decides_alone, desk.demands_coverage)
