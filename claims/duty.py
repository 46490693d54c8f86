"""Whose work a claim is, by when, what comes first: as its card and its rows show it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext_lazy

from articles.deadlines import Due, due
from articles.models import Article
from claims.models import Claim, SentBack
from claims.permissions import CHECKERS, can_flag, can_give_out, can_give_up, can_take
from claims.second_reads import waits
from claims.vocabulary import Priority
from factdesk.core.models import Desk, User
from factdesk.core.permissions import Decision

FLAGS = (gettext_lazy("Sent back"), gettext_lazy("Second read"), gettext_lazy("High priority"), gettext_lazy("Legal"))


@dataclass(frozen=True)
class Returned:
    """Why a finding came back, and what it had been."""

    by: str
    at: dt.datetime
    reason: str
    finding_label: str
    found_by: str


@dataclass(frozen=True)
class Duty:
    due: Due | None
    own_due: bool
    mine: bool
    high: bool
    legal: bool
    sent_back: Returned | None
    can_give_out: Decision
    can_take: Decision
    can_give_up: Decision
    can_flag: Decision


def duty(claim: Claim, article: Article, user: User) -> Duty:
    """Asks the database only about a claim that was sent back."""
    return Duty(
        due=due(claim.due_at or article.due_at, now=timezone.now(), met=article.is_signed_off),
        own_due=claim.due_at is not None,
        mine=claim.reviewer_id == user.pk,
        high=claim.priority == Priority.HIGH,
        legal=claim.legal,
        sent_back=_returned(claim.sent_back_id) if claim.sent_back_id else None,
        can_give_out=can_give_out(user, claim),
        can_take=can_take(user, claim),
        can_give_up=can_give_up(user, claim),
        can_flag=can_flag(user, claim),
    )


def _returned(finding_id: int) -> Returned:
    found = SentBack.objects.select_related("by", "finding__by").get(finding=finding_id)
    return Returned(
        by=found.by.name,
        at=found.at,
        reason=found.reason,
        finding_label=found.finding.get_status_display(),
        found_by=found.finding.by.name,
    )


def flags(claim: Claim, desk: Desk) -> tuple[str, ...]:
    """What is said of the claim in a list besides how it stands; most pressing first."""
    holds = (claim.sent_back_id is not None, waits(claim, desk), claim.priority == Priority.HIGH, claim.legal)
    return tuple(str(word) for word, held in zip(FLAGS, holds, strict=True) if held)


def checkers_of(desk_ids: Iterable[int]) -> list[User]:
    """Who checks for one of these desks, by name."""
    here = User.objects.filter(memberships__desk__in=list(desk_ids), memberships__role__in=CHECKERS, is_active=True)
    return list(here.filter(is_system=False).distinct().order_by("name", "pk"))
