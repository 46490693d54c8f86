"""Whether a page that stayed open may go on, after its person signed in again elsewhere."""

from __future__ import annotations

from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.views.decorators.http import require_safe

from factdesk.core.http import DeskRequest


@require_safe
def session(request: DeskRequest) -> HttpResponse:
    """Who is signed in here, and the token their forms need; without anybody, the way to the door.

    The page compares the person before it saves a word: another one's session must not sign for it.
    """
    return JsonResponse({"user": request.user.pk, "token": get_token(request)})
