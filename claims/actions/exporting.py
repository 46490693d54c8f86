"""Taking everything out of a desk."""

from __future__ import annotations

from django.db import transaction

from claims.vocabulary import Profile
from factdesk.core.audit import Action, record
from factdesk.core.errors import Missing
from factdesk.core.models import Desk, User
from factdesk.core.people import can_manage
from factdesk.core.permissions import require


@transaction.atomic
def export_desk(*, desk_id: int, actor: User, profile: Profile, form: str) -> Desk:
    """Put on record that an editor takes out the reports of all articles, and in which form and profile.

    Comes before the first row is read: an export that breaks off has given away what it wrote until then.
    """
    desk = Desk.objects.select_for_update(no_key=True).filter(pk=desk_id).first()
    if desk is None or actor.role_on(desk_id) is None:
        raise Missing
    require(can_manage(actor, desk_id))
    record(Action.DESK_EXPORTED, desk, actor=actor, changes={"profile": str(profile), "form": form})
    return desk
