"""Who may give a claim to whom, mark it, and send a finding back."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from claims.models import Claim
from claims.permissions.checking import CHECKERS, CUT, can_check, checks, is_editor
from claims.states import ClaimState
from claims.writers import wrote
from factdesk.core.models import User
from factdesk.core.permissions import ALLOWED, Decision, refused


def can_give_out(user: User, claim: Claim) -> Decision:
    """Give the claim to anybody, and set its own deadline. An editor's work."""
    if not (allowed := can_check(user, claim)):
        return allowed
    if not is_editor(user, claim.article):
        return refused(_("Editors of the desk give claims to people. You can take one that nobody has."))
    return ALLOWED


def can_take(user: User, claim: Claim) -> Decision:
    """Take a claim that nobody has."""
    allowed = can_check(user, claim)
    if allowed and claim.reviewer_id == user.pk:
        return refused(_("This claim is yours."))
    if allowed and claim.reviewer_id is not None:
        return refused(_("Somebody has this claim. An editor can give it to you."))
    return allowed


def can_give_up(user: User, claim: Claim) -> Decision:
    """Leave an own claim to nobody. What was found stays with the person who found it."""
    allowed = can_check(user, claim)
    if allowed and claim.reviewer_id != user.pk:
        return refused(_("This claim is not yours."))
    if allowed and claim.state == ClaimState.FOUND:
        return refused(_("There is a finding of yours. It waits for its verdict."))
    return allowed


def can_assign(user: User, claim: Claim, to: User | None) -> Decision:
    """Anybody by an editor; oneself, or nobody instead of oneself, by whoever checks."""
    if to is not None and to.role_on(claim.article.desk_id) not in CHECKERS:
        return refused(_("This person does not check for the desk."))
    if to is not None and not to.is_active:
        return refused(_("This person does not work here any more."))
    if to is not None and wrote(to.pk, claim.article):
        return refused(_("This person wrote the article, so others check it."))
    if is_editor(user, claim.article):
        return can_give_out(user, claim)
    if to is None:
        return can_give_up(user, claim)
    return can_take(user, claim) if to.pk == user.pk else can_give_out(user, claim)


def can_flag(user: User, claim: Claim) -> Decision:
    """Set the priority, or have a lawyer read it; also when it is decided, until the sign-off."""
    if not (checker := checks(user, claim.article)):
        return checker
    if claim.article.is_signed_off:
        return refused(_("This version is signed off. An editor can take the sign-off back."))
    if claim.state == ClaimState.WITHDRAWN:
        return refused(CUT)
    if claim.state == ClaimState.DISMISSED:
        return refused(_("Found nothing to check here. Reopen the claim first."))
    return ALLOWED


def can_send_back(user: User, claim: Claim) -> Decision:
    """Ask the reviewer for more, instead of giving the verdict."""
    if not is_editor(user, claim.article):
        return refused(_("Editors of the desk send findings back."))
    if not (checker := checks(user, claim.article)):
        return checker
    if claim.article.is_signed_off:
        return refused(_("This version is signed off."))
    if claim.state != ClaimState.FOUND:
        return refused(_("There is no finding that waits for its verdict."))
    return ALLOWED
