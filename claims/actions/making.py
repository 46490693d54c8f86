"""Claims that people make, and what they correct in any claim."""

from __future__ import annotations

from django.db import transaction

from claims.actions.anchoring import Taken, checked_span, expect_free, expect_text, next_number, put
from claims.actions.locking import accepting, expect_version, lock_article, lock_claim, touch
from claims.models import Claim
from claims.permissions import can_add, can_check
from claims.states import ClaimState
from claims.vocabulary import ClaimKind
from factdesk.core.audit import Action, record
from factdesk.core.models import AuditEntry, User
from factdesk.core.permissions import require


@transaction.atomic
def add_claim(
    *, article_id: int, actor: User, version: int, start: int, end: int, kind: ClaimKind, attributed_to: str = ""
) -> Claim:
    """Make a claim of marked words of the newest version, whose number is `version`. It is open work at once.

    Sent twice it is one claim; words that another claim stands on are Taken, and it is named.
    """
    article = lock_article(article_id, actor=actor)
    require(can_add(actor, article))
    text = expect_text(article, version)
    span = checked_span(text, start, end)
    try:
        expect_free(text, span)
    except Taken as error:
        if _just_made(error.claim, actor):
            return error.claim
        if error.claim.state == ClaimState.HELD:
            return _taken_up(error.claim, actor)
        raise
    claim = Claim.objects.create(
        article=article,
        number=next_number(article),
        state=ClaimState.OPEN,
        type=kind,
        types=[str(kind)],
        attributed_to=attributed_to,
    )
    anchor = put(claim, text, span)
    record(
        Action.CLAIM_ADDED,
        claim,
        actor=actor,
        changes={"version": version, "at": list(span), "anchors": [anchor.pk], "type": str(kind)},
    )
    return claim


@transaction.atomic
def edit_details(*, claim_id: int, actor: User, seen: int, kind: ClaimKind, attributed_to: str) -> Claim:
    """Correct what kind of claim it is, or who says it ("" is the paper's own voice). The offer stays on record."""
    claim = lock_claim(claim_id, actor=actor)
    if (claim.type, claim.attributed_to) == (kind, attributed_to):
        return claim
    expect_version(claim, seen, actor=actor)
    require(can_check(actor, claim))
    changes = {"type": [claim.type, str(kind)], "speaker": claim.attributed_to != attributed_to}
    touch(claim, accepting(claim), type=kind, attributed_to=attributed_to)
    record(Action.DETAILS_CHANGED, claim, actor=actor, changes=changes)
    return claim


def _taken_up(claim: Claim, actor: User) -> Claim:
    """The proposer had it and a narrower reach held it back: it is accepted, with its number and its reasons."""
    touch(claim, "offer")
    touch(claim, "accept")
    record(Action.CLAIM_ACCEPTED, claim, actor=actor)
    return claim


def _just_made(claim: Claim, actor: User) -> bool:
    """By this person, and untouched since: the same form sent twice."""
    entries = AuditEntry.objects.filter(object_type="claim", object_id=claim.pk)
    made = entries.filter(action=Action.CLAIM_ADDED, actor=actor).exists()
    return claim.lock_version == 0 and made
