"""Who may take back what they did, and why not."""

from __future__ import annotations

from django.utils.translation import gettext as _

from claims.models import Claim
from claims.permissions.checking import checks, is_editor
from claims.undoing import UNDOABLE, LastDone
from factdesk.core.audit import Action
from factdesk.core.models import User
from factdesk.core.permissions import Decision, refused


def can_undo(user: User, claim: Claim, last: LastDone) -> Decision:
    """What they did last, while nothing followed it on the claim."""
    if claim.article.is_signed_off:
        return refused(_("This version is signed off. An editor can take the sign-off back."))
    entry, after = last.entry, last.followed_by
    number = {"number": claim.number}
    if entry.action not in UNDOABLE:
        did = {"did": Action(entry.action).label}
        return refused(_("The last thing you did stays on record: you %(did)s, claim %(number)d.") % (number | did))
    if after is not None:
        since = {"who": after.actor.name, "did": Action(after.action).label}
        return refused(_("Claim %(number)d has moved on: %(who)s %(did)s since.") % (number | since))
    if entry.action == Action.VERDICT_GIVEN:
        return is_editor(user, claim.article)
    return checks(user, claim.article)
