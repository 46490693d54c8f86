"""Who may do what with the people of a desk. Editors are made by whoever runs the desk, everybody else by them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from factdesk.core.models import Membership, Role, User
from factdesk.core.permissions import ALLOWED, Decision, refused

GIVEN_BY_EDITORS = (Role.REVIEWER, Role.OBSERVER)


def can_manage(user: User, desk_id: int) -> Decision:
    """See and change who works on the desk, and what leaves it."""
    if user.is_system or user.role_on(desk_id) == Role.EDITOR:
        return ALLOWED
    return refused(_("The editors of the desk look after its people."))


def can_give_role(user: User, desk_id: int, role: str) -> Decision:
    """Nobody makes editors here, themselves least of all."""
    if not (allowed := can_manage(user, desk_id)):
        return allowed
    if user.is_system or role in GIVEN_BY_EDITORS:
        return ALLOWED
    return refused(_("Whoever runs the desk makes editors."))


def can_change(user: User, membership: Membership, *, editors: int) -> Decision:
    """Give another role, or take the place away. `editors`: how many the desk has, this one counted."""
    if not (allowed := can_manage(user, membership.desk_id)):
        return allowed
    if membership.role != Role.EDITOR:
        return ALLOWED
    if not user.is_system and membership.user_id != user.pk:
        return refused(_("Whoever runs the desk changes the place of an editor. Each can give up their own."))
    if editors <= 1:
        return refused(_("The last editor of a desk stays. Whoever runs the desk can make another."))
    return ALLOWED


def can_start_again(user: User, membership: Membership) -> Decision:
    """Make a new link for somebody who has not started yet: a link is as good as their password."""
    if not (allowed := can_manage(user, membership.desk_id)):
        return allowed
    if membership.user.has_usable_password():
        return refused(_("They have a password. Whoever runs the desk lets in who forgot it."))
    return _all_theirs(user, membership)


def can_reset_factor(user: User, membership: Membership) -> Decision:
    if not (allowed := can_manage(user, membership.desk_id)):
        return allowed
    if membership.user_id == user.pk:
        return refused(_("Your own is taken away on your own page, with your password and a code."))
    return _all_theirs(user, membership)


def _all_theirs(user: User, membership: Membership) -> Decision:
    """Whoever opens an account opens it on every desk it works on."""
    if all(user.role_on(desk_id) == Role.EDITOR for desk_id in membership.user.roles):
        return ALLOWED
    return refused(_("Whoever runs the desk does this for them."))
