"""Putting claims on words: what may be marked, and the anchors that hold it."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.models import Article, Version
from claims.models import Anchor, Claim
from claims.remembered import CONTEXT
from claims.spans import Span, core, tidy
from claims.states import ClaimState
from factdesk.core.errors import Conflict, Refused

LONGEST = 1000  # code points; more than that is not one claim


class Taken(Refused):
    """Another claim stands on exactly these words."""

    def __init__(self, claim: Claim) -> None:
        number = {"number": claim.number}
        super().__init__({"words": _("Claim %(number)d stands on exactly these words.") % number})
        self.claim = claim


def expect_text(article: Article, version: int) -> Version:
    """The newest version, if that is the one the words were marked in; offsets mean nothing in another."""
    if article.head.number != version:
        raise Conflict(_("The text changed since you marked these words. Load it again, and mark them there."))
    return article.head


def checked_span(version: Version, start: int, end: int) -> Span:
    """What was marked, without the blanks around it; Refused when no claim can stand on it."""
    if not 0 <= start <= end <= len(version.text):
        raise Refused({"words": _("These words are not in the text.")})
    start, end = tidy(version.text, start, end)
    if not any(char.isalnum() for char in version.text[start:end]):
        raise Refused({"words": _("No words are marked. Mark what the article says.")})
    if end - start > LONGEST:
        text = ngettext(
            "That is %(n)d character. A claim has at most %(most)d: mark one statement that can be checked.",
            "That is %(n)d characters. A claim has at most %(most)d: mark one statement that can be checked.",
            end - start,
        )
        raise Refused({"words": text % {"n": end - start, "most": LONGEST}})
    return start, end


def expect_free(version: Version, span: Span, *, besides: Claim | None = None) -> None:
    """Taken when another claim stands there; of a merged claim's words the one it went into is named."""
    near = Anchor.objects.standing().filter(version=version, start__lt=span[1], end__gt=span[0])
    for anchor in near.filter(claim__merged_into=None).select_related("claim").order_by("claim__number"):
        same = core(version.text, anchor.start, anchor.end) == core(version.text, *span)
        held = besides is not None and anchor.claim.state == ClaimState.HELD  # nobody sees it, so it is in nobody's way
        if same and anchor.claim != besides and not held:
            raise Taken(anchor.claim)


def next_number(article: Article) -> int:
    """The article must be locked: two claims never get one number."""
    return (article.claims.aggregate(last=Max("number"))["last"] or 0) + 1


def put(
    claim: Claim,
    version: Version,
    span: Span,
    *,
    primary: bool = True,
    lent_by: Claim | None = None,
    instead_of: Anchor | None = None,
    shift: int | None = 0,
) -> Anchor:
    """`instead_of` is the anchor that the claim stood on in this version until now: it hands down where its words came
    from. `shift`: see the model.
    """
    start, end = span
    before = instead_of.carried_from if instead_of else None
    return Anchor.objects.create(
        claim=claim,
        version=version,
        start=start,
        end=end,
        exact=version.text[start:end],
        prefix=version.text[max(0, start - CONTEXT) : start],
        suffix=version.text[end : end + CONTEXT],
        is_primary=primary,
        lent_by=lent_by,
        shift=shift,
        carried_from=before,
        state=Anchor.State.REWORDED if before else Anchor.State.EXACT,
    )


def retire(anchors: Iterable[Anchor]) -> list[int]:
    """The claim stands there no more; the rows stay."""
    ids = [anchor.pk for anchor in anchors]
    Anchor.objects.filter(pk__in=ids).update(retired_at=timezone.now())
    return ids
