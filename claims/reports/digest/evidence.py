"""Evidence as a claim sheet shows it: the source, its words, and what stands behind them."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claims.copied import TEXT
from claims.reports.digest.lines import EvidenceLine, Line
from claims.reports.digest.words import when, who, word
from claims.reports.reading import is_outdated
from claims.reports.report import Calculation, Claim, Evidence, Kept, Source
from claims.vocabulary import OWN_KINDS, STANCE_GLYPHS, QuoteFound, SourceRank, Stance


def evidence_line(item: Evidence, source: Source, claim: Claim, version: int) -> EvidenceLine:
    stance = Stance(item.stance)
    return EvidenceLine(
        glyph=STANCE_GLYPHS[stance],
        stance=word(Stance, stance).lower(),
        source=_source(item, source),
        quote=item.quote,
        note=item.note,
        small=tuple(_small(item, source)),
        by=who(item.by),
        when=when(item.at),
        outdated=is_outdated(claim, item, version),
    )


def retracted_line(item: Evidence, source: Source) -> Line:
    if item.retracted is None:
        return Line()
    gone = item.retracted
    return Line(gone.reason, f"{title_of(source)}.", by=who(gone.by), when=when(gone.at))


def title_of(source: Source) -> str:
    """What readers may know of it: of a confidential one its pseudonym, where the profile has that, and what it is."""
    if not source.confidential:
        return source.title
    named = f"{source.title} ({source.description})" if source.title else source.description
    return _("Confidential source: %(what)s") % {"what": named}


def _source(item: Evidence, source: Source) -> str:
    parts = [title_of(source)]
    if not source.confidential and source.kind not in OWN_KINDS:
        parts[0] += f" ({word(SourceRank, item.rank).lower()})"
    if item.locator and not item.calculation:
        parts.append(item.locator)
    return ", ".join(parts)


def _small(item: Evidence, source: Source) -> Iterator[str]:
    if item.calculation:
        yield calculation(item.calculation)
    if source.url:
        yield source.url
    if item.archive_url:
        yield _("Archived: %(url)s") % {"url": item.archive_url}
    if item.kept:
        yield _kept(item.kept)


def calculation(one: Calculation) -> str:
    """What went into a figure that was worked out; the sum itself is what is quoted."""
    template = _("%(name)s = %(figure)s from %(origin)s")
    figures = [template % {"name": name, "figure": figure, "origin": origin} for name, figure, origin in one.figures]
    return ". ".join([*figures, _rounding(one)]) + "."


def _rounding(one: Calculation) -> str:
    if one.places is None:
        return _("Not rounded")
    if one.places >= 0:
        text = ngettext("Rounded to %(n)d decimal", "Rounded to %(n)d decimals", one.places) % {"n": one.places}
    else:
        text = _("Rounded to %(n)s") % {"n": f"{10**-one.places:,}"}
    return f"{text}, {_('exact')}" if one.exact else text


def _kept(kept: Kept) -> str:
    found = word(QuoteFound, kept.found)
    if kept.line:
        place = _("line %(n)d") if kept.copy.media_type == TEXT else _("paragraph %(n)d")
        found = f"{found}, {place % {'n': kept.line}}"
    told = {"when": when(kept.copy.at), "found": found, "sha256": kept.copy.sha256}
    return _("Copy kept %(when)s. %(found)s. SHA-256 %(sha256)s") % told
