"""A person's password: the first one, another one, and the way back for who is locked out."""

from __future__ import annotations

from django.db import transaction

from factdesk.core.audit import Action, record
from factdesk.core.models import SecondFactor, User


@transaction.atomic
def start(*, user_id: int, password: str) -> User:
    """The first password, by a start link. The link is used up by it."""
    user = User.objects.select_for_update(no_key=True).get(pk=user_id)
    user.set_password(password)
    user.save(update_fields=["password"])
    record(Action.STARTED, user, actor=user)
    return user


@transaction.atomic
def change_password(*, actor: User, password: str) -> User:
    """Another one. Every sign-in elsewhere ends, since each stands on the password it was made with."""
    user = User.objects.select_for_update(no_key=True).get(pk=actor.pk)
    user.set_password(password)
    user.save(update_fields=["password"])
    record(Action.PASSWORD_CHANGED, user, actor=user)
    return user


@transaction.atomic
def record_refusal(*, actor: User) -> None:
    """A wrong password or code for a step-up is on record, and counted."""
    record(Action.STEP_UP_REFUSED, actor, actor=actor)


@transaction.atomic
def let_in_again(*, user_id: int, actor: User) -> User:
    """By whoever runs the desk: no password, no second factor, an open account, and no sign-in left."""
    user = User.objects.select_for_update(no_key=True).get(pk=user_id, is_system=False)
    user.is_active = True
    user.set_unusable_password()
    user.save(update_fields=["is_active", "password"])
    SecondFactor.objects.filter(user=user).delete()
    record(Action.RECOVERED, user, actor=actor, changes={"user": user.pk})
    return user
