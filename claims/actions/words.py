"""The words a claim stands on: set on others, or cut into several claims."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from articles.models import Version
from claims.actions.anchoring import checked_span, expect_free, expect_text, next_number, put, retire
from claims.actions.locking import accepting, current_anchor, expect_version, lock_claim, touch
from claims.models import Anchor, Claim
from claims.permissions import can_change_words
from claims.spans import Span, cut
from claims.states import ClaimState
from factdesk.core.audit import Action, record
from factdesk.core.errors import Refused
from factdesk.core.models import User
from factdesk.core.permissions import require


@transaction.atomic
def edit_span(*, claim_id: int, actor: User, seen: int, version: int, start: int, end: int) -> Claim:
    """Put the claim on other words. The old ones stay on record, and where the claim is said again moves along.

    Refused once something is recorded about the old words: it would speak of words it never saw.
    """
    claim = lock_claim(claim_id, actor=actor)
    expect_version(claim, seen, actor=actor)
    require(can_change_words(actor, claim))
    text = expect_text(claim.article, version)
    span = checked_span(text, start, end)
    old = current_anchor(claim)
    if span == (old.start, old.end):
        return claim
    expect_free(text, span, besides=claim)
    retired, made = _stand_on(claim, text, [(claim, span)])
    touch(claim, accepting(claim))
    record(
        Action.WORDS_CHANGED,
        claim,
        actor=actor,
        changes={"from": [old.start, old.end], "to": list(span), "retired": retired, "anchors": made},
    )
    return claim


@transaction.atomic
def split(*, claim_id: int, actor: User, seen: int, version: int, start: int, end: int) -> list[Claim]:
    """Cut the claim before and after the marked words: every piece is a claim, the first keeps the number.

    Kind and speaker go along. Refused by the rule of `edit_span`; what was tried stays with the first.
    """
    claim = lock_claim(claim_id, actor=actor)
    expect_version(claim, seen, actor=actor)
    require(can_change_words(actor, claim))
    text = expect_text(claim.article, version)
    old = current_anchor(claim)
    marked = checked_span(text, start, end)
    pieces = cut(text.text, (old.start, old.end), marked)
    if len(pieces) < 2 or marked[1] <= old.start or marked[0] >= old.end:
        raise Refused({"words": _("Mark a part of the claim’s words, so that something is left for the rest.")})
    for piece in pieces:
        expect_free(text, piece, besides=claim)
    first = next_number(claim.article)
    parts = [claim, *(_sibling(claim, number) for number, _piece in enumerate(pieces[1:], first))]
    retired, made = _stand_on(claim, text, list(zip(parts, pieces, strict=True)))
    touch(claim, accepting(claim))
    changes = {"from": [old.start, old.end], "to": list(pieces[0]), "retired": retired, "anchors": made}
    record(Action.CLAIM_SPLIT, claim, actor=actor, changes=changes | {"claims": [part.pk for part in parts[1:]]})
    for part, piece in zip(parts[1:], pieces[1:], strict=True):
        record(Action.SPLIT_OFF, part, actor=actor, changes={"number": claim.number, "of": claim.pk, "at": list(piece)})
    return parts


def _sibling(claim: Claim, number: int) -> Claim:
    return Claim.objects.create(
        article=claim.article,
        number=number,
        state=ClaimState.OPEN,
        type=claim.type,
        types=claim.types,
        attributed_to=claim.attributed_to,
        hedges=claim.hedges,
        marks=claim.marks,
        split_from=claim,
    )


def _stand_on(claim: Claim, version: Version, parts: list[tuple[Claim, Span]]) -> tuple[list[int], list[int]]:
    """Retire the claim's words and put each part on its own, here and wherever the same words stand again.

    The ids of the anchors that went, and of those that came.
    """
    old = current_anchor(claim)
    places = list(claim.anchors.standing().filter(version=version, is_primary=False))
    retired, made = retire([old]), [_put(part, claim, version, span, old) for part, span in parts]
    for place in places:
        shift = place.start - old.start
        moved = [(part, (start + shift, end + shift)) for part, (start, end) in parts]
        if _same_words(version.text, place, old, moved, shift):
            retired += retire([place])
            made += [put(part, version, span, primary=False, lent_by=place.lent_by).pk for part, span in moved]
    return retired, made


def _put(part: Claim, claim: Claim, version: Version, span: Span, old: Anchor) -> int:
    """A piece that was split off has no words of its own in older versions."""
    anchor = put(part, version, span, instead_of=old if part == claim else None, shift=old.shift)
    return anchor.pk


def _same_words(text: str, place: Anchor, old: Anchor, moved: list[tuple[Claim, Span]], shift: int) -> bool:
    """Whether the claim is said there in the very same words, the new ones included."""
    if place.exact != old.exact:
        return False
    return all(
        start >= 0 and end <= len(text) and text[start:end] == text[start - shift : end - shift]
        for _part, (start, end) in moved
    )
