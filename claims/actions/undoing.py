"""Taking back what was done last: a new event that sets the claim back. Nothing is deleted, the trail keeps both."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from claims.actions.evidence import strike
from claims.actions.locking import lock_article, touch
from claims.actions.merging import give_back
from claims.models import Claim, Evidence
from claims.permissions import is_checker
from claims.permissions.undoing import can_undo
from claims.states import ClaimState
from claims.undoing import last_done
from factdesk.core.audit import Action, record
from factdesk.core.errors import DeskError
from factdesk.core.models import AuditEntry, User
from factdesk.core.permissions import require

# Where a claim stood → the move that leads there again.
BACK = {ClaimState.PROPOSED: "propose_again", ClaimState.OPEN: "open_again"}


@dataclass(frozen=True)
class TakenBack:
    """The claim as it stands again, and what it was that no longer counts."""

    claim: Claim
    did: Action


class NotUndone(DeskError):
    """There is nothing to take back, or no longer; the text says why."""

    status = 409


@transaction.atomic
def undo_last(*, article_id: int, actor: User) -> TakenBack:
    """Take back what the person decided, or which evidence they added, last in this article.

    Only within ten minutes, and only while nothing followed on that claim: what others built on it is not pulled away.
    A logged attempt stays: see `UNDOABLE`.
    """
    article = lock_article(article_id, actor=actor)
    require(is_checker(actor, article))
    last = last_done(article, actor)
    if last is None:
        raise NotUndone(_("You did nothing here in the last ten minutes that could be taken back."))
    claim = Claim.objects.select_for_update(no_key=True).get(pk=last.entry.object_id)
    claim.article = article
    if not (allowed := can_undo(actor, claim, last)):
        raise NotUndone(allowed.reason, rule=allowed.rule)
    before = claim.state
    struck = _set_back(claim, last.entry, actor)
    changes = {"undone": last.entry.seq, "did": last.entry.action, "from": before, "to": claim.state}
    record(Action.CLAIM_UNDONE, claim, actor=actor, changes=changes, rows=struck)
    return TakenBack(claim, Action(last.entry.action))


def _set_back(claim: Claim, entry: AuditEntry, actor: User) -> list[Evidence]:
    """A finding or verdict stays in the history; the next one supersedes it. What was struck for it, if anything."""
    if entry.action == Action.CLAIM_ACCEPTED:
        touch(claim, "unaccept")
    elif entry.action == Action.VERDICT_GIVEN:
        touch(claim, "withdraw_verdict")
    elif entry.action == Action.FINDING_RECORDED:
        touch(claim, "reopen")
    elif entry.action == Action.EVIDENCE_ADDED:
        return [_take_out(claim, entry, actor)]
    else:
        give_back(claim, actor=actor)
        touch(claim, BACK.get(entry.changes.get("from"), "reopen"), dismiss_reason="")
    return []


def _take_out(claim: Claim, entry: AuditEntry, actor: User) -> Evidence:
    """The entry stays to be read among those that were retracted, with its copy, and its source stays on the desk.

    A claim that came into somebody's hands by it goes back to where and whose it was.
    """
    evidence = claim.evidence.get(pk=entry.changes["evidence"])
    strike(
        evidence, actor=actor, reason=_("Taken back within minutes by the person who added it; nothing stood on it.")
    )
    # Lines from before the trail kept these set nothing back.
    was, whose = entry.changes.get("from"), entry.changes.get("reviewer", claim.reviewer_id)
    touch(claim, BACK.get(was), reviewer_id=whose)
    return evidence
