"""Who may take evidence back, and who may open a kept copy."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from claims.models import Claim, Copy
from claims.permissions.checking import CHECKERS, is_checker
from claims.states import ClaimState
from factdesk.core.models import Role, User
from factdesk.core.permissions import ALLOWED, Decision, refused


def can_retract(user: User, claim: Claim, supplied_by_id: int) -> Decision:
    """Whoever added it, or an editor; also after the verdict, for an error found late is still one."""
    if not (checker := is_checker(user, claim.article)):
        return checker
    if claim.article.is_signed_off:
        return refused(_("This version is signed off. An editor can take the sign-off back."))
    if claim.state == ClaimState.DISMISSED:
        return refused(_("Found nothing to check here. Reopen the claim first."))
    if user.pk == supplied_by_id or user.role_on(claim.article.desk_id) == Role.EDITOR:
        return ALLOWED
    return refused(_("Who added it, or an editor, takes it back."))


def can_open_copy(user: User, copy: Copy) -> Decision:
    """What a source said in full is for those who check; who observes reads the quote."""
    if user.role_on(copy.source.desk_id) in CHECKERS:
        return ALLOWED
    return refused(_("Reviewers and editors of the desk open kept copies."))
