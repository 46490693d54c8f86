"""The heartbeat of an open claim."""

from __future__ import annotations

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.http import require_POST

from claims.actions.presence import be_here
from factdesk.core.http import DeskRequest


@require_POST
def here(request: DeskRequest, claim_id: int) -> HttpResponse:
    """I am here; who else is? 204 when the page knows already."""
    found = be_here(claim_id=claim_id, actor=request.user)
    if request.POST.get("known") == found.mark:
        return HttpResponse(status=204)
    # Without the request: what every page shows besides would cost queries each time a heart beats.
    return HttpResponse(render_to_string("claims/presence/_here.html", {"company": found}))
