"""A version's text with its claims in place, as the database knows them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.models import Version
from claims.detect import detect
from claims.markup import Marked, Paragraph, paragraphs
from claims.models import Anchor, Claim
from claims.spans import Span, find
from claims.vocabulary import ClaimKind
from factdesk.core.errors import Refused
from factdesk.core.prepared import prepared


def marked_text(version: Version, claims: Iterable[Claim], *, href: Callable[[int], str]) -> list[Paragraph]:
    """Every anchor of these claims on this version, repeats included; `href` gives a claim number's address."""
    return paragraphs(version.text, version.block_list(), marks_of(version, claims), href)


def marks_of(version: Version, claims: Iterable[Claim]) -> list[Marked]:
    """The places where these claims stand in this version; one query."""
    standing = {claim.pk: (claim.number, claim.standing) for claim in claims}
    places = prepared(_places, version.pk)
    return [Marked(start, end, *standing[claim_id]) for claim_id, start, end in places if claim_id in standing]


def _places(version_id: int) -> QuerySet[Anchor, Any]:
    # The places of a merged claim are shown as the other's, to which they are lent.
    here = Anchor.objects.with_words().filter(version=version_id, claim__merged_into=None)
    return here.values_list("claim_id", "start", "end")


def locate(version: Version, words: str, *, near: int | None = None) -> Span:
    """Where words stand that somebody copied from the text; `near` chooses between several places."""
    words = words.replace("\r\n", "\n").strip()
    places = find(version.text, words)
    if not places:
        raise Refused({"words": _("These words are not in the text. Copy them from it, letter for letter.")})
    if near is None and len(places) > 1:
        text = ngettext(
            "These words stand in the text once.",
            "These words stand in the text %(n)d times. Copy a few more, so that only one place fits.",
            len(places),
        )
        raise Refused({"words": text % {"n": len(places)}})
    start = min(places, key=lambda at: abs(at - (near or 0)))
    return start, start + len(words)


def kind_and_speaker(version: Version, start: int, end: int) -> tuple[ClaimKind, str]:
    """What the proposer makes of the sentence these words stand in; a start that people correct."""
    block = next((block for block in version.block_list() if block.start <= start < block.end), None)
    found = detect(version.text, (block,)).proposals if block else ()
    same = next((proposal for proposal in found if proposal.start < end and start < proposal.end), None)
    return (ClaimKind(same.type), same.attributed_to) if same else (ClaimKind.EVENT, "")
