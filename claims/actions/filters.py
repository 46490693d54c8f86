"""Ways to look at the queue that a person keeps. Nobody else's work hangs on them, so no trail is written."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from claims.models import SavedFilter
from factdesk.core.errors import Missing, Refused
from factdesk.core.models import User

MOST = 30


@transaction.atomic
def save_filter(*, actor: User, name: str, query: str) -> SavedFilter:
    """Keep it under this name; a name used before is this filter's from now on."""
    User.objects.select_for_update(no_key=True).get(pk=actor.pk)
    own = SavedFilter.objects.filter(user=actor)
    if own.exclude(name=name).count() >= MOST:
        raise Refused({"name": _("You keep %(n)d filters. Delete one first.") % {"n": MOST}})
    kept, _created = SavedFilter.objects.update_or_create(user=actor, name=name, defaults={"query": query})
    return kept


@transaction.atomic
def delete_filter(*, filter_id: int, actor: User) -> None:
    """An own one; of others' nobody knows."""
    deleted, _models = SavedFilter.objects.filter(pk=filter_id, user=actor).delete()
    if not deleted:
        raise Missing
