"""How desks and people come to be."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from factdesk.core.audit import Action, record
from factdesk.core.errors import Refused
from factdesk.core.models import Desk, Membership, Role, User


@transaction.atomic
def create_desk(*, name: str, actor: User) -> Desk:
    """A new desk, empty, that nobody sees yet."""
    if Desk.objects.filter(name__iexact=name).exists():
        raise Refused({"name": _("There is a desk of that name already.")})
    desk = Desk.objects.create(name=name)
    record(Action.DESK_CREATED, desk, actor=actor)
    return desk


@transaction.atomic
def add_member(*, desk: Desk, email: str, name: str, role: Role, password: str | None, actor: User) -> User:
    """Put a person on a desk, or give them another role there; a known e-mail keeps its account and password."""
    user = User.objects.filter(email__iexact=email, is_system=False).first()
    if user is None:
        user = User.objects.create_user(email=email, name=name, password=password)
    membership, _created = Membership.objects.update_or_create(desk=desk, user=user, defaults={"role": role})
    record(Action.MEMBER_ADDED, desk, actor=actor, changes={"user": user.pk, "role": membership.role})
    return user
