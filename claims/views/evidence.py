"""What is done with evidence that is there already."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from claims.actions.evidence import retract_evidence
from claims.forms.evidence import RetractForm
from claims.models import Claim, Evidence
from claims.views.answers import answer
from factdesk.core.errors import Missing
from factdesk.core.http import DeskRequest


@require_POST
def retraction(request: DeskRequest, evidence_id: int) -> HttpResponse:
    """Take an entry back, with a reason."""
    claims = Claim.objects.visible_to(request.user).filter(evidence=evidence_id)
    claim_id = claims.values_list("pk", flat=True).first()
    if claim_id is None:
        raise Missing

    def act(data: dict[str, Any]) -> Evidence:
        return retract_evidence(evidence_id=evidence_id, actor=request.user, seen=data["seen"], reason=data["reason"])

    def said(_done: Evidence) -> str:
        return _("Evidence retracted")

    form = RetractForm(request.POST, evidence_id=evidence_id)
    return answer(request, claim_id, "retract_form", form, act, said=said)
