"""What a row of evidence shows beside its words: the copy and the quote's place in it, the sum."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claims.copied import TEXT
from claims.models import Calculation, Claim, Kept
from claims.vocabulary import QuoteFound

FOUND_GLYPHS = {QuoteFound.EXACT: "✓", QuoteFound.DIFFERS: "≠", QuoteFound.MISSING: "✗"}


@dataclass(frozen=True)
class KeptLine:
    """`found` is a code, `found_label` the words with the place; `diff` is kind, words, and the blank after them."""

    url: str
    name: str
    at: dt.datetime
    sha256: str
    found: str
    found_label: str
    glyph: str
    diff: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class CalculationLine:
    figures: tuple[tuple[str, str, str], ...]
    rounding: str


def kept_lines(claim: Claim) -> dict[int, KeptLine]:
    """Id of the evidence → the copy that was kept for it. `claims.sheets.with_everything` loads them."""
    return {kept.evidence_id: _kept(kept) for kept in claim.kept.all()}


def calculation_lines(claim: Claim) -> dict[int, CalculationLine]:
    """Id of the evidence → how its figure was worked out. `claims.sheets.with_everything` loads them."""
    return {one.evidence_id: _calculation(one) for one in claim.calculations.all()}


def _kept(kept: Kept) -> KeptLine:
    found = QuoteFound(kept.found)
    label = str(found.label)
    if kept.line:
        # A text has lines; what is shown of a page has none but its paragraphs.
        place = _("line %(n)d") if kept.copy.media_type == TEXT else _("paragraph %(n)d")
        label = f"{label}, {place % {'n': kept.line}}"
    return KeptLine(
        url=reverse("copy", kwargs={"copy_id": kept.copy_id}),
        name=kept.copy.original_name or (_("pasted words") if kept.copy.pasted else _("a file")),
        at=kept.copy.at,
        sha256=kept.copy.sha256,
        found=found,
        found_label=label,
        glyph=FOUND_GLYPHS.get(found, ""),
        diff=tuple((kind, words.rstrip(), " " if words.endswith(" ") else "") for kind, words in kept.diff),
    )


def _calculation(calculation: Calculation) -> CalculationLine:
    figures = tuple((name, figure, origin) for name, figure, origin in calculation.figures)
    return CalculationLine(figures, _rounding(calculation))


def _rounding(calculation: Calculation) -> str:
    places = calculation.places
    if places is None:
        return _("Not rounded")
    if places >= 0:
        text = ngettext("Rounded to %(n)d decimal", "Rounded to %(n)d decimals", places) % {"n": places}
    else:
        text = _("Rounded to %(n)s") % {"n": f"{10**-places:,}"}
    return f"{text}, {_('exact')}" if calculation.exact else text
