"""What of the text itself stands in the way of signing: places that are in doubt, and sentences nobody read."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.models import Article
from claims.gaps import coverage_of
from claims.gates import Blocker
from claims.models import Anchor, Claim


def text_gates(article: Article, claims: list[Claim]) -> list[Blocker]:
    """`claims` are those that count, in reading order, each with its `anchor_state`."""
    return [*_in_doubt(claims), *_unread(article)]


def _in_doubt(claims: list[Claim]) -> list[Blocker]:
    """After a new draft a claim's words may stand in several places: a person says where it belongs."""
    found = tuple(claim for claim in claims if claim.anchor_state == Anchor.State.AMBIGUOUS)
    if not found:
        return []
    text = ngettext("One claim may stand in several places", "%(n)d claims may stand in several places", len(found))
    return [Blocker(text % {"n": len(found)}, found)]


def _unread(article: Article) -> list[Blocker]:
    """Sentences that are neither a claim nor marked; they block where the desk demands it."""
    if not article.desk.demands_coverage:
        return []
    coverage = coverage_of(article.head)
    if coverage is None:
        return []
    done = {"done": coverage.accounted, "all": coverage.of}
    if not coverage.open:
        return [Blocker(_("Every sentence is accounted for"), blocks=False)]
    text = ngettext("One sentence nobody accounted for", "%(n)d sentences nobody accounted for", len(coverage.open))
    return [
        Blocker(
            text % {"n": len(coverage.open)},
            note=_("%(done)d of %(all)d accounted for") % done,
            link=(reverse("coverage", kwargs={"article_id": article.pk}), _("Read them")),
        )
    ]
