"""Who checks a claim and by when, which comes first, what a lawyer reads, and what goes back to its reviewer."""

from __future__ import annotations

import datetime as dt
from enum import Enum

from django.db import transaction
from django.utils.translation import gettext as _

from claims.actions.locking import accepting, expect_version, lock_claim, newest_finding, touch
from claims.models import Claim, NoticeKind, SentBack
from claims.notices import notify
from claims.permissions import CHECKERS, can_assign, can_flag, can_give_out, can_send_back
from claims.vocabulary import Priority
from factdesk.core.audit import Action, record
from factdesk.core.errors import Conflict, Refused
from factdesk.core.models import User
from factdesk.core.permissions import require


class Due(Enum):
    """A deadline that is left as it is. None instead means: when the article is due."""

    AS_IT_IS = "as it is"


@transaction.atomic
def assign(
    *, claim_id: int, actor: User, seen: int, reviewer_id: int | None, due_at: dt.datetime | Due | None = Due.AS_IT_IS
) -> Claim:
    """Give the claim to somebody who checks for the desk, or to nobody. A proposal becomes work by that.

    Editors give to anybody and set the claim's own deadline; reviewers take what nobody has and give up their own.
    """
    claim = lock_claim(claim_id, actor=actor)
    due = claim.due_at if isinstance(due_at, Due) else due_at
    if (claim.reviewer_id, claim.due_at) == (reviewer_id, due) and not accepting(claim):
        return claim
    expect_version(claim, seen, actor=actor)
    to = _somebody(reviewer_id)
    require(can_assign(actor, claim, to))
    changes: dict[str, object] = {"from": claim.reviewer_id, "to": reviewer_id}
    if due != claim.due_at:
        require(can_give_out(actor, claim))
        changes["due"] = int(due.timestamp()) if due else None
    touch(claim, accepting(claim), reviewer=to, due_at=due)
    record(Action.CLAIM_ASSIGNED, claim, actor=actor, changes=changes)
    if to is not None and changes["from"] != to.pk:
        notify(NoticeKind.ASSIGNED, [to], claim, by=actor)
    return claim


def _somebody(reviewer_id: int | None) -> User | None:
    if reviewer_id is None:
        return None
    found = User.objects.filter(pk=reviewer_id, is_system=False).first()
    if found is None:
        raise Refused({"reviewer": _("There is nobody by that name. Choose somebody of the desk.")})
    return found


@transaction.atomic
def set_priority(*, claim_id: int, actor: User, seen: int, priority: Priority) -> Claim:
    """This one first, or in turn again."""
    claim = lock_claim(claim_id, actor=actor)
    if claim.priority == priority:
        return claim
    expect_version(claim, seen, actor=actor)
    require(can_flag(actor, claim))
    touch(claim, accepting(claim), priority=priority)
    record(Action.PRIORITY_SET, claim, actor=actor, changes={"to": str(priority)})
    return claim


@transaction.atomic
def set_legal(*, claim_id: int, actor: User, seen: int, legal: bool) -> Claim:
    """A lawyer reads this claim, or need not."""
    claim = lock_claim(claim_id, actor=actor)
    if claim.legal == legal:
        return claim
    expect_version(claim, seen, actor=actor)
    require(can_flag(actor, claim))
    touch(claim, accepting(claim), legal=legal)
    record(Action.LEGAL_SET, claim, actor=actor, changes={"legal": legal})
    return claim


@transaction.atomic
def send_back(*, claim_id: int, actor: User, seen: int, reason: str) -> Claim:
    """Ask whoever found it for more. The finding stays in the history, the reason on the card until there is another.

    The same answer sent twice is one.
    """
    claim = lock_claim(claim_id, actor=actor)
    if SentBack.objects.filter(finding=claim.sent_back_id, by=actor, reason=reason).exists():
        return claim
    expect_version(claim, seen, actor=actor)
    require(can_send_back(actor, claim))
    if not reason.strip():
        raise Refused({"reason": _("Say what is missing, so that the reviewer knows what to look for.")})
    finding = newest_finding(claim)
    if finding is None:
        raise Conflict.illegal("send_back", claim.state)
    sent_back = SentBack.objects.create(claim=claim, finding=finding, by=actor, reason=reason)
    # Back to who found it, also when the claim changed hands since; unless they left the desk.
    stays = finding.by.role_on(claim.article.desk_id) in CHECKERS
    touch(claim, "send_back", sent_back=finding, reviewer=finding.by if stays else claim.reviewer)
    changes = {"sent_back": sent_back.pk, "finding": finding.pk, "to": claim.reviewer_id}
    record(Action.CLAIM_SENT_BACK, claim, actor=actor, changes=changes, rows=[sent_back])
    if claim.reviewer is not None:
        notify(NoticeKind.SENT_BACK, [claim.reviewer], claim, by=actor)
    return claim
