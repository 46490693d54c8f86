"""Keeping a copy of what a source says, beside evidence that is there already."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from claims.actions.locking import expect_version, lock_evidence, touch
from claims.actions.sourcing import Match, keep, look_in
from claims.copies import Incoming, Stored, held
from claims.models import Evidence, Kept
from claims.permissions import can_keep_copy
from factdesk.core.audit import Action, record
from factdesk.core.errors import Conflict
from factdesk.core.models import User
from factdesk.core.permissions import require


def keep_copy(*, evidence_id: int, actor: User, seen: int, copy: Incoming) -> Kept:
    """Keep what the source says now beside evidence that was given without a copy."""
    with held(copy) as stored:
        assert stored is not None  # noqa: S101  narrows the type
        quote = Evidence.objects.filter(pk=evidence_id).values_list("quote", flat=True).first()
        match = look_in(stored, quote or "")
        return _keep_copy(evidence_id, actor=actor, seen=seen, stored=stored, match=match)


@transaction.atomic
def _keep_copy(evidence_id: int, *, actor: User, seen: int, stored: Stored, match: Match) -> Kept:
    claim, evidence = lock_evidence(evidence_id, actor=actor)
    standing = Kept.objects.select_related("copy").filter(evidence=evidence).first()
    if standing and standing.copy.sha256 == stored.sha256:
        return standing
    expect_version(claim, seen, actor=actor)
    require(can_keep_copy(actor, evidence))
    if standing:
        raise Conflict(_("A copy was kept already. Load the claim again."))
    kept = keep(evidence, stored, match, actor=actor)
    touch(claim)
    record(Action.COPY_KEPT, claim, actor=actor, changes={"evidence": evidence.pk, "copy": kept.copy_id})
    return kept
