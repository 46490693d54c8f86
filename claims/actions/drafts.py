"""Keeping what a person has typed and not saved, for as long as it is of use."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from claims.drafts import form_of, keepable
from claims.models import Claim, Draft, Presence
from claims.permissions import is_checker
from claims.presence import LEASE
from factdesk.core.errors import Missing, Refused
from factdesk.core.models import User
from factdesk.core.permissions import require

KEPT_FOR = dt.timedelta(days=30)
MOST = 100_000  # characters in one draft; a form's own fields refuse far less


@transaction.atomic
def keep_draft(*, claim_id: int, actor: User, form: str, sent: Mapping[str, str]) -> Draft | None:
    """Keep what stands in a form, in the place of what was kept before; None when nothing is left to keep.

    A person's own scratch paper: it changes nothing on the claim, takes no lock on it and leaves no audit line.
    """
    _require_desk(claim_id, actor)
    kind = form_of(form)
    if kind is None:
        raise Refused({"form": _("This form keeps no draft.")})
    data = keepable(kind, sent)
    if sum(map(len, data.values())) > MOST:
        raise Refused({"form": _("This is too long to be kept as a draft.")})
    if not data:
        forget_draft(claim_id=claim_id, actor=actor, form=form)
        return None
    draft = Draft(user=actor, claim_id=claim_id, form=form, data=data, saved_at=timezone.now())
    Draft.objects.bulk_create(
        [draft], update_conflicts=True, unique_fields=["user", "claim", "form"], update_fields=["data", "saved_at"]
    )
    return draft


@transaction.atomic
def discard_draft(*, claim_id: int, actor: User, form: str) -> None:
    """Throw away what the person left in a form."""
    _require_desk(claim_id, actor)
    forget_draft(claim_id=claim_id, actor=actor, form=form)


def forget_draft(*, claim_id: int, actor: User, form: str) -> None:
    """The form was saved: its words are in the desk's hands now. Part of that save's transaction."""
    Draft.objects.filter(user=actor, claim_id=claim_id, form=form).delete()


@transaction.atomic
def tidy() -> tuple[int, int]:
    """Take away drafts nobody came back to, and people who left; how many of each."""
    now = timezone.now()
    drafts, _of = Draft.objects.filter(saved_at__lt=now - KEPT_FOR).delete()
    gone, _of = Presence.objects.filter(seen_at__lt=now - LEASE).delete()
    return drafts, gone


def _require_desk(claim_id: int, actor: User) -> None:
    claim = Claim.objects.visible_to(actor).select_related("article").filter(pk=claim_id).first()
    if claim is None:
        raise Missing
    require(is_checker(actor, claim.article))
