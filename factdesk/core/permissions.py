"""A yes, or a no with its reason: what every `can_*` predicate returns."""

from __future__ import annotations

from dataclasses import dataclass

from factdesk.core.errors import Denied, Text


@dataclass(frozen=True)
class Decision:
    """Truthy when allowed; otherwise the rule in words, shown beside the refused button."""

    allowed: bool
    reason: Text = ""

    def __bool__(self) -> bool:
        return self.allowed


ALLOWED = Decision(allowed=True)


def refused(reason: Text) -> Decision:
    return Decision(allowed=False, reason=reason)


def require(decision: Decision) -> None:
    """Go on, or raise the reason as Denied (403)."""
    if not decision:
        raise Denied(decision.reason)
