"""A version's text with its claims in place, as the database knows them."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from articles.models import Version
from claims.markup import Marked, Paragraph, paragraphs
from claims.models import Anchor, Claim


def marked_text(version: Version, claims: Iterable[Claim], *, href: Callable[[int], str]) -> list[Paragraph]:
    """Every anchor of these claims on this version, repeats included; `href` gives a claim number's address."""
    standing = {claim.pk: (claim.number, claim.standing) for claim in claims}
    here = Anchor.objects.standing().filter(version=version, claim__in=standing)
    # The places of a merged claim are shown as the other's, to which they are lent.
    anchors = here.filter(claim__merged_into=None).values_list("claim_id", "start", "end")
    marks = [Marked(start, end, *standing[claim_id]) for claim_id, start, end in anchors]
    return paragraphs(version.text, version.block_list(), marks, href)
