"""Statements of a report as HTML. Written here and not as templates, because a long report has thousands of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from claims.coverage import Cover as Covered
from claims.reports.digest import EvidenceLine, Line, Status
from claims.reports.digest.lines import Count, Cover
from claims.worddiff import GONE, NEW, Run

register = template.Library()

STRIP = 400  # stretches of the coverage strip at most; of longer texts each stands for several sentences


@register.filter
def statement(line: Line) -> SafeString:
    """One line: what is said first in bold, somebody's own words in quotes, who and when last and small."""
    parts = [
        f"<b>{escape(line.strong)}</b>" if line.strong else "",
        f"<bdi>{escape(line.text)}</bdi>" if line.text else "",
        f'<q dir="auto">{escape(line.quote)}</q>' if line.quote else "",
        word_runs(line.runs) if line.runs else "",
        signed(line),
    ]
    return mark_safe(" ".join(filter(None, parts)))  # noqa: S308  every word went through escape()


@register.filter
def signed(line: Line | EvidenceLine) -> SafeString:
    """Who and when."""
    if not (line.by or line.when):
        return mark_safe("")
    name = f"<bdi>{escape(line.by)}</bdi>" if line.by else ""
    told = ", ".join(filter(None, [name, escape(line.when)]))
    return mark_safe(f'<span class="small quiet-text">{told}</span>')  # noqa: S308  every word went through escape()


@register.filter
def word_runs(runs: Iterable[Run]) -> SafeString:
    """Words before and after, with a sign and a line each, and said to who does not see them."""
    return mark_safe(f'<span class="diff" dir="auto">{"".join(_runs(runs))}</span>')  # noqa: S308  escaped in _runs


def _runs(runs: Iterable[Run]) -> Iterator[str]:
    was, now = escape(_("was:")), escape(_("is:"))
    for run in runs:
        words = escape(run.text)
        if run.kind == GONE:
            yield f'<del><span class="sr">{was} </span>{words}</del>'
        elif run.kind == NEW:
            yield f'<ins><span class="sr">{now} </span>{words}</ins>'
        else:
            yield words


@register.filter
def verdict(status: Status) -> SafeString:
    """Glyph and word, always both."""
    sign = f'<span class="g" aria-hidden="true">{status.glyph}</span>'
    words = f'<b class="v {status.code}">{sign} {escape(status.word)}</b>'
    return mark_safe(words)  # noqa: S308  the word went through escape(), all else is ours


@register.filter
def claim_links(numbers: Iterable[int]) -> SafeString:
    """Numbers of claims, each a link to its sheet."""
    links = ", ".join(f'<a href="#claim-{number:d}">{number:d}</a>' for number in numbers)
    return mark_safe(links)  # noqa: S308  numbers


@register.filter
def verdict_bar(counts: Iterable[Count]) -> SafeString:
    """The claims that are work for somebody, as one bar in patterns that a bad printer keeps apart."""
    shown = [count for count in counts if count.n and count.status.code not in {"dismissed", "withdrawn"}]
    total, at, stretches = sum(count.n for count in shown), 0.0, []
    for count in shown:
        share = 100 * count.n / total
        fill = f"url(#p-{count.status.code})"
        stretches.append(f'<rect x="{at:.2f}%" width="{share:.2f}%" height="100%" fill="{fill}"/>')
        at += share
        stretches.append(f'<rect class="gap" x="{at:.2f}%" width="1.5" height="100%"/>' if at < 99.9 else "")
    said = escape(", ".join(f"{count.n} {count.status.word.lower()}" for count in shown))
    return _picture("meter", said, stretches) if shown else mark_safe("")


@register.filter
def coverage_strip(cover: Cover) -> SafeString:
    """The text from left to right, a stretch for each sentence: full has a claim, lined has nothing to check, empty is
    open.
    """
    strip = _thinned(cover.strip)
    fills = {Covered.CLAIMED.value: "p-done", Covered.NONE.value: "p-none"}
    stretches, width = [], 100 / max(1, len(strip))
    for place, state in enumerate(strip):
        if state in fills:
            fill = "" if state == Covered.CLAIMED else ' fill="url(#p-none)"'
            css = ' class="p-done"' if state == Covered.CLAIMED else ""
            stretches.append(f'<rect{css} x="{place * width:.3f}%" width="{width:.3f}%" height="100%"{fill}/>')
    said = escape(_("%(done)d of %(of)d sentences accounted for") % {"done": cover.done, "of": cover.of})
    return _picture("meter strip", said, stretches)


def _thinned(strip: tuple[str, ...]) -> list[str]:
    """At most so many stretches; one of several sentences is open if one of them is."""
    step = -(-len(strip) // STRIP) or 1
    groups = (strip[at : at + step] for at in range(0, len(strip), step))
    return [max(group, key=(Covered.CLAIMED.value, Covered.NONE.value, Covered.OPEN.value).index) for group in groups]


def _picture(css: str, said: str, stretches: Iterable[str]) -> SafeString:
    ground, frame = (f'<rect class="{part}" width="100%" height="100%"/>' for part in ("bg", "frame"))
    drawn = "".join((ground, *stretches, frame))
    picture = f'<svg class="{css}" role="img" aria-label="{said}">{drawn}</svg>'
    return mark_safe(picture)  # noqa: S308  what is said is escaped, all else is numbers
