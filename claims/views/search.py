"""One box for everything the desk has."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from claims.lookup import look_up
from factdesk.core.http import DeskRequest, render_page
from factdesk.core.search import asked

LEAST = 2  # letters; one letter begins half of all words


@require_safe
def search(request: DeskRequest) -> HttpResponse:
    words = " ".join(asked(request.GET.get("q", "")))
    enough = sum(char.isalnum() for char in words) >= LEAST
    found = look_up(request.user, words) if enough else None
    return render_page(request, "claims/search.html", {"words": words, "found": found})
