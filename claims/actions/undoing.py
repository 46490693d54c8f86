"""Taking back the last decision: a new event that sets the claim back. Nothing is deleted, the trail keeps both."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from claims.actions.locking import lock_article, touch
from claims.actions.merging import give_back
from claims.models import Claim
from claims.permissions import is_checker
from claims.permissions.undoing import can_undo
from claims.states import ClaimState
from claims.undoing import last_done
from factdesk.core.audit import Action, record
from factdesk.core.errors import DeskError
from factdesk.core.models import AuditEntry, User
from factdesk.core.permissions import require


class NotUndone(DeskError):
    """There is nothing to take back, or no longer; the text says why."""

    status = 409


@transaction.atomic
def undo_last(*, article_id: int, actor: User) -> Claim:
    """Take back what the person decided last in this article; the claim, as it stands again.

    Only within ten minutes, and only while nothing followed on that claim: what others built on it is not pulled away.
    """
    article = lock_article(article_id, actor=actor)
    require(is_checker(actor, article))
    last = last_done(article, actor)
    if last is None:
        raise NotUndone(_("You decided nothing here in the last ten minutes that could be taken back."))
    claim = Claim.objects.select_for_update(no_key=True).get(pk=last.entry.object_id)
    claim.article = article
    if not (allowed := can_undo(actor, claim, last)):
        raise NotUndone(allowed.reason)
    before = claim.state
    _set_back(claim, last.entry, actor)
    changes = {"undone": last.entry.seq, "did": last.entry.action, "from": before, "to": claim.state}
    record(Action.CLAIM_UNDONE, claim, actor=actor, changes=changes)
    return claim


def _set_back(claim: Claim, entry: AuditEntry, actor: User) -> None:
    """A finding or verdict stays in the history; the next one supersedes it."""
    if entry.action == Action.CLAIM_ACCEPTED:
        touch(claim, "unaccept")
    elif entry.action == Action.VERDICT_GIVEN:
        touch(claim, "withdraw_verdict")
    elif entry.action == Action.FINDING_RECORDED:
        touch(claim, "reopen")
    else:
        give_back(claim, actor=actor)
        was = {ClaimState.PROPOSED: "propose_again", ClaimState.OPEN: "open_again"}
        touch(claim, was.get(entry.changes.get("from"), "reopen"), dismiss_reason="")
