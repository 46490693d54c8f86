"""U: what was done last, taken back."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from claims.actions.undoing import undo_last
from claims.models import Claim
from claims.states import ClaimState
from claims.views.answers import reshaped
from factdesk.core.audit import Action
from factdesk.core.http import DeskRequest


@require_POST
def undo(request: DeskRequest, article_id: int) -> HttpResponse:
    """List and text as they are again. The card that is open stays open: nobody chose another one."""
    done = undo_last(article_id=article_id, actor=request.user)
    shown = request.POST.get("shown", "") if request.htmx else ""
    others = Claim.objects.filter(article=article_id, number=int(shown) if shown.isdecimal() else 0)
    claim_id = others.exclude(state=ClaimState.HELD).values_list("pk", flat=True).first() or done.claim.pk
    words = {"number": done.claim.number, "state": done.claim.get_state_display().lower()}
    if done.did == Action.EVIDENCE_ADDED:  # the claim may stand where it stood all along
        return reshaped(request, claim_id, _("Undone. Your evidence on claim %(number)d is retracted") % words)
    return reshaped(request, claim_id, _("Undone. Claim %(number)d is %(state)s again") % words)
