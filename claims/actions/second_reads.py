"""A second pair of eyes on a finding, before an editor decides."""

from __future__ import annotations

from django.db import models, transaction
from django.utils.translation import gettext as _

from claims.actions.locking import expect_version, lock_claim, newest_finding, touch
from claims.models import Claim, NoticeKind, SecondRead, SentBack
from claims.notices import notify
from claims.permissions import CHECKERS, can_read_second
from claims.states import ClaimState
from claims.vocabulary import Status
from factdesk.core.audit import Action, record
from factdesk.core.errors import Refused
from factdesk.core.models import User
from factdesk.core.permissions import require


@transaction.atomic
def read_again(*, claim_id: int, actor: User, seen: int, status: Status, note: str = "") -> SecondRead:
    """What a second reader makes of the claim's words. The same as the finding: it goes on to an editor. Something
    else: it goes back to who found it, with the reason. The same answer sent twice is one.
    """
    claim = lock_claim(claim_id, actor=actor)
    finding = newest_finding(claim)
    read = finding.second_reads.first() if finding else None
    if read and (read.by_id, read.status, read.note) == (actor.pk, status, note):
        return read
    expect_version(claim, seen, actor=actor)
    require(can_read_second(actor, claim, finding, was_read=read is not None))
    assert finding is not None  # noqa: S101  can_read_second refuses a claim without a finding
    agrees = finding.status == status
    if not agrees and not note.strip():
        raise Refused({"note": _("Say why. It goes back to who found it, with your reason.")})
    read = SecondRead.objects.create(
        claim=claim,
        finding=finding,
        status=status,
        agrees=agrees,
        blind=claim.article.desk.blind_second_read,
        note=note,
        by=actor,
    )
    rows: list[models.Model] = [read]
    if agrees:
        touch(claim)
    else:
        rows.append(_back(claim, read))
    changes = {"second_read": read.pk, "finding": finding.pk, "status": str(status), "agrees": agrees}
    record(Action.READ_AGAIN, claim, actor=actor, changes=changes, rows=rows)
    if claim.state == ClaimState.IN_CHECK and claim.reviewer is not None:
        notify(NoticeKind.SENT_BACK, [claim.reviewer], claim, by=actor)
    return read


def _back(claim: Claim, read: SecondRead) -> SentBack:
    """As when an editor sends it back: to who found it, unless they left the desk."""
    sent_back = SentBack.objects.create(claim=claim, finding=read.finding, by=read.by, reason=read.note)
    finder = read.finding.by
    stays = finder.role_on(claim.article.desk_id) in CHECKERS
    touch(claim, "send_back", sent_back=read.finding, reviewer=finder if stays else claim.reviewer)
    return sent_back
