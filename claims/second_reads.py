"""Who looked at a finding again, and whether they agreed."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from articles.models import Article
from claims.models import Claim, Finding, SecondRead
from claims.permissions import CHECKERS, wants_second_read
from claims.states import ClaimState
from claims.vocabulary import Standing
from claims.writers import wrote
from factdesk.core.models import Desk, SecondReadRule, User


def agreed_by(finding: Finding) -> int | None:
    """Who read this finding a second time and agreed; None when nobody did."""
    return finding.second_reads.filter(agrees=True).values_list("by_id", flat=True).first()


def of_finding(claim: Claim, finding: Finding | None) -> SecondRead | None:
    """The second read of the claim's newest finding, from what was gathered with the claim."""
    reads: Iterable[SecondRead] = claim.second_reads.all()
    return next((read for read in reads if finding is not None and read.finding_id == finding.pk), None)


def asks_for_any(desk: Desk) -> bool:
    return desk.second_read != SecondReadRule.NONE


def waits(claim: Claim, desk: Desk) -> bool:
    """Whether a finding waits for its second reader. The claim comes `with_second_read`, where the desk asks for it."""
    return claim.state == ClaimState.FOUND and wants_second_read(claim, desk) and claim.read_again_by is None


def to_read_again(user: User) -> QuerySet[Finding]:
    """Findings of others that wait for a second reader, where the rules of the desk ask for one."""
    desk = "claim__article__desk__second_read"
    asked_for = Q(**{desk: SecondReadRule.ALL}) | Q(**{desk: SecondReadRule.LEGAL, "claim__legal": True})
    waiting = Finding.objects.filter(asked_for, superseded_by=None, second_reads=None, claim__state=ClaimState.FOUND)
    return waiting.exclude(by=user).exclude(claim__article__writers__user=user)


def to_read_blind(user: User) -> QuerySet[Finding]:
    """Those of them that this person is not to know before saying what they make of the words."""
    return to_read_again(user).filter(claim__article__desk__blind_second_read=True)


def may_decide(claim: Claim, desk: Desk, user: User) -> bool:
    """Whether other eyes than this editor's were on the finding; for lists, where `can_decide` would ask too much."""
    if desk.decides_alone:
        return True
    if claim.finder_id == user.pk:
        return False
    return not wants_second_read(claim, desk) or claim.agreed_by not in {None, user.pk}


def hide(claims: Iterable[Claim], article: Article, user: User) -> None:
    """Where the desk reads blind: who may still read a finding a second time is not shown what it says."""
    desk = article.desk
    if not (desk.blind_second_read and asks_for_any(desk)) or user.role_on(desk.pk) not in CHECKERS:
        return
    if wrote(user.pk, article):
        return
    for claim in claims:
        if waits(claim, desk) and claim.finder_id != user.pk:
            claim.standing = Standing.UNCHECKED
