"""How standings, people and times look on every page: the one place that knows the glyphs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, Protocol

from django import template
from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

register = template.Library()

GLYPHS = {
    "sourced": "✓",
    "disputed": "✗",
    "unverified": "?",
    "unchecked": "○",
    "stale": "↻",
    "dismissed": "–",
    "withdrawn": "–",
}
# Bars run from settled to open; dismissed and withdrawn claims are no part of the work, so no part of the bar.
BAR_ORDER = ("sourced", "disputed", "unverified", "stale", "unchecked")


class Counts(Protocol):
    """How many claims of a version stand where; `total` leaves the dismissed and the withdrawn out."""

    sourced: int
    disputed: int
    unverified: int
    unchecked: int
    stale: int
    dismissed: int
    withdrawn: int

    @property
    def total(self) -> int: ...

    @property
    def checked(self) -> int: ...


class Coverage(Protocol):
    """How many sentences of a text are accounted for, with a claim or as nothing to check."""

    @property
    def of(self) -> int: ...

    @property
    def claimed(self) -> int: ...

    @property
    def passed(self) -> int: ...

    @property
    def accounted(self) -> int: ...


class Due(Protocol):
    """A deadline: when, whether it has passed, and the distance in words ("Late by 36 min")."""

    at: dt.datetime | None
    late: bool
    words: str


@register.simple_tag
def glyph(standing: str) -> SafeString:
    """The sign of a standing. Never alone: the word stands beside it or is there for screen readers."""
    return format_html('<span class="g {}" aria-hidden="true">{}</span>', standing, GLYPHS.get(standing, "○"))


@register.simple_tag
def tag(standing: str, label: str) -> SafeString:
    """A verdict: glyph and word, always both."""
    sign = GLYPHS.get(standing, "○")
    return format_html(
        '<span class="tag {}"><span class="g" aria-hidden="true">{}</span>{}</span>', standing, sign, label
    )


@register.simple_tag
def key(cap: str) -> SafeString:
    """A key cap beside the control it presses; the control itself tells screen readers by aria-keyshortcuts."""
    return format_html('<kbd class="key" aria-hidden="true">{}</kbd>', cap)


@register.simple_tag
def face(person: Any) -> SafeString:
    """The initials of a user, or of a name."""
    initials = getattr(person, "initials", None) or initials_of(str(person))
    return format_html('<span class="face" aria-hidden="true">{}</span>', initials)


@register.inclusion_tag("components/meter.html")
def meter(counts: Counts, *, thin: bool = False) -> dict[str, Any]:
    """The stacked bar of a version's claims."""
    segments = []
    at = 0.0
    for standing in BAR_ORDER:
        share = 100 * getattr(counts, standing) / counts.total if counts.total else 0.0
        if share:
            segments.append({"standing": standing, "x": f"{at:.2f}", "width": f"{share:.2f}"})
            at += share
    return {"segments": segments, "label": counts_in_words(counts), "thin": thin}


@register.inclusion_tag("components/cover_meter.html")
def cover_meter(coverage: Coverage) -> dict[str, Any]:
    """The bar of a text's sentences: those with a claim, then those with nothing to check; the rest is open."""
    claimed, passed = (100 * number / max(1, coverage.of) for number in (coverage.claimed, coverage.passed))
    numbers = {"accounted": coverage.accounted, "of": coverage.of}
    text = ngettext(
        "%(accounted)d of %(of)d sentence accounted for", "%(accounted)d of %(of)d sentences accounted for", coverage.of
    )
    return {"claimed": f"{claimed:.2f}", "passed": f"{passed:.2f}", "label": text % numbers}


@register.inclusion_tag("components/tally.html")
def tally(counts: Counts, *, every: bool = False) -> dict[str, Any]:
    """The counts behind the bar: those that need a reader's eye, or every one."""
    return {"found": found(counts, BAR_ORDER if every else ("disputed", "unverified", "stale"))}


@register.inclusion_tag("components/legend.html")
def legend(counts: Counts) -> dict[str, Any]:
    """The counts below the bar, in words."""
    return {"found": found(counts, BAR_ORDER)}


