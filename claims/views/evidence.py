"""What is done with evidence that is there already."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from claims.actions.copies import keep_copy
from claims.actions.evidence import retract_evidence
from claims.forms import CopyForm, RetractForm
from claims.models import Claim, Evidence, Kept
from claims.views.answers import answer
from claims.vocabulary import QuoteFound
from factdesk.core.errors import Missing
from factdesk.core.http import DeskRequest


@require_POST
def retraction(request: DeskRequest, evidence_id: int) -> HttpResponse:
    """Take an entry back, with a reason."""
    claim_id = _claim_of(request, evidence_id)

    def act(data: dict[str, Any]) -> Evidence:
        return retract_evidence(evidence_id=evidence_id, actor=request.user, seen=data["seen"], reason=data["reason"])

    def said(_done: Evidence) -> str:
        return _("Evidence retracted")

    form = RetractForm(request.POST, evidence_id=evidence_id)
    return answer(request, claim_id, "retract_form", form, act, said=said)


@require_POST
def copying(request: DeskRequest, evidence_id: int) -> HttpResponse:
    """Keep a copy of what the source says, and look for the quote in it."""
    claim_id = _claim_of(request, evidence_id)

    def act(data: dict[str, Any]) -> Kept:
        return keep_copy(evidence_id=evidence_id, actor=request.user, seen=data["seen"], copy=data["incoming"])

    def said(kept: Kept) -> str:
        return _("Copy kept. %(found)s") % {"found": QuoteFound(kept.found).label}

    form = CopyForm(request.POST, request.FILES, evidence_id=evidence_id)
    return answer(request, claim_id, "copy_form", form, act, said=said)


def _claim_of(request: DeskRequest, evidence_id: int) -> int:
    claims = Claim.objects.visible_to(request.user).filter(evidence=evidence_id)
    claim_id: int | None = claims.values_list("pk", flat=True).first()
    if claim_id is None:
        raise Missing
    return claim_id
