"""Taking hold of a claim for a change: one writer per article at a time, and nobody writes unseen."""

from __future__ import annotations

import datetime as dt

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from articles.models import Article
from claims.models import Anchor, Claim, Evidence, Finding
from claims.permissions import checks
from claims.states import CLAIM_FLOW
from claims.writers import writer_keys
from factdesk.core.audit import moving
from factdesk.core.errors import Conflict, Missing
from factdesk.core.models import User
from factdesk.core.permissions import require
from factdesk.core.prepared import prepared

# What the trail keeps count of: states, numbers and ids, no words.
TRAILED = (
    "state",
    "type",
    "reviewer_id",
    "due_at",
    "priority",
    "legal",
    "dismiss_reason",
    "merged_into_id",
    "sent_back_id",
)


class StaleClaim(Conflict):
    """The claim changed since the person's page showed it."""


def lock_article(article_id: int, *, actor: User) -> Article:
    """The article, held until the transaction ends, so that a sign-off sees every change to its claims."""
    held = Article.objects.visible_to(actor).select_for_update(no_key=True)
    article = held.annotate(writer_keys=writer_keys()).filter(pk=article_id).first()
    if article is None:
        raise Missing
    return article


def lock_claim(claim_id: int, *, actor: User) -> Claim:
    """The claim with its article, both held. Of another desk's claim not even the number is known."""
    articles: list[Article] = prepared(_held_article, actor, claim_id)
    if not articles:
        raise Missing
    claim: Claim = prepared(_held_claim, claim_id)[0]
    claim.article = articles[0]
    return claim


def lock_evidence(evidence_id: int, *, actor: User) -> tuple[Claim, Evidence]:
    """A piece of evidence with its source, and its claim, held. The first look asks only whose claim it is."""
    claim_id = Evidence.objects.filter(pk=evidence_id).values_list("claim_id", flat=True).first()
    if claim_id is None:
        raise Missing
    claim = lock_claim(claim_id, actor=actor)
    evidence = claim.evidence.select_related("source").get(pk=evidence_id)
    evidence.claim = claim
    return claim, evidence


def _held_article(actor: User, claim_id: int) -> QuerySet[Article]:
    held = Article.objects.visible_to(actor).select_for_update(no_key=True, of=("self",))
    return held.annotate(writer_keys=writer_keys()).filter(claims=claim_id).order_by("pk")


def _held_claim(claim_id: int) -> QuerySet[Claim]:
    return Claim.objects.select_for_update(no_key=True).filter(pk=claim_id)


def expect_version(claim: Claim, seen: int, *, actor: User) -> None:
    """StaleClaim unless the claim is as the person saw it. Who may not work here is told that instead."""
    require(checks(actor, claim.article))
    if claim.lock_version != seen:
        raise StaleClaim(_("This claim changed while you were writing. Your words are kept."))


def touch(claim: Claim, move: str | None = None, **fields: object) -> None:
    """Count the change, and take the claim along its flow when the change moves it."""
    before = {name: getattr(claim, name) for name in TRAILED}
    if move:
        claim.state = CLAIM_FLOW.after(move, claim.state)
    for name, value in fields.items():
        setattr(claim, name, value)
    for name in TRAILED:
        moving(claim, name.removesuffix("_id"), plain(before[name]), plain(getattr(claim, name)))
    claim.lock_version += 1
    claim.save(update_fields=["state", "lock_version", *fields])


def plain(value: object) -> object:
    """As the trail keeps it: moments as seconds."""
    if isinstance(value, dt.datetime):
        return int(value.timestamp())
    return str(value) if isinstance(value, str) else value


def accepting(claim: Claim) -> str | None:
    """The move of a change that also takes a proposal up: what a person corrects, they accept."""
    return "accept" if CLAIM_FLOW.allows("accept", claim.state) else None


def current_anchor(claim: Claim) -> Anchor:
    """The words of the newest version that the claim stands on."""
    return claim.anchors.standing().filter(is_primary=True).order_by("-version__number")[0]


def newest_finding(claim: Claim) -> Finding | None:
    return claim.findings.select_related("by").order_by("-pk").first()
