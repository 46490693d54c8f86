"""What a form holds before it is saved: kept as it is typed, and thrown away."""

from __future__ import annotations

from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from claims.actions.drafts import discard_draft, keep_draft
from claims.drafts import is_talk
from claims.views.answers import fresh
from claims.views.discussion import after_discarding
from factdesk.core.http import DeskRequest
from factdesk.core.templatetags.desk import clock


@require_POST
def draft(request: DeskRequest, claim_id: int) -> HttpResponse:
    """Keep it. The answer is the line that stands by the form: "Draft saved 15:20", or nothing to keep."""
    code = request.POST.get("draft", "")
    kept = keep_draft(claim_id=claim_id, actor=request.user, form=code, sent=request.POST.dict())
    message = _("Draft saved %(time)s") % {"time": clock(kept.saved_at)} if kept else ""
    return JsonResponse({"message": message})


@require_POST
def discarded(request: DeskRequest, claim_id: int) -> HttpResponse:
    """Throw it away, and show the card without it, or the discussion."""
    code = request.POST.get("draft", "")
    discard_draft(claim_id=claim_id, actor=request.user, form=code)
    if is_talk(code):
        return after_discarding(request, claim_id, code)
    return fresh(request, claim_id)
