"""A claim said again elsewhere: checked once, shown in every place, and taken apart again when it was not the same."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from claims.actions.anchoring import put, retire
from claims.actions.locking import expect_version, lock_claim, touch
from claims.models import Claim
from claims.permissions import can_merge
from claims.states import ClaimState
from claims.vocabulary import DismissReason
from factdesk.core.audit import Action, record
from factdesk.core.errors import Refused
from factdesk.core.models import User
from factdesk.core.permissions import require


@transaction.atomic
def merge(*, claim_id: int, actor: User, seen: int, into: int) -> Claim:
    """This claim says the same as claim number `into`: its places become places of that one.

    It is set aside as a duplicate and keeps its number, its words and its evidence; `reopen` takes it apart again.
    """
    claim = lock_claim(claim_id, actor=actor)
    other = Claim.objects.select_for_update(no_key=True).filter(article=claim.article, number=into).first()
    if other is not None and claim.merged_into_id == other.pk:
        return claim
    expect_version(claim, seen, actor=actor)
    require(can_merge(actor, claim, list(claim.merged.order_by("number"))))
    other = _expect_taker(claim, other, into)
    here = claim.article.head
    taken = {(place.start, place.end) for place in other.anchors.standing().filter(version=here)}
    lent = [
        put(other, here, (place.start, place.end), primary=False, lent_by=claim)
        for place in claim.anchors.standing().filter(version=here)
        if (place.start, place.end) not in taken
    ]
    before = claim.state
    touch(claim, "dismiss", dismiss_reason=DismissReason.DUPLICATE, merged_into=other)
    touch(other)
    places = [[place.start, place.end] for place in lent]
    changes = {"number": other.number, "into": other.pk, "from": before}
    record(Action.CLAIM_MERGED, claim, actor=actor, changes=changes)
    record(
        Action.PLACES_TAKEN_OVER,
        other,
        actor=actor,
        changes={"number": claim.number, "of": claim.pk, "anchors": [place.pk for place in lent], "at": places},
    )
    return claim


def give_back(claim: Claim, *, actor: User) -> None:
    """The claim stands by itself again: what it lent is its own. Part of `reopen`, in its transaction."""
    other = claim.merged_into
    if other is None:
        return
    other = Claim.objects.select_for_update(no_key=True).get(pk=other.pk)
    other.article = claim.article
    retired = retire(other.anchors.standing().filter(lent_by=claim))
    claim.merged_into = None
    claim.save(update_fields=["merged_into"])
    touch(other)
    record(
        Action.PLACES_GIVEN_BACK,
        other,
        actor=actor,
        changes={"number": claim.number, "of": claim.pk, "retired": retired},
    )


def _expect_taker(claim: Claim, other: Claim | None, number: int) -> Claim:
    """The other claim, if it can take this one's places; otherwise what to do instead."""
    if other is None:
        raise Refused({"into": _("There is no claim %(number)d in this article.") % {"number": number}})
    if other.pk == claim.pk:
        raise Refused({"into": _("That is this claim. Give the number of the other one.")})
    if other.merged_into is not None:
        numbers = {"number": number, "other": other.merged_into.number}
        raise Refused(
            {"into": _("Claim %(number)d was merged into claim %(other)d. Give that number instead.") % numbers}
        )
    if other.state == ClaimState.WITHDRAWN:
        raise Refused({"into": _("The words of claim %(number)d were cut from the text.") % {"number": number}})
    if other.state == ClaimState.DISMISSED:
        raise Refused({"into": _("Claim %(number)d was dismissed. Reopen it first.") % {"number": number}})
    other.article = claim.article
    return other
