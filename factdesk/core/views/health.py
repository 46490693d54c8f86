"""Is the desk awake, and does its background work move? No words, no numbers for strangers."""

from __future__ import annotations

import datetime as dt

from django.contrib.auth.decorators import login_not_required
from django.db import Error, connection
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from factdesk.core import jobs

TOO_LONG = dt.timedelta(seconds=60)


@login_not_required
@require_safe
def health(_request: HttpRequest) -> HttpResponse:
    """200 when the web process and the database answer."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return HttpResponse("database away", status=503, content_type="text/plain")
    return HttpResponse("ok", content_type="text/plain")


@login_not_required
@require_safe
def job_health(_request: HttpRequest) -> HttpResponse:
    """503 when work waits that no worker takes: a worker can be alive and deaf."""
    if jobs.oldest_waiting() > TOO_LONG:
        return HttpResponse("jobs are waiting", status=503, content_type="text/plain")
    return HttpResponse("ok", content_type="text/plain")
