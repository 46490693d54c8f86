"""How desks and people come to be."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from factdesk.core.audit import Action, record
from factdesk.core.errors import Refused
from factdesk.core.models import Desk, Membership, Role, SecondReadRule, User
from factdesk.core.permissions import can_set_rules, require


@transaction.atomic
def create_desk(*, name: str, actor: User) -> Desk:
    """A new desk, empty, that nobody sees yet."""
    if Desk.objects.filter(name__iexact=name).exists():
        raise Refused({"name": _("There is a desk of that name already.")})
    desk = Desk.objects.create(name=name)
    record(Action.DESK_CREATED, desk, actor=actor)
    return desk


@transaction.atomic
def use_model_endpoint(*, desk_id: int, on: bool, actor: User) -> Desk:
    """Let the operator's language model read this desk's articles, or no longer. Nothing is sent by this itself."""
    desk = Desk.objects.select_for_update(no_key=True).get(pk=desk_id)
    if desk.uses_model_endpoint != on:
        desk.uses_model_endpoint = on
        desk.save(update_fields=["uses_model_endpoint"])
        record(Action.MODEL_ENDPOINT_SET, desk, actor=actor, changes={"on": on})
    return desk


@dataclass(frozen=True)
class Rules:
    """What a desk asks of its verdicts and sign-offs."""

    second_read: SecondReadRule = SecondReadRule.NONE
    blind_second_read: bool = False
    decides_alone: bool = False
    demands_coverage: bool = False

    @classmethod
    def of(cls, desk: Desk) -> Rules:
        return cls(SecondReadRule(desk.second_read), desk.blind_second_read, desk.decides_alone, desk.demands_coverage)


@transaction.atomic
def set_rules(*, desk_id: int, rules: Rules, actor: User) -> Desk:
    """From now on the desk works by these rules. What was decided by others stays decided."""
    desk = Desk.objects.select_for_update(no_key=True).get(pk=desk_id)
    before = Rules.of(desk)
    require(can_set_rules(actor, desk))
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
    if user is None:
        user = User.objects.create_user(email=email, name=name, password=password)
    membership, _created = Membership.objects.update_or_create(desk=desk, user=user, defaults={"role": role})
    record(Action.MEMBER_ADDED, desk, actor=actor, changes={"user": user.pk, "role": membership.role})
    return user
