"""Who works on a desk: adding, giving another role, taking off. Each with a line on the desk's chain."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from factdesk.core.audit import Action, record
from factdesk.core.errors import Missing, Refused
from factdesk.core.leaving import leave
from factdesk.core.models import Desk, Membership, Role, User
from factdesk.core.people import can_change, can_give_role, can_manage, can_start_again
from factdesk.core.permissions import require

CHECKERS = (Role.EDITOR, Role.REVIEWER)


@dataclass(frozen=True)
class Admitted:
    membership: Membership
    is_new: bool
    """The account came to be by this: the person has no password yet."""


@transaction.atomic
def admit(*, desk_id: int, actor: User, email: str, name: str, role: Role) -> Admitted:
    """Put somebody on the desk. A known e-mail keeps its account, name and password, and no more is said of it."""
    desk = _held_desk(desk_id, actor=actor)
    require(can_give_role(actor, desk_id, role))
    user = User.objects.filter(email=email.lower(), is_system=False).first()
    if user is not None and Membership.objects.filter(desk=desk, user=user).exists():
        raise Refused({"email": _("This person is on the desk. Their role is in the list.")})
    person = user or User.objects.create_user(email=email, name=name)
    membership = Membership.objects.create(desk=desk, user=person, role=role)
    changes = {"user": person.pk, "role": str(role), "from": None}
    record(Action.MEMBER_ADDED, desk, actor=actor, changes=changes)
    return Admitted(membership, is_new=user is None)


@transaction.atomic
def give_role(*, membership_id: int, actor: User, role: Role) -> int:
    """Another role, at once. How many claims wait for somebody else by it."""
    membership = _held_membership(membership_id, actor=actor)
    if membership.role == role:
        return 0
    require(can_give_role(actor, membership.desk_id, role))
    require(can_change(actor, membership, editors=editors_of(membership.desk_id)))
    changes = {"user": membership.user_id, "from": membership.role, "to": str(role)}
    freed = 0
    if role not in CHECKERS:
        freed = leave(desk_id=membership.desk_id, user_id=membership.user_id, actor=actor)
    membership.role = role
    membership.save(update_fields=["role"])
    record(Action.ROLE_CHANGED, membership.desk, actor=actor, changes=changes)
    return freed


@transaction.atomic
def take_off(*, membership_id: int, actor: User) -> int:
    """Off the desk with their next request. What they wrote stays. How many claims wait for somebody else by it."""
    membership = _held_membership(membership_id, actor=actor)
    require(can_change(actor, membership, editors=editors_of(membership.desk_id)))
    freed = leave(desk_id=membership.desk_id, user_id=membership.user_id, actor=actor)
    changes = {"user": membership.user_id, "from": membership.role, "to": None}
    record(Action.MEMBER_REMOVED, membership.desk, actor=actor, changes=changes)
    membership.delete()
    return freed


@transaction.atomic
def start_again(*, membership_id: int, actor: User) -> Membership:
    """Make the earlier start link void, so that there can be another."""
    membership = _held_membership(membership_id, actor=actor)
    person = User.objects.select_for_update(no_key=True).get(pk=membership.user_id)
    membership.user = person
    require(can_start_again(actor, membership))
    person.set_unusable_password()  # by chance anew each time, and links stand on it
    person.save(update_fields=["password"])
    record(Action.START_LINK_ISSUED, membership.desk, actor=actor, changes={"user": person.pk})
    return membership


def editors_of(desk_id: int) -> int:
    return Membership.objects.filter(desk=desk_id, role=Role.EDITOR, user__is_active=True).count()


def _held_desk(desk_id: int, *, actor: User) -> Desk:
    """One change of people at a time on a desk. Of another desk not even the number is known."""
    desk = Desk.objects.filter(pk=desk_id).first()
    if desk is None or (not actor.is_system and actor.role_on(desk_id) is None):
        raise Missing
    # Not the desk itself: others hold that after an article, and freeing claims holds articles after this.
    list(Membership.objects.select_for_update().filter(desk=desk).order_by("pk").values_list("pk"))
    require(can_manage(actor, desk_id))
    return desk


def _held_membership(membership_id: int, *, actor: User) -> Membership:
    desk_id = Membership.objects.filter(pk=membership_id).values_list("desk_id", flat=True).first()
    if desk_id is None:
        raise Missing
    desk = _held_desk(desk_id, actor=actor)
    membership = Membership.objects.select_related("user").filter(pk=membership_id).first()
    if membership is None:
        raise Missing
    membership.desk = desk
    return membership
