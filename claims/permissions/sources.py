"""Who may keep a copy of a source, and who may open one."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from claims.models import Copy, Evidence
from claims.permissions.checking import CHECKERS, can_check
from factdesk.core.models import User
from factdesk.core.permissions import ALLOWED, Decision, refused

TELLS_WHO = _("No copy is kept of what a confidential source gave: it could tell who they are.")


def can_keep_copy(user: User, evidence: Evidence) -> Decision:
    """As adding evidence. `evidence` comes with its claim and its source."""
    if not (allowed := can_check(user, evidence.claim)):
        return allowed
    if evidence.source.confidential:
        return refused(TELLS_WHO)
    if evidence.retracted_at is not None:
        return refused(_("This entry was retracted."))
    return ALLOWED


def can_open_copy(user: User, copy: Copy) -> Decision:
    """What a source said in full is for those who check; who observes reads the quote."""
    if user.role_on(copy.source.desk_id) in CHECKERS:
        return ALLOWED
    return refused(_("Reviewers and editors of the desk open kept copies."))
