"""The same change to several claims: giving, dismissing, agreeing. Never a finding: that is one claim at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import groupby

from django.db import transaction
from django.utils.translation import gettext as _

from claims.actions.assigning import assign
from claims.actions.judgement import give_verdict
from claims.actions.locking import StaleClaim, lock_article
from claims.actions.workflow import dismiss
from claims.models import Claim, Finding
from claims.vocabulary import DismissReason, Resolution, Status
from factdesk.core.errors import DeskError, Refused, Text
from factdesk.core.models import User

MOST = 100  # as many as a page of the queue shows

Change = Callable[[int, int], object]


@dataclass
class Outcome:
    """What became of the chosen claims: done, changed by somebody else meanwhile, or against a rule."""

    done: list[Claim] = field(default_factory=list)
    changed: list[Claim] = field(default_factory=list)
    refused: list[tuple[Claim, Text]] = field(default_factory=list)


def assign_many(*, picked: Mapping[int, int], actor: User, reviewer_id: int | None) -> Outcome:
    """Give the chosen claims (id → the version that was seen) to one person, or to nobody."""

    def change(claim_id: int, seen: int) -> object:
        return assign(claim_id=claim_id, actor=actor, seen=seen, reviewer_id=reviewer_id)

    return _each(picked, actor, change)


def dismiss_many(*, picked: Mapping[int, int], actor: User, reason: DismissReason) -> Outcome:
    """There is nothing to check in the chosen claims, for one reason."""

    def change(claim_id: int, seen: int) -> object:
        return dismiss(claim_id=claim_id, actor=actor, seen=seen, reason=reason)

    return _each(picked, actor, change)


def agree_many(*, picked: Mapping[int, int], actor: User) -> Outcome:
    """Agree with the chosen findings, as they were shown. A sourced one stands; a suggested wording is taken over.

    A doubt without suggested words is refused: what the copy does about it is for one claim at a time.
    """

    def change(claim_id: int, seen: int) -> object:
        # As it was shown; what changed since is told by the action.
        finding = Finding.objects.filter(claim=claim_id, claim__lock_version=seen).order_by("-pk").first()
        resolution, wording = _what_the_copy_does(finding)
        return give_verdict(
            claim_id=claim_id, actor=actor, seen=seen, status=None, resolution=resolution, wording=wording
        )

    return _each(picked, actor, change)


def _what_the_copy_does(finding: Finding | None) -> tuple[Resolution, str]:
    if finding is None or finding.status == Status.SOURCED:
        return Resolution.STANDS, ""
    if finding.proposed_text.strip():
        return Resolution.REWORD, finding.proposed_text
    raise Refused({"": _("Say on its card what the copy does about it.")})


def _each(picked: Mapping[int, int], actor: User, change: Change) -> Outcome:
    """Each claim by its own action, with its own rules and its own line in the trail; all or nothing for each.

    One transaction per article, so that no two articles are ever held at once. What another desk has is not there.
    """
    if len(picked) > MOST:
        raise Refused({"claim": _("Choose %(n)d claims at most.") % {"n": MOST}})
    outcome = Outcome()
    chosen = Claim.objects.visible_to(actor).filter(pk__in=list(picked)).select_related("article")
    for article_id, claims in groupby(chosen.order_by("article", "number"), key=lambda claim: claim.article_id):
        with transaction.atomic():
            lock_article(article_id, actor=actor)
            for claim in claims:
                _one(claim, picked[claim.pk], change, outcome)
    return outcome


def _one(claim: Claim, seen: int, change: Change, outcome: Outcome) -> None:
    try:
        change(claim.pk, seen)
    except StaleClaim:
        outcome.changed.append(claim)
    except DeskError as error:
        error.about = claim
        outcome.refused.append((claim, error.text))
    else:
        outcome.done.append(claim)
