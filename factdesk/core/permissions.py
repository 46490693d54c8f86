"""A yes, or a no with its reason: what every `can_*` predicate returns."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from factdesk.core.errors import Denied, Text
from factdesk.core.models import Desk, Role, User


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


def can_set_rules(user: User, desk: Desk) -> Decision:
    """What the desk asks of its verdicts: an editor of the desk, or the operator's own command."""
    if user.is_system or user.role_on(desk.pk) == Role.EDITOR:
        return ALLOWED
    return refused(_("Editors of the desk set its rules."))