@register.inclusion_tag("components/due.html")
def due(deadline: Due | None) -> dict[str, Any]:
    """A deadline in a table: the time or day, and below it the distance."""
    return {"due": deadline, "clock": clock(deadline.at) if deadline and deadline.at else ""}


@register.inclusion_tag("components/due_line.html")
def due_line(deadline: Due | None) -> dict[str, Any]:
    """A deadline in a sentence: "Due today 18:00, in 2 h 24 min"."""
    return {"due": deadline, "day_and_time": day_and_time(deadline.at) if deadline and deadline.at else ""}


@register.simple_tag
def moment(at: dt.datetime | str | None) -> SafeString | str:
    """When something happened: "Today 15:20", "19 Nov 16:12"; the year only when it is another one."""
    if not isinstance(at, dt.datetime):
        return at or ""
    return format_html('<time datetime="{}">{}</time>', at.isoformat(timespec="minutes"), happened(at))


@register.simple_tag
def evidence_summary(evidence: list[Any]) -> str:
    """How the evidence of a claim leans: "1 supports · 1 refutes · 1 context"."""
    stances = [item.stance for item in evidence]
    found = {stance: stances.count(stance) for stance in ("supports", "refutes", "context")}
    words = {
        "supports": ngettext("%(n)s supports", "%(n)s support", found["supports"]),
        "refutes": ngettext("%(n)s refutes", "%(n)s refute", found["refutes"]),
        "context": ngettext("%(n)s context", "%(n)s context", found["context"]),
    }
    return " · ".join(words[stance] % {"n": count} for stance, count in found.items() if count)


@register.filter
def css_string(value: object) -> SafeString:
    """Words as a CSS string for the running heads of a printed report; no character can leave the quotes."""
    safe = "".join(char if char.isalnum() or char == " " else f"\\{ord(char):x} " for char in str(value))
    return mark_safe(f'"{safe}"')  # noqa: S308  every character but letters, digits and spaces is escaped


def initials_of(name: str) -> str:
    words = name.split()
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


def standing_word(standing: str) -> str:
    words = {
        "sourced": _("sourced"),
        "disputed": _("disputed"),
        "unverified": _("unverified"),
        "unchecked": _("unchecked"),
        "stale": _("stale"),
        "dismissed": _("dismissed"),
        "withdrawn": _("withdrawn"),
    }
    return words[standing]


def found(counts: Counts, standings: Iterable[str]) -> list[tuple[str, int, str]]:
    """Standing, count and word of those that occur at all."""
    numbers = [(standing, getattr(counts, standing)) for standing in standings]
    return [(standing, number, standing_word(standing)) for standing, number in numbers if number]


def counts_in_words(counts: Counts) -> str:
    """What the bar shows, for those who do not see it: "15 sourced, 2 disputed, 6 unchecked"."""
    parts = [f"{number} {word}" for _standing, number, word in found(counts, (*BAR_ORDER, "dismissed", "withdrawn"))]
    return ", ".join(parts) or _("No claims yet")


def clock(at: dt.datetime) -> str:
    """Hours for today and tomorrow (the heading names the day), a day for everything else."""
    local = timezone.localtime(at)
    return format_date(local, "H:i" if days_ahead(local) in {0, 1} else "D j M")


def day_and_time(at: dt.datetime) -> str:
    local = timezone.localtime(at)
    time = format_date(local, "H:i")
    ahead = days_ahead(local)
    if ahead == 0:
        return _("today %(time)s") % {"time": time}
    if ahead == 1:
        return _("tomorrow %(time)s") % {"time": time}
    return format_date(local, "D j M, H:i")


def happened(at: dt.datetime) -> str:
    local = timezone.localtime(at)
    now = timezone.localtime()
    if local.date() == now.date():
        return _("Today %(time)s") % {"time": format_date(local, "H:i")}
    return format_date(local, "j M H:i" if local.year == now.year else "j M Y, H:i")


def days_ahead(local: dt.datetime) -> int:
    return (local.date() - timezone.localdate()).days
