"""A yes, or a no with its reason: what every `can_*` predicate returns."""

from __future__ import annotations

import inspect
from dataclasses import dataclass

from factdesk.core.errors import Denied, Text


@dataclass(frozen=True)
class Decision:
    """Truthy when allowed; otherwise the rule in words, shown beside the refused button."""

    allowed: bool
    reason: Text = ""
    # The name of the predicate that said no, for the audit trail.
    rule: str = ""

    def __bool__(self) -> bool:
        return self.allowed


ALLOWED = Decision(allowed=True)


def refused(reason: Text) -> Decision:
    """No, and why. The predicate that says so is the rule: its name is what the audit trail calls it."""
    here = inspect.currentframe()
    rule = here.f_back.f_code.co_name if here and here.f_back else ""
    return Decision(allowed=False, reason=reason, rule=rule)


def require(decision: Decision) -> None:
    """Go on, or raise the reason as Denied (403)."""
    if not decision:
        raise Denied(decision.reason, rule=decision.rule)
