"""Keeping what a person has typed and not saved, for as long as it is of use."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from claims.drafts import Place, keepable, place_of
from claims.models import Claim, Comment, Draft, Presence, Thread
from claims.permissions import can_discuss, can_edit_comment, is_checker
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
    claim = _require_desk(claim_id, actor)
    place = place_of(form)
    if place is None:
        raise Refused({"form": _("This form keeps no draft.")})
    if place.is_talk:
        _require_voice(claim, actor, place)
    data = keepable(place.form, sent)
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


def _require_desk(claim_id: int, actor: User) -> Claim:
    claim = Claim.objects.visible_to(actor).select_related("article").filter(pk=claim_id).first()
    if claim is None:
        raise Missing
    require(is_checker(actor, claim.article))
    return claim


def _require_voice(claim: Claim, actor: User, place: Place) -> None:
    """Who may not write there leaves nothing there; of a thread that is not theirs people know nothing."""
    require(can_discuss(actor, claim))
    threads = Thread.objects.visible_to(actor).filter(claim=claim)
    if place.kind == "answer" and not threads.filter(pk=place.id).exists():
        raise Missing
    if place.kind == "edit":
        comment = Comment.objects.filter(pk=place.id, thread__in=threads).select_related("thread").first()
        if comment is None:
            raise Missing
        comment.thread.claim = claim
        require(can_edit_comment(actor, comment))
