"""Finding a source that the desk has used before."""

from __future__ import annotations

from django.db.models import Case, Max, Q, QuerySet, Value, When

from claims.models import Source

MOST = 8
LONGEST_QUERY = 100


def known_sources(desk_id: int, words: str) -> QuerySet[Source]:
    """At most eight of the desk's sources whose name or link holds every word; what starts so first, then the newest
    used. Confidential ones are on no list. One query.
    """
    wanted = words[:LONGEST_QUERY].replace("\x00", "").split()[:6]
    found = Source.objects.filter(desk=desk_id, confidential=False)
    if not wanted:
        return found.none()
    for word in wanted:
        found = found.filter(Q(title__icontains=word) | Q(url__icontains=word))
    starts = Case(When(title__istartswith=" ".join(wanted), then=Value(0)), default=Value(1))
    return found.annotate(starts=starts, used=Max("evidence__pk")).order_by("starts", "-used", "-pk")[:MOST]
