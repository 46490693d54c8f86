"""How desks and people come to be."""

from __future__ import annotations

from dataclasses import asdict

from django.db import transaction
from django.utils.translation import gettext as _

from factdesk.core.actions.members import admit, give_role
from factdesk.core.audit import Action, record
from factdesk.core.errors import Missing, Refused
from factdesk.core.models import Desk, Membership, Role, User
from factdesk.core.people import can_manage
from factdesk.core.permissions import ALLOWED, Decision, require
from factdesk.core.rules import Rules


@transaction.atomic
def create_desk(*, name: str, actor: User) -> Desk:
    """A new desk, empty, that nobody sees yet."""
    if Desk.objects.filter(name__iexact=name).exists():
        raise Refused({"name": _("There is a desk of that name already.")})
    desk = Desk.objects.create(name=name)
    record(Action.DESK_CREATED, desk, actor=actor)
    return desk


@transaction.atomic
def use_model_endpoint(*, desk_id: int, on: bool, actor: User, proved: Decision = ALLOWED) -> Desk:
    """Let the operator's language model read this desk's articles, or no longer. Nothing is sent by this itself."""
    desk = _held(desk_id, actor, proved)
    if desk.uses_model_endpoint != on:
        desk.uses_model_endpoint = on
        desk.save(update_fields=["uses_model_endpoint"])
        record(Action.MODEL_ENDPOINT_SET, desk, actor=actor, changes={"on": on})
    return desk


def _held(desk_id: int, actor: User, proved: Decision) -> Desk:
    """The desk for a change that its editors make, with their password given again; or the operator's command."""
    desk = Desk.objects.select_for_update(no_key=True).filter(pk=desk_id).first()
    if desk is None or (not actor.is_system and actor.role_on(desk_id) is None):
        raise Missing
    require(can_manage(actor, desk_id))
    require(proved)
    return desk


@transaction.atomic
def set_rules(*, desk_id: int, rules: Rules, actor: User, proved: Decision = ALLOWED) -> Desk:
    """From now on the desk works by these rules. What was decided by others stays decided."""
    desk = _held(desk_id, actor, proved)
    before = Rules.of(desk)
    changed = {name: value for name, value in asdict(rules).items() if value != getattr(before, name)}
    if changed:
        for name, value in changed.items():
            setattr(desk, name, value)
        desk.save(update_fields=[*changed])
        was = {name: getattr(before, name) for name in changed}
        record(Action.RULES_SET, desk, actor=actor, changes={"from": was, "to": changed})
    return desk


@transaction.atomic
def add_member(*, desk: Desk, email: str, name: str, role: Role, password: str | None, actor: User) -> User:
    """Put a person on a desk, or give them another role there; a known e-mail keeps its account and password."""
    user = User.objects.filter(email__iexact=email, is_system=False).first()
    held = Membership.objects.filter(desk=desk, user=user).first() if user else None
    if held is not None:
        give_role(membership_id=held.pk, actor=actor, role=role)
        return held.user
    if user is None:
        user = User.objects.create_user(email=email, name=name, password=password)
    return admit(desk_id=desk.pk, actor=actor, email=user.email, name=name, role=role).membership.user
