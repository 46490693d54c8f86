"""Deadlines in words: how long there is, or how late it is."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Due:
    """When, whether that has passed, and the words for it: "in 2 h 24 min", "Late by 36 min"."""

    at: dt.datetime
    late: bool
    words: str


def due(at: dt.datetime | None, *, now: dt.datetime, met: bool = False) -> Due | None:
    """None without a deadline. The words name a span only within a day of it; beyond that the date says more.

    A deadline that was met (the article is signed off) is never late.
    """
    if at is None:
        return None
    if met:
        return Due(at, late=False, words="")
    late = at <= now
    span = now - at if late else at - now
    if span >= dt.timedelta(days=1):
        return Due(at, late, _("Late") if late else "")
    shown = span_in_words(span)
    return Due(at, late, (_("Late by %(span)s") if late else _("in %(span)s")) % {"span": shown})


def span_in_words(span: dt.timedelta) -> str:
    minutes = max(1, round(span.total_seconds() / 60))
    hours, rest = divmod(minutes, 60)
    if not hours:
        return _("%(n)d min") % {"n": minutes}
    return _("%(h)d h %(n)d min") % {"h": hours, "n": rest} if rest else _("%(h)d h") % {"h": hours}
