"""A person's second factor: setting it up, giving its codes, and taking it away."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from factdesk.core import codes
from factdesk.core.audit import Action, record
from factdesk.core.errors import Conflict, Missing, Refused
from factdesk.core.models import Membership, SecondFactor, User
from factdesk.core.people import can_reset_factor
from factdesk.core.permissions import Decision, require
from factdesk.core.sealing import Unopenable, keyring

TRIES = 5
WAIT, LONGEST_WAIT = dt.timedelta(minutes=5), dt.timedelta(hours=1)


def seal_secret(secret: bytes, *, user_id: int) -> bytes:
    return keyring().seal(secret.hex(), purpose=f"second factor {user_id}")


def open_secret(sealed: bytes, *, user_id: int) -> bytes:
    return bytes.fromhex(keyring().open(sealed, purpose=f"second factor {user_id}"))


@transaction.atomic
def set_up_factor(*, actor: User, secret: bytes, code: str) -> tuple[SecondFactor, list[str]]:
    """From now on this person signs in with a code too. Returns the recovery codes, which nothing keeps in words."""
    User.objects.select_for_update(no_key=True).get(pk=actor.pk)
    if SecondFactor.objects.filter(user=actor).exists():
        raise Conflict(_("You have a second factor already. Take it away first."))
    step = codes.step_of(secret, code)
    if step is None:
        raise Refused({"code": _("That is not the code that the app shows now. Is the clock of your phone right?")})
    plain = codes.new_recovery_codes()
    factor = SecondFactor.objects.create(
        user=actor,
        sealed=seal_secret(secret, user_id=actor.pk),
        last_step=step,
        recovery=[codes.recovery_hash(each, user_id=actor.pk) for each in plain],
    )
    record(Action.FACTOR_SET, actor, actor=actor, changes={"factor": factor.pk})
    return factor, plain


@transaction.atomic
def check_code(*, user_id: int, code: str) -> bool:
    """Whether it is the app's code of now or an unused recovery code. A right one is used up by this.

    After five wrong ones in a row even a right one is refused for a while, longer each time.
    """
    factor = SecondFactor.objects.select_for_update().select_related("user").filter(user=user_id).first()
    if factor is None or is_shut(factor):
        return False
    try:
        secret = open_secret(bytes(factor.sealed), user_id=user_id)
    except Unopenable:  # the key was changed without resealing; whoever runs the desk lets them in again
        return False
    step = codes.step_of(secret, code, after=factor.last_step)
    hashed = codes.recovery_hash(code, user_id=user_id)
    if step is None and hashed not in factor.recovery:
        factor.wrong, factor.wrong_at = factor.wrong + 1, timezone.now()
        factor.save(update_fields=["wrong", "wrong_at"])
        return False
    factor.wrong, factor.wrong_at = 0, None
    if step is not None:
        factor.last_step = step
    else:
        factor.recovery = [each for each in factor.recovery if each != hashed]
        left = {"factor": factor.pk, "left": len(factor.recovery)}
        record(Action.RECOVERY_CODE_USED, factor.user, actor=factor.user, changes=left)
    factor.save(update_fields=["wrong", "wrong_at", "last_step", "recovery"])
    return True


def is_shut(factor: SecondFactor) -> bool:
    """Whether so many wrong codes came that none is looked at for now."""
    if factor.wrong_at is None or factor.wrong == 0 or factor.wrong % TRIES:
        return False
    doubled = min(factor.wrong // TRIES - 1, 10)
    return timezone.now() < factor.wrong_at + min(WAIT * (1 << doubled), LONGEST_WAIT)


@transaction.atomic
def make_recovery_codes(*, actor: User, proved: Decision) -> list[str]:
    """New ones; the old ones end."""
    factor = _held(actor.pk)
    require(proved)
    plain = codes.new_recovery_codes()
    factor.recovery = [codes.recovery_hash(each, user_id=actor.pk) for each in plain]
    factor.save(update_fields=["recovery"])
    record(Action.RECOVERY_CODES_MADE, actor, actor=actor, changes={"factor": factor.pk})
    return plain


@transaction.atomic
def remove_factor(*, actor: User, proved: Decision) -> None:
    """Take the own one away, for a new phone. `proved`: password and code were given just now."""
    factor = _held(actor.pk)
    require(proved)
    record(Action.FACTOR_REMOVED, actor, actor=actor, changes={"factor": factor.pk})
    factor.delete()


@transaction.atomic
def reset_factor(*, membership_id: int, actor: User, proved: Decision) -> Membership:
    """Take a colleague's away who lost phone and recovery codes. Their open sign-ins end by it."""
    membership = (
        Membership.objects.select_related("user", "desk").filter(pk=membership_id, desk__in=[*actor.roles]).first()
    )
    if membership is None:
        raise Missing
    factor = _held(membership.user_id)
    require(can_reset_factor(actor, membership))
    require(proved)
    changes = {"user": membership.user_id, "factor": factor.pk}
    record(Action.FACTOR_RESET, membership.desk, actor=actor, changes=changes)
    factor.delete()
    return membership


@transaction.atomic
def reseal_factor(*, factor_id: int) -> bool:
    """Seal the secret with the newest key. Whether there was anything to do."""
    factor = SecondFactor.objects.select_for_update(no_key=True).get(pk=factor_id)
    if keyring().is_newest(bytes(factor.sealed)):
        return False
    secret = open_secret(bytes(factor.sealed), user_id=factor.user_id)
    factor.sealed = seal_secret(secret, user_id=factor.user_id)
    factor.save(update_fields=["sealed"])
    return True


def _held(user_id: int) -> SecondFactor:
    factor = SecondFactor.objects.select_for_update().filter(user=user_id).first()
    if factor is None:
        raise Conflict(_("There is no second factor any more. Load the page again."))
    return factor
