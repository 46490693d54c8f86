"""Reading who works on a desk, and what the person in front of the page may do about each."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from factdesk.core.errors import Missing
from factdesk.core.models import Desk, Membership, Role, User
from factdesk.core.people import GIVEN_BY_EDITORS, can_change, can_manage, can_reset_factor, can_start_again
from factdesk.core.permissions import Decision, require


@dataclass(frozen=True)
class Line:
    """One person. Each decision brings the reason of its no."""

    membership: Membership
    change: Decision
    start_again: Decision
    reset: Decision
    roles: tuple[tuple[str, str], ...]
    has_started: bool
    has_factor: bool


def managed_desk(user: User, desk_id: int) -> Desk:
    """Missing for other desks; Denied for who works on it and is no editor."""
    desk = Desk.objects.filter(pk=desk_id, pk__in=[*user.roles]).first()
    if desk is None:
        raise Missing
    require(can_manage(user, desk_id))
    return desk


def desks_edited_by(user: User) -> list[Desk]:
    edited = [desk_id for desk_id, role in user.roles.items() if role == Role.EDITOR]
    return list(Desk.objects.filter(pk__in=edited).order_by("name"))


def roster(user: User, desk: Desk) -> list[Line]:
    """Everybody on the desk, editors first; in two queries, however many they are."""
    rank = {role: place for place, role in enumerate(Role.values)}
    rows = Membership.objects.filter(desk=desk).select_related("user__second_factor")
    memberships = sorted(rows, key=lambda row: (rank[row.role], row.user.name.casefold()))
    roles: dict[int, dict[int, str]] = defaultdict(dict)
    elsewhere = Membership.objects.filter(user__in=[row.user_id for row in memberships])
    for user_id, desk_id, role in elsewhere.values_list("user", "desk", "role"):
        roles[user_id][desk_id] = role
    editors = sum(row.role == Role.EDITOR and row.user.is_active for row in memberships)
    for row in memberships:
        row.user.roles = roles[row.user_id]
    return [_line(user, row, editors=editors) for row in memberships]


def _line(user: User, membership: Membership, *, editors: int) -> Line:
    others = tuple((role.value, str(role.label)) for role in GIVEN_BY_EDITORS if role != membership.role)
    return Line(
        membership=membership,
        change=can_change(user, membership, editors=editors),
        start_again=can_start_again(user, membership),
        reset=can_reset_factor(user, membership),
        roles=others,
        has_started=membership.user.has_usable_password(),
        has_factor=hasattr(membership.user, "second_factor"),
    )
